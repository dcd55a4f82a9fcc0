"""A row's desired values as the ledger holds them: JSON, never null for a day (`""`: no end)."""

from datetime import date
from typing import Any

from campaigns.types import TargetField


def set_desired(target: Any, field: TargetField | str, value: Any) -> None:
    """Set a desired value on a row from a change's `before` or `after`; does not save."""
    if field == TargetField.END_DATE:
        value = date.fromisoformat(value) if value else None
    setattr(target, field, value)
