"""Where two versions of a draft differ, field by field."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from campaigns.drafting.shape import normal
from campaigns.types import Draft, dump

DOCUMENTS = ("targeting", "creative")
NAMED = {"parts": "ad_account", "ad_groups": "key", "ads": "key"}
"""By what the members of a list are the same ones in both versions."""


@dataclass(frozen=True, slots=True)
class Difference:
    """One field of two versions: `field` is its path, such as parts.0.ad_groups.1.ads.0.headlines; None is not said."""

    field: str
    ours: Any
    theirs: Any


def compare(ours: Draft, theirs: Draft) -> tuple[Difference, ...]:
    """Return the fields that differ, as JSON. Paths count as they do in `ours`; what only `theirs` has, as there."""
    mine, other = _fields(ours), _fields(theirs)
    found = []
    for name in dict.fromkeys((*mine, *other)):
        (path, value), (their_path, their_value) = mine.get(name, ("", None)), other.get(name, ("", None))
        if value != their_value:
            found.append(Difference(path or their_path, value, their_value))
    return tuple(found)


def _fields(draft: Draft) -> dict[tuple[str, ...], tuple[str, Any]]:
    """Return every value with its path, by what names it in both versions."""
    return {name: (path, value) for name, path, value in _walk(dump(normal(draft)), (), "")}


def _walk(node: dict[str, Any], name: tuple[str, ...], path: str) -> Iterator[tuple[tuple[str, ...], str, Any]]:
    for field, value in node.items():
        if field in NAMED and isinstance(value, list):
            for place, member in enumerate(value):
                which = str(member.get(NAMED[field]) or place)
                yield from _walk(member, (*name, field, which), f"{path}{field}.{place}.")
        elif field in DOCUMENTS and isinstance(value, dict):
            for inner, said in value.items():
                yield (*name, field, inner), f"{path}{inner}", said
        elif field != "key":
            yield (*name, field), f"{path}{field}", value
