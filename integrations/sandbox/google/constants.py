"""What belongs to nobody: places, languages, interests, currencies. Ids of countries and languages are Google's; those of
places and interests, and how many people there are, are the sandbox's own."""

from collections.abc import Callable
from typing import Any

from .. import currencies
from .call import Call
from .places import PLACES, Location

_LANGUAGES = {
    "1000": ("en", "English"), "1001": ("de", "German"), "1002": ("fr", "French"), "1003": ("es", "Spanish"),
    "1004": ("it", "Italian"), "1005": ("ja", "Japanese"), "1009": ("da", "Danish"), "1010": ("nl", "Dutch"),
    "1011": ("fi", "Finnish"), "1012": ("ko", "Korean"), "1013": ("no", "Norwegian"), "1014": ("pt", "Portuguese"),
    "1015": ("sv", "Swedish"), "1017": ("zh_CN", "Chinese (simplified)"), "1019": ("ar", "Arabic"),
    "1020": ("bg", "Bulgarian"), "1021": ("cs", "Czech"), "1022": ("el", "Greek"), "1023": ("hi", "Hindi"),
    "1024": ("hu", "Hungarian"), "1025": ("id", "Indonesian"), "1027": ("iw", "Hebrew"), "1030": ("pl", "Polish"),
    "1031": ("ru", "Russian"), "1032": ("ro", "Romanian"), "1033": ("sk", "Slovak"), "1034": ("sl", "Slovenian"),
    "1036": ("uk", "Ukrainian"), "1037": ("tr", "Turkish"), "1039": ("hr", "Croatian"), "1040": ("vi", "Vietnamese"),
}  # fmt: skip
_INTERESTS = {
    "92928": ("AFFINITY", "Foodies"), "92931": ("AFFINITY", "Cooking enthusiasts"), "92935": ("AFFINITY", "Coffee shop regulars"),
    "92913": ("AFFINITY", "Health and fitness buffs"), "92948": ("AFFINITY", "Travel buffs"),
    "92905": ("AFFINITY", "Shoppers"),
    "92901": ("AFFINITY", "Green living enthusiasts"), "92922": ("AFFINITY", "Book lovers"),
    "92950": ("AFFINITY", "Home decor enthusiasts"),
    "80140": ("IN_MARKET", "Baked goods and desserts"), "80156": ("IN_MARKET", "Gifts and occasions"),
    "80271": ("IN_MARKET", "Bicycles and accessories"), "80532": ("IN_MARKET", "Event tickets"),
    "80546": ("IN_MARKET", "Furniture"), "80277": ("IN_MARKET", "Women's clothing"), "80530": ("IN_MARKET", "Employment"),
}  # fmt: skip


def is_place(number: str) -> bool:
    return number in PLACES


def is_language(number: str) -> bool:
    return number in _LANGUAGES


def is_interest(number: str) -> bool:
    return number in _INTERESTS


def show_place(place: Location) -> dict[str, Any]:
    return {
        "resource_name": f"geoTargetConstants/{place.id}", "id": place.id, "name": place.name, "country_code": place.country,
        "target_type": place.kind, "status": "ENABLED", "canonical_name": place.canonical,
        **({"parent_geo_target": f"geoTargetConstants/{place.parent}"} if place.parent else {}),
    }  # fmt: skip


def _languages(call: Call) -> list[dict[str, Any]]:
    return [
        {"resource_name": f"languageConstants/{n}", "id": n, "code": code, "name": name, "targetable": True}
        for n, (code, name) in _LANGUAGES.items()
    ]


def _interests(call: Call) -> list[dict[str, Any]]:
    owner = call.customer.id if call.customer else ""
    return [
        {"resource_name": f"customers/{owner}/userInterests/{n}", "user_interest_id": n, "taxonomy_type": taxonomy,
         "name": name, "launched_to_all": True}
        for n, (taxonomy, name) in _INTERESTS.items()
    ]  # fmt: skip


def _currencies(call: Call) -> list[dict[str, Any]]:
    return [
        {"resource_name": f"currencyConstants/{code}", "code": code, "name": code, "symbol": code,
         "billable_unit_micros": str(currencies.minor_micros(code))}
        for code in currencies.list_known()
    ]  # fmt: skip


LISTS: dict[str, Callable[[Call], list[dict[str, Any]]]] = {
    "geo_target_constant": lambda call: [show_place(place) for place in PLACES.values()],
    "language_constant": _languages,
    "user_interest": _interests,
    "currency_constant": _currencies,
}
