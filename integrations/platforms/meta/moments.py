"""Moments as Meta writes and reads them, and when what is made of several ad sets ends. Pure."""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Any


def write(at: datetime | None) -> str | None:
    """Return a moment as Meta takes it, in UTC."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S+0000") if at else None


def read(text: str | None) -> datetime | None:
    """Return a moment as Meta tells it, with the account's offset."""
    return datetime.fromisoformat(text) if text else None


def last(ends: Iterable[datetime | None]) -> datetime | None:
    """Return the last of some ends; None where one of them goes on, or where there is none."""
    found = list(ends)
    known = [end for end in found if end]
    return max(known) if known and len(known) == len(found) else None


def last_end(rows: Iterable[Mapping[str, Any]]) -> datetime | None:
    """Return when the last of some ad sets ends."""
    return last(read(row.get("end_time")) for row in rows)
