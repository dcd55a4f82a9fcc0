"""The platforms' windows: how long conversions may take, and how far back figures are still restated."""

from collections.abc import Iterable
from datetime import date, timedelta

from analytics.types import Period
from integrations.types import Platform

# The platforms' default click windows: 7 days on Meta (https://developers.facebook.com/docs/marketing-api/insights) and
# TikTok; Google counts up to 30 days after the click unless the conversion action says otherwise.
LONGEST_DELAY_DAYS = {Platform.META: 7, Platform.TIKTOK: 7, Platform.GOOGLE: 30}

# How far back platforms still restate their figures.
RESTATEMENT_DAYS = {Platform.META: 28, Platform.TIKTOK: 28, Platform.GOOGLE: 30}


def first_maturing_day(today: date, platforms: Iterable[str]) -> date:
    """Return the first day whose conversions may still arrive today; the slowest of the platforms decides.

    A click in the last minute of a day may convert a whole delay later, so a day is mature when the delay lies
    completely behind its end. Without any platform Meta's delay is taken.
    """
    delays = [LONGEST_DELAY_DAYS[Platform(each)] for each in platforms] or [LONGEST_DELAY_DAYS[Platform.META]]
    return today - timedelta(days=max(delays))


def maturing_part(period: Period, first_day: date) -> Period | None:
    """Return the days of a period that are still maturing, or None."""
    return None if period.until < first_day else Period(max(period.since, first_day), period.until)


def last_age(platform: str) -> int:
    """Return the age in days from which on a day counts as complete: that of its last nightly reading.

    A window of n days is read again until the night n - 1 whole days after the day's end.
    """
    return RESTATEMENT_DAYS[Platform(platform)] - 1
