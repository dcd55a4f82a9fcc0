"""CampaignCriterion, AdGroupCriterion, AssetGroupSignal: whom it is shown to, and where."""

import re
from collections.abc import Callable
from typing import Any

from ..store import Thing
from . import constants
from .batch import Batch, Handler
from .budgets import check_multiple
from .campaigns import check_switch
from .errors import Problem, required
from .kinds import last, new_number

_IN_CAMPAIGN = {
    "location": "LOCATION", "language": "LANGUAGE", "user_list": "USER_LIST", "proximity": "PROXIMITY",
    "keyword": "KEYWORD", "age_range": "AGE_RANGE", "gender": "GENDER", "user_interest": "USER_INTEREST", "device": "DEVICE",
}  # fmt: skip
_IN_GROUP = {
    "keyword": "KEYWORD", "user_list": "USER_LIST", "age_range": "AGE_RANGE", "gender": "GENDER",
    "user_interest": "USER_INTEREST", "location": "LOCATION", "language": "LANGUAGE",
}  # fmt: skip
_AGES = {
    "AGE_RANGE_18_24": "503001", "AGE_RANGE_25_34": "503002", "AGE_RANGE_35_44": "503003", "AGE_RANGE_45_54": "503004",
    "AGE_RANGE_55_64": "503005", "AGE_RANGE_65_UP": "503006", "AGE_RANGE_UNDETERMINED": "503999",
}  # fmt: skip
_GENDERS = {"MALE": "10", "FEMALE": "11", "UNDETERMINED": "20"}
_BAD_SIGNS = re.compile(r"[!@%,*{}~`^()=|\\;<>?\"]")


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
    number = _CHECKS[field](batch, data[field], path)
    check_switch(data.setdefault("status", "ENABLED"), "create")
    for other in batch.call.store.list(f"google.{kind}", parent=owner.id):
        if other.data.get(field) == data[field] and bool(other.data.get("negative")) == bool(data.get("negative")):
            return other
    number = number or new_number(batch.call.world)
    data |= {"criterion_id": number, "display_name": str(data[field].get("text", ""))}
    return batch.make(kind, data, parent=owner.id, thing_id=f"{owner.id}~{number}", numbered=False)


def _kind_of(data: dict[str, Any], kinds: dict[str, str]) -> str:
    found = next((name for name in kinds if name in data), "")
    if not found:
        raise Problem("criterion_error", "CONCRETE_TYPE_REQUIRED", "No criterion of a known type.", ("create",))
    return found


def _wrong(code: str, words: str, *path: str, trigger: str = "") -> Problem:
    return Problem("criterion_error", code, words, ("create", *path), trigger)


def _keyword(batch: Batch, keyword: dict[str, Any], path: tuple[str, ...]) -> str:
    text = keyword.get("text", "")
    if not text.strip():
        raise required(*path, "text")
    if keyword.get("match_type", "UNSPECIFIED") == "UNSPECIFIED":
        raise required(*path, "match_type")
    codes = (
        ("KEYWORD_TEXT_TOO_LONG", len(text) > 80), ("KEYWORD_HAS_TOO_MANY_WORDS", len(text.split()) > 10),
        ("KEYWORD_HAS_INVALID_CHARS", bool(_BAD_SIGNS.search(text))),
    )  # fmt: skip
    for code, is_wrong in codes:
        if is_wrong:
            raise Problem("criterion_error", code, "The keyword is invalid.", (*path, "text"), text)
    return ""


def _constant(
    name: str, known: Callable[[str], bool], code: str
) -> Callable[[Batch, dict[str, Any], tuple[str, ...]], str]:
    def check(batch: Batch, given: dict[str, Any], path: tuple[str, ...]) -> str:
        number = last(given.get(name, ""))
        if not number:
            raise required(*path, name)
        if not known(number):
            raise Problem("criterion_error", code, f"{given[name]} is not known.", (*path, name), given[name])
        return number

    return check


def _user_list(batch: Batch, given: dict[str, Any], path: tuple[str, ...]) -> str:
    found = batch.call.store.get(last(given.get("user_list", "")), "google.user_list")
    if found is None or found.account != batch.account.id:
        raise Problem("criterion_error", "INVALID_USER_LIST", "The user list is invalid.", (*path, "user_list"))
    return found.id


def _proximity(batch: Batch, given: dict[str, Any], path: tuple[str, ...]) -> str:
    if not given.get("geo_point") and not given.get("address"):
        code = "PROXIMITY_GEOPOINT_AND_ADDRESS_BOTH_CANNOT_BE_NULL"
        raise Problem("criterion_error", code, "A point or an address is required.", path)
    units = given.get("radius_units", "UNSPECIFIED")
    if units not in ("MILES", "KILOMETERS"):
        raise Problem(
            "criterion_error", "INVALID_PROXIMITY_RADIUS_UNITS", "The unit is invalid.", (*path, "radius_units")
        )
    if not 0 < float(given.get("radius", 0)) <= (500 if units == "MILES" else 800):
        raise Problem("criterion_error", "INVALID_PROXIMITY_RADIUS", "The radius is invalid.", (*path, "radius"))
    point = given.get("geo_point") or {}
    for name, most, code in (("latitude", 90, "INVALID_LATITUDE"), ("longitude", 180, "INVALID_LONGITUDE")):
        if abs(int(point.get(f"{name}_in_micro_degrees", 0))) > most * 1_000_000:
            raise Problem("criterion_error", code, f"The {name} is invalid.", (*path, "geo_point"))
    return ""


def _one_of(known: dict[str, str], category: str) -> Callable[[Batch, dict[str, Any], tuple[str, ...]], str]:
    def check(batch: Batch, given: dict[str, Any], path: tuple[str, ...]) -> str:
        if given.get("type_") not in known:
            raise required(*path, "type")
        return known[given["type_"]]

    return check


_CHECKS: dict[str, Callable[[Batch, dict[str, Any], tuple[str, ...]], str]] = {
    "keyword": _keyword, "user_list": _user_list, "proximity": _proximity,
    "location": _constant("geo_target_constant", constants.is_place, "INVALID_CRITERION_ID"),
    "language": _constant("language_constant", constants.is_language, "INVALID_CRITERION_ID"),
    "user_interest": _constant("user_interest_category", constants.is_interest, "INVALID_USER_INTEREST"),
    "age_range": _one_of(_AGES, "age"), "gender": _one_of(_GENDERS, "gender"),
    "device": _one_of({"MOBILE": "30001", "DESKTOP": "30000", "TABLET": "30002"}, "device"),
}  # fmt: skip

IN_CAMPAIGN = Handler(create_in_campaign, update, remove, frozenset(("campaign", *_IN_CAMPAIGN)))
IN_GROUP = Handler(create_in_group, update, remove, frozenset(("ad_group", *_IN_GROUP)))
SIGNAL = Handler(create_signal, None, remove)
