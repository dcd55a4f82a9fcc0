"""What Meta would refuse, found before anything is sent. Pure."""

from collections.abc import Iterator
from urllib.parse import urlsplit

from integrations import types as t
from integrations.errors import InvalidRequest
from integrations.platforms.meta import money
from integrations.platforms.meta.params import CALLS_TO_ACTION
from integrations.platforms.meta.purposes import aim_for

YOUNGEST, OLDEST = 13, 65
NO_ADS_IN = frozenset({"CU", "IR", "KP", "SD", "SY"})
NO_PAGE = (
    "Ads on Meta speak for a Facebook Page, and this account has none that you may advertise for. Make a Page or ask "
    "for access to it in Meta's Business settings, then connect Meta again."
)


def check_plan(plan: t.CampaignPlan, link: t.AccountLink) -> list[t.Problem]:
    """Return what is wrong with a plan for this account; `field`s are ours."""
    problems = [*_check_account(plan, link), *_check_budget(plan), *_check_flight(plan)]
    for group in plan.ad_groups:
        problems += _check_targeting(group.targeting)
        for ad in group.ads:
            problems += _check_ad(ad)
    return problems


def _check_account(plan: t.CampaignPlan, link: t.AccountLink) -> Iterator[t.Problem]:
    if not link.presence.get("page_id"):
        yield t.Problem("", NO_PAGE)
    aim = aim_for(plan.purpose, link.presence)
    if isinstance(aim, t.Problem):
        yield aim
    if plan.currency != link.currency:
        yield t.Problem("currency", f"This ad account is kept in {link.currency}; the plan is in {plan.currency}.")
    if not plan.name.strip():
        yield t.Problem("name", "Give the campaign a name.")


def _check_budget(plan: t.CampaignPlan) -> Iterator[t.Problem]:
    if not plan.daily_budget_minor or plan.daily_budget_minor <= 0:
        yield t.Problem("daily_budget_minor", "The daily budget must be above nothing.")
        return
    try:
        money.to_meta(plan.daily_budget_minor, plan.currency)
    except InvalidRequest as error:
        yield t.Problem("daily_budget_minor", error.message)


def _check_flight(plan: t.CampaignPlan) -> Iterator[t.Problem]:
    if plan.start_at and plan.end_at and plan.end_at <= plan.start_at:
        yield t.Problem("end_at", "The end is not after the start. Choose a later day or leave it empty.")


def _check_targeting(group: t.Targeting) -> Iterator[t.Problem]:
    if not group.countries:
        yield t.Problem("countries", "Choose at least one country.")
    if banned := sorted(NO_ADS_IN & set(group.countries)):
        yield t.Problem("countries", f"Meta shows no ads in {', '.join(banned)}. Leave it out.")
    ages = [age for age in (group.age_min, group.age_max) if age is not None]
    if any(not YOUNGEST <= age <= OLDEST for age in ages):
        yield t.Problem("age_min", f"Meta takes ages from {YOUNGEST} to {OLDEST}.")
    if len(ages) == 2 and ages[0] > ages[1]:
        yield t.Problem("age_max", "The highest age is below the lowest. Choose a higher one.")


def _check_ad(ad: t.AdPlan) -> Iterator[t.Problem]:
    address = urlsplit(ad.link)
    if address.scheme not in ("http", "https") or "." not in (address.hostname or ""):
        yield t.Problem("link", "This is not a web address. Write it with https:// in front.")
    if ad.call_to_action not in CALLS_TO_ACTION:
        yield t.Problem("call_to_action", "Meta does not know this button. Choose one from the list.")
    if not any(text.strip() for text in ad.primary_texts):
        yield t.Problem("primary_text", "Write the text that stands above the picture.")
