"""Where ads are shown: `geo_locations` as Meta checks it. Subcodes 1487756 and 1487851 are from memory."""

from typing import Any

from .call import Call
from .errors import GraphError, refused
from .gazetteer import MAP
from .words import COUNTRIES

KINDS = ("countries", "country_groups", "regions", "cities", "zips", "custom_locations", "geo_markets", "places",
         "neighborhoods", "subcities")  # fmt: skip
_KEYED = {"regions": "region", "cities": "city", "zips": "zip"}
_WIDTHS = {"kilometer": (1, 80), "mile": (0.63, 50)}
LEAST_STRICT_KM = 24  # 15 miles


def check_places(call: Call, spec: dict[str, Any]) -> None:
    """Refuse places that are not there, overlap, or are none at all."""
    places = spec.get("geo_locations") or {}
    if unknown := [kind for kind in places if kind not in (*KINDS, "location_types")]:
        raise GraphError(f"(#100) Invalid keys {unknown[0]} in geo_locations", blame=("targeting",))
    if not any(places.get(kind) for kind in KINDS) and not spec.get("custom_audiences"):
        raise refused("Add a location", "Your ad set needs at least one location.", "targeting", subcode=1885364)
    for code in places.get("countries") or []:
        if code not in COUNTRIES:
            raise GraphError(f"(#100) Invalid country code: {code}", blame=("targeting",))
    for kind, word in _KEYED.items():
        for place in places.get(kind) or []:
            _check_keyed(places, word, place)
    for circle in places.get("custom_locations") or []:
        _check_circle(circle)


def _check_keyed(places: dict[str, Any], word: str, place: Any) -> None:
    spot = MAP.get((word, str(place.get("key")))) if isinstance(place, dict) else None
    if spot is None:
        raise refused("Invalid location", f"The {word} {place} isn't a valid location.", "targeting", subcode=1487851)
    if spot.country in (places.get("countries") or []):
        raise refused(
            "Some of your locations overlap",
            f"{spot.name} lies in {spot.country}, which is also chosen. Remove one of them.", "targeting", subcode=1487756,
        )  # fmt: skip


def _check_circle(circle: dict[str, Any]) -> None:
    known = {name: circle.get(name) for name in ("latitude", "longitude", "radius")}
    if not all(isinstance(value, int | float) and not isinstance(value, bool) for value in known.values()):
        raise GraphError(
            "(#100) custom_locations needs latitude, longitude and radius as numbers", blame=("targeting",)
        )
    least, most = _WIDTHS.get(circle.get("distance_unit", "mile"), (0, 0))
    if not least <= known["radius"] <= most:
        raise refused("Invalid radius", f"The radius must be from {least} to {most}.", "targeting", subcode=1487851)
    if abs(known["latitude"]) > 90 or abs(known["longitude"]) > 180:
        raise refused("Invalid location", "This isn't a point on the map.", "targeting", subcode=1487851)


def radius_km(circle: dict[str, Any]) -> float:
    return circle["radius"] * (1.609 if circle.get("distance_unit", "mile") == "mile" else 1)


def countries_of(spec: dict[str, Any]) -> set[str]:
    """Return the countries that a targeting names, or in which its places lie; circles tell none."""
    places = spec.get("geo_locations") or {}
    spots = [
        MAP.get((word, str(place.get("key")))) for kind, word in _KEYED.items() for place in places.get(kind) or []
    ]
    return {*(places.get("countries") or []), *(spot.country for spot in spots if spot)}
