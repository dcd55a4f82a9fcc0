"""The last ninety days of an ad account as a strip: which are complete, which still mature, which are missing."""

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from itertools import groupby

from analytics import maturity
from analytics.selectors.curves import Curves
from analytics.types import Freshness, Period
from analytics.wording import COMPLETE_FROM
from tenants import formats
from tenants.place import Place

DAYS = 90


class State(StrEnum):
    """How a day of an account stands."""

    COMPLETE = "complete"
    MATURING = "maturing"
    WAITING = "waiting"
    """The first reading has not come so far, or it is today and nothing was read since midnight."""
    MISSING = "missing"
    """Never read: a gap, not a zero."""
    BEFORE = "before"
    """From before the first reading; nobody asked for it."""


WORDS = {
    State.COMPLETE: "complete",
    State.MATURING: "still maturing",
    State.WAITING: "not read yet",
    State.MISSING: "missing",
    State.BEFORE: "before the first reading",
}


@dataclass(frozen=True, slots=True)
class Run:
    """Days in a row that stand alike; `start` and `width` are shares (0-1) of the strip."""

    period: Period
    state: State
    start: float
    width: float
    text: str

    @property
    def words(self) -> str:
        """Return the state as people say it."""
        return WORDS[self.state]


@dataclass(frozen=True, slots=True)
class Strip:
    """The runs, the oldest first; the first days of months as (label, place 0-1); and what it shows in a sentence."""

    runs: list[Run]
    months: list[tuple[str, float]]
    finding: str

    @property
    def missing(self) -> int:
        """Return how many days are missing."""
        return sum(len(run.period) for run in self.runs if run.state == State.MISSING)


def make_strip(account, freshness: Freshness | None, *, curves: Curves, today: date, place: Place) -> Strip:
    """Return an account's strip up to `today`, the day it is where the account is; `freshness` knows when its days were read.

    A day is complete when next to nothing of its conversions was still to come as it was last read, by the account's
    curve: one that nobody read again since it was young is not.
    """
    period = Period(today - timedelta(days=DAYS - 1), today)
    read_at = freshness.read_days if freshness else {}
    complete = {day for day, moment in read_at.items() if _is_complete(account, curves, day, moment)}
    states = [(day, _state(day, freshness, read_at, complete, today)) for day in period]
    runs = [_run(state, [day for day, _ in each], period, place) for state, each in _groups(states)]
    firsts = [(place_of, day) for place_of, day in enumerate(period) if day.day == 1]
    months = [(formats.dates.format_date(day, "LLL", place.locale), n / len(period)) for n, day in firsts]
    return Strip(runs, months, _finding(account.name, runs))


def _groups(states: Sequence[tuple[date, State]]):
    return groupby(states, key=lambda pair: pair[1])


def _is_complete(account, curves: Curves, day: date, read_at: datetime) -> bool:
    return curves.share(account.pk, maturity.age_days(day, read_at, account.time_zone)) >= COMPLETE_FROM


def _state(
    day: date, freshness: Freshness | None, read_at: Mapping[date, datetime], complete: Container[date], today: date
) -> State:
    if day in read_at:
        return State.COMPLETE if day in complete else State.MATURING
    if freshness is None or freshness.history_from_date is None or day < freshness.history_from_date:
        return State.BEFORE
    return State.MISSING if freshness.history_done_at and day < today else State.WAITING


def _run(state: State, days: list[date], period: Period, place: Place) -> Run:
    run = Period(days[0], days[-1])
    start = (run.since - period.since).days / len(period)
    return Run(run, state, start, len(run) / len(period), formats.date_range(run.since, run.until, place.locale))


def _finding(name: str, runs: Sequence[Run]) -> str:
    counts = {state: sum(len(run.period) for run in runs if run.state == state) for state in State}
    told = [f"{counts[state]} {WORDS[state]}" for state in State if counts[state]]
    gaps = [run.text for run in runs if run.state == State.MISSING]
    words = f"{name}, the last {DAYS} days: {', '.join(told)}."
    return f"{words} Missing: {', '.join(gaps)}." if gaps else words
