"""CampaignCriterion, AdGroupCriterion, AssetGroupSignal: whom it is shown to, and where."""

from typing import Any

from ..store import Thing
from .batch import Batch, Handler
from .budgets import check_multiple
from .campaigns import check_switch
from .criterion_types import CHECKS
from .errors import Problem, required
from .kinds import new_number
from .places import PLACES

_IN_CAMPAIGN = {
    "location": "LOCATION", "language": "LANGUAGE", "user_list": "USER_LIST", "proximity": "PROXIMITY",
    "keyword": "KEYWORD", "age_range": "AGE_RANGE", "gender": "GENDER", "user_interest": "USER_INTEREST", "device": "DEVICE",
}  # fmt: skip
_IN_GROUP = {
    "keyword": "KEYWORD", "user_list": "USER_LIST", "age_range": "AGE_RANGE", "gender": "GENDER",
    "user_interest": "USER_INTEREST", "location": "LOCATION", "language": "LANGUAGE",
}  # fmt: skip


def create_in_campaign(batch: Batch, data: dict[str, Any]) -> Thing:
    campaign = batch.need(data, "campaign", "campaign")
    kind = _kind_of(data, _IN_CAMPAIGN)
    channel = campaign.data["advertising_channel_type"]
    if kind == "keyword" and not data.get("negative"):
        raise _wrong("CANNOT_ADD_CRITERIA_TYPE", "Keywords of a campaign must be negative.", kind)
    if channel == "PERFORMANCE_MAX" and kind in ("user_list", "user_interest", "gender"):
        raise _wrong("CANNOT_ADD_CRITERIA_TYPE", f"{kind} is not allowed in {channel} campaigns.", kind)
    data["type_"] = _IN_CAMPAIGN[kind]
    return _add(batch, "campaign_criterion", campaign, kind, data)


def create_in_group(batch: Batch, data: dict[str, Any]) -> Thing:
    group = batch.need(data, "ad_group", "ad_group")
    kind = _kind_of(data, _IN_GROUP)
    campaign = batch.call.store.get(group.parent, "google.campaign")
    channel = campaign.data["advertising_channel_type"] if campaign else ""
    wrong = {
        "keyword": ("DEMAND_GEN", "MULTI_CHANNEL"), "location": ("SEARCH", "DISPLAY", "MULTI_CHANNEL"),
        "language": ("SEARCH", "DISPLAY", "MULTI_CHANNEL"), "user_interest": ("MULTI_CHANNEL",),
    }  # fmt: skip
    if channel in wrong.get(kind, ()):
        raise _wrong("CANNOT_ADD_CRITERIA_TYPE", f"{kind} is not allowed in {channel} ad groups.", kind)
    if data.get("cpc_bid_micros") is not None:
        path = ("create", "cpc_bid_micros")
        check_multiple(batch, data["cpc_bid_micros"], "bidding_error", "BID_TOO_MANY_FRACTIONAL_DIGITS", *path)
    data["type_"] = _IN_GROUP[kind]
    return _add(batch, "ad_group_criterion", group, kind, data)


def create_signal(batch: Batch, data: dict[str, Any]) -> Thing:
    group = batch.need(data, "asset_group", "asset_group")
    theme = data.get("search_theme", {}).get("text", "")
    if "audience" not in data and not theme:
        raise required("create", "signal")
    if len(theme.split()) > 10:
        raise Problem("asset_group_signal_error", "TOO_MANY_WORDS", "Too many words.", ("create", "search_theme"))
    number = f"{group.id}~{new_number(batch.call.world)}"
    return batch.make("asset_group_signal", data, parent=group.id, thing_id=number, numbered=False)


def update(batch: Batch, thing: Thing, before: dict[str, Any], paths: list[str]) -> None:
    check_switch(thing.data.get("status", "ENABLED"), "update")


def remove(batch: Batch, thing: Thing) -> None:
    """Criteria are gone when they are removed: they can be made again."""
    batch.call.store.remove(thing.id)
    thing.data["status"] = "REMOVED"


def _add(batch: Batch, kind: str, owner: Thing, field: str, data: dict[str, Any]) -> Thing:
    """Add a criterion; one that is there already is given back, as Google does."""
    path = ("create", field)
    number = CHECKS[field](batch, data[field], path)
    check_switch(data.setdefault("status", "ENABLED"), "create")
    for other in batch.call.store.list(f"google.{kind}", parent=owner.id):
        if other.data.get(field) == data[field] and bool(other.data.get("negative")) == bool(data.get("negative")):
            return other
    if number and batch.call.store.get(f"{owner.id}~{number}", f"google.{kind}"):
        words = "The same criterion can't be targeted and excluded."
        raise Problem(f"{kind}_error", "CANNOT_TARGET_AND_EXCLUDE", words, path)
    number = number or new_number(batch.call.world)
    data |= {"criterion_id": number, "display_name": _display_name(field, data[field], number)}
    return batch.make(kind, data, parent=owner.id, thing_id=f"{owner.id}~{number}", numbered=False)


def _display_name(field: str, given: dict[str, Any], number: str) -> str:
    return PLACES[number].name if field == "location" else str(given.get("text", ""))


def _kind_of(data: dict[str, Any], kinds: dict[str, str]) -> str:
    found = next((name for name in kinds if name in data), "")
    if not found:
        raise Problem("criterion_error", "CONCRETE_TYPE_REQUIRED", "No criterion of a known type.", ("create",))
    return found


def _wrong(code: str, words: str, *path: str, trigger: str = "") -> Problem:
    return Problem("criterion_error", code, words, ("create", *path), trigger)


IN_CAMPAIGN = Handler(create_in_campaign, update, remove, frozenset(("campaign", *_IN_CAMPAIGN)))
IN_GROUP = Handler(create_in_group, update, remove, frozenset(("ad_group", *_IN_GROUP)))
SIGNAL = Handler(create_signal, None, remove)
