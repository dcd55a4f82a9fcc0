"""Days of an ad account and the moments in which platforms tell them. Pure."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

SECOND = timedelta(seconds=1)


def begin_of(day: date, zone: ZoneInfo) -> datetime:
    """Return a day's first moment in a time zone."""
    return datetime.combine(day, time.min, zone)


def end_of(day: date, zone: ZoneInfo) -> datetime:
    """Return a day's last second in a time zone: what platforms are told as the end of a campaign."""
    return begin_of(day + timedelta(days=1), zone) - SECOND


def last_day(moment: datetime, zone: ZoneInfo) -> date:
    """Return the last day on which something runs that ends at a moment; an end at midnight is the day before's."""
    return (moment - SECOND).astimezone(zone).date()
