"""What a criterion of each type must say. Each check returns the criterion's id, or nothing where a new one is given."""

import re
from collections.abc import Callable
from typing import Any

from . import constants
from .batch import Batch
from .errors import Problem, required
from .kinds import last

Check = Callable[[Batch, dict[str, Any], tuple[str, ...]], str]

_AGES = {
    "AGE_RANGE_18_24": "503001", "AGE_RANGE_25_34": "503002", "AGE_RANGE_35_44": "503003", "AGE_RANGE_45_54": "503004",
    "AGE_RANGE_55_64": "503005", "AGE_RANGE_65_UP": "503006", "AGE_RANGE_UNDETERMINED": "503999",
}  # fmt: skip
_GENDERS = {"MALE": "10", "FEMALE": "11", "UNDETERMINED": "20"}
_BAD_SIGNS = re.compile(r"[!@%,*{}~`^()=|\\;<>?\"]")


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


def _constant(name: str, known: Callable[[str], bool], code: str) -> Check:
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


def _one_of(known: dict[str, str]) -> Check:
    def check(batch: Batch, given: dict[str, Any], path: tuple[str, ...]) -> str:
        if given.get("type_") not in known:
            raise required(*path, "type")
        return known[given["type_"]]

    return check


CHECKS: dict[str, Check] = {
    "keyword": _keyword, "user_list": _user_list, "proximity": _proximity,
    "location": _constant("geo_target_constant", constants.is_place, "INVALID_CRITERION_ID"),
    "language": _constant("language_constant", constants.is_language, "INVALID_CRITERION_ID"),
    "user_interest": _constant("user_interest_category", constants.is_interest, "INVALID_USER_INTEREST"),
    "age_range": _one_of(_AGES), "gender": _one_of(_GENDERS),
    "device": _one_of({"MOBILE": "30001", "DESKTOP": "30000", "TABLET": "30002"}),
}  # fmt: skip
