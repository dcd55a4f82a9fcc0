"""What TikTok would refuse in a campaign and its ad groups, found before anything is sent. Pure."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

from integrations import types as t
from integrations.errors import InvalidRequest
from integrations.platforms.tiktok import ages, bidding, money
from integrations.platforms.tiktok.ad_rules import check_ad
from integrations.platforms.tiktok.params import special_industries
from integrations.platforms.tiktok.places import PLACEMENT
from integrations.platforms.tiktok.purposes import VALUE_BIDS, Aim, aim_for

PUSHING = ("TT_USER", "BC_AUTH_TT")
GROUPS_MOST, ADS_MOST = 30, 30
NO_IDENTITY = (
    "Ads on TikTok speak for a TikTok account, and this ad account is linked to none. Link one in TikTok Ads Manager under "
    "Tools, Identity (or add it to your Business Center), then connect TikTok again."
)
NO_POLITICS = "TikTok takes no political ads. Leave TikTok out of this campaign."
NO_GAMBLING = "TikTok takes ads for gambling from approved advertisers only, by way of its own staff. Leave TikTok out."
NO_CIRCLES = "TikTok knows no circles on the map. Choose the town or the region instead."


def check_plan(plan: t.CampaignPlan, link: t.AccountLink) -> list[t.Problem]:
    """Return what is wrong with a plan for this account; `field`s are ours. What concerns one ad alone names it."""
    aim = aim_for(plan, link.presence)
    problems = [*_check_account(plan, link), *_check_subject(plan), *_check_flight(plan), *_check_size(plan)]
    if isinstance(aim, t.Problem):
        problems.append(aim)
    else:
        problems += [*_check_budgets(plan), *_check_bid(plan, aim)]
    for group in plan.ad_groups:
        problems += check_targeting(group.targeting, is_special=bool(special_industries(plan)))
        for ad in group.ads:
            problems += [replace(problem, ad_key=ad.key) for problem in check_ad(ad, needs_link=_needs_link(aim))]
    return list(dict.fromkeys(problems))


def _needs_link(aim: Aim | t.Problem) -> bool:
    """Tell whether an ad leads to a website, and not to a form or an app's shop."""
    return isinstance(aim, t.Problem) or not (aim.form_id or aim.objective == "APP_PROMOTION")


def _check_account(plan: t.CampaignPlan, link: t.AccountLink) -> Iterator[t.Problem]:
    if not link.presence.get("identity_id") or link.presence.get("identity_type") not in PUSHING:
        yield t.Problem("", NO_IDENTITY)
    if plan.currency != link.currency:
        yield t.Problem("currency", f"This ad account is kept in {link.currency}; the plan is in {plan.currency}.")
    if not plan.name.strip():
        yield t.Problem("name", "Give the campaign a name.")


def _check_subject(plan: t.CampaignPlan) -> Iterator[t.Problem]:
    if plan.is_eu_political or t.SpecialCategory.POLITICS in plan.special_categories:
        yield t.Problem("special_categories", NO_POLITICS)
    if t.SpecialCategory.GAMBLING in plan.special_categories:
        yield t.Problem("special_categories", NO_GAMBLING)


def _check_flight(plan: t.CampaignPlan) -> Iterator[t.Problem]:
    if plan.start_at and plan.end_at and plan.end_at <= plan.start_at:
        yield t.Problem("end_at", "The end is not after the start. Choose a later day or leave it empty.")
    if not plan.end_at and any(held.lifetime_budget_minor for held in _holders(plan)):
        yield t.Problem("end_at", "A budget for the whole run needs an end. Choose the last day.")


def _check_size(plan: t.CampaignPlan) -> Iterator[t.Problem]:
    if len(plan.ad_groups) > GROUPS_MOST:
        yield t.Problem("ad_groups", f"TikTok takes {GROUPS_MOST} ad groups in a campaign. Make two campaigns.")
    if any(len(group.ads) > ADS_MOST for group in plan.ad_groups):
        yield t.Problem("ads", f"TikTok takes {ADS_MOST} ads in an ad group. Divide them.")


def _holders(plan: t.CampaignPlan) -> tuple[t.CampaignPlan | t.AdGroupPlan, ...]:
    return plan.ad_groups if plan.budget_level == t.BudgetLevel.AD_GROUP else (plan,)


def _check_budgets(plan: t.CampaignPlan) -> Iterator[t.Problem]:
    is_campaign = plan.budget_level == t.BudgetLevel.CAMPAIGN
    base = money.CAMPAIGN_LEAST if is_campaign else money.AD_GROUP_LEAST
    least = money.least_minor(plan.currency, base)
    days = (
        1
        if is_campaign or not (plan.start_at and plan.end_at)
        else -(-(plan.end_at - plan.start_at) // timedelta(days=1))
    )
    for held in _holders(plan):
        if held.lifetime_budget_minor:
            yield from _check_budget(
                "lifetime_budget_minor", held.lifetime_budget_minor, least * max(days, 1), plan.currency
            )
        else:
            yield from _check_budget("daily_budget_minor", held.daily_budget_minor or 0, least, plan.currency)


def _check_budget(field: str, amount_minor: int, least_minor: int, currency: str) -> Iterator[t.Problem]:
    if amount_minor < least_minor:
        words = "a day" if field == "daily_budget_minor" else "for the whole run"
        yield t.Problem(
            field, f"TikTok takes no less than {money.say(least_minor, currency)} {words} here. Choose more."
        )
    try:
        money.to_tiktok(amount_minor, currency, field)
    except InvalidRequest as error:
        yield t.Problem(field, error.message)


def _check_bid(plan: t.CampaignPlan, aim: Aim) -> Iterator[t.Problem]:
    if not (wanted := plan.bid):
        return
    is_value = wanted.strategy in VALUE_BIDS
    needs_daily = wanted.strategy in bidding.LIMITED or wanted.strategy == t.BidStrategy.TARGET_ROAS
    if is_value and aim.goal != "VALUE":
        yield t.Problem(
            "bid", "TikTok bids for value only where orders on a website are counted. Choose another way to bid."
        )
    if wanted.strategy in bidding.LIMITED and not (wanted.amount_minor and wanted.amount_minor > 0):
        yield t.Problem("bid", "Say how much a result may cost.")
    if wanted.strategy == t.BidStrategy.TARGET_ROAS and not (wanted.roas and wanted.roas <= bidding.MOST_ROAS):
        yield t.Problem("bid", "Say what each unit spent should bring in, up to 1,000.")
    if needs_daily and any(held.lifetime_budget_minor for held in _holders(plan)):
        yield t.Problem("bid", "TikTok keeps to a cost or a return with a daily budget only. Choose a daily budget.")
    if any((wanted.amount_minor or 0) >= (held.daily_budget_minor or 0) > 0 for held in _holders(plan)):
        yield t.Problem("bid", "The bid must be below the budget.")


def check_targeting(group: t.Targeting, *, is_special: bool) -> Iterator[t.Problem]:
    """Yield what is wrong with whom an ad group is shown to."""
    if not group.countries and not group.places:
        yield t.Problem("countries", NO_CIRCLES if group.radii else "Choose at least one country.")
    elif group.radii:
        yield t.Problem("radii", NO_CIRCLES)
    if set(group.placements) - {PLACEMENT}:
        yield t.Problem(
            "placements", "Ads that speak for a TikTok account run on TikTok only. Leave the other places out."
        )
    if group.age_min is not None and group.age_max is not None and group.age_min > group.age_max:
        yield t.Problem("age_max", "The highest age is below the lowest. Choose a higher one.")
    elif not ages.fits(group.age_min, group.age_max):
        low, high = ages.nearest_span(group.age_min, group.age_max)
        nearest = f"{low} and older" if high == ages.OLDEST else f"{low} to {high}"
        yield t.Problem(
            "age_min", f"TikTok aims at whole age groups (18-24, 25-34, 35-44, 45-54, 55+). Choose {nearest}."
        )
    if is_special and (ages.groups_for(group.age_min, group.age_max) or len(group.genders) == 1):
        yield t.Problem(
            "age_min", "Ads for housing, jobs or credit in the US or Canada may not choose ages or genders."
        )
