"""What can be aimed at: places, languages, interests; and how many people that would be."""

from typing import Any

from ..market import demand
from ..market.terms import Goal, GroupTerms
from . import errors
from .call import Call
from .places import PLACES, Place, children
from .registry import answers
from .targeting import read_targeting
from .words import PLACEMENTS

_LEVELS = {"TO_COUNTRY": 1, "TO_PROVINCE": 2, "TO_CITY": 3, "TO_DISTRICT": 3, "ALL": 3}
_DEPTH = {"COUNTRY": 1, "PROVINCE": 2, "CITY": 3}
LANGUAGES = {
    "en": "English", "de": "German", "fr": "French", "es": "Spanish", "it": "Italian", "pt": "Portuguese", "nl": "Dutch",
    "pl": "Polish", "sv": "Swedish", "da": "Danish", "no": "Norwegian", "fi": "Finnish", "cs": "Czech", "hu": "Hungarian",
    "ro": "Romanian", "el": "Greek", "bg": "Bulgarian", "tr": "Turkish", "ar": "Arabic", "he": "Hebrew", "ja": "Japanese",
    "ko": "Korean", "zh": "Chinese", "hi": "Hindi", "th": "Thai", "vi": "Vietnamese", "id": "Indonesian", "ms": "Malay",
    "uk": "Ukrainian", "ru": "Russian",
}  # fmt: skip
INTERESTS = {
    "Food & Beverage": ("Baked Goods", "Coffee", "Cooking", "Restaurants", "Vegetarian Food"),
    "Travel": ("Hotels", "Flights", "Camping", "City Breaks"),
    "Apparel & Accessories": ("Shoes", "Jewellery", "Sportswear"),
    "Home Improvement": ("Furniture", "Gardening", "Kitchenware"),
    "Sports & Outdoors": ("Cycling", "Running", "Yoga", "Football"),
    "Education": ("Languages", "Online Courses"),
    "Beauty & Personal Care": ("Skin Care", "Make-up"),
    "Games": ("Mobile Games", "Board Games"),
}


@answers("GET", "/tool/region/")
def list_regions(call: Call) -> dict[str, Any]:
    """List places down to a level; `placements` and `objective_type` are required, as on TikTok."""
    call.fields.texts("placements", least=1)
    call.fields.require("objective_type")
    depth = _LEVELS[call.fields.choice("level_range", _LEVELS, "TO_CITY")]
    found = [place for place in PLACES.values() if _DEPTH[place.level] <= depth]
    return {"region_list": [], "region_info": [_show(place) for place in found]}


def _show(place: Place) -> dict[str, Any]:
    return {
        "location_id": place.id, "name": place.name, "parent_id": place.parent, "region_code": place.country,
        "country_code": place.country, "level": place.level, "area_type": "ADMINISTRATIVE", "support_below_18": True,
        "next_level_ids": children(place.id),
    }  # fmt: skip


@answers("GET", "/tool/language/")
def list_languages(call: Call) -> dict[str, Any]:
    return {"languages": [{"code": code, "name": name} for code, name in LANGUAGES.items()]}


@answers("GET", "/tool/interest_category/")
def list_interests(call: Call) -> dict[str, Any]:
    return {"interest_categories": list(INTERESTS_BY_ID.values())}


def _interest_rows() -> list[dict[str, Any]]:
    rows = []
    for number, (name, below) in enumerate(INTERESTS.items(), 10):
        ids = [f"{number}{place:03d}" for place in range(1, len(below) + 1)]
        rows.append(_interest(str(number), name, 1, ids))
        rows += [_interest(one, word, 2, []) for one, word in zip(ids, below, strict=True)]
    return rows


def _interest(one: str, name: str, level: int, below: list[str]) -> dict[str, Any]:
    row = {"interest_category_id": one, "interest_category_name": name, "level": level, "sub_category_ids": below}
    return row | {"placements": list(PLACEMENTS[:1]), "special_industries": []}


INTERESTS_BY_ID = {row["interest_category_id"]: row for row in _interest_rows()}


@answers("POST", "/ad/audience_size/estimate/")
def estimate(call: Call) -> dict[str, Any]:
    """Guess how many people a targeting reaches: a range around what the market knows (the shape is the vendor's)."""
    call.fields.require("objective_type")
    aim = read_targeting(call, call.fields)
    if not aim["location_ids"] and not aim.get("zipcode_ids"):
        raise errors.missing("location_ids")
    people = demand.count_people(group_of(call, aim))
    stage = "NARROW" if people < 500_000 else "BALANCED" if people < 20_000_000 else "BROAD"
    return {"user_count_stage": stage, "user_count": {"lower_end": int(people * 0.8), "upper_end": int(people * 1.2)}}


def group_of(call: Call, aim: dict[str, Any]) -> GroupTerms:
    from .delivery import aim_terms

    return GroupTerms(id="", goal=Goal.CLICK, ads=(), **aim_terms(call.world, aim))
