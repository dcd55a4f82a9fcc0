"""A table of groups, a stretch of it at a time: each with its figures, those before, and what its conversions will come to.

For lists of any length - the API, exports, reports, rules: only the asked stretch is ever read into memory.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from analytics.periods import Choice, Compare
from analytics.selectors.comparison import read_basis, same_age
from analytics.selectors.cuts import DATES, NOT_BY_AD, WITHOUT_MEMORY, Answer, Cut, Dimension, Slice
from analytics.selectors.estimates import Beliefs, get_beliefs
from analytics.selectors.facts import gather
from analytics.types import Basis, Estimate, Metrics, Period

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
    zones: Mapping[int, str] | None = None
    """The accounts' time zones, where they are known already."""

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
    whole: Group | None = None


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


def list_groups(
    question: Question, *, offset: int = 0, limit: int, order: Order | None = None, with_whole: bool = False
) -> Groups:
    """Return some of the groups, in the order of their keys where no other is asked for; one query, seven with everything.

    To be put in another order, the sums of all groups are read once. With the whole, what they are parts of is read in the
    same queries.
    """
    cut = question.cut
    whole = replace(cut, dimensions=()) if with_whole else None
    answer, *wholes = _ordered(cut, order, offset, limit, whole) if order else _sliced(cut, offset, limit, whole)
    if not answer.sums:
        return Groups([], answer.total)
    terms = read_terms(question)
    rows, more = _completed(question, answer.sums, terms, [whole] if whole else [])
    return Groups(rows, answer.total, terms.basis, _whole(wholes[0], *more) if whole else None)


@dataclass(frozen=True, slots=True)
class Terms:
    """What all rows of an answer have in common: how those before are meant, and how complete days are held to be."""

    basis: Basis
    beliefs: Beliefs | None


def read_terms(question: Question) -> Terms:
    """Return what holds for all rows of a question."""
    cut, today = question.cut, question.today
    beliefs = get_beliefs(today, cut.as_of, since=cut.period.since, zones=question.zones) if question.matures else None
    basis = read_basis(question.choice, now=question.now, today=today, scope=cut.scope, beliefs=beliefs)
    is_forgotten = basis == Basis.SAME_AGE and WITHOUT_MEMORY.intersection(cut.dimensions)
    return Terms(Basis.UNEQUAL if is_forgotten else basis, beliefs)


def complete(question: Question, sums: Mapping[tuple, Metrics], terms: Terms) -> list[Group]:
    """Return groups whose sums are known with their figures before and their estimates; one query, none where neither is asked."""
    return _completed(question, sums, terms, [])[0]


def _completed(
    question: Question, sums: Mapping[tuple, Metrics], terms: Terms, others: Sequence[Cut]
) -> tuple[list[Group], list[Answer | None]]:
    narrowed = _narrowed(question.cut, sums)
    previous, estimated, *more = _more(question, [narrowed, *others], terms.basis, terms.beliefs)
    rows = [
        Group(key, metrics, _before(previous, key), estimated.estimates.get(key) if estimated else None)
        for key, metrics in sums.items()
    ]
    return rows, more


def _whole(answer: Answer, previous: Answer | None, estimated: Answer | None) -> Group:
    estimate = estimated.estimates.get(()) if estimated else None
    return Group((), answer.sums.get((), Metrics()), _before(previous, ()), estimate)


def _sliced(cut: Cut, offset: int, limit: int, whole: Cut | None) -> list[Answer]:
    also = [whole] if whole else []
    found = gather([replace(cut, groups=Slice(offset, limit)), *also])
    if found[0].sums or not offset:
        return found
    (first,) = gather([replace(cut, groups=Slice(0, 1))])
    return [Answer({}, {}, None, first.total), *found[1:]]


def _ordered(cut: Cut, order: Order, offset: int, limit: int, whole: Cut | None) -> list[Answer]:
    answer, *others = gather([cut, *([whole] if whole else [])])
    keys = order.arrange(answer.sums)[offset : offset + limit]
    return [Answer({key: answer.sums[key] for key in keys}, {}, None, answer.total), *others]


def _more(question: Question, cuts: Sequence[Cut], basis: Basis, beliefs: Beliefs | None) -> list[Answer | None]:
    """Read the earlier figures of each cut's groups and their estimates, as far as they are asked for: two answers a cut."""
    asked: dict[int, Cut] = {}
    for n, cut in enumerate(cuts):
        if basis != Basis.NONE:
            as_of = same_age(question.choice, question.now) if basis == Basis.SAME_AGE else cut.as_of
            asked[2 * n] = replace(cut, period=question.choice.before, as_of=as_of)
        if question.matures:
            asked[2 * n + 1] = replace(cut, matures=question.today)
    found = dict(zip(asked, gather(list(asked.values()), beliefs=beliefs), strict=True)) if asked else {}
    return [found.get(n) for n in range(2 * len(cuts))]


def _before(previous: Answer | None, key: tuple) -> Metrics | None:
    return None if previous is None else previous.sums.get(key, Metrics())


def _narrowed(cut: Cut, keys: Iterable[tuple]) -> Cut:
    """Return the cut, limited to the objects in these keys where our ids name them all, and to their days."""
    every: list[tuple] = list(keys)
    limits: dict[str, Any] = {}
    for place, dimension in enumerate(cut.dimensions):
        ids = {key[place] for key in every}
        if dimension in _IDS and not ids & {None, NOT_BY_AD}:
            limits[_IDS[dimension]] = sorted(ids)
    period = cut.period
    if Dimension.DAY in cut.dimensions and every:
        days = [key[cut.dimensions.index(Dimension.DAY)] for key in every]
        period = Period(min(days), max(days))
    return replace(cut, period=period, scope=replace(cut.scope, **limits))
