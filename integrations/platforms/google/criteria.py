"""The criteria that exist: read, told apart, and replaced by others; those that the house never sets stay as they are.

Only the kinds of criteria are touched in which the wanted audience differs from the one that is there, and of these a
criterion that is wanted and there already is kept: a keyword keeps its history and its own bid. What somebody switched
off on Google is left to them.
"""

from collections.abc import Mapping
from typing import Any

from integrations import types as t
from integrations.platforms.google import gaql
from integrations.platforms.google.audience import aim_of, changed_kinds
from integrations.platforms.google.batch import Batch
from integrations.platforms.google.client import Ads
from integrations.platforms.google.targeting import Criterion

Row = Mapping[str, Any]
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
_KINDS = {
    "campaign": ("location", "proximity", "language"),
    "ad_group": ("keyword", "user_list", "user_interest", "age_range", "gender", "location", "language"),
}
_OURS = {
    ("location", False), ("proximity", False), ("language", False), ("keyword", False), ("keyword", True),
    ("user_list", False), ("user_list", True), ("user_interest", False), ("age_range", True), ("gender", True),
}  # fmt: skip


def fields_of(owner: str) -> list[str]:
    """Return what is asked of the criteria of campaigns or of ad groups (`owner` says which)."""
    kind = f"{owner}_criterion"
    leaves = [f"{kind}.{one}.{leaf}" for one in _KINDS[owner] for leaf in _LEAVES[one]]
    return [*[f"{kind}.{name}" for name in ("resource_name", "status", "negative", "display_name")], *leaves]


def conditions_for(owner: str) -> tuple[str, str]:
    """Return which criteria are asked for: those of the kinds that the house knows, and that are not removed."""
    words = ", ".join(f"'{one.upper()}'" for one in _KINDS[owner])
    return f"{owner}_criterion.type IN ({words})", f"{owner}_criterion.status != 'REMOVED'"


def read(ads: Ads, owner: str, resource_name: str) -> list[Row]:
    """Return the criteria of a campaign or an ad group. One query."""
    kind, there = f"{owner}_criterion", f"{owner}.resource_name = {gaql.quote(resource_name)}"
    rows = ads.rows(gaql.select(fields_of(owner), kind, there, *conditions_for(owner)))
    return [row[kind] for row in rows]


def replace(batch: Batch, owner: str, name: str, rows: list[Row], aim: t.Targeting, made: list[Criterion]) -> None:
    """Add to a batch what turns the criteria of a campaign or an ad group into those that are made of an audience.

    What the house never sets (topics, devices, places that are shut out) stays, but for what is the opposite of something
    wanted: Google knows both by one id.
    """
    changed = changed_kinds(aim_of(rows), aim)
    wanted = {key_of(one): one for one in made if _kind_of(one) in changed}
    there = {key_of(row): row for row in rows if _kind_of(row) in changed}
    for key, row in there.items():
        kind, said, negative = key
        is_ours = (kind, negative) in _OURS and row.get("status") != "PAUSED"
        if key not in wanted and (is_ours or (kind, said, not negative) in wanted):
            batch.remove(f"{owner}_criterion", row["resource_name"])
    for key, one in wanted.items():
        if key not in there:
            batch.create(f"{owner}_criterion", {owner: name, **one})


def key_of(one: Row) -> Key:
    """Return what a criterion says; letters of a keyword count alike in both cases."""
    kind = _kind_of(one)
    return kind, tuple(_plain(_leaf(one[kind], path)) for path in _LEAVES[kind]), bool(one.get("negative"))


def _kind_of(one: Row) -> str:
    return next((kind for kind in _LEAVES if kind in one), "")


def _leaf(inner: Row, path: str) -> Any:
    found: Any = inner
    for name in path.split("."):
        found = found.get(name, found.get(f"{name}_", 0))
    return found


def _plain(said: Any) -> Any:
    return " ".join(said.casefold().split()) if isinstance(said, str) else float(said)
