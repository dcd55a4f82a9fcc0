"""An ad set's audience as Meta tells it, in our words. Pure.

Some of it our words cannot say: a language as spoken in one country, a place that belongs to a Page, a circle around a
town, a second row of interests. That is left out here and stays where it is when the audience is changed (`aiming`).
Meta's keys of languages are from memory; those of one country alone are not in the list.
"""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from integrations import types as t
from integrations.platforms.meta.targeting import PLACE_KINDS, PLATFORMS

LOCALES = {
    1001: "en", 1002: "es", 1003: "fr", 1005: "pt", 2: "cs", 3: "da", 4: "fi", 5: "de", 10: "it", 11: "ja", 12: "ko",
    13: "nb", 14: "nl", 15: "pl", 17: "ru", 18: "sv", 19: "tr", 28: "ar", 30: "hu", 39: "el", 52: "uk", 84: "ga",
}  # fmt: skip
_GENDERS = {(1,): (t.Gender.MEN,), (2,): (t.Gender.WOMEN,)}
_KINDS = {plural: kind for kind, plural in PLACE_KINDS.items() if kind != "country"}
_KM = {"kilometer": Decimal(1), "mile": Decimal("1.609")}
Spec = Mapping[str, Any]


def read_targeting(spec: Spec) -> t.Targeting:
    """Return whom an ad set is shown to; empty where Meta says nothing."""
    places = spec.get("geo_locations") or {}
    return t.Targeting(
        countries=tuple(places.get("countries") or ()),
        places=tuple(_place(kind, row) for plural, kind in _KINDS.items() for row in places.get(plural) or ()),
        radii=tuple(circle for row in places.get("custom_locations") or () if (circle := read_circle(row))),
        languages=tuple(dict.fromkeys(LOCALES[key] for key in spec.get("locales") or () if key in LOCALES)),
        age_min=spec.get("age_min"),
        age_max=spec.get("age_max"),
        genders=_GENDERS.get(tuple(spec.get("genders") or ()), ()),
        interests=_interests(spec),
        audiences=_ids(spec.get("custom_audiences")),
        excluded_audiences=_ids(spec.get("excluded_custom_audiences")),
        placements=tuple(word for word in spec.get("publisher_platforms") or () if word in PLATFORMS),
    )


def read_circle(row: Any) -> t.Radius | None:
    """Return a circle in whole kilometres; None for one around an address, whose middle Meta does not tell."""
    if not isinstance(row, Mapping) or row.get("latitude") is None or row.get("longitude") is None:
        return None
    km = Decimal(str(row.get("radius") or 0)) * _KM.get(row.get("distance_unit", "mile"), Decimal(1))
    middle = (Decimal(str(row["latitude"])), Decimal(str(row["longitude"])))
    return t.Radius(*middle, max(round(km), 1), row.get("name") or row.get("address_string") or "")


def _place(kind: str, row: Any) -> t.Place:
    """Country groups are plain words; the others have a key and mostly a name."""
    key = str(row["key"] if isinstance(row, Mapping) else row)
    name = str((row.get("name") if isinstance(row, Mapping) else "") or key)
    return t.Place(f"{kind}:{key}", name, kind.replace("_", " "))


def _interests(spec: Spec) -> tuple[str, ...]:
    """Return the first interests; those of older ad sets stand outside `flexible_spec`."""
    rows = [*(spec.get("flexible_spec") or ()), spec]
    return next((_ids(row["interests"]) for row in rows if row.get("interests")), ())


def _ids(rows: Any) -> tuple[str, ...]:
    return tuple(str(row["id"] if isinstance(row, Mapping) else row) for row in rows or ())
