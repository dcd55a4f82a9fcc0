"""What is sent to Meta to make a campaign, an ad set and an ad. Pure: a plan goes in, the API's parameters come out.

Create order and fields: platform facts, section A3. Everything is made PAUSED. CREDIT is called
FINANCIAL_PRODUCTS_SERVICES since January 2025.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from integrations import types as t
from integrations.platforms.meta import budgets, moments, targeting
from integrations.platforms.meta.purposes import Aim

CATEGORIES = {
    t.SpecialCategory.EMPLOYMENT: "EMPLOYMENT",
    t.SpecialCategory.HOUSING: "HOUSING",
    t.SpecialCategory.CREDIT: "FINANCIAL_PRODUCTS_SERVICES",
    t.SpecialCategory.POLITICS: "ISSUES_ELECTIONS_POLITICS",
    t.SpecialCategory.GAMBLING: "ONLINE_GAMBLING_AND_GAMING",
}


def campaign(plan: t.CampaignPlan, aim: Aim, name: str) -> dict[str, Any]:
    """Return a campaign; `special_ad_categories` must be there, though empty."""
    made = {
        "name": name,
        "objective": aim.objective,
        "status": "PAUSED",
        "buying_type": "AUCTION",
        "special_ad_categories": [CATEGORIES[category] for category in plan.special_categories],
        **aim.on_campaign,
        **budgets.on_campaign(plan),
    }
    if plan.special_categories:
        made["special_ad_category_country"] = _category_countries(plan)
    return made


def ad_set(
    plan: t.CampaignPlan, group: t.AdGroupPlan, aim: Aim, name: str, *, campaign_id: str, locales: Sequence[int] = ()
) -> dict[str, Any]:
    """Return an ad set, all but what European law adds."""
    app = plan.app if plan.purpose == t.Purpose.APP_INSTALLS else None
    made = {
        "name": name,
        "campaign_id": campaign_id,
        "status": "PAUSED",
        "optimization_goal": aim.goal,
        "billing_event": "IMPRESSIONS",
        "destination_type": aim.destination,
        "promoted_object": dict(aim.promoted),
        "targeting": targeting.build(group.targeting, locales=locales, app=app),
        "start_time": moments.write(plan.start_at),
        "end_time": moments.write(plan.end_at),
        **budgets.on_ad_set(plan, group),
    }
    return {name: value for name, value in made.items() if value}


def transparency(group: t.AdGroupPlan, presence: Mapping[str, str]) -> dict[str, str]:
    """Return who benefits and who pays, which the EU wants to know: the Page's name, unless the account says."""
    if not targeting.may_reach_eu(group.targeting):
        return {}
    page = presence.get("page_name", "")
    who = {name: presence.get(name) or page for name in ("dsa_beneficiary", "dsa_payor")}
    return {name: value for name, value in who.items() if value}


def ad(name: str, *, ad_set_id: str, creative_id: str) -> dict[str, Any]:
    """Return an ad."""
    return {"name": name, "adset_id": ad_set_id, "creative": {"creative_id": creative_id}, "status": "PAUSED"}


def _category_countries(plan: t.CampaignPlan) -> list[str]:
    targeted = {country for group in plan.ad_groups for country in group.targeting.countries}
    return list(plan.special_category_countries) or sorted(targeted)
