"""Campaign: its channel, budget, bidding, dates and declaration."""

from typing import Any

from ..store import Thing
from . import bidding, flights, goals
from .batch import Batch, Handler, check_name, is_taken
from .errors import Problem, required
from .masks import need_masked

_CHANNELS = ("SEARCH", "DISPLAY", "DEMAND_GEN", "PERFORMANCE_MAX", "MULTI_CHANNEL")
_UNSHARED = ("DEMAND_GEN", "PERFORMANCE_MAX", "MULTI_CHANNEL")
_SWITCHES = ("ENABLED", "PAUSED")
_BIDDING_PATHS = tuple(bidding.STRATEGIES)
_DECLARATION = "contains_eu_political_advertising"


def create(batch: Batch, data: dict[str, Any]) -> Thing:
    """`status` is ENABLED unless PAUSED is said, and it starts today unless a start is given."""
    check_name(data, 255)
    if is_taken(batch, "google.campaign", data["name"]):
        raise _duplicate("create", data["name"])
    if data.get(_DECLARATION, "UNSPECIFIED") == "UNSPECIFIED":
        raise required("create", _DECLARATION)
    _check_channel(data)
    budget = batch.need(data, "campaign_budget", "campaign_budget")
    _check_budget(batch, data, budget)
    check_switch(data.setdefault("status", "ENABLED"), "create")
    bidding.check(batch, data, "create")
    data.setdefault("start_date_time", f"{flights.today(batch)} 00:00:00")
    flights.check(batch, data, "create", budget)
    data |= {"bidding_strategy_type": bidding.type_of(data), "experiment_type": "BASE", "payment_mode": "CLICKS"}
    data |= {"ad_serving_optimization_status": "OPTIMIZE", "_edited": batch.now, "_learning": "LEARNING_NEW"}
    thing = batch.make("campaign", data, parent=budget.id)
    _name_budget(batch, budget, thing)
    if data["advertising_channel_type"] == "MULTI_CHANNEL":
        goals.make_for_app(batch, data["app_campaign_setting"]["app_id"])
    goals.make_for_campaign(batch, thing)
    return thing


def update(batch: Batch, thing: Thing, before: dict[str, Any], paths: list[str]) -> None:
    data = thing.data
    need_masked(data, paths, "name", "campaign_budget", _DECLARATION)
    if data["name"] != before["name"]:
        check_name(data, 255, verb="update")
        if is_taken(batch, "google.campaign", data["name"], own=thing.id):
            raise _duplicate("update", data["name"])
    check_switch(data["status"], "update")
    budget = batch.find(data["campaign_budget"], "update", "campaign_budget", kind="campaign_budget")
    if budget.id != thing.parent:
        _check_budget(batch, data, budget, own=thing.id)
        thing.parent = budget.id
    if any(path.split(".")[0] in _BIDDING_PATHS for path in paths):
        bidding.check(batch, data, "update")
        data |= {"bidding_strategy_type": bidding.type_of(data), "_edited": batch.now}
        data["_learning"] = "LEARNING_SETTING_CHANGE"
    if any(path in ("start_date_time", "end_date_time") for path in paths):
        flights.check(batch, data, "update", budget, before)


def remove(batch: Batch, thing: Thing) -> None:
    thing.data["status"] = "REMOVED"
    batch.keep(thing)


def check_switch(status: str, verb: str) -> None:
    if status not in _SWITCHES:
        words = f"The enum value '{status}' can't be set; to remove something, use a remove operation."
        raise Problem("request_error", "INVALID_ENUM_VALUE", words, (verb, "status"), status)


def _check_channel(data: dict[str, Any]) -> None:
    channel = data.get("advertising_channel_type")
    if not channel:
        raise required("create", "advertising_channel_type")
    if channel not in _CHANNELS:
        words = f"Campaigns of the channel {channel} can't be created through the API."
        code = "OPERATION_NOT_PERMITTED_FOR_CAMPAIGN_TYPE"
        raise Problem("operation_access_denied_error", code, words, ("create", "advertising_channel_type"), channel)
    is_app = data.get("advertising_channel_sub_type") == "APP_CAMPAIGN"
    if is_app != (channel == "MULTI_CHANNEL"):
        words = "The sub type does not go with the channel."
        path = ("create", "advertising_channel_sub_type")
        raise Problem("campaign_error", "INVALID_ADVERTISING_CHANNEL_SUB_TYPE", words, path)
    if channel == "SEARCH":
        _check_networks(data.setdefault("network_settings", {"target_google_search": True}))
    if is_app:
        _check_app(data.get("app_campaign_setting", {}))


def _check_networks(networks: dict[str, Any]) -> None:
    if networks.get("target_search_network") and not networks.get("target_google_search"):
        words = "The search network can't be targeted without Google search."
        path = ("create", "network_settings", "target_search_network")
        raise Problem("campaign_error", "CANNOT_TARGET_SEARCH_NETWORK_WITHOUT_GOOGLE_SEARCH", words, path)
    if not any(networks.get(name) for name in ("target_google_search", "target_content_network")):
        code = "CAMPAIGN_MUST_TARGET_AT_LEAST_ONE_NETWORK"
        raise Problem("campaign_error", code, "No network is targeted.", ("create", "network_settings"))


def _check_app(setting: dict[str, Any]) -> None:
    for name in ("app_id", "app_store", "bidding_strategy_goal_type"):
        if not setting.get(name):
            raise required("create", "app_campaign_setting", name)


def _check_budget(batch: Batch, data: dict[str, Any], budget: Thing, own: str = "") -> None:
    path = ("update" if own else "create", "campaign_budget")
    if budget.data["status"] == "REMOVED":
        raise Problem("campaign_budget_error", "CAMPAIGN_BUDGET_REMOVED", "The budget was removed.", path)
    if budget.data["explicitly_shared"]:
        if data["advertising_channel_type"] in _UNSHARED:
            words = "Campaigns of this channel can't use a shared budget."
            raise Problem("campaign_error", "CAMPAIGN_CANNOT_USE_SHARED_BUDGET", words, path)
        return
    users = [c for c in batch.call.store.list("google.campaign", parent=budget.id) if c.data["status"] != "REMOVED"]
    if any(user.id != own for user in users):
        code = "CANNOT_USE_IMPLICITLY_SHARED_CAMPAIGN_BUDGET_WITH_MULTIPLE_CAMPAIGNS"
        raise Problem("campaign_budget_error", code, "The budget belongs to another campaign.", path)


def _name_budget(batch: Batch, budget: Thing, campaign: Thing) -> None:
    """A budget of one campaign that was given no name bears the campaign's."""
    if not budget.data.get("name"):
        budget.data["name"] = campaign.name
        batch.keep(budget)


def _duplicate(verb: str, name: str) -> Problem:
    words = "An active or paused campaign with this name already exists."
    return Problem("campaign_error", "DUPLICATE_CAMPAIGN_NAME", words, (verb, "name"), name)


HANDLER = Handler(
    create, update, remove,
    frozenset(("advertising_channel_type", "advertising_channel_sub_type", "brand_guidelines_enabled",
               "app_campaign_setting.app_id", "app_campaign_setting.app_store")),
)  # fmt: skip
