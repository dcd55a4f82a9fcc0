"""A period against an earlier one, without comparing what is not alike."""

from datetime import date, datetime, timedelta
from typing import Any

from analytics.periods import Choice, Compare
from analytics.selectors.cuts import EVERYTHING, Answer, Cut, Scope
from analytics.selectors.days import Days, day_cut, is_mature
from analytics.selectors.estimates import Beliefs, make_beliefs
from analytics.selectors.facts import gather
from analytics.selectors.freshness import list_feeds
from analytics.types import Basis, Comparison, Freshness, Metrics, Period

AWAKE_WITHIN = timedelta(hours=36)
"""News at most this old show that figures were being read at a moment."""


def same_age(choice: Choice, now: datetime) -> datetime:
    """Return the moment when the earlier period was as old as the chosen one is now."""
    return now - timedelta(days=(choice.period.since - choice.before.since).days)


def memory_cut(choice: Choice, *, now: datetime, scope: Scope = EVERYTHING, currency: str | None = None) -> Cut:
    """Return the cut of the earlier period as it was known at that moment."""
    return Cut(choice.before, (), scope, same_age(choice, now), currency, marks=True)


def compare(
    choice: Choice,
    *,
    now: datetime,
    today: date,
    scope: Scope = EVERYTHING,
    currency: str | None = None,
    beliefs: Beliefs | None = None,
) -> Comparison:
    """Set a period against the one before; four queries, two where curves and time zones are known (`beliefs`).

    Conversions arrive late, so a young period always looks worse than an old one. Where our memory reaches back
    far enough, the earlier period is taken as it was known when it was as old as this one is now.
    """
    span = day_cut(choice.period.joined(choice.before), scope=scope, currency=currency)
    memory = memory_cut(choice, now=now, scope=scope, currency=currency)
    found, remembered = gather([span, memory])
    days, feeds = Days(found.sums), list_feeds(days=choice.period)
    known: dict[str, Any] = {"curves": beliefs.curves, "zones": beliefs.zones} if beliefs else {}
    series = days.series(choice.period, feeds=feeds, beliefs=make_beliefs(today, feeds, **known))
    return judge(choice, days, remembered, feeds=feeds, now=now, is_final=is_mature(series, choice.period))


def judge(
    choice: Choice, days: Days, remembered: Answer, *, feeds: list[Freshness], now: datetime, is_final: bool
) -> Comparison:
    """Decide what the earlier period's figures are, out of what was read already (`remembered`: of `memory_cut`).

    `is_final` says whether no day of the chosen period is maturing.
    """
    period, before = choice.period, choice.before
    current, previous = days.total(period), days.total(before)
    if choice.compare == Compare.NONE:
        return Comparison(period, before, current, Metrics(), Basis.NONE)
    basis = decide_basis(choice, days, remembered, feeds=feeds, now=now, is_final=is_final)
    return Comparison(period, before, current, remembered.sums[()] if basis == Basis.SAME_AGE else previous, basis)


def decide_basis(
    choice: Choice, days: Days, remembered: Answer, *, feeds: list[Freshness], now: datetime, is_final: bool
) -> Basis:
    """Decide which figures of the earlier period this one can be set against; see `judge`."""
    accounts = days.accounts(choice.before)
    own = [feed for feed in feeds if feed.account_id in accounts]
    if days.total(choice.before).is_empty or _began_within(choice.before, own):
        return Basis.NONE
    if is_final:
        return Basis.FINAL
    return Basis.SAME_AGE if _was_awake(remembered, own, same_age(choice, now)) else Basis.UNEQUAL


def read_basis(
    choice: Choice, *, now: datetime, today: date, scope: Scope = EVERYTHING, beliefs: Beliefs | None = None
) -> Basis:
    """Decide the same of figures that are read elsewhere; as many queries, none where nothing is compared."""
    if choice.compare == Compare.NONE:
        return Basis.NONE
    return compare(choice, now=now, today=today, scope=scope, beliefs=beliefs).basis


def _began_within(before: Period, feeds: list[Freshness]) -> bool:
    """Were these accounts first read from a day within the period on? The days before it are a gap, and no zeros."""
    begun = [feed.history_from_date for feed in feeds]
    return any(day is not None and day > before.since for day in begun)


def _was_awake(remembered: Answer, feeds: list[Freshness], as_of: datetime) -> bool:
    """Were these accounts being read at that moment, so that what was known then can be told?"""
    began = [feed.memory_since_at for feed in feeds]
    reaches = all(moment is not None and moment <= as_of for moment in began)
    return reaches and remembered.newest_at is not None and remembered.newest_at >= as_of - AWAKE_WITHIN
