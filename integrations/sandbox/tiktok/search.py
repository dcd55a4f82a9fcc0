"""Search for places by words: one word fuzzily, or many names of one country exactly."""

from typing import Any

from . import errors
from .call import Call
from .places import PLACES, Place
from .registry import answers
from .words import MANUAL_OBJECTIVES, OLD_OBJECTIVES, PLACEMENTS

_WAYS = ("FUZZY_SEARCH", "BATCH_REGION_SEARCH", "BATCH_ZIPCODE_SEARCH")
_KINDS = ("COUNTRY", "PROVINCE", "CITY", "DISTRICT", "DMA", "ZIP_CODE")


@answers("POST", "/tool/targeting/search/")
def search_places(call: Call) -> dict[str, Any]:
    """Answer the places for some words. The sandbox knows no postcodes: for those nothing is found."""
    fields = call.fields
    fields.require_choice("objective_type", (*MANUAL_OBJECTIVES, *OLD_OBJECTIVES))
    for placement in fields.texts("placements", least=1):
        if placement not in PLACEMENTS:
            raise errors.not_one_of("placements", list(PLACEMENTS))
    way = fields.require_choice("search_type", _WAYS)
    words = fields.texts("keywords", least=1, most=1 if way == "FUZZY_SEARCH" else 1_000)
    regions = fields.texts("region_codes")
    if way != "FUZZY_SEARCH" and len(regions) != 1:
        raise errors.wrong("region_codes", f"Exactly one with {way}.")
    kinds = fields.texts("geo_types") or list(_KINDS)
    known = [p for p in PLACES.values() if p.level in kinds and (not regions or p.country in regions)]
    found = [(word, place) for word in words for place in known if _fits(way, word, place)]
    above = {PLACES[place.parent].id: PLACES[place.parent] for _, place in found if place.parent in PLACES}
    parents = [_show("", place) for place in above.values()]
    return {"targeting_tag_list": [_show(word, place) for word, place in found], "parent_tags": parents}


def _fits(way: str, word: str, place: Place) -> bool:
    name, wanted = place.name.casefold(), word.casefold().strip()
    if way == "BATCH_ZIPCODE_SEARCH":
        return False
    return wanted in name if way == "FUZZY_SEARCH" else wanted == name


def _show(word: str, place: Place) -> dict[str, Any]:
    geo = {"geo_id": place.id, "geo_type": place.level, "region_code": place.country, "parent_id": place.parent}
    return {
        "keyword": word, "targeting_type": "GEO", "name": place.name, "status_info": {"status": "ENABLED", "reason": ""},
        "geo": {**geo, "description": place.name},
    }  # fmt: skip
