"""GeoTargetConstantService.SuggestGeoTargetConstants: places whose names begin with what was typed."""

from typing import Any

from .call import Call, begin_without_customer
from .constants import show_place
from .errors import Failure, Problem
from .places import PLACES, Location
from .protos import fill, message_class

_MOST_NAMES = 25


def suggest_places(call: Call, request: Any) -> Any:
    begin_without_customer(call)
    names = list(request.location_names.names)
    wanted = [name.rpartition("/")[2] for name in request.geo_targets.geo_target_constants]
    category = "geo_target_constant_suggestion_error"
    if not names and not wanted:
        raise Failure([Problem(category, "REQUEST_PARAMETERS_UNSET", "Names or geo targets must be given.")])
    if len(names) > _MOST_NAMES:
        raise Failure([Problem(category, "LOCATION_NAME_LIMIT", f"At most {_MOST_NAMES} names.", ("location_names",))])
    answer = message_class("services.SuggestGeoTargetConstantsResponse")()
    for name in names:
        for place in _find(name, request.country_code):
            _add(answer, place, name, request.locale)
    for number in wanted:
        if number in PLACES:
            _add(answer, PLACES[number], "", request.locale)
    return answer


def _find(name: str, country: str) -> list[Location]:
    """Return places by the start of a word of their name, the largest first."""
    text = name.casefold().strip()
    found = [
        place for place in PLACES.values()
        if country in ("", place.country) and any(w.startswith(text) for w in (place.name.casefold(), *place.name.casefold().split()))
    ]  # fmt: skip
    return sorted(found, key=lambda place: -place.people)[:20]


def _add(answer: Any, place: Location, term: str, locale: str) -> None:
    one = answer.geo_target_constant_suggestions.add(locale=locale or "en", reach=place.people, search_term=term)
    fill(one.geo_target_constant, show_place(place))
    if place.parent:
        fill(one.geo_target_constant_parents.add(), show_place(PLACES[place.parent]))
