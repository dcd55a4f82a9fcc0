"""What moved between a period and the one that it is set against, most first, and why."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from analytics.movers import Measure, Move, explain, measure_ends
from analytics.periods import Choice, Compare
from analytics.selectors.comparison import compare, same_age
from analytics.selectors.cuts import EVERYTHING, Cut, Dimension, Scope
from analytics.selectors.facts import gather
from analytics.types import Basis, Comparison, Metrics


@dataclass(frozen=True, slots=True)
class MoveQuestion:
    """What to look for: campaigns, platforms, ad groups or ads. Money is put into `currency`.

    `now` (aware) and `today` (where the page is read) say how old the figures are.
    """

    choice: Choice
    now: datetime
    today: date
    currency: str
    by: Dimension = Dimension.CAMPAIGN
    scope: Scope = EVERYTHING


@dataclass(frozen=True, slots=True)
class Mover:
    """One of them: its key as `Answer` has it (None: not imported yet), its figures then and now, and what moved."""

    key: object
    before: Metrics
    current: Metrics
    move: Move


@dataclass(frozen=True, slots=True)
class Moves:
    """The largest moves of `measure`, of `count` that moved; `change` is that of all together, in the measure's smallest units.

    `apart` says how many could not be set against anything: their money is in a currency without a rate. With
    Basis.UNEQUAL the measure is clicks: conversions of these days still arrive, and clicks do not.
    """

    measure: Measure
    comparison: Comparison
    movers: list[Mover]
    change: int = 0
    count: int = 0
    apart: int = 0

    @property
    def basis(self) -> Basis:
        """Return what the earlier figures are; with NONE nothing is said of moves."""
        return self.comparison.basis


def list_moves(question: MoveQuestion, *, limit: int) -> Moves:
    """Return the largest moves; five queries, the earlier figures as known when they were as old as these (as the tiles')."""
    choice = question.choice
    about: dict[str, Any] = {"scope": question.scope, "currency": question.currency}
    compared = compare(choice, now=question.now, today=question.today, **about)
    measure = pick_measure(compared)
    if compared.basis == Basis.NONE or choice.compare == Compare.NONE:
        return Moves(measure, compared, [])
    current = Cut(choice.period, (question.by,), **about)
    as_of = same_age(choice, question.now) if compared.basis == Basis.SAME_AGE else None
    now, then = (answer.sums for answer in gather([current, replace(current, period=choice.before, as_of=as_of)]))
    pairs = {key: (then.get((key,), Metrics()), now.get((key,), Metrics())) for (key,) in now | then}
    return _largest(pairs, Moves(measure, compared, []), limit)


def pick_measure(compared: Comparison) -> Measure:
    """Return what is looked at: value where there is any, else conversions, else clicks; clicks only while days mature unseen."""
    both = (compared.current, compared.previous)
    if compared.basis == Basis.UNEQUAL:
        return Measure.CLICKS
    if any(part.value_micros for each in both for part in each.by_currency or (each,)):
        return Measure.VALUE
    return Measure.CONVERSIONS if any(each.conversions for each in both) else Measure.CLICKS


def _largest(pairs: dict[object, tuple[Metrics, Metrics]], empty: Moves, limit: int) -> Moves:
    ends = {key: measure_ends(*pair, empty.measure) for key, pair in pairs.items()}
    changes = {key: each[1] - each[0] for key, each in ends.items() if each}
    ordered = sorted((key for key in changes if changes[key]), key=lambda key: (-abs(changes[key]), str(key)))
    movers = [Mover(key, *pairs[key], move) for key in ordered[:limit] if (move := explain(*pairs[key], empty.measure))]
    return replace(
        empty, movers=movers, change=sum(changes.values()), count=len(ordered), apart=len(pairs) - len(changes)
    )
