"""An ad against its own start."""

from collections.abc import Sequence
from datetime import date, timedelta

from analytics.fatigue import limits
from analytics.fatigue.rates import Count, Fall, measure
from analytics.fatigue.types import AdDay, Missing, ReachWindow, Side, State, Verdict, Want

WEEK = timedelta(days=limits.WINDOW_DAYS)
DAY = timedelta(days=1)


def judge(days: Sequence[AdDay], windows: Sequence[ReachWindow] = ()) -> Verdict:
    """Return whether an ad is tired.

    `days` are those on which something is known, one entry each, in any order; those with 0 impressions do not count as delivery.
    `windows` say how many people it reached; other than of seven days, and before its first day, they are left aside. With
    windows the first and the newest of them are the two weeks, and the clicks are of the same days; without any they are its
    first seven days and the newest seven.
    """
    known = {each.day: each for each in days if each.impressions > 0}
    if not known:
        return _too_early(Missing(Want.DAYS, 0, 2 * limits.WINDOW_DAYS))
    first, last = min(known), max(known)
    weeks = sorted((each for each in windows if each.is_week and each.since >= first), key=_order)
    starts = (weeks[0].since, weeks[-1].since) if weeks else (first, last - WEEK + DAY)
    if starts[1] - starts[0] < WEEK:
        has = (starts[1] + WEEK - starts[0]).days if weeks else (last - first + DAY).days
        return _too_early(Missing(Want.DAYS, has, 2 * limits.WINDOW_DAYS))
    start = _side(known, starts[0], weeks[0].frequency if weeks else None)
    now = _side(known, starts[1], weeks[-1].frequency if weeks else None)
    if missing := _missing(start, now):
        return Verdict(State.TOO_EARLY, start, now, missing=missing)
    fall = _measure(known, starts)
    return Verdict(_state(start, now, fall), start, now, fall)


def _order(window: ReachWindow) -> tuple:
    return window.since, window.reach, window.impressions


def _too_early(missing: Missing) -> Verdict:
    return Verdict(State.TOO_EARLY, missing=(missing,))


def _side(known: dict[date, AdDay], since: date, frequency: float | None) -> Side:
    days = _within(known, since)
    return Side(
        since=since,
        until=since + WEEK - DAY,
        impressions=sum(each.impressions for each in days),
        clicks=sum(each.clicks for each in days),
        delivered_days=len(days),
        frequency=frequency,
    )


def _missing(start: Side, now: Side) -> tuple[Missing, ...]:
    """Return what two weeks are too thin in; empty where they are not."""
    delivered = min(start.delivered_days, now.delivered_days)
    rate = start.ctr or 0.0
    clicks = min(start.clicks, int(now.impressions * rate))
    found = []
    if delivered < limits.FEWEST_DAYS:
        found.append(Missing(Want.DELIVERY, delivered, limits.FEWEST_DAYS))
    if clicks < limits.FEWEST_CLICKS:
        found.append(Missing(Want.CLICKS, clicks, limits.FEWEST_CLICKS))
    return tuple(found)


def _measure(known: dict[date, AdDay], starts: tuple[date, date]) -> Fall:
    """Return the fall between two weeks; how far days differ is learned from these and the whole weeks between them."""
    between = range(limits.WINDOW_DAYS, (starts[1] - starts[0]).days - limits.WINDOW_DAYS + 1, limits.WINDOW_DAYS)
    weeks = [_counts(known, since) for since in (*starts, *(starts[0] + timedelta(days=n) for n in between))]
    return measure(weeks[0], weeks[1], weeks, certainty=limits.CERTAINTY)


def _state(start: Side, now: Side, fall: Fall) -> State:
    if fall.high >= 1:
        return State.FRESH
    if start.frequency is None or now.frequency is None:
        return State.UNTOLD
    if now.frequency < max(limits.LEAST_FREQUENCY, limits.FREQUENCY_RISE * start.frequency):
        return State.OTHERWISE
    return State.TIRED if fall.high <= 1 - limits.LEAST_FALL else State.WEARING


def _counts(known: dict[date, AdDay], since: date) -> list[Count]:
    return [(each.clicks, each.impressions) for each in _within(known, since)]


def _within(known: dict[date, AdDay], since: date) -> list[AdDay]:
    days = (since + timedelta(days=n) for n in range(limits.WINDOW_DAYS))
    return [known[day] for day in days if day in known]
