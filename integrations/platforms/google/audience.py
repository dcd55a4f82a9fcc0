"""Whom criteria aim at, in the house's words, and which kinds of criteria another audience changes. Pure.

What our words cannot say (a language without a code of ours, an age that is shut out between two that are not, miles) is
told as near as they can, and compared so that it stays as long as its part of the audience stays.
"""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from integrations import types as t
from integrations.platforms.google import geo
from integrations.platforms.google.targeting_rules import PARTNERS

Row = Mapping[str, Any]
AREA = frozenset({"location", "proximity", "language"})
_PARTS = {
    "location": ("countries", "places"),
    "proximity": ("radii",),
    "language": ("languages",),
    "age_range": ("age_min", "age_max"),
    "gender": ("genders",),
    "user_interest": ("interests",),
    "user_list": ("audiences", "excluded_audiences"),
    "keyword": ("keywords", "negative_keywords"),
}
_AGES = {geo.age_range(low, high): (low, high) for low, high in geo.AGES}
_LANGUAGES = {str(number): code for code, number in geo.LANGUAGES.items()}
_KM_IN_A_MILE = 1.609344
_MICRO_DEGREES = 1_000_000
_YOUNGEST, _OLDEST = 18, 65


def aim_of(rows: Iterable[Row], *, with_partners: bool = False) -> t.Targeting:
    """Return whom criteria aim at that are switched on."""
    on = [row for row in rows if row.get("status") != "PAUSED"]
    aimed, shut_out = [row for row in on if not row.get("negative")], [row for row in on if row.get("negative")]
    age_min, age_max = ages_of(on)
    return t.Targeting(
        countries=countries_of(on),
        places=_places(aimed),
        radii=tuple(_radius(row["proximity"]) for row in aimed if row.get("proximity", {}).get("geo_point")),
        languages=_languages(aimed),
        age_min=age_min,
        age_max=age_max,
        genders=_genders(shut_out),
        interests=_numbers(aimed, "user_interest", "user_interest_category"),
        audiences=_numbers(aimed, "user_list", "user_list"),
        excluded_audiences=_numbers(shut_out, "user_list", "user_list"),
        keywords=_keywords(aimed),
        negative_keywords=_keywords(shut_out),
        placements=(PARTNERS,) if with_partners else (),
    )


def changed_kinds(there: t.Targeting, wanted: t.Targeting) -> set[str]:
    """Return the kinds of criteria in which two audiences differ."""
    return {
        kind
        for kind, parts in _PARTS.items()
        if any(_said(getattr(there, part), part) != _said(getattr(wanted, part), part) for part in parts)
    }


def countries_of(rows: Iterable[Row]) -> tuple[str, ...]:
    """Return the countries that criteria aim at."""
    constants = [row.get("location", {}).get("geo_target_constant", "") for row in rows if not row.get("negative")]
    return tuple(filter(None, map(geo.country_of, constants)))


def ages_of(rows: Iterable[Row]) -> tuple[int | None, int | None]:
    """Return the ages that are left when the brackets that are shut out are taken away; None, None for everybody."""
    words = {row["age_range"].get("type_", "") for row in rows if row.get("negative") and "age_range" in row}
    left = [ages for word, ages in _AGES.items() if word not in words]
    if not words & set(_AGES) or not left:
        return None, None
    lowest, highest = min(low for low, _ in left), max(high for _, high in left)
    return lowest, None if highest > 99 else highest


def _places(rows: Iterable[Row]) -> tuple[t.Place, ...]:
    found = {
        row["location"].get("geo_target_constant", ""): row.get("display_name", "") for row in rows if "location" in row
    }
    smaller = {name.rpartition("/")[2]: words for name, words in found.items() if not geo.country_of(name)}
    return tuple(t.Place(key, words or key) for key, words in smaller.items() if key)


def _radius(circle: Row) -> t.Radius:
    point, per_unit = circle["geo_point"], _KM_IN_A_MILE if circle.get("radius_units") == "MILES" else 1
    latitude, longitude = (Decimal(point.get(f"{name}_in_micro_degrees", 0)) for name in ("latitude", "longitude"))
    return t.Radius(
        latitude / _MICRO_DEGREES, longitude / _MICRO_DEGREES, max(1, round(circle.get("radius", 0) * per_unit))
    )


def _languages(rows: Iterable[Row]) -> tuple[str, ...]:
    return tuple(_LANGUAGES[key] for key in _numbers(rows, "language", "language_constant") if key in _LANGUAGES)


def _genders(shut_out: Iterable[Row]) -> tuple[t.Gender, ...]:
    words = {row["gender"].get("type_", "") for row in shut_out if "gender" in row}
    left = [gender for gender, word in geo.GENDERS.items() if word not in words]
    return tuple(left) if len(left) == 1 else ()


def _numbers(rows: Iterable[Row], kind: str, name: str) -> tuple[str, ...]:
    return tuple(filter(None, (row[kind].get(name, "").rpartition("/")[2] for row in rows if kind in row)))


def _keywords(rows: Iterable[Row]) -> tuple[t.Keyword, ...]:
    found = (row["keyword"] for row in rows if "keyword" in row)
    return tuple(t.Keyword(one.get("text", ""), t.MatchType(one.get("match_type", "PHRASE").lower())) for one in found)


def _said(value: Any, part: str) -> Any:
    """Return a part of an audience in a form that is the same where it means the same."""
    if part == "age_min":
        return value or _YOUNGEST
    if part == "age_max":
        return value if value and value < _OLDEST else _OLDEST
    if part == "genders" and set(value) == set(geo.GENDERS):
        return set()
    forms = {
        "places": lambda one: one.key,
        "radii": lambda one: (int(one.latitude * _MICRO_DEGREES), int(one.longitude * _MICRO_DEGREES), one.km),
        "keywords": _plain,
        "negative_keywords": _plain,
    }
    return set(map(forms[part], value) if part in forms else value)


def _plain(keyword: t.Keyword) -> tuple[str, str]:
    return " ".join(keyword.text.casefold().split()), keyword.match
