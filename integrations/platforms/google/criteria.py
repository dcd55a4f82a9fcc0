"""The criteria that exist: read, told apart, and replaced by others; those that the house never sets stay as they are.

A criterion that is wanted and there already is kept, so that a keyword keeps its history, its own bid and its switch.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from integrations.platforms.google import gaql
from integrations.platforms.google.batch import Batch
from integrations.platforms.google.client import Ads
from integrations.platforms.google.targeting import Criterion

Key = tuple[str, Any, bool]
"""What makes a criterion the same: its kind, what it says, and whether it shuts out."""

_LEAVES = {
    "location": ("geo_target_constant",),
    "proximity": ("geo_point.latitude_in_micro_degrees", "geo_point.longitude_in_micro_degrees", "radius", "radius_units"),
    "language": ("language_constant",),
    "keyword": ("text", "match_type"),
    "user_list": ("user_list",),
    "user_interest": ("user_interest_category",),
    "age_range": ("type",),
    "gender": ("type",),
}  # fmt: skip
_AREA = {("location", False), ("proximity", False), ("language", False)}
_PEOPLE = {
    ("keyword", False), ("keyword", True), ("user_list", False), ("user_list", True), ("user_interest", False),
    ("age_range", True), ("gender", True),
}  # fmt: skip
_OURS = {"campaign": _AREA, "ad_group": _PEOPLE | _AREA}
_KINDS = {
    "campaign": ("location", "proximity", "language"),
    "ad_group": ("keyword", "user_list", "user_interest", "age_range", "gender", "location", "language"),
}


def read(ads: Ads, owner: str, resource_name: str) -> dict[Key, str]:
    """Return the criteria of a campaign or an ad group (`owner` says which): resource names by what they say. One query."""
    kind, words = f"{owner}_criterion", ", ".join(f"'{one.upper()}'" for one in _KINDS[owner])
    leaves = [f"{kind}.{one}.{leaf}" for one in _KINDS[owner] for leaf in _LEAVES[one]]
    there = (f"{owner}.resource_name = {gaql.quote(resource_name)}", f"{kind}.status != 'REMOVED'")
    fields = [f"{kind}.resource_name", f"{kind}.negative", *leaves]
    found = [row[kind] for row in ads.rows(gaql.select(fields, kind, *there, f"{kind}.type IN ({words})"))]
    return {key_of(one): one["resource_name"] for one in found if _kind_of(one)}


def area_of(there: Iterable[Key]) -> set[Key]:
    """Return the places, circles and languages among criteria."""
    return {key for key in there if (key[0], key[2]) in _AREA}


def keys_of(wanted: Iterable[Criterion]) -> set[Key]:
    """Return what criteria say."""
    return {key_of(one) for one in wanted}


def replace(batch: Batch, owner: str, resource_name: str, there: Mapping[Key, str], wanted: list[Criterion]) -> None:
    """Add to a batch what turns the criteria of a campaign or an ad group into the wanted ones.

    What the house never sets (topics, devices, places that are shut out) stays, but for an age or gender that is aimed
    at and now has to be shut out: Google knows both by one id.
    """
    named = {key_of(one): one for one in wanted}
    for key, name in there.items():
        is_opposite = (key[0], key[1], not key[2]) in named
        if key not in named and (is_opposite or (key[0], key[2]) in _OURS[owner]):
            batch.remove(f"{owner}_criterion", name)
    for key, one in named.items():
        if key not in there:
            batch.create(f"{owner}_criterion", {owner: resource_name, **one})


def key_of(one: Mapping[str, Any]) -> Key:
    """Return what a criterion says; letters of a keyword count alike in both cases."""
    kind = _kind_of(one)
    inner = one[kind]
    said = tuple(_plain(_leaf(inner, path)) for path in _LEAVES[kind])
    return kind, said, bool(one.get("negative"))


def _kind_of(one: Mapping[str, Any]) -> str:
    return next((kind for kind in _LEAVES if kind in one), "")


def _leaf(inner: Mapping[str, Any], path: str) -> Any:
    for name in path.split("."):
        inner = inner.get(name, inner.get(f"{name}_", 0))
    return inner


def _plain(said: Any) -> Any:
    return " ".join(said.casefold().split()) if isinstance(said, str) else float(said)
