"""What is sent to TikTok to make a campaign and its ad groups. Pure: a plan goes in, the API's bodies come out.

Create order and fields: platform facts, sections A4 and 0b. Everything is made DISABLEd, on every level, since TikTok's
default is ENABLE. Campaign budgets run by TikTok's own optimising (CBO): a daily one is dynamic, except for REACH, where
dynamic is for chosen customers only. A budget on ad groups leaves the campaign without one.
"""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from integrations import types as t
from integrations.platforms.tiktok import ages, bidding, money
from integrations.platforms.tiktok.places import PLACEMENT
from integrations.platforms.tiktok.purposes import Aim

SPECIAL = {
    t.SpecialCategory.HOUSING: "HOUSING",
    t.SpecialCategory.EMPLOYMENT: "EMPLOYMENT",
    t.SpecialCategory.CREDIT: "CREDIT",
}
SPECIAL_IN = frozenset({"US", "CA"})
_GENDERS = {t.Gender.WOMEN: "GENDER_FEMALE", t.Gender.MEN: "GENDER_MALE"}
Body = dict[str, Any]


def campaign(plan: t.CampaignPlan, aim: Aim, name: str, request_id: str) -> Body:
    """Return a campaign."""
    made = {
        "campaign_name": name,
        "objective_type": aim.objective,
        "operation_status": "DISABLE",
        "request_id": request_id,
        **aim.campaign,
        "special_industries": special_industries(plan),
    }
    return _without_empty(made) | _campaign_budget(plan, aim)


def _campaign_budget(plan: t.CampaignPlan, aim: Aim) -> Body:
    if plan.budget_level == t.BudgetLevel.AD_GROUP:
        return {"budget_optimize_on": False} | ({} if aim.is_smart else {"budget_mode": "BUDGET_MODE_INFINITE"})
    return {"budget_optimize_on": True, **_budget(plan, plan.currency, aim)}


def _budget(held: t.CampaignPlan | t.AdGroupPlan, currency: str, aim: Aim) -> Body:
    if held.lifetime_budget_minor:
        amount = money.to_tiktok(held.lifetime_budget_minor, currency, "lifetime_budget_minor")
        return {"budget_mode": "BUDGET_MODE_TOTAL", "budget": amount}
    mode = "BUDGET_MODE_DAY" if aim.objective == "REACH" else "BUDGET_MODE_DYNAMIC_DAILY_BUDGET"
    return {"budget_mode": mode, "budget": money.to_tiktok(held.daily_budget_minor or 0, currency)}


def ad_group(
    plan: t.CampaignPlan, group: t.AdGroupPlan, aim: Aim, *, places: Sequence[str], now: datetime, ids: Body
) -> Body:
    """Return an ad group. `places` are its location ids, `ids` what only the account knows (campaign, name, pixel, app)."""
    made = {
        **ids,
        "operation_status": "DISABLE",
        "promotion_type": aim.promotion,
        "promotion_target_type": aim.target,
        "optimization_goal": aim.goal,
        "billing_event": aim.billing,
        "optimization_event": aim.event,
        "placement_type": "PLACEMENT_TYPE_NORMAL",
        "placements": [PLACEMENT],
        **schedule(plan, now),
        **bidding.bid(plan, aim),
        **_own_budget(plan, group, aim),
    }
    aimed = targeting(group.targeting, places)
    if aim.is_smart:
        made["targeting_optimization_mode"] = "MANUAL" if is_narrow(group.targeting) else "AUTOMATIC"
        made["targeting_spec"] = aimed
        return _without_empty(made)
    return _without_empty(made | aimed | _manual_only(aim))


def _own_budget(plan: t.CampaignPlan, group: t.AdGroupPlan, aim: Aim) -> Body:
    return _budget(group, plan.currency, aim) if plan.budget_level == t.BudgetLevel.AD_GROUP else {}


def _manual_only(aim: Aim) -> Body:
    """Return how fast the money goes, and for reach how often one person is shown an ad: three times in seven days, as
    TikTok's own Ads Manager proposes."""
    capped = {"frequency": 3, "frequency_schedule": 7} if aim.goal == "REACH" else {}
    return {"pacing": "PACING_MODE_SMOOTH", **capped}


def schedule(plan: t.CampaignPlan, now: datetime) -> Body:
    """Return when it runs, in UTC; the start must be said and not be past, so it is now where the plan says less."""
    starts = write_moment(max(plan.start_at or now, now))
    span = {"schedule_start_time": starts, "schedule_end_time": write_moment(plan.end_at) if plan.end_at else None}
    return {"schedule_type": "SCHEDULE_START_END" if plan.end_at else "SCHEDULE_FROM_NOW", **span}


def targeting(wanted: t.Targeting, places: Sequence[str]) -> Body:
    """Return who sees it. Keywords belong to searches and are not TikTok's."""
    return _without_empty(whole_targeting(wanted, places))


def whole_targeting(wanted: t.Targeting, places: Sequence[str]) -> Body:
    """Return who sees it, every field of ours said, so that what was chosen before is taken away."""
    gender = _GENDERS[wanted.genders[0]] if len(wanted.genders) == 1 else "GENDER_UNLIMITED"
    return {
        "location_ids": list(places),
        "languages": list(wanted.languages),
        "age_groups": ages.groups_for(wanted.age_min, wanted.age_max),
        "gender": gender,
        "interest_category_ids": list(wanted.interests),
        "audience_ids": list(wanted.audiences),
        "excluded_audience_ids": list(wanted.excluded_audiences),
    }


def special_industries(plan: t.CampaignPlan) -> list[str]:
    """Return the categories that must be declared: TikTok knows them for ads in the US and Canada only."""
    countries = {
        *plan.special_category_countries,
        *(code for group in plan.ad_groups for code in group.targeting.countries),
    }
    return [SPECIAL[one] for one in plan.special_categories if one in SPECIAL] if countries & SPECIAL_IN else []


def is_narrow(wanted: t.Targeting) -> bool:
    """Tell whether a targeting says what Smart+ takes as a mere suggestion unless it is aimed by hand."""
    has_ages = wanted.age_min is not None or wanted.age_max is not None
    return has_ages or len(wanted.genders) == 1 or bool(wanted.interests or wanted.audiences)


def _without_empty(body: Body) -> Body:
    return {name: value for name, value in body.items() if value not in (None, "", [], {})}


def write_moment(at: datetime) -> str:
    """Return a moment as TikTok takes it, in UTC."""
    return at.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S")
