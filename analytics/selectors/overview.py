"""What a page of numbers shows of a period."""

from collections.abc import Collection, Set
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import Any

from analytics.periods import Choice
from analytics.selectors.cuts import Answer
from analytics.selectors.days import Days
from analytics.selectors.estimates import Beliefs
from analytics.selectors.outlook import Outlook
from analytics.types import Comparison, Conversion, DayMetrics, DayState, Estimate, Freshness, Metrics, Period

SHORTEST_CHART_DAYS = 14


@dataclass(frozen=True)
class Overview:
    """A period's figures in every cut that a page shows.

    Money is in the currency that was asked for, but for that of today and of `spending`, which stay as they are.
    """

    comparison: Comparison
    days: Days
    series: list[DayMetrics]
    """The chart's days: the period, or the last fortnight of it where it is shorter."""
    series_before: list[DayMetrics]
    """As many days before them."""
    by_campaign: dict[int | None, Metrics]
    """The period's sums by campaign, where they were asked for; what is not imported yet stands under None."""
    spending: Set[int | None]
    """The campaigns with figures in the period, where they were asked for."""
    today: Metrics
    """Today so far."""
    feeds: list[Freshness]
    estimate: Estimate | None
    """What the period's conversions will come to; None where nothing of it is maturing."""
    estimates_by_campaign: dict[int | None, Estimate]
    """The same by campaign (the most expensive ones); only those of which something is maturing."""
    outlook: Outlook
    more: list[Answer] = field(default_factory=list)
    """What else was asked for with it."""

    @property
    def period(self) -> Period:
        """Return the period that it is about."""
        return self.comparison.period

    @cached_property
    def estimates_by_platform(self) -> dict[str, Estimate]:
        """Return what the period's conversions will come to by platform; only those of which something is maturing."""
        return self.outlook.by_platform(self.period)

    @cached_property
    def expected(self) -> dict[date, Estimate]:
        """Return the same for each day of `series` that is maturing."""
        return self.outlook.by_day(Period(self.series[0].day, self.series[-1].day))

    @property
    def maturing(self) -> Period | None:
        """Return the days of the period that were still maturing when they were last read."""
        young = [each.day for each in self.series if each.day in self.period and each.state == DayState.MATURING]
        return Period(young[0], young[-1]) if young else None

    @property
    def conversion(self) -> Conversion | None:
        """Return which currencies were converted; None where none was."""
        return self.comparison.current.conversion

    @property
    def converted_until(self) -> date | None:
        """Return the last day of the period whose money was converted; None where none was."""
        found = self.days.found.items()
        return max((day for (day, *_), each in found if day in self.period and each.conversion), default=None)

    @property
    def by_platform(self) -> dict[str, Metrics]:
        """Return the period's sums by platform."""
        return self.days.by_platform(self.period)

    def read_at(self, account_ids: Collection[int]) -> datetime | None:
        """Return when the one of these accounts that was read longest ago was read; None where one never was."""
        read = {feed.account_id: feed.read_at for feed in self.feeds}
        moments = [moment for each in account_ids if (moment := read.get(each))]
        return min(moments) if moments and len(moments) == len(account_ids) else None


def chart_periods(choice: Choice) -> tuple[Period, Period]:
    """Return the days that the chart shows and those that it sets them against."""
    period = choice.period
    if len(period) >= SHORTEST_CHART_DAYS:
        return period, choice.before
    shown = Period(period.until - timedelta(days=SHORTEST_CHART_DAYS - 1), period.until)
    return shown, choice.earlier(shown)


def make_series(
    choice: Choice, days: Days, feeds: list[Freshness], beliefs: Beliefs, began: date | None
) -> dict[str, Any]:
    """Return the chart's days and those before, as `Overview` names them."""
    shown, before = chart_periods(choice)
    names = {"series": shown, "series_before": before}
    return {name: days.series(each, feeds=feeds, beliefs=beliefs, began=began) for name, each in names.items()}
