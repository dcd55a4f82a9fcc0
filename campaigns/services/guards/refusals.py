"""What stands against a change: a text, and the field that it belongs to."""

from collections.abc import Sequence
from dataclasses import dataclass

from tenants.errors import Conflict, Invalid


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a change is refused; `field` is the form's and the API's, empty where none is to blame."""

    text: str
    field: str = ""


def raise_refusals(refusals: Sequence[Refusal]) -> None:
    """Raise Invalid where a field is to blame, else Conflict; nothing where there is no refusal."""
    fields: dict[str, list[str]] = {}
    for refusal in refusals:
        fields.setdefault(refusal.field, []).append(refusal.text)
    if set(fields) == {""}:
        raise Conflict(" ".join(fields[""]))
    if fields:
        raise Invalid(fields)
