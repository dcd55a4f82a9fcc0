"""What is sent to Meta to make each object. Pure: a plan goes in, the Marketing API's parameters come out.

Create order and fields: platform facts, section A3. Everything is made PAUSED.
"""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from integrations import types as t
from integrations.platforms.meta import money
from integrations.platforms.meta.purposes import Aim

_EU = frozenset("AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK".split())
CALLS_TO_ACTION = {
    "learn_more": "LEARN_MORE", "shop_now": "SHOP_NOW", "sign_up": "SIGN_UP", "book_now": "BOOK_NOW",
    "contact_us": "CONTACT_US", "download": "DOWNLOAD", "install": "INSTALL_MOBILE_APP", "get_quote": "GET_QUOTE",
    "apply": "APPLY_NOW", "subscribe": "SUBSCRIBE", "order": "ORDER_NOW", "tickets": "BUY_TICKETS",
    "directions": "GET_DIRECTIONS", "call": "CALL_NOW", "watch": "WATCH_MORE",
}  # fmt: skip
COMMON_CALLS = {word: common for common, word in CALLS_TO_ACTION.items()}


def campaign(plan: t.CampaignPlan, aim: Aim, name: str) -> dict[str, Any]:
    """Return a campaign with the daily budget at its own level; `special_ad_categories` must be there, though empty."""
    return {
        "name": name,
        "objective": aim.objective,
        "status": "PAUSED",
        "buying_type": "AUCTION",
        "special_ad_categories": [],
        "daily_budget": money.to_meta(plan.daily_budget_minor or 0, plan.currency),
        "bid_strategy": "LOWEST_COST_WITHOUT_CAP",
    }


def ad_set(
    plan: t.CampaignPlan, group: t.AdGroupPlan, aim: Aim, name: str, *, campaign_id: str, presence: Mapping[str, str]
) -> dict[str, Any]:
    """Return an ad set. In the EU it must say who benefits and who pays: the Page's name, unless the account says."""
    made = {
        "name": name,
        "campaign_id": campaign_id,
        "status": "PAUSED",
        "optimization_goal": aim.goal,
        "billing_event": "IMPRESSIONS",
        "destination_type": aim.destination,
        "promoted_object": dict(aim.promoted),
        "targeting": targeting(group.targeting),
        "start_time": _moment(plan.start_at),
        "end_time": _moment(plan.end_at),
    }
    if _EU & set(group.targeting.countries):
        made["dsa_beneficiary"] = presence.get("dsa_beneficiary") or presence.get("page_name", "")
        made["dsa_payor"] = presence.get("dsa_payor") or presence.get("page_name", "")
    return {name: value for name, value in made.items() if value}


def targeting(wanted: t.Targeting) -> dict[str, Any]:
    """Return who sees it. `advantage_audience` is always said: with 1 Meta would drop the ages."""
    ages = {"age_min": wanted.age_min, "age_max": wanted.age_max}
    return {
        "geo_locations": {"countries": list(wanted.countries)},
        "targeting_automation": {"advantage_audience": 0},
        **{name: age for name, age in ages.items() if age is not None},
    }


def creative(ad: t.AdPlan, name: str, *, page_id: str, image_hash: str | None) -> dict[str, Any]:
    """Return a creative. `message` is the primary text and `name` the headline: Meta's words."""
    link_data = {
        "link": ad.link,
        "message": _first(ad.primary_texts),
        "name": _first(ad.headlines),
        "description": _first(ad.descriptions),
        "image_hash": image_hash,
        "call_to_action": {"type": CALLS_TO_ACTION[ad.call_to_action], "value": {"link": ad.link}},
    }
    story = {"page_id": page_id, "link_data": {name: value for name, value in link_data.items() if value}}
    return {"name": name, "object_story_spec": story}


def ad(name: str, *, ad_set_id: str, creative_id: str) -> dict[str, Any]:
    """Return an ad."""
    return {"name": name, "adset_id": ad_set_id, "creative": {"creative_id": creative_id}, "status": "PAUSED"}


def _first(texts: tuple[str, ...]) -> str:
    return texts[0] if texts else ""


def _moment(at: datetime | None) -> str | None:
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S+0000") if at else None
