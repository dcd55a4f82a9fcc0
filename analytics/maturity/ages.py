"""Ages of days: the time from the end of a day, in the account's zone, to the reading that found its figures."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

DAY_S = 86_400


def age_days(day: date, read_at: datetime, time_zone: str) -> float:
    """Return how old a day was at a reading (aware), in days of 24 hours; negative while the day lasts.

    The day ends at the next local midnight; it has 23 or 25 hours where the clocks change.
    """
    end = datetime.combine(day + timedelta(days=1), time(), ZoneInfo(time_zone))
    return (read_at - end).total_seconds() / DAY_S


def whole_days(day: date, read_at: datetime, time_zone: str) -> int:
    """Return how many local midnights lie between the end of a day and a reading, 0 on the day after; -1 on the day itself.

    Counted by the calendar, so that a change of the clocks moves no reading to another age.
    """
    return (read_at.astimezone(ZoneInfo(time_zone)).date() - day).days - 1
