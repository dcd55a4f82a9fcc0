"""When a schedule is due: pure functions from a moment and a time zone to the last slot that has begun.

A slot is a moment, aware and in UTC. `offset` moves an organisation's slots a little later, so that not all come at
once.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Protocol
from zoneinfo import ZoneInfo

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
SPREAD = timedelta(minutes=10)


class Cadence(Protocol):
    """How often, and when."""

    @property
    def spread(self) -> timedelta:
        """Return the longest offset that still makes sense."""

    def last_slot(self, now: datetime, *, zone: ZoneInfo, offset: timedelta) -> datetime:
        """Return the latest slot that is not after `now`."""


@dataclass(frozen=True, slots=True)
class Every:
    """Every so often, counted from 1970, so a restart changes nothing."""

    period: timedelta

    @property
    def spread(self) -> timedelta:
        """Return the whole period."""
        return self.period

    def last_slot(self, now: datetime, *, zone: ZoneInfo, offset: timedelta) -> datetime:
        """Return the latest multiple of the period, moved by the offset."""
        return now - (now - EPOCH - offset) % self.period


@dataclass(frozen=True, slots=True)
class Daily:
    """Each day at a local time. A time that the clocks skip comes an hour later, one that they repeat comes once."""

    at: time

    @property
    def spread(self) -> timedelta:
        """Return ten minutes."""
        return SPREAD

    def last_slot(self, now: datetime, *, zone: ZoneInfo, offset: timedelta) -> datetime:
        """Return today's slot, or yesterday's while today's is still to come."""
        return _last_before(now, zone, self.at, offset, lambda _day: True)


@dataclass(frozen=True, slots=True)
class Weekly:
    """Each week on a day (0 is Monday) at a local time."""

    weekday: int
    at: time

    @property
    def spread(self) -> timedelta:
        """Return ten minutes."""
        return SPREAD

    def last_slot(self, now: datetime, *, zone: ZoneInfo, offset: timedelta) -> datetime:
        """Return this week's slot, or last week's."""
        return _last_before(now, zone, self.at, offset, lambda day: day.weekday() == self.weekday)


@dataclass(frozen=True, slots=True)
class Monthly:
    """Each month on a day (1 to 28) at a local time."""

    day: int
    at: time

    @property
    def spread(self) -> timedelta:
        """Return ten minutes."""
        return SPREAD

    def last_slot(self, now: datetime, *, zone: ZoneInfo, offset: timedelta) -> datetime:
        """Return this month's slot, or last month's."""
        return _last_before(now, zone, self.at, offset, lambda day: day.day == self.day)


def _last_before(now: datetime, zone: ZoneInfo, at: time, offset: timedelta, suits) -> datetime:
    """Walk back from the local date, one day later for zones where the clocks jump over midnight, to a day that suits."""
    day: date = now.astimezone(zone).date() + timedelta(days=1)
    while True:
        slot = datetime.combine(day, at, tzinfo=zone).astimezone(UTC) + offset
        if slot <= now and suits(day):
            return slot
        day -= timedelta(days=1)
