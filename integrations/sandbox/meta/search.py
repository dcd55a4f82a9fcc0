"""Targeting search: `/search?type=…&q=…`, and how many people a targeting reaches."""

from typing import Any

from ..market import demand
from ..store import Thing
from . import delivery, gazetteer, targeting
from .call import Call
from .errors import GraphError, missing, not_one_of
from .lists import page
from .registry import edge

_TYPES = ["adgeolocation", "adinterest", "adlocale", "adinterestvalid", "adTargetingCategory", "adcountry"]
_PLACES = ["country", "country_group", "region", "city", "zip", "geo_market", "neighborhood", "subcity"]
_SMALLEST = 1_000


def answer(call: Call) -> dict[str, Any]:
    """Answer a search; what is not there is an empty list."""
    kind = call.require("type")
    if kind not in _TYPES:
        raise not_one_of("type", _TYPES)
    makers = {"adgeolocation": _find_places, "adinterest": _find_interests, "adlocale": _find_locales}
    if kind not in makers:
        raise GraphError(f"(#100) type {kind} can't be answered by the sandbox", blame=("type",))
    return page(call, makers[kind](call))


def _words(call: Call) -> str:
    if not call.has("q"):
        raise missing("q")
    return call.text("q").strip().lower()


def _find_places(call: Call) -> list[dict[str, Any]]:
    """Names that begin with the words come first, then those that hold them."""
    kinds = call.json("location_types", list) if call.has("location_types") else _PLACES
    for kind in kinds:
        if kind not in _PLACES:
            raise not_one_of("location_types", _PLACES)
    words = _words(call)
    found = [
        spot for spot in gazetteer.MAP.values() if spot.kind in kinds and words in spot.name.lower() and words != ""
    ]
    found.sort(key=lambda spot: (not spot.name.lower().startswith(words), kinds.index(spot.kind)))
    return [_write_place(spot) for spot in found]


def _write_place(spot: gazetteer.Spot) -> dict[str, Any]:
    row = {"key": spot.key, "name": spot.name, "type": spot.kind, "country_code": spot.country}
    row |= {"country_name": gazetteer.country_name(spot.country), "supports_region": True, "supports_city": True}
    if spot.region:
        row |= {"region": spot.region, "region_id": int(spot.region_key)}
    return row


def _find_interests(call: Call) -> list[dict[str, Any]]:
    words = _words(call)
    return [
        {
            "id": key, "name": name, "audience_size_lower_bound": people, "audience_size_upper_bound": int(people * 1.18),
            "path": ["Interests", topic, name], "topic": topic, "description": "",
        }
        for key, (name, topic, people) in gazetteer.INTERESTS.items()
        if words and words in name.lower()
    ]  # fmt: skip


def _find_locales(call: Call) -> list[dict[str, Any]]:
    words = _words(call)
    return [{"key": key, "name": name} for key, name in gazetteer.LOCALES.items() if words in name.lower()]


@edge("account", "reachestimate")
def estimate_reach(call: Call, account: Thing) -> dict[str, Any]:
    """Answer bounds of how many people; -1 where there are too few to say."""
    people = _count(call, account)
    bounds = (-1, -1) if people < _SMALLEST else (_round(people * 0.92), _round(people * 1.08))
    return {"data": {"users_lower_bound": bounds[0], "users_upper_bound": bounds[1], "estimate_ready": True}}


@edge("account", "delivery_estimate")
def estimate_delivery(call: Call, account: Thing) -> dict[str, Any]:
    call.require("optimization_goal")
    people = _count(call, account)
    bounds = {"estimate_mau_lower_bound": _round(people * 0.92), "estimate_mau_upper_bound": _round(people * 1.08)}
    return {"data": [{**bounds, "estimate_dau": _round(people * 0.6), "estimate_ready": True}]}


def _count(call: Call, account: Thing) -> float:
    spec = call.json("targeting_spec")
    if spec is None:
        raise missing("targeting_spec")
    targeting.check_spec(call, spec)
    audiences = spec.get("custom_audiences") or []
    if audiences and not delivery.audience_size(call.world, audiences):
        return 0
    return demand.count_people(delivery.people_terms(call.world, spec))


def _round(people: float) -> int:
    """Meta rounds to two figures."""
    step = 10 ** max(0, len(str(int(people))) - 2)
    return int(people) // step * step
