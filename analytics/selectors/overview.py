"""What a page of numbers needs, in two queries: the facts in all their cuts, and how far each account was read."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from analytics import maturity
from analytics.periods import Choice
from analytics.selectors.comparison import Days, day_cut, judge, memory_cut
from analytics.selectors.facts import Cut, Dimension, gather
from analytics.selectors.freshness import list_feeds
from analytics.types import Comparison, DayMetrics, Freshness, Metrics, Period

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
    month: dict[int | None, Metrics]
    """This month so far, today included, by campaign."""
    today: Metrics
    feeds: list[Freshness]
    first_maturing: date

    @property
    def period(self) -> Period:
        """Return the period that it is about."""
        return self.comparison.period

    @property
    def maturing(self) -> Period | None:
        """Return the days of the period that are still maturing."""
        return maturity.maturing_part(self.period, self.first_maturing)

    @property
    def by_platform(self) -> dict[str, Metrics]:
        """Return the period's sums by platform."""
        return self.days.by_platform(self.period)

    @property
    def read_at(self) -> datetime | None:
        """Return when the account that was read longest ago was read; None where one never was."""
        moments = [feed.read_at for feed in self.feeds]
        return min(moments) if moments and all(moments) else None


def get_overview(
    choice: Choice, *, now: datetime, today: date, campaign_ids: Collection[int] | None = None
) -> Overview:
    """Return everything that a page of numbers shows of a period; two queries whatever the number of campaigns.

    `today` is the day it is where the page is read; `now` decides what was known when the earlier period was as old.
    """
    shown, shown_before = chart_periods(choice)
    span = shown_before.joined(choice.before).joined(Period(choice.period.since, max(choice.period.until, today)))
    memory = memory_cut(choice.period, choice.before, now=now, campaign_ids=campaign_ids)
    month = Cut(Period(today.replace(day=1), today), (Dimension.CAMPAIGN,), memory.scope)
    found, remembered, by_campaign = gather([day_cut(span, campaign_ids=campaign_ids), memory, month])
    days, feeds = Days(found.sums), list_feeds(days=span)
    read = frozenset().union(*(feed.read_days for feed in feeds))
    return Overview(
        comparison=judge(choice, days, remembered, as_of=memory.as_of, feeds=feeds, today=today),
        days=days,
        series=days.series(shown, read=read, today=today),
        series_before=days.series(shown_before, read=read, today=today),
        month={campaign_id: metrics for (campaign_id,), metrics in by_campaign.sums.items()},
        today=days.total(Period(today, today)),
        feeds=feeds,
        first_maturing=maturity.first_maturing_day(today, days.platforms(span)),
    )


def chart_periods(choice: Choice) -> tuple[Period, Period]:
    """Return the days that the chart shows and those that it sets them against."""
    period = choice.period
    if len(period) >= SHORTEST_CHART_DAYS:
        return period, choice.before
    shown = Period(period.until - timedelta(days=SHORTEST_CHART_DAYS - 1), period.until)
    return shown, shown.previous()
