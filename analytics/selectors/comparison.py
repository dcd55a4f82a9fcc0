"""Days in a row, and a period against the one before, without comparing what is not alike."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from analytics import maturity
from analytics.periods import Choice
from analytics.selectors.cuts import Answer, Cut, Dimension, Scope
from analytics.selectors.facts import gather
from analytics.selectors.freshness import list_feeds, list_read_days
from analytics.types import Basis, Comparison, DayMetrics, DayState, Freshness, Metrics, Period, combine

Ids = Collection[int] | None

AWAKE_WITHIN = timedelta(hours=36)
"""News at most this old show that figures were being read at a moment."""


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


def day_cut(period: Period, *, campaign_ids: Ids = None) -> Cut:
    """Return the cut that `Days` is made of."""
    return Cut(period, (Dimension.DAY, Dimension.PLATFORM), Scope(campaign_ids=campaign_ids))


def same_age(choice: Choice, now: datetime) -> datetime:
    """Return the moment when the earlier period was as old as the chosen one is now."""
    return now - timedelta(days=(choice.period.since - choice.before.since).days)


def memory_cuts(choice: Choice, *, now: datetime, campaign_ids: Ids = None) -> list[Cut]:
    """Return the cuts of the earlier period as it was known at that moment, and of whose figures it consists now."""
    scope = Scope(campaign_ids=campaign_ids)
    return [Cut(choice.before, (), scope, same_age(choice, now)), Cut(choice.before, (Dimension.ACCOUNT,), scope)]


def daily_series(period: Period, *, today: date, campaign_ids: Ids = None) -> list[DayMetrics]:
    """Return every day of a period with its metrics and how far they can be trusted; two queries.

    `today` is the day it is where the accounts are.
    """
    (answer,) = gather([day_cut(period, campaign_ids=campaign_ids)])
    return Days(answer.sums).series(period, read=list_read_days(period), today=today)


def compare(choice: Choice, *, now: datetime, today: date, campaign_ids: Ids = None) -> Comparison:
    """Set a period against the one before; two queries.

    Conversions arrive late, so a young period always looks worse than an old one. Where our memory reaches back
    far enough, the earlier period is taken as it was known when it was as old as this one is now.
    """
    span = day_cut(choice.period.joined(choice.before), campaign_ids=campaign_ids)
    found, *memories = gather([span, *memory_cuts(choice, now=now, campaign_ids=campaign_ids)])
    return judge(choice, Days(found.sums), memories, feeds=list_feeds(), now=now, today=today)


def judge(
    choice: Choice, days: Days, memories: list[Answer], *, feeds: list[Freshness], now: datetime, today: date
) -> Comparison:
    """Decide what the earlier period's figures are, out of what was read already (`memories`: of `memory_cuts`)."""
    remembered, by_account = memories
    period, before = choice.period, choice.before
    current, previous = days.total(period), days.total(before)
    if previous.is_empty:
        return Comparison(period, before, current, previous, Basis.NONE)
    if period.until < maturity.first_maturing_day(today, days.platforms(period)):
        return Comparison(period, before, current, previous, Basis.FINAL)
    accounts = {account_id for (account_id,) in by_account.sums}
    if not _was_awake(remembered, [feed for feed in feeds if feed.account_id in accounts], same_age(choice, now)):
        return Comparison(period, before, current, previous, Basis.UNEQUAL)
    return Comparison(period, before, current, remembered.sums[()], Basis.SAME_AGE)


def _was_awake(remembered: Answer, feeds: list[Freshness], as_of: datetime) -> bool:
    """Were these accounts being read at that moment, so that what was known then can be told?"""
    began = [feed.memory_since_at for feed in feeds]
    reaches = all(moment is not None and moment <= as_of for moment in began)
    return reaches and remembered.newest_at is not None and remembered.newest_at >= as_of - AWAKE_WITHIN


def _state(day: date, is_known: bool, first_maturing: date) -> DayState:
    if not is_known:
        return DayState.MISSING
    return DayState.MATURING if day >= first_maturing else DayState.MATURE
