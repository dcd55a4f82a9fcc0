"""Campaigns that were there before we came: made by somebody else, running for a while, ready to be imported."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from .. import currencies
from ..store import Thing
from ..world import World
from .kinds import new_number
from .places import PLACES

_HEADLINES = ("Made by hand around the corner", "New this week", "Order today, have it Friday", "The one they ask for")
_DESCRIPTIONS = ("Come in and see what is new this week.", "People ask us for this one by name.")
_KEYWORDS = (("local bakery", "PHRASE"), ("order bread online", "BROAD"), ("sourdough delivery", "EXACT"))


def make_running_campaign(
    world: World, account: Thing, *, started: float, name: str, daily_minor: int = 0, goal: str = "",
    country: str = "IE", settle: bool = True,
) -> Thing:  # fmt: skip
    """Make a Search campaign with one ad group, two ads and some keywords that has run since `started`.

    `goal` is a bidding strategy's name (maximize_conversions, target_spend …). Make all of an account's campaigns before
    settling it, or the later ones have no history.
    """
    currency = account.data["currency"]
    daily = (daily_minor or currencies.minimum_daily(currency) * 15) * currencies.minor_micros(currency)
    sells = bool(world.store.list("google.conversion_action", account=account.id))
    strategy = goal or ("maximize_conversions" if sells else "target_spend")
    put = _Putter(world, account, started)
    budget = put("campaign_budget", "", {
        "name": name, "amount_micros": str(daily), "explicitly_shared": False, "period": "DAILY", "status": "ENABLED",
        "delivery_method": "STANDARD", "type_": "STANDARD",
    })  # fmt: skip
    campaign = put("campaign", budget.id, _campaign(account, started, name, budget.id, strategy))
    _aim(world, put, campaign, country)
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
    if settle:
        world.settle(account)
    return campaign


class _Putter:
    """Keeps things as they were made at a moment in the past."""

    def __init__(self, world: World, account: Thing, moment: float) -> None:
        self.world, self.account, self.moment = world, account, moment

    def __call__(self, kind: str, parent: str, data: dict[str, Any], number: str = "") -> Thing:
        own = number or new_number(self.world)
        if kind.endswith("criterion"):
            data["criterion_id"] = own
        composed = kind.endswith("criterion") or kind == "ad_group_ad"
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
        "name": name, "status": "ENABLED", "advertising_channel_type": "SEARCH", "experiment_type": "BASE",
        "campaign_budget": f"customers/{account.id}/campaignBudgets/{budget_id}", strategy: {},
        "bidding_strategy_type": strategy.upper(), "start_date_time": f"{day} 00:00:00",
        "contains_eu_political_advertising": "DOES_NOT_CONTAIN_EU_POLITICAL_ADVERTISING",
        "network_settings": {"target_google_search": True}, "_edited": started, "_learning": "LEARNING_NEW",
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
