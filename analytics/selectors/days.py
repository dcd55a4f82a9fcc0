"""Days in a row: read once, and cut in many ways."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from analytics import maturity
from analytics.selectors.cuts import EVERYTHING, Cut, Dimension, Scope
from analytics.selectors.facts import gather
from analytics.selectors.freshness import list_read_days
from analytics.types import DayMetrics, DayState, Metrics, Period, combine


@dataclass(frozen=True, slots=True)
class Days:
    """The sums of some days by day, platform and account."""

    found: dict[tuple[date, str, int], Metrics]

    def total(self, period: Period) -> Metrics:
        """Return the sums over a period."""
        return combine(metrics for (day, *_), metrics in self.found.items() if day in period)

    def by_platform(self, period: Period) -> dict[str, Metrics]:
        """Return the sums over a period by platform."""
        return {each: combine(self._of(period, each)) for each in sorted(self.platforms(period))}

    def platforms(self, period: Period) -> set[str]:
        """Return the platforms with figures in a period."""
        return {platform for day, platform, _ in self.found if day in period}

    def accounts(self, period: Period) -> set[int]:
        """Return the accounts (internal ids) with figures in a period."""
        return {account_id for day, _, account_id in self.found if day in period}

    def series(self, period: Period, *, read: Iterable[date], today: date) -> list[DayMetrics]:
        """Return every day of a period; a day neither read nor with figures is missing, not zero."""
        first_maturing = maturity.first_maturing_day(today, self.platforms(period))
        by_day: dict[date, list[Metrics]] = {day: [] for day in read}
        for (day, *_), metrics in self.found.items():
            by_day.setdefault(day, []).append(metrics)
        return [
            DayMetrics(day, combine(by_day.get(day, ())), _state(day, day in by_day, first_maturing)) for day in period
        ]

    def _of(self, period: Period, platform: str) -> list[Metrics]:
        return [metrics for (day, each, _), metrics in self.found.items() if each == platform and day in period]


def day_cut(period: Period, *, scope: Scope = EVERYTHING, currency: str | None = None) -> Cut:
    """Return the cut that `Days` is made of."""
    dimensions = (Dimension.DAY, Dimension.PLATFORM, Dimension.ACCOUNT)
    return Cut(period, dimensions, scope, currency=currency)


def daily_series(
    period: Period, *, today: date, scope: Scope = EVERYTHING, currency: str | None = None
) -> list[DayMetrics]:
    """Return every day of a period with its metrics and how far they can be trusted; two queries.

    `today` is the day it is where the accounts are.
    """
    (answer,) = gather([day_cut(period, scope=scope, currency=currency)])
    return Days(answer.sums).series(period, read=list_read_days(period), today=today)


def _state(day: date, is_known: bool, first_maturing: date) -> DayState:
    if not is_known:
        return DayState.MISSING
    return DayState.MATURING if day >= first_maturing else DayState.MATURE
