"""Choosing what a platform lists by searching for it: what is chosen, what was found, what a page shows of both."""

from dataclasses import dataclass, field
from typing import Any

from django import forms

from campaigns.forms.targeting.known import Spot
from integrations.types import TargetingKind, TargetingOption

KINDS = {
    "places": TargetingKind.PLACE, "interests": TargetingKind.INTEREST, "audiences": TargetingKind.AUDIENCE,
    "excluded_audiences": TargetingKind.AUDIENCE,
}  # fmt: skip
KEY_MOST = 255


class KeysField(forms.MultipleChoiceField):
    """Keys of a platform, each once; whether it knows them is the platform's business."""

    default_error_messages = dict.fromkeys(
        ("invalid_choice", "invalid_list"), "This cannot be chosen. Search for it, and tick what is found."
    )

    def valid_value(self, value: Any) -> bool:
        """Return whether it can be a key."""
        return bool(str(value).strip()) and len(str(value)) <= 2 * KEY_MOST

    def clean(self, value: Any) -> tuple[str, ...]:
        """Return the keys."""
        return tuple(dict.fromkeys(super().clean(value)))


@dataclass(frozen=True, slots=True)
class Option:
    """Something that can be ticked."""

    value: str
    label: str
    note: str = ""
    people: int | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """What a search gave; `problem` where the platform did not answer."""

    words: str = ""
    options: tuple[TargetingOption, ...] = ()
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Picker:
    """One thing to choose by search: what is chosen, and what was found besides; `cannot` says why it should be empty."""

    name: str
    field: str
    spot: Spot
    label: str
    hint: str
    chosen: tuple[Option, ...]
    found: tuple[Option, ...] = ()
    words: str = ""
    was_asked: bool = False
    problem: str = ""
    cannot: str = ""
    errors: Any = ()

    @property
    def is_list(self) -> bool:
        """Return whether it is a list of the account's own, which can be shown without words."""
        return KINDS[self.field] == TargetingKind.AUDIENCE


@dataclass(frozen=True, slots=True)
class Own:
    """The inputs of one ad account as a page shows them."""

    spot: Spot
    pickers: tuple[Picker, ...]
    placements: Any = None
    notes: tuple[str, ...] = field(default=())
