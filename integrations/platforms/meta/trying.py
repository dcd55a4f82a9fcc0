"""What Meta says of a plan before anything is made: `validate_only`, and what only a look there can tell.

Ad sets and ads cannot be tried out before their campaign is there, nor a video's words before the video; `rules` stand in
for them.
"""

from dataclasses import replace

from facebook_business.adobjects.adaccount import AdAccount

from integrations import types as t
from integrations.platforms import dispatch
from integrations.platforms.meta import creatives, forms, steps
from integrations.platforms.meta.languages import find_locales
from integrations.platforms.meta.launching import Launch

_ONLY = {"execution_options": ["validate_only"]}
NO_TERMS = (
    "This Page has not accepted Meta's terms for lead ads. Open facebook.com/ads/leadgen/tos, choose the Page, accept "
    "them, then try again."
)


def try_out(account: AdAccount, plan: t.CampaignPlan, launch: Launch) -> list[t.Problem]:
    """Return what Meta would refuse of the campaign, its languages, its form's terms, and of each ad's words and link."""
    if problems := dispatch.list_problems(lambda: _try_parts(account, plan, launch)):
        return problems
    if steps.new_form(plan) and not forms.has_accepted_terms(launch.api, launch.presence["page_id"]):
        return [t.Problem("lead_form", NO_TERMS)]
    subjects = [creatives.Subject(plan, group, ad) for group in plan.ad_groups for ad in group.ads]
    return [problem for subject in subjects for problem in _problems_of(account, subject, launch)]


def _try_parts(account: AdAccount, plan: t.CampaignPlan, launch: Launch) -> None:
    account.create_campaign(params=launch.campaign_params(plan.name) | _ONLY)
    for group in plan.ad_groups:
        find_locales(launch.api, group.targeting)


def _problems_of(account: AdAccount, subject: creatives.Subject, launch: Launch) -> list[t.Problem]:
    found = dispatch.list_problems(lambda: _try_creative(account, subject, launch))
    return [replace(problem, ad_key=subject.ad.key) for problem in found]


def _try_creative(account: AdAccount, subject: creatives.Subject, launch: Launch) -> None:
    if steps.video_of(subject.ad):
        return
    made = creatives.build(subject, subject.ad.name, launch.presence, creatives.Media())
    account.create_ad_creative(params=made | _ONLY)
