"""What Google would refuse, found before anything is sent: account, budget, dates, bidding. Pure."""

from collections.abc import Container, Iterator
from dataclasses import replace
from itertools import chain

from integrations import types as t
from integrations.platforms.google import bidding
from integrations.platforms.google.ad_rules import check_ad
from integrations.platforms.google.purposes import (
    APP,
    CHANNELS,
    NAMES,
    PERFORMANCE_MAX,
    SEARCH,
    bid_for,
    channel_for,
    check_people,
    check_purpose,
)
from integrations.platforms.google.steps import group_key
from integrations.platforms.google.targeting_rules import check_targetings

_LEAD_TEXTS = {"headline": 30, "description": 200}
_PMAX_ONE = "Performance Max makes one ad out of all texts and pictures of an ad group. Put them into one ad."
_APP_ONE = "An app campaign has one ad in each ad group. Put the texts and pictures into one ad."
ONE_EACH = {PERFORMANCE_MAX: _PMAX_ONE, APP: _APP_ONE}
_SEARCH_MOST = "A Search ad group takes at most three ads. Leave some out, or make another ad group."


def check_plan(plan: t.CampaignPlan, link: t.AccountLink) -> list[t.Problem]:
    """Return what is wrong with a plan for this account; `field`s are the plan's own names."""
    problems = list(
        chain(
            check_purpose(plan, link.presence),
            _check_account(plan, link),
            _check_budget(plan),
            _check_flight(plan),
            _check_bid(plan, link),
            _check_lead_form(plan),
            check_targetings(plan, channel_for(plan)),
        )
    )
    if any(problem.field == "channel" for problem in problems):
        return problems
    return _once([*problems, *_check_ads(plan, link)])


def check_additions(plan: t.CampaignPlan, link: t.AccountLink, there: Container[str]) -> list[t.Problem]:
    """Return what is wrong with what a plan adds to a campaign; ad groups that are `there` (`ad_group:<key>`) get ads only."""
    new = replace(plan, ad_groups=tuple(group for group in plan.ad_groups if group_key(group) not in there))
    is_single = channel_for(plan) in ONE_EACH and len(new.ad_groups) < len(plan.ad_groups)
    crowded = [t.Problem("ad_groups", ONE_EACH[channel_for(plan)])] if is_single else []
    return _once([*crowded, *check_people(new), *check_targetings(new, channel_for(new)), *_check_ads(plan, link)])


def _check_account(plan: t.CampaignPlan, link: t.AccountLink) -> Iterator[t.Problem]:
    if plan.currency != link.currency:
        yield t.Problem("currency", f"This ad account is kept in {link.currency}; the plan is in {plan.currency}.")
    if not plan.name.strip():
        yield t.Problem("name", "Give the campaign a name.")


def _check_budget(plan: t.CampaignPlan) -> Iterator[t.Problem]:
    is_by_group = plan.budget_level == t.BudgetLevel.AD_GROUP or any(
        group.daily_budget_minor or group.lifetime_budget_minor for group in plan.ad_groups
    )
    if is_by_group:
        yield t.Problem("budget_level", "On Google a budget belongs to the whole campaign. Give the campaign one.")
    elif plan.daily_budget_minor and plan.lifetime_budget_minor:
        yield t.Problem("lifetime_budget_minor", "Choose either a budget a day or one for the whole time.")
    elif plan.lifetime_budget_minor is not None:
        if plan.lifetime_budget_minor <= 0:
            yield t.Problem("lifetime_budget_minor", "The budget must be above nothing.")
        if not plan.end_at:
            yield t.Problem("end_at", "A budget for the whole time needs a last day.")
    elif not plan.daily_budget_minor or plan.daily_budget_minor <= 0:
        yield t.Problem("daily_budget_minor", "The daily budget must be above nothing.")


def _check_flight(plan: t.CampaignPlan) -> Iterator[t.Problem]:
    if plan.start_at and plan.end_at and plan.end_at <= plan.start_at:
        yield t.Problem("end_at", "The end is not after the start. Choose a later day or leave it empty.")


def _check_bid(plan: t.CampaignPlan, link: t.AccountLink) -> Iterator[t.Problem]:
    channel = channel_for(plan)
    text = bidding.problem_of(bid_for(plan, link.presence), channel)
    if text and channel in CHANNELS[plan.purpose]:
        yield t.Problem("bid", text)


def _check_lead_form(plan: t.CampaignPlan) -> Iterator[t.Problem]:
    form = plan.lead_form
    if not form:
        return
    if channel_for(plan) == APP:
        yield t.Problem("lead_form", f"{NAMES[APP]} take no lead form. Leave it out.")
    if form.external_id:
        return
    for part, most in _LEAD_TEXTS.items():
        text = getattr(form, part).strip()
        if not text or len(text) > most:
            yield t.Problem("lead_form", f"The lead form's {part} needs 1 to {most} characters.")
    if not form.privacy_url.startswith("https://"):
        yield t.Problem("lead_form", "Google wants the address of your privacy policy on a lead form, with https://.")
    if not form.questions:
        yield t.Problem("lead_form", "Ask at least one question, such as the e-mail address.")


def _check_ads(plan: t.CampaignPlan, link: t.AccountLink) -> Iterator[t.Problem]:
    channel = channel_for(plan)
    if not plan.ad_groups or any(not group.ads for group in plan.ad_groups):
        yield t.Problem("ad_groups", "Each ad group needs at least one ad.")
    for group in plan.ad_groups:
        if channel in ONE_EACH and len(group.ads) > 1:
            yield t.Problem("ad_groups", ONE_EACH[channel])
        if channel == SEARCH and len(group.ads) > 3:
            yield t.Problem("ad_groups", _SEARCH_MOST)
        for ad in group.ads:
            problems = check_ad(ad, channel, link.presence.get("business_name", ""))
            yield from (replace(problem, ad_key=ad.key) for problem in problems)


def _once(problems: list[t.Problem]) -> list[t.Problem]:
    return list(dict.fromkeys(problems))
