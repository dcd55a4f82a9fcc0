"""Campaigns that were there before we came: made by somebody else, running for a while, ready to be imported."""

from typing import Any

from .. import currencies
from ..store import Thing
from ..world import World
from .budgets import CAMPAIGN_LEAST, ratio
from .call import new_id
from .fields import show_moment
from .places import PLACES
from .words import DYNAMIC, INFINITE

_TEXTS = ("Made by hand around the corner. Come in and see what is new.", "People ask for this one by name.")
_LINK = "https://shop.example/"


def make_running_campaign(
    world: World, account: Thing, *, started: float, name: str, daily_minor: int = 0, goal: str = "", country: str = "IE",
    settle: bool = True,
) -> Thing:  # fmt: skip
    """Make a campaign with an ad group and two ads that has run since `started`: manual, for clicks, unless `goal` is
    CONVERT and there is a pixel; then it is an Upgraded Smart+ campaign for sales.

    `daily_minor` is in hundredths of the main unit (in main units where the currency has none); 0: what is least, twice.
    """
    pixels = world.store.list("tiktok.pixel", account=account.id)
    smart = bool(pixels) and goal in ("", "CONVERT", "OFFSITE_CONVERSIONS")
    currency = account.data["currency"]
    daily = daily_minor / currencies.offset(currency) if daily_minor else 2.0 * CAMPAIGN_LEAST * ratio(currency)
    campaign = _put(world, "campaign", account, account.id, started, _campaign(name, smart, float(daily)))
    adgroup = _put(world, "adgroup", account, campaign.id, started, _adgroup(name, campaign, pixels, country, started))
    identities = world.store.list("tiktok.identity", account=account.id)
    for number, text in enumerate(_TEXTS, 1):
        data = _smart_ad(world, text, identities) if smart else _manual_ad(text, identities)
        data |= {"name": f"{name} {number}", "campaign_id": campaign.id, "_smart": smart, "operation_status": "ENABLE"}
        _put(world, "ad", account, adgroup.id, started, data | {"_review_until": started, "_violations": {}})
    if settle:
        world.settle(account)
    return campaign


def _campaign(name: str, smart: bool, daily: float) -> dict[str, Any]:
    objective = (
        {"objective_type": "WEB_CONVERSIONS", "sales_destination": "WEBSITE"}
        if smart
        else {"objective_type": "TRAFFIC"}
    )
    return {
        "name": name, **objective, "budget_optimize_on": True, "budget_mode": DYNAMIC, "budget": daily,
        "operation_status": "ENABLE", "special_industries": [], "_smart": smart,
    }  # fmt: skip


def _adgroup(name: str, campaign: Thing, pixels: list[Thing], country: str, started: float) -> dict[str, Any]:
    smart = campaign.data["_smart"]
    place = next(place.id for place in PLACES.values() if place.country == country and place.level == "COUNTRY")
    goal = ("CONVERT", "OCPM") if smart else ("CLICK", "CPC")
    data = {
        "name": f"{name}, everyone", "campaign_id": campaign.id, "budget_mode": INFINITE, "budget": 0.0,
        "schedule_type": "SCHEDULE_FROM_NOW", "schedule_start_time": show_moment(started), "schedule_end_time": "",
        "_starts": started, "_ends": 0, "_edited": started, "optimization_goal": goal[0], "billing_event": goal[1],
        "promotion_type": "WEBSITE", "bid_type": "BID_TYPE_NO_BID", "deep_bid_type": "", "pacing": "PACING_MODE_SMOOTH",
        "placement_type": "PLACEMENT_TYPE_NORMAL", "placements": ["PLACEMENT_TIKTOK"], "operation_status": "ENABLE",
        "click_attribution_window": "SEVEN_DAYS", "view_attribution_window": "ONE_DAY", "_smart": smart,
        "_aim": {"location_ids": [place], "gender": "GENDER_UNLIMITED"},
    }  # fmt: skip
    if smart:
        data |= {"pixel_id": pixels[0].id, "optimization_event": "SHOPPING", "targeting_optimization_mode": "AUTOMATIC"}
    return data


def _identity(identities: list[Thing]) -> dict[str, str]:
    return {"identity_type": identities[0].data["identity_type"], "identity_id": identities[0].id} if identities else {}


def _manual_ad(text: str, identities: list[Thing]) -> dict[str, Any]:
    return {
        "ad_format": "SINGLE_VIDEO", "video_id": "", "image_ids": [], "ad_text": text, "call_to_action": "SHOP_NOW",
        "landing_page_url": _LINK, **_identity(identities),
    }  # fmt: skip


def _smart_ad(world: World, text: str, identities: list[Thing]) -> dict[str, Any]:
    info = {"ad_format": "SINGLE_VIDEO", "image_info": [], "video_info": {"video_id": ""}, **_identity(identities)}
    return {
        "creative_list": [{"creative_info": info}], "ad_text_list": [{"ad_text": text}], "call_to_action_list": [],
        "ad_configuration": {}, "page_list": [], "landing_page_url_list": [{"landing_page_url": _LINK}],
        "_creative_ids": [new_id(world)],
    }  # fmt: skip


def _put(world: World, kind: str, account: Thing, parent: str, moment: float, data: dict[str, Any]) -> Thing:
    return world.store.put(Thing(new_id(world), f"tiktok.{kind}", account.id, parent, moment, moment, data))
