"""Ages of days: the time from the end of a day, in the account's zone, to the reading that found its figures."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

DAY_S = 86_400
NIGHT_BEGINS = timedelta(hours=2)
"""When the nightly readings begin; what was reported by then grows steadily, before it grows by the minute."""


def age_days(day: date, read_at: datetime, time_zone: str) -> float:
    """Return how old a day was at a reading (aware), in days of 24 hours; negative while the day lasts.

    The day ends at the next local midnight; it has 23 or 25 hours where the clocks change.
    """
    end = datetime.combine(day + timedelta(days=1), time(), ZoneInfo(time_zone))
    return (read_at - end).total_seconds() / DAY_S


def night_of(read_at: datetime, zone: ZoneInfo) -> date:
    """Return the night that a reading (aware) belongs to, named by its morning: nights begin at two by the account's clock.

    Counted by the calendar, so that a change of the clocks moves no reading to another night.
    """
    local = read_at.astimezone(zone).replace(tzinfo=None)
    return (local - NIGHT_BEGINS).date()
