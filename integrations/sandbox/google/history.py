"""Campaigns that were there before we came: made by somebody else, running for a while, ready to be imported."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from .. import currencies
from ..store import Thing
from ..world import World
from .kinds import new_number
from .metrics import ad_of_asset_group
from .places import PLACES

_CHANNELS: dict[bool, dict[str, Any]] = {
    False: {"advertising_channel_type": "SEARCH", "network_settings": {"target_google_search": True}},
    True: {"advertising_channel_type": "PERFORMANCE_MAX"},
}
_HEADLINES = ("Made by hand around the corner", "New this week", "Order today, have it Friday", "The one they ask for")
_DESCRIPTIONS = ("Come in and see what is new this week.", "People ask us for this one by name.")
_KEYWORDS = (("local bakery", "PHRASE"), ("order bread online", "BROAD"), ("sourdough delivery", "EXACT"))


def make_running_campaign(
    world: World, account: Thing, *, started: float, name: str, daily_minor: int = 0, goal: str = "",
    country: str = "IE", settle: bool = True,
) -> Thing:  # fmt: skip
    """Make a campaign that has run since `started`: for Search, with one ad group, two ads and some keywords.

    `goal` is a bidding strategy's name (maximize_conversions, target_spend …), or performance_max for a campaign of that
    kind with one asset group. Make all of an account's campaigns before settling it, or the later ones have no history.
    """
    currency = account.data["currency"]
    daily = (daily_minor or currencies.minimum_daily(currency) * 15) * currencies.minor_micros(currency)
    put = _Putter(world, account, started)
    budget = put("campaign_budget", "", {
        "name": name, "amount_micros": str(daily), "explicitly_shared": False, "period": "DAILY", "status": "ENABLED",
        "delivery_method": "STANDARD", "type_": "STANDARD",
    })  # fmt: skip
    is_max = goal == "performance_max"
    bidding = _bid_for(world, account, "maximize_conversions" if is_max else goal)
    campaign = put("campaign", budget.id, _campaign(account, started, name, budget.id, bidding) | _CHANNELS[is_max])
    _aim(world, put, campaign, country)
    (_put_asset_group if is_max else _put_ad_group)(put, campaign, started, name)
    if settle:
        world.settle(account)
    return campaign


def _bid_for(world: World, account: Thing, goal: str) -> str:
    sells = bool(world.store.list("google.conversion_action", account=account.id))
    return goal or ("maximize_conversions" if sells else "target_spend")


class _Putter:
    """Keeps things as they were made at a moment in the past."""

    def __init__(self, world: World, account: Thing, moment: float) -> None:
        self.world, self.account, self.moment = world, account, moment

    def __call__(self, kind: str, parent: str, data: dict[str, Any], number: str = "") -> Thing:
        own = number or new_number(self.world)
        if kind.endswith("criterion"):
            data["criterion_id"] = own
        composed = kind.endswith("criterion") or kind in ("ad_group_ad", "asset_group_asset")
        thing_id = f"{parent}~{own}" if composed else own
        data |= {} if composed else {"id": own}
        return self.world.store.put(
            Thing(thing_id, f"google.{kind}", self.account.id, parent, self.moment, self.moment, data)
        )

    def name(self, collection: str, thing: Thing) -> str:
        return f"customers/{self.account.id}/{collection}/{thing.id}"


def _campaign(account: Thing, started: float, name: str, budget_id: str, strategy: str) -> dict[str, Any]:
    day = datetime.fromtimestamp(started, ZoneInfo(account.data["timezone_name"])).date()
    return {
        "name": name, "status": "ENABLED", "experiment_type": "BASE",
        "campaign_budget": f"customers/{account.id}/campaignBudgets/{budget_id}", strategy: {},
        "bidding_strategy_type": strategy.upper(), "start_date_time": f"{day} 00:00:00",
        "contains_eu_political_advertising": "DOES_NOT_CONTAIN_EU_POLITICAL_ADVERTISING",
        "_edited": started, "_learning": "LEARNING_NEW",
    }  # fmt: skip


def _aim(world: World, put: _Putter, campaign: Thing, country: str) -> None:
    owner = put.name("campaigns", campaign)
    place = next(p.id for p in PLACES.values() if p.country == country and p.kind == "Country")
    put("campaign_criterion", campaign.id, {
        "campaign": owner, "status": "ENABLED", "type_": "LOCATION", "negative": False,
        "location": {"geo_target_constant": f"geoTargetConstants/{place}"},
    }, place)  # fmt: skip
    for action in world.store.list("google.conversion_action", account=put.account.id):
        category = action.data["category"]
        number = f"{campaign.id}~{category}~WEBSITE"
        data = {"campaign": owner, "category": category, "origin": "WEBSITE", "biddable": True}
        thing = Thing(
            number, "google.campaign_conversion_goal", put.account.id, campaign.id, put.moment, put.moment, data
        )
        world.store.put(thing)


def _put_ad_group(put: _Putter, campaign: Thing, started: float, name: str) -> None:
    group = put("ad_group", campaign.id, {
        "name": f"{name}, everyone", "campaign": put.name("campaigns", campaign), "status": "ENABLED", "type_": "SEARCH_STANDARD",
    })  # fmt: skip
    for text, match in _KEYWORDS:
        put("ad_group_criterion", group.id, {
            "ad_group": put.name("adGroups", group), "status": "ENABLED", "type_": "KEYWORD",
            "keyword": {"text": text, "match_type": match}, "display_name": text,
        })  # fmt: skip
    for number in (1, 2):
        _put_ad(put, group, started, f"{name} {number}", number)


def _put_asset_group(put: _Putter, campaign: Thing, started: float, name: str) -> None:
    """Put a group with its texts (and no pictures), and what stands for its ad."""
    group = put("asset_group", campaign.id, {
        "name": name, "campaign": put.name("campaigns", campaign), "status": "ENABLED", "final_urls": ["https://shop.example/"],
    })  # fmt: skip
    roles = [("HEADLINE", text) for text in _HEADLINES[:3]] + [("DESCRIPTION", text) for text in _DESCRIPTIONS]
    for role, text in (*roles, ("LONG_HEADLINE", _HEADLINES[3]), ("BUSINESS_NAME", name[:25])):
        asset = put("asset", "", {
            "type_": "TEXT", "source": "ADVERTISER", "text_asset": {"text": text}, "_same": f"text {text}"
        })  # fmt: skip
        put("asset_group_asset", group.id, {
            "asset_group": put.name("assetGroups", group), "asset": put.name("assets", asset), "field_type": role,
            "status": "ENABLED", "source": "ADVERTISER",
        }, f"{asset.id}~{role}")  # fmt: skip
    ad = {"name": name, "status": "ENABLED", "_asset_group": group.id, "_review_until": started, "_violations": {}}
    ad |= {"_texts": sorted(text for _, text in roles)}
    number = ad_of_asset_group(group.id)
    put.world.store.put(Thing(number, "google.ad_group_ad", put.account.id, group.id, put.moment, put.moment, ad))


def _put_ad(put: _Putter, group: Thing, started: float, name: str, number: int) -> None:
    own = new_number(put.world)
    headlines = _HEADLINES[number - 1 :] + _HEADLINES[: number - 1]
    ad = {
        "id": own, "resource_name": f"customers/{put.account.id}/ads/{own}", "type_": "RESPONSIVE_SEARCH_AD",
        "final_urls": ["https://shop.example/"], "name": name,
        "responsive_search_ad": {
            "headlines": [{"text": text} for text in headlines], "descriptions": [{"text": text} for text in _DESCRIPTIONS],
        },
    }  # fmt: skip
    data = {"ad_group": put.name("adGroups", group), "status": "ENABLED", "ad": ad, "name": name}
    put("ad_group_ad", group.id, data | {"_review_until": started, "_violations": {}}, own)
