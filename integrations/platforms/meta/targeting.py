"""Whom Meta shows an ad set to: our targeting in Meta's words. Pure.

Places and circles narrow the countries: Meta refuses a country together with a place inside it, so countries go along
only where nothing narrower is chosen. `advantage_audience` is always said: with 1 Meta would drop the ages.
https://developers.facebook.com/docs/marketing-api/audiences/reference/basic-targeting
"""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from integrations import types as t

EU = frozenset("AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK".split())
PLACE_KINDS = {
    "city": "cities", "region": "regions", "zip": "zips", "geo_market": "geo_markets", "neighborhood": "neighborhoods",
    "subcity": "subcities", "country": "countries", "country_group": "country_groups",
}  # fmt: skip
_BARE = ("country", "country_group")  # Meta takes these as plain words, the others as {"key": …}
PLATFORMS = ("facebook", "instagram", "messenger", "audience_network", "threads")
_GENDERS = {t.Gender.MEN: 1, t.Gender.WOMEN: 2}
# what an app's store says of the telephones that it can be installed on; the iPhone's word is from memory
_SYSTEMS = {t.AppStore.GOOGLE_PLAY: "Android", t.AppStore.APP_STORE: "iOS_ver_14.0_and_above"}


def build(wanted: t.Targeting, *, locales: Sequence[int] = (), app: t.PromotedApp | None = None) -> dict[str, Any]:
    """Return the targeting; `locales` are Meta's keys of the languages. Keywords mean nothing here and are left out."""
    made = {
        "geo_locations": _places(wanted),
        "age_min": wanted.age_min,
        "age_max": wanted.age_max,
        "genders": [_GENDERS[gender] for gender in wanted.genders] if len(set(wanted.genders)) == 1 else None,
        "locales": list(locales),
        "flexible_spec": [{"interests": _ids(wanted.interests)}] if wanted.interests else None,
        "custom_audiences": _ids(wanted.audiences),
        "excluded_custom_audiences": _ids(wanted.excluded_audiences),
        "publisher_platforms": list(wanted.placements),
        "user_os": [_SYSTEMS[app.store]] if app else None,
    }
    return {name: value for name, value in made.items() if value} | {"targeting_automation": {"advantage_audience": 0}}


def split_place(place: t.Place) -> tuple[str, str]:
    """Return a place's kind and Meta's key; our search writes both into the key, as "city:777934"."""
    kind, divides, key = place.key.partition(":")
    return (kind, key) if divides and kind in PLACE_KINDS else (place.kind, place.key)


def may_reach_eu(wanted: t.Targeting) -> bool:
    """Return whether somebody in the EU may see it; places and circles do not tell their country, so they may."""
    return bool(EU & set(wanted.countries) or wanted.places or wanted.radii)


def _places(wanted: t.Targeting) -> dict[str, Any]:
    if not (wanted.places or wanted.radii):
        return {"countries": list(wanted.countries)} if wanted.countries else {}
    found: dict[str, list] = defaultdict(list)
    for place in wanted.places:
        kind, key = split_place(place)
        found[PLACE_KINDS[kind]].append(key if kind in _BARE else {"key": key})
    for circle in wanted.radii:
        found["custom_locations"].append(_circle(circle))
    return dict(found)


def _circle(circle: t.Radius) -> dict[str, Any]:
    """Degrees go as numbers, as Meta wants them; they are no money."""
    return {
        "latitude": float(circle.latitude),
        "longitude": float(circle.longitude),
        "radius": circle.km,
        "distance_unit": "kilometer",
    }


def _ids(keys: Sequence[str]) -> list[dict[str, str]]:
    return [{"id": key} for key in keys]
