"""Two values of a field as people read them, so that one sees in what they differ: of an ad and an audience their first part that does."""

from collections.abc import Iterator
from typing import Any

from django.utils.text import get_text_list

from campaigns.services import words
from campaigns.types import Creative, TargetField, load
from integrations.types import Targeting

SHOWN = 60
TEXTS = ("headlines", "primary_texts", "long_headlines", "descriptions", "display_path")
NOUNS = {
    "link": "link", "call_to_action": "button", "business_name": "business name", "images": "pictures", "videos": "films",
    "logos": "logos", "cards": "cards",
}  # fmt: skip
AIMS = {
    "languages": "languages", "genders": "genders", "interests": "interests", "audiences": "audiences",
    "excluded_audiences": "audiences that are left out", "keywords": "keywords",
    "negative_keywords": "keywords that are left out", "placements": "placements",
}  # fmt: skip
NAMED = ("languages", "genders", "placements")


def of_both(before: Any, after: Any, field: TargetField, currency: str) -> tuple[str, str]:
    """Write both values of a change; where the usual words are the same for both, the first part in which they differ."""
    was, becomes = (words.of_value(value, field, currency) for value in (before, after))
    if was != becomes or before is None or after is None:
        return was, becomes
    parts: Iterator[tuple[str, str]] = iter(())
    if field == TargetField.CREATIVE:
        parts = _of_ads(load(Creative, before), load(Creative, after))
    elif field == TargetField.TARGETING:
        parts = _of_aims(load(Targeting, before), load(Targeting, after))
    return next(parts, (was, becomes))


def _of_ads(one: Creative, other: Creative) -> Iterator[tuple[str, str]]:
    for name in TEXTS:
        pairs = _pairs(getattr(one, name), getattr(other, name))
        yield from ((_quoted(first), _quoted(second)) for first, second in pairs if first != second)
    for name, noun in NOUNS.items():
        first, second = getattr(one, name), getattr(other, name)
        if first != second:
            is_text = isinstance(first, str)
            yield (_quoted(first), _quoted(second)) if is_text else _told(len(first), len(second), noun)


def _of_aims(one: Targeting, other: Targeting) -> Iterator[tuple[str, str]]:
    if (ages := (_ages(one), _ages(other)))[0] != ages[1]:
        yield ages
    for name, noun in AIMS.items():
        first, second = getattr(one, name), getattr(other, name)
        if first != second:
            was, becomes = _listed(first, name, noun), _listed(second, name, noun)
            yield was, becomes if was != becomes else f"other {noun}"


def _ages(aim: Targeting) -> str:
    if aim.age_min is None and aim.age_max is None:
        return "all ages"
    return f"ages {aim.age_min or ''}–{aim.age_max}" if aim.age_max else f"ages from {aim.age_min}"


def _listed(values: tuple, name: str, noun: str) -> str:
    """Write what a platform has names for by these, keywords by themselves, else how many there are."""
    if not values:
        return f"no {noun}"
    if name in NAMED:
        return f"{noun}: {get_text_list([str(one) for one in values], 'and')}"
    texts = [one.text for one in values] if "keywords" in name else []
    return f"{noun}: {get_text_list(texts, 'and')}"[:SHOWN] if texts else f"{len(values)} {noun}"


def _told(before: int, after: int, noun: str) -> tuple[str, str]:
    was, becomes = (f"{count} {noun}" if count else f"no {noun}" for count in (before, after))
    return was, becomes if before != after else f"other {noun}"


def _pairs(one: tuple[str, ...], other: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    for place in range(max(len(one), len(other))):
        yield one[place] if place < len(one) else "", other[place] if place < len(other) else ""


def _quoted(text: str) -> str:
    return f"“{text[:SHOWN]}{'…' if len(text) > SHOWN else ''}”" if text else "nothing"
