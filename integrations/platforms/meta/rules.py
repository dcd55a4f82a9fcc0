"""What Meta would refuse of a plan, found before anything is sent. Pure; ads and targeting have files of their own."""

from collections.abc import Iterator
from dataclasses import replace
from urllib.parse import urlsplit

from integrations import types as t
from integrations.errors import InvalidRequest
from integrations.platforms.meta import budgets, money
from integrations.platforms.meta.ad_rules import check_ad
from integrations.platforms.meta.forms import HEADLINE_MOST, QUESTIONS_MOST
from integrations.platforms.meta.purposes import aim_for
from integrations.platforms.meta.targeting import EU
from integrations.platforms.meta.targeting_rules import check_targeting

NO_PAGE = (
    "Ads on Meta speak for a Facebook Page, and this account has none that you may advertise for. Make a Page or ask "
    "for access to it in Meta's Business settings, then connect Meta again."
)
NO_EU_POLITICS = (
    "Meta shows no ads about politics, elections or social issues in the EU. Leave the EU's countries out, or choose "
    "another platform."
)


def check_plan(plan: t.CampaignPlan, link: t.AccountLink) -> list[t.Problem]:
    """Return what is wrong with a plan for this account; `field`s are ours. What concerns one ad alone names it."""
    problems = [
        *_check_account(plan, link),
        *_check_budgets(plan),
        *_check_bid(plan, link),
        *_check_flight(plan),
        *check_politics(plan),
        *_check_form(plan),
    ]
    for group in plan.ad_groups:
        problems += check_targeting(group.targeting, plan, link.presence)
        for ad in group.ads:
            problems += [replace(problem, ad_key=ad.key) for problem in check_ad(ad, plan)]
    return list(dict.fromkeys(problems))


def _check_account(plan: t.CampaignPlan, link: t.AccountLink) -> Iterator[t.Problem]:
    if not link.presence.get("page_id"):
        yield t.Problem("", NO_PAGE)
    aim = aim_for(plan, link.presence)
    if isinstance(aim, t.Problem):
        yield aim
    if plan.currency != link.currency:
        yield t.Problem("currency", f"This ad account is kept in {link.currency}; the plan is in {plan.currency}.")
    if not plan.name.strip():
        yield t.Problem("name", "Give the campaign a name.")


def _check_budgets(plan: t.CampaignPlan) -> Iterator[t.Problem]:
    at_campaign = plan.budget_level == t.BudgetLevel.CAMPAIGN
    for part in (plan,) if at_campaign else plan.ad_groups:
        yield from _check_budget(part.daily_budget_minor, part.lifetime_budget_minor, plan)


def _check_budget(daily: int | None, lifetime: int | None, plan: t.CampaignPlan) -> Iterator[t.Problem]:
    field = "lifetime_budget_minor" if lifetime is not None and daily is None else "daily_budget_minor"
    amount = daily if daily is not None else lifetime
    if daily and lifetime:
        yield t.Problem(field, "Choose a daily budget or one for the whole time, not both.")
        return
    if not amount or amount <= 0:
        yield t.Problem(field, "The budget must be above nothing.")
        return
    if lifetime and not plan.end_at:
        yield t.Problem("end_at", "A budget for the whole time needs an end. Choose a day, or a daily budget.")
    try:
        money.to_meta(amount, plan.currency, field=field)
    except InvalidRequest as error:
        yield t.Problem(field, error.message)


def _check_bid(plan: t.CampaignPlan, link: t.AccountLink) -> Iterator[t.Problem]:
    aim = aim_for(plan, link.presence)
    return budgets.check_bid(plan.bid, "" if isinstance(aim, t.Problem) else aim.goal)


def _check_flight(plan: t.CampaignPlan) -> Iterator[t.Problem]:
    if plan.start_at and plan.end_at and plan.end_at <= plan.start_at:
        yield t.Problem("end_at", "The end is not after the start. Choose a later day or leave it empty.")


def check_politics(plan: t.CampaignPlan) -> Iterator[t.Problem]:
    """Yield that Meta, since October 2025, takes no ads about politics, elections or social issues in the EU."""
    countries = {country for group in plan.ad_groups for country in group.targeting.countries}
    if plan.is_eu_political or (t.SpecialCategory.POLITICS in plan.special_categories and EU & countries):
        yield t.Problem("is_eu_political", NO_EU_POLITICS)


def _check_form(plan: t.CampaignPlan) -> Iterator[t.Problem]:
    form = plan.lead_form
    if plan.purpose != t.Purpose.LEAD_GENERATION or form is None or form.external_id:
        return
    if not 0 < len(form.headline.strip()) <= HEADLINE_MOST:
        yield t.Problem("lead_form", f"Give the form a headline of at most {HEADLINE_MOST} letters.")
    if not 0 < len(form.questions) <= QUESTIONS_MOST or not all(words.strip() for words in form.questions):
        yield t.Problem("lead_form", f"Ask for something in the form: one to {QUESTIONS_MOST} questions.")
    if urlsplit(form.privacy_url).scheme not in ("http", "https"):
        yield t.Problem("lead_form", "A form must link to your privacy policy: write its address with https://.")
