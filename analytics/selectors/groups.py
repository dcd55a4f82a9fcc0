"""A table of groups, a stretch of it at a time: each with its figures, those before, and what its conversions will come to.

For lists of any length - the API, exports, reports, rules: only the asked stretch is ever read into memory.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from analytics.periods import Choice, Compare
from analytics.selectors.comparison import read_basis, same_age
from analytics.selectors.cuts import DATES, NOT_BY_AD, WITHOUT_MEMORY, Answer, Cut, Dimension, Slice
from analytics.selectors.estimates import Beliefs, get_beliefs
from analytics.selectors.facts import gather
from analytics.types import Basis, Estimate, Metrics

_IDS = {
    Dimension.ACCOUNT: "account_ids",
    Dimension.CAMPAIGN: "campaign_ids",
    Dimension.PLATFORM_CAMPAIGN: "platform_campaign_ids",
    Dimension.AD_GROUP: "ad_group_ids",
    Dimension.AD: "ad_ids",
}


@dataclass(frozen=True, slots=True)
class Question:
    """What to list: the groups of a cut, of the period of `choice`, set against what `choice` says.

    `now` (aware) and `today` (where the page is read) say how old the figures are; with `as_of` on the cut that is `now`.
    Raises ValueError where days are to be set against days before (ask for the two periods one after the other), and
    where there are no estimates.
    """

    cut: Cut
    choice: Choice
    now: datetime
    today: date
    matures: bool = False

    def __post_init__(self):
        if self.choice.compare != Compare.NONE and DATES.intersection(self.cut.dimensions):
            raise ValueError("A split by day, week or month cannot be set against an earlier period.")
        if self.matures:
            replace(self.cut, matures=self.today)  # says what cannot be estimated


@dataclass(frozen=True, slots=True)
class Group:
    """One group: its key as `Answer` has it; `previous` and `estimate` are None where they were not asked for, or not known."""

    key: tuple
    metrics: Metrics
    previous: Metrics | None = None
    estimate: Estimate | None = None


@dataclass(frozen=True, slots=True)
class Groups:
    """A stretch of the groups in the order of their keys, of how many, and what `previous` is."""

    rows: list[Group]
    total: int
    basis: Basis = Basis.NONE


@dataclass(frozen=True, slots=True)
class Order:
    """By which value groups are put in order; what has none comes last, equals in the order of their keys.

    Where a group's money is in several currencies, which cannot be added, the largest of them counts.
    """

    read: Callable[[Metrics], Any]
    is_descending: bool = True

    def arrange(self, sums: dict[tuple, Metrics]) -> list[tuple]:
        """Return the keys in this order."""
        known = {key: value for key, metrics in sums.items() if (value := self._value(metrics)) is not None}
        first = sorted(known, key=known.__getitem__, reverse=self.is_descending)
        return first + [key for key in sums if key not in known]

    def _value(self, metrics: Metrics) -> Any:
        values = [self.read(part) for part in metrics.by_currency or (metrics,)]
        return max((value for value in values if value is not None), default=None)


def list_groups(question: Question, *, offset: int = 0, limit: int, order: Order | None = None) -> Groups:
    """Return some of the groups, in the order of their keys where no other is asked for; one query, seven with everything.

    To be put in another order, the sums of all groups are read once.
    """
    cut = question.cut
    answer = _ordered(cut, order, offset, limit) if order else _sliced(cut, offset, limit)
    if not answer.sums:
        return Groups([], answer.total)
    today, since = question.today, cut.period.since
    beliefs = get_beliefs(today, cut.as_of, since=since) if question.matures else None
    basis = read_basis(question.choice, now=question.now, today=today, scope=cut.scope, beliefs=beliefs)
    if basis == Basis.SAME_AGE and WITHOUT_MEMORY.intersection(cut.dimensions):
        basis = Basis.UNEQUAL
    previous, estimated = _more(question, _narrowed(cut, answer.sums), basis, beliefs)
    rows = [
        Group(key, metrics, _before(previous, key), estimated.estimates.get(key) if estimated else None)
        for key, metrics in answer.sums.items()
    ]
    return Groups(rows, answer.total, basis)


def _sliced(cut: Cut, offset: int, limit: int) -> Answer:
    (answer,) = gather([replace(cut, groups=Slice(offset, limit))])
    if answer.sums or not offset:
        return answer
    (first,) = gather([replace(cut, groups=Slice(0, 1))])
    return Answer({}, {}, None, first.total)


def _ordered(cut: Cut, order: Order, offset: int, limit: int) -> Answer:
    (answer,) = gather([cut])
    keys = order.arrange(answer.sums)[offset : offset + limit]
    return Answer({key: answer.sums[key] for key in keys}, {}, None, answer.total)


def _more(question: Question, cut: Cut, basis: Basis, beliefs: Beliefs | None) -> tuple[Answer | None, Answer | None]:
    """Read the groups' earlier figures, and their estimates, as far as they are asked for."""
    cuts = {}
    if basis != Basis.NONE:
        as_of = same_age(question.choice, question.now) if basis == Basis.SAME_AGE else cut.as_of
        cuts["previous"] = replace(cut, period=question.choice.before, as_of=as_of)
    if question.matures:
        cuts["estimated"] = replace(cut, matures=question.today)
    found = dict(zip(cuts, gather(list(cuts.values()), beliefs=beliefs), strict=True)) if cuts else {}
    return found.get("previous"), found.get("estimated")


def _before(previous: Answer | None, key: tuple) -> Metrics | None:
    return None if previous is None else previous.sums.get(key, Metrics())


def _narrowed(cut: Cut, keys: Iterable[tuple]) -> Cut:
    """Return the cut, limited to the objects in these keys where our ids name them all."""
    every: list[tuple] = list(keys)
    limits: dict[str, Any] = {}
    for place, dimension in enumerate(cut.dimensions):
        ids = {key[place] for key in every}
        if dimension in _IDS and not ids & {None, NOT_BY_AD}:
            limits[_IDS[dimension]] = sorted(ids)
    return replace(cut, scope=replace(cut.scope, **limits))
