"""When a standing report is made, and about which days: pure, in an organisation's time zone."""

from calendar import monthrange
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from analytics.types import Period
from analytics.types.reports import Rhythm


def next_slot(rhythm: Rhythm, hour: int, *, after: datetime, zone: ZoneInfo) -> datetime:
    """Return the first moment after `after` (UTC) when a report is due: Mondays, or the 1st, at an hour of the local clock.

    An hour that the clocks skip comes as much later, one that they repeat comes the first time.
    """
    day = after.astimezone(zone).date()
    while True:
        slot = datetime.combine(day, time(hour), tzinfo=zone).astimezone(UTC)
        if slot > after and is_day(rhythm, day):
            return slot
        day += timedelta(days=1)


def is_day(rhythm: Rhythm, day: date) -> bool:
    """Return whether reports of a rhythm are made on a day."""
    return day.weekday() == 0 if rhythm == Rhythm.WEEKLY else day.day == 1


def period_before(rhythm: Rhythm, day: date) -> Period:
    """Return what a report of a day is about: the whole week, or the whole month, that ended last before it."""
    if rhythm == Rhythm.WEEKLY:
        monday = day - timedelta(days=day.weekday())
        return Period(monday - timedelta(days=7), monday - timedelta(days=1))
    last = day.replace(day=1) - timedelta(days=1)
    return Period(last.replace(day=1), last.replace(day=monthrange(last.year, last.month)[1]))
