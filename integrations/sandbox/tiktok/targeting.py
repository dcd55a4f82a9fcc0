"""Whom an ad group may be shown to: read and checked the same for manual and Smart+ ad groups."""

from typing import Any

from . import errors
from .assets import find_owned
from .call import Call
from .fields import Fields
from .places import PLACES
from .words import AGES, GENDERS

_LISTS = ("zipcode_ids", "interest_keyword_ids", "purchase_intention_keyword_ids", "device_model_ids", "carrier_ids")
_BY_HAND = (
    "audience_ids", "age_groups", "interest_category_ids", "interest_keyword_ids", "purchase_intention_keyword_ids",
    "device_model_ids", "carrier_ids",
)  # fmt: skip
_CHOICES = (
    "location_ids", "gender", "languages", "age_groups", "interest_category_ids", "spc_audience_age", "operating_systems",
    "audience_ids", "excluded_audience_ids",
)  # fmt: skip
_MOST_PLACES = 3_000


def read_targeting(call: Call, fields: Fields) -> dict[str, Any]:
    """Read an audience; places, audiences and words that are not known are refused."""
    from .tools import INTERESTS_BY_ID, LANGUAGES

    aim: dict[str, Any] = {
        "location_ids": _read_places(fields), "gender": fields.choice("gender", GENDERS, "GENDER_UNLIMITED"),
        "languages": _known(fields, "languages", LANGUAGES), "age_groups": _known(fields, "age_groups", AGES),
        "interest_category_ids": _known(fields, "interest_category_ids", INTERESTS_BY_ID),
        "spc_audience_age": fields.choice("spc_audience_age", ("ALL", "OVER_EIGHTEEN", "OVER_TWENTY_FIVE")),
        "operating_systems": _known(fields, "operating_systems", ("ANDROID", "IOS")),
    }  # fmt: skip
    for name in ("audience_ids", "excluded_audience_ids"):
        aim[name] = fields.texts(name)
        for audience in aim[name]:
            find_owned(call, "audience", fields.label(name), audience)
    if both := set(aim["audience_ids"]) & set(aim["excluded_audience_ids"]):
        raise errors.wrong(fields.label("excluded_audience_ids"), f"{both.pop()} is included too.")
    for name in _LISTS:
        aim[name] = fields.texts(name)
    return {name: value for name, value in aim.items() if value or name in ("location_ids", "gender")}


def read_smart_targeting(call: Call, fields: Fields, mode: str) -> dict[str, Any]:
    """Read Smart+'s `targeting_spec`: what narrows by hand needs targeting_optimization_mode MANUAL."""
    if not fields.data:
        raise errors.missing("targeting_spec")
    aim = read_targeting(call, fields)
    if mode == "AUTOMATIC":
        by_hand = [name for name in _BY_HAND if aim.get(name)]
        by_hand += ["gender"] if aim["gender"] != "GENDER_UNLIMITED" else []
        if by_hand:
            raise errors.not_with(fields.label(by_hand[0]), "with targeting_optimization_mode AUTOMATIC; use MANUAL")
    elif aim.get("spc_audience_age"):
        raise errors.not_with(fields.label("spc_audience_age"), "with targeting_optimization_mode MANUAL")
    require_places(fields, aim)
    return aim


def change_targeting(fields: Fields, there: dict[str, Any], call: Call) -> dict[str, Any]:
    """Return a manual ad group's audience with what was sent of it; an empty list takes a choice away. Nothing: the same."""
    sent = [name for name in (*_CHOICES, *_LISTS) if fields.has(name)]
    if not sent:
        return {}
    aim = read_targeting(call, fields)
    changed = {name: value for name, value in there.items() if name not in sent}
    changed |= {name: aim[name] for name in sent if name in aim}
    require_places(fields, {"location_ids": [], **changed})
    keep_in_america(there, changed)
    return {"location_ids": [], "gender": "GENDER_UNLIMITED", **changed}


def keep_in_america(there: dict[str, Any], wanted: dict[str, Any]) -> None:
    """Refuse to leave the United States altogether (TikTok's page on updating an ad group)."""
    was, will = ({PLACES[one].country for one in aim["location_ids"] if one in PLACES} for aim in (there, wanted))
    if "US" in was and "US" not in will:
        raise errors.wrong("location_ids", "An ad group for the United States can't be aimed elsewhere only.")


def require_places(fields: Fields, aim: dict[str, Any]) -> None:
    if not aim["location_ids"] and not aim.get("zipcode_ids"):
        raise errors.missing(fields.label("location_ids"))


def _read_places(fields: Fields) -> list[str]:
    ids = fields.texts("location_ids", most=_MOST_PLACES)
    for one in ids:
        if one not in PLACES:
            raise errors.wrong(fields.label("location_ids"), f"Location {one} is not supported.")
        above = PLACES[one].parent
        while above in PLACES:
            if above in ids:
                words = f"{PLACES[one].name} lies in {PLACES[above].name}, which is listed too."
                raise errors.wrong(fields.label("location_ids"), words)
            above = PLACES[above].parent
    return ids


def _known(fields: Fields, name: str, known: Any) -> list[str]:
    found = fields.texts(name)
    for value in found:
        if value not in known:
            raise errors.wrong(fields.label(name), f"{value} is not supported.")
    return found
