"""Where two versions of a draft differ, field by field."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from campaigns.drafting.shape import normal
from campaigns.types import Draft, DraftAd, DraftGroup, DraftPart, dump

Member = TypeVar("Member", DraftGroup, DraftAd)
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
    ours, theirs = normal(ours), normal(theirs)
    mine, other = _fields(_matched(ours, theirs)), _fields(theirs)
    found = []
    for name in dict.fromkeys((*mine, *other)):
        (path, value), (their_path, their_value) = mine.get(name, ("", None)), other.get(name, ("", None))
        if value != their_value:
            found.append(Difference(path or their_path, value, their_value))
    return tuple(found)


def _fields(draft: Draft) -> dict[tuple[Any, ...], tuple[str, Any]]:
    """Return every value with its path, by what names it in both versions."""
    return {name: (path, value) for name, path, value in _walk(dump(draft), (), "")}


def _matched(ours: Draft, theirs: Draft) -> Draft:
    """Give what is new in ours the keys of what is only in theirs, in their order: sent twice, it is the same."""
    there = dict(_numbered([part.ad_account for part in theirs.parts], theirs.parts))
    mine = _numbered([part.ad_account for part in ours.parts], ours.parts)
    return replace(ours, parts=tuple(_matched_part(part, there.get(name)) for name, part in mine))


def _numbered(names: Sequence[Any], members: Sequence[Any]) -> list[tuple[tuple[str, int], Any]]:
    """Return each member with what names it: its name, and the how manieth of that name it is."""
    seen: Counter[str] = Counter()
    found = []
    for name, member in zip(names, members, strict=True):
        found.append(((str(name), seen[str(name)]), member))
        seen[str(name)] += 1
    return found


def _matched_part(ours: DraftPart, theirs: DraftPart | None) -> DraftPart:
    known = theirs.ad_groups if theirs else ()
    groups = _with_their_keys(ours.ad_groups, known)
    ads = {name: group.ads for name, group in _numbered([group.key for group in known], known)}
    matched = _numbered([group.key for group in groups], groups)
    kept = tuple(replace(group, ads=_with_their_keys(group.ads, ads.get(name, ()))) for name, group in matched)
    return replace(ours, ad_groups=kept)


def _with_their_keys(ours: tuple[Member, ...], theirs: tuple[Member, ...]) -> tuple[Member, ...]:
    known, mine = [one.key for one in theirs], {one.key for one in ours}
    left = iter([key for key in known if key not in mine])
    return tuple(one if one.key in known else replace(one, key=next(left, one.key)) for one in ours)


def _walk(node: dict[str, Any], name: tuple[Any, ...], path: str) -> Iterator[tuple[tuple[Any, ...], str, Any]]:
    for field, value in node.items():
        if field in NAMED and isinstance(value, list):
            members = _numbered([member.get(NAMED[field]) for member in value], value)
            for place, (which, member) in enumerate(members):
                yield from _walk(member, (*name, field, *which), f"{path}{field}.{place}.")
        elif field in DOCUMENTS and isinstance(value, dict):
            for inner, said in value.items():
                yield (*name, field, inner), f"{path}{inner}", said
        elif field != "key":
            yield (*name, field), f"{path}{field}", value
