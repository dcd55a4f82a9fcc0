"""Days in a row: read once, and cut in many ways."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from analytics.selectors.cuts import EVERYTHING, Cut, Dimension, Scope
from analytics.selectors.estimates import Beliefs, make_beliefs
from analytics.selectors.facts import gather
from analytics.selectors.freshness import list_feeds
from analytics.types import DayMetrics, DayState, Freshness, Metrics, Period, combine


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

    def series(
        self, period: Period, *, feeds: Sequence[Freshness], beliefs: Beliefs, began: date | None = None
    ) -> list[DayMetrics]:
        """Return every day of a period; a day neither read nor with figures is missing, not zero.

        `feeds` know when the period's days were read. Days before `began` (a campaign's launch) have neither figures nor zeros.
        """
        figures: dict[date, dict[int, Metrics]] = {}
        for (day, _, account_id), metrics in self.found.items():
            figures.setdefault(day, {})[account_id] = metrics
        begins = [feed.history_from_date for feed in feeds]
        known_from = None if None in begins else min(filter(None, begins), default=None)
        made = []
        for day in period:
            found = figures.get(day, {})
            read = {*found, *(feed.account_id for feed in feeds if day in feed.read_days)}
            is_before = not found and ((began and day < began) or (known_from and not read and day < known_from))
            state = DayState.BEFORE if is_before else _state(day, read, beliefs)
            made.append(DayMetrics(day, combine(found.values()), state))
        return made

    def _of(self, period: Period, platform: str) -> list[Metrics]:
        return [metrics for (day, each, _), metrics in self.found.items() if each == platform and day in period]


def day_cut(period: Period, *, scope: Scope = EVERYTHING, currency: str | None = None) -> Cut:
    """Return the cut that `Days` is made of."""
    dimensions = (Dimension.DAY, Dimension.PLATFORM, Dimension.ACCOUNT)
    return Cut(period, dimensions, scope, currency=currency)


def daily_series(
    period: Period, *, today: date, scope: Scope = EVERYTHING, currency: str | None = None
) -> list[DayMetrics]:
    """Return every day of a period with its metrics and how far they can be trusted; four queries.

    `today` is the day it is where the accounts are.
    """
    (answer,) = gather([day_cut(period, scope=scope, currency=currency)])
    feeds = list_feeds(days=period)
    return Days(answer.sums).series(period, feeds=feeds, beliefs=make_beliefs(today, feeds))


def is_mature(series: Sequence[DayMetrics], period: Period) -> bool:
    """Return whether no day of a period is maturing; `series` holds its days."""
    return not any(each.state == DayState.MATURING for each in series if each.day in period)


def _state(day: date, accounts: Collection[int], beliefs: Beliefs) -> DayState:
    """Return how far a day of these accounts can be trusted, by when each of them was last read; the youngest decides."""
    if not accounts:
        return DayState.MISSING
    is_maturing = any(beliefs.is_maturing(account_id, day) for account_id in accounts)
    return DayState.MATURING if is_maturing else DayState.MATURE
