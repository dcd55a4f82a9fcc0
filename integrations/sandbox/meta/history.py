"""Campaigns that were there before we came: made by somebody else, running for a while, ready to be imported."""

from typing import Any

from .. import currencies
from ..store import Thing
from ..world import World

_TEXTS = (
    ("Made by hand around the corner. Come in and see what is new this week.", "New this week"),
    ("People ask us for this one by name. Order today, have it on Friday.", "The one they ask for"),
)


def make_running_campaign(
    world: World, account: Thing, page: Thing | None, *, started: float, name: str, daily_minor: int = 0,
    goal: str = "OFFSITE_CONVERSIONS", country: str = "IE", settle: bool = True,
) -> Thing:  # fmt: skip
    """Make a campaign with one ad set and two ads that has run since `started`.

    Make all of an account's campaigns before settling it, or the later ones have no history.
    """
    pixels = world.store.list("pixel", account=account.id)
    goal = goal if pixels else "LINK_CLICKS"
    objective = "OUTCOME_SALES" if goal == "OFFSITE_CONVERSIONS" else "OUTCOME_TRAFFIC"
    daily = daily_minor or currencies.minimum_daily(account.data["currency"]) * 15
    campaign = _put(world, "campaign", account, account.id, started, {
        "name": name, "objective": objective, "special_ad_categories": [], "special_ad_category_country": [],
        "buying_type": "AUCTION", "status": "ACTIVE", "is_adset_budget_sharing_enabled": False,
    })  # fmt: skip
    adset = _put(
        world, "adset", account, campaign.id, started, _adset(campaign, goal, daily, country, pixels, started, name)
    )
    for number, (body, title) in enumerate(_TEXTS, 1):
        _make_ad(world, account, adset, page, started, f"{name} {number}", body, title)
    if settle:
        world.settle(account)
    return campaign


def _adset(
    campaign: Thing, goal: str, daily: int, country: str, pixels: list[Thing], started: float, name: str
) -> dict[str, Any]:
    data: dict[str, Any] = {
        "name": f"{name}, everyone", "campaign_id": campaign.id, "optimization_goal": goal, "billing_event": "IMPRESSIONS",
        "targeting": {"geo_locations": {"countries": [country]}, "age_min": 18, "age_max": 65,
                      "targeting_automation": {"advantage_audience": 0}},
        "daily_budget": str(daily), "bid_strategy": "LOWEST_COST_WITHOUT_CAP", "status": "ACTIVE", "destination_type": "WEBSITE",
        "attribution_spec": [{"event_type": "CLICK_THROUGH", "window_days": 7}, {"event_type": "VIEW_THROUGH", "window_days": 1}],
        "_starts": started, "_ends": 0, "_edited": started, "_budget_changes": [],
    }  # fmt: skip
    if goal == "OFFSITE_CONVERSIONS":
        data["promoted_object"] = {"pixel_id": pixels[0].id, "custom_event_type": "PURCHASE"}
    return data


def _make_ad(
    world: World, account: Thing, adset: Thing, page: Thing | None, started: float, name: str, body: str, title: str
) -> None:
    link = "https://shop.example/"
    spec = {"page_id": page.id if page else "", "link_data": {
        "link": link, "message": body, "name": title, "call_to_action": {"type": "SHOP_NOW", "value": {"link": link}}}}  # fmt: skip
    creative = _put(world, "creative", account, account.id, started, {
        "name": name, "status": "ACTIVE", "object_story_spec": spec, "object_type": "SHARE", "body": body, "title": title,
        "link_url": link, "call_to_action_type": "SHOP_NOW",
    })  # fmt: skip
    _put(world, "ad", account, adset.id, started, {
        "name": name, "adset_id": adset.id, "campaign_id": adset.parent, "_creative": creative.id, "status": "ACTIVE",
        "_review_until": started, "_violations": {},
    })  # fmt: skip


def _put(world: World, kind: str, account: Thing, parent: str, moment: float, data: dict[str, Any]) -> Thing:
    return world.store.put(Thing(world.new_id(), kind, account.id, parent, moment, moment, data))
