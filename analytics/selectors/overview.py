"""What a page of numbers needs, in two queries: the facts in all their cuts, and how far each account was read."""

from collections.abc import Collection
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import Any

from analytics import maturity
from analytics.periods import DEFAULT, Choice, named
from analytics.selectors.comparison import Days, day_cut, judge, memory_cuts
from analytics.selectors.cuts import Cut, Dimension
from analytics.selectors.facts import gather
from analytics.selectors.freshness import list_feeds
from analytics.types import Basis, Comparison, DayMetrics, Estimate, Freshness, Metrics, Period

SHORTEST_CHART_DAYS = 14


@dataclass(frozen=True, slots=True)
class Overview:
    """A period's figures in every cut that a page shows."""

    comparison: Comparison
    days: Days
    series: list[DayMetrics]
    """The chart's days: the period, or the last fortnight of it where it is shorter."""
    series_before: list[DayMetrics]
    """As many days before them."""
    by_campaign: dict[int | None, Metrics]
    """The period's sums by campaign; what is not imported yet stands under None."""
    month: dict[int | None, Metrics]
    """This month so far, today included, by campaign."""
    month_began: dict[int | None, date]
    """On which day of this month each campaign's figures begin."""
    today: dict[int | None, Metrics]
    """Today so far, by campaign."""
    feeds: list[Freshness]
    first_maturing: date
    estimate: Estimate | None = None
    """What the period's conversions will come to; None where nothing of it is maturing."""
    estimates_by_platform: dict[str, Estimate] = field(default_factory=dict)
    estimates_by_campaign: dict[int | None, Estimate] = field(default_factory=dict)
    """The same by platform and by campaign; only those of which something is maturing."""
    expected: dict[date, Estimate] = field(default_factory=dict)
    """The same for each day of `series` that is maturing."""

    @property
    def period(self) -> Period:
        """Return the period that it is about."""
        return self.comparison.period

    @property
    def maturing(self) -> Period | None:
        """Return the days of the period that are still maturing."""
        return maturity.maturing_part(self.period, self.first_maturing)

    def of_today(self, choice: Choice) -> "Overview":
        """Return the same for today alone, where there was nothing in the days before: no query."""
        current = self.days.total(choice.period)
        alone = Comparison(choice.period, choice.before, current, self.days.total(choice.before), Basis.NONE)
        return replace(
            self,
            comparison=alone,
            by_campaign=self.today,
            **_series(choice, self.days, self.feeds, choice.period.until),
        )

    @property
    def by_platform(self) -> dict[str, Metrics]:
        """Return the period's sums by platform."""
        return self.days.by_platform(self.period)

    def read_at(self, account_ids: Collection[int]) -> datetime | None:
        """Return when the one of these accounts that was read longest ago was read; None where one never was."""
        read = {feed.account_id: feed.read_at for feed in self.feeds}
        moments = [moment for each in account_ids if (moment := read.get(each))]
        return min(moments) if moments and len(moments) == len(account_ids) else None


def get_overview(
    choice: Choice, *, now: datetime, today: date, campaign_ids: Collection[int] | None = None
) -> Overview:
    """Return everything that a page of numbers shows of a period; two queries whatever the number of campaigns.

    `today` is the day it is where the page is read; `now` decides what was known when the earlier period was as old.
    """
    _, shown_before = chart_periods(choice)
    span = shown_before.joined(choice.before).joined(Period(choice.period.since, max(choice.period.until, today)))
    memory = memory_cuts(choice, now=now, campaign_ids=campaign_ids)
    stretches = (choice.period, Period(today.replace(day=1), today), Period(today, today))
    by_campaign = [Cut(stretch, (Dimension.CAMPAIGN,), memory[0].scope) for stretch in stretches]
    found, *memories, by_period, by_month, by_today = gather(
        [day_cut(span, campaign_ids=campaign_ids), *memory, *by_campaign]
    )
    days, feeds = Days(found.sums), list_feeds(days=span)
    return Overview(
        comparison=judge(choice, days, memories, feeds=feeds, now=now, today=today),
        days=days,
        **_series(choice, days, feeds, today),
        by_campaign=_single(by_period.sums),
        month=_single(by_month.sums),
        month_began=_single(by_month.first_days),
        today=_single(by_today.sums),
        feeds=feeds,
        first_maturing=maturity.first_maturing_day(today, days.platforms(span)),
    )


def get_newest_overview(
    *, now: datetime, today: date, campaign_ids: Collection[int] | None = None
) -> tuple[Choice, Overview]:
    """Return what is shown where no period was asked for: the last 7 days, or today where only today has figures.

    Two queries, as `get_overview`.
    """
    choice = named(DEFAULT, today)
    overview = get_overview(choice, now=now, today=today, campaign_ids=campaign_ids)
    if overview.comparison.current.is_empty and overview.today:
        choice = named("today", today)
        overview = overview.of_today(choice)
    return choice, overview


def _series(choice: Choice, days: Days, feeds: list[Freshness], today: date) -> dict[str, Any]:
    shown, before = chart_periods(choice)
    read = frozenset().union(*(feed.read_days for feed in feeds))
    return {
        "series": days.series(shown, read=read, today=today),
        "series_before": days.series(before, read=read, today=today),
    }


def _single(groups: dict[tuple, Any]) -> dict[Any, Any]:
    return {key: each for (key,), each in groups.items()}


def chart_periods(choice: Choice) -> tuple[Period, Period]:
    """Return the days that the chart shows and those that it sets them against."""
    period = choice.period
    if len(period) >= SHORTEST_CHART_DAYS:
        return period, choice.before
    shown = Period(period.until - timedelta(days=SHORTEST_CHART_DAYS - 1), period.until)
    return shown, shown.previous()
