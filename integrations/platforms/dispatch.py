"""What every adapter does alike: a change goes to the setter of its field, and a refused attempt becomes problems."""

from collections.abc import Callable
from datetime import datetime
from typing import Protocol, cast

from integrations import errors
from integrations import types as t


class Setters(Protocol):
    """How a platform sets each field of an object. Setting what is already so is no error."""

    def set_status(self, ref: t.ObjectRef, status: t.RunStatus) -> None:
        """Switch it on or off, or archive it."""

    def set_budget(self, ref: t.ObjectRef, amount_minor: int, field: t.ChangeField) -> None:
        """Set its budget, a day's or the whole run's, in minor units."""

    def set_bid(self, ref: t.ObjectRef, bid: t.Bid) -> None:
        """Set how it bids."""

    def set_creative(self, ref: t.ObjectRef, change: t.CreativeChange) -> None:
        """Give an ad new words, pictures or link."""

    def set_targeting(self, ref: t.ObjectRef, change: t.TargetingChange) -> None:
        """Show an ad group to other people."""

    def set_end(self, ref: t.ObjectRef, at: datetime | None) -> None:
        """Move its last second; None: it has no end."""


def set_field(
    setters: Setters,
    ref: t.ObjectRef,
    field: t.ChangeField,
    value: t.FieldValue,
) -> None:
    """Hand a value to the setter of its field; see `ChangeField` for which value belongs to which."""
    if field == t.ChangeField.STATUS:
        setters.set_status(ref, t.RunStatus(cast(str, value)))
    elif field == t.ChangeField.BID:
        setters.set_bid(ref, cast(t.Bid, value))
    elif field == t.ChangeField.CREATIVE:
        setters.set_creative(ref, cast(t.CreativeChange, value))
    elif field == t.ChangeField.TARGETING:
        setters.set_targeting(ref, cast(t.TargetingChange, value))
    elif field == t.ChangeField.END:
        setters.set_end(ref, cast(datetime | None, value))
    else:
        setters.set_budget(ref, int(cast(int, value)), field)


def list_problems(attempt: Callable[[], object]) -> list[t.Problem]:
    """Try something out that makes nothing, and return what it is refused for: by ad where only ads are, else by field."""
    try:
        attempt()
    except errors.InvalidRequest as error:
        if error.ad_keys:
            field = next(iter(error.fields), "") if len(error.fields) == 1 else ""
            return [t.Problem(field, text, key) for key, text in error.ad_keys.items()]
        return [t.Problem(field, text) for field, text in error.fields.items()] or [t.Problem("", error.message)]
    return []
