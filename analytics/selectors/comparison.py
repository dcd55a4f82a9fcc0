"""Days in a row, and a period against the one before, without comparing what is not alike."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from analytics import maturity
from analytics.selectors.facts import Dimension, Scope, recall, sums
from analytics.selectors.freshness import list_read_days
from analytics.types import Basis, Comparison, DayMetrics, DayState, Metrics, Period, combine

Ids = Collection[int] | None


@dataclass(frozen=True, slots=True)
class Days:
    """The sums of some days by day and platform, read once and cut in many ways."""

    found: dict[tuple[date, str], Metrics]

    def total(self, period: Period) -> Metrics:
        """Return the sums over a period."""
        return combine(metrics for (day, _), metrics in self.found.items() if day in period)

    def by_platform(self, period: Period) -> dict[str, Metrics]:
        """Return the sums over a period by platform."""
        return {each: combine(self._of(period, each)) for each in sorted(self.platforms(period))}

    def platforms(self, period: Period) -> set[str]:
        """Return the platforms with figures in a period."""
        return {platform for day, platform in self.found if day in period}

    def series(self, period: Period, *, read: Iterable[date], today: date) -> list[DayMetrics]:
        """Return every day of a period; a day neither read nor with figures is missing, not zero."""
        first_maturing = maturity.first_maturing_day(today, self.platforms(period))
        by_day: dict[date, list[Metrics]] = {day: [] for day in read}
        for (day, _), metrics in self.found.items():
            by_day.setdefault(day, []).append(metrics)
        return [
            DayMetrics(day, combine(by_day.get(day, ())), _state(day, day in by_day, first_maturing)) for day in period
        ]

    def _of(self, period: Period, platform: str) -> list[Metrics]:
        return [metrics for (day, each), metrics in self.found.items() if each == platform and day in period]


def read_days(period: Period, *, campaign_ids: Ids = None) -> Days:
    """Read the sums of a period by day and platform, in one query."""
    return Days(sums(period, Dimension.DAY, Dimension.PLATFORM, scope=Scope(campaign_ids=campaign_ids)))


def daily_series(period: Period, *, today: date, campaign_ids: Ids = None) -> list[DayMetrics]:
    """Return every day of a period with its metrics and how far they can be trusted; two queries.

    `today` is the day it is where the accounts are.
    """
    days = read_days(period, campaign_ids=campaign_ids)
    return days.series(period, read=list_read_days(period), today=today)


def compare(
    period: Period,
    *,
    now: datetime,
    today: date,
    before: Period | None = None,
    campaign_ids: Ids = None,
    days: Days | None = None,
) -> Comparison:
    """Set a period against the one before (or against `before`); at most two queries, one with `days` at hand.

    Conversions arrive late, so a young period always looks worse than an old one. Where our memory reaches back
    far enough, the earlier period is taken as it was known when it was as old as this one is now.
    """
    before = before or period.previous()
    days = days or read_days(period.joined(before), campaign_ids=campaign_ids)
    current, previous = days.total(period), days.total(before)
    if previous.is_empty:
        return Comparison(period, before, current, previous, Basis.NONE)
    if period.until < maturity.first_maturing_day(today, days.platforms(period)):
        return Comparison(period, before, current, previous, Basis.FINAL)
    then = now - timedelta(days=(period.since - before.since).days)
    remembered = recall(before, as_of=then, scope=Scope(campaign_ids=campaign_ids))
    if remembered is None:
        return Comparison(period, before, current, previous, Basis.UNEQUAL)
    return Comparison(period, before, current, remembered, Basis.SAME_AGE)


def _state(day: date, is_known: bool, first_maturing: date) -> DayState:
    if not is_known:
        return DayState.MISSING
    return DayState.MATURING if day >= first_maturing else DayState.MATURE
