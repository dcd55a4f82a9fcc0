"""The answer: rows of figures with the names of what they are of."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from decimal import Decimal
from typing import Any

import campaigns.selectors
import integrations.selectors
from analytics import periods, selectors
from analytics.selectors import Cut, Group, Groups, Order, Question, Scope
from analytics.selectors.custom import OwnFigure, list_metrics
from analytics.selectors.streaming import stream_groups, stream_rows
from analytics.tables.columns import COLUMNS, Column
from analytics.tables.names import Label, label_keys
from analytics.tables.spec import OWN, TableSpec
from analytics.types import Basis, Estimate, Metrics, Period
from tenants import place
from tenants.errors import Invalid

AT_ONCE = 1_000


@dataclass(frozen=True, slots=True)
class Row:
    """One group: its labels, one for each split, its figures, those before, and what is still to come.

    `previous` and `estimate` are None where they were not asked for, or are not known; `own` has the own figures' values,
    money in whole units.
    """

    labels: tuple[Label, ...]
    metrics: Metrics
    previous: Metrics | None = None
    estimate: Estimate | None = None
    own: tuple[Decimal | None, ...] = ()


@dataclass
class Table:
    """A question that was looked over, and its answer as far as it was read.

    `count` and `basis` (how `previous` is meant) are known once some rows were read.
    """

    spec: TableSpec
    question: Question
    own: Sequence[OwnFigure]
    count: int = field(default=0, init=False)
    basis: Basis = field(default=Basis.NONE, init=False)

    @property
    def period(self) -> Period:
        """Return the days that it is about."""
        return self.question.cut.period

    @property
    def columns(self) -> list[Column]:
        """Return the columns of figures that were asked for."""
        return [COLUMNS[key] for key in self.spec.columns]

    def rows(self, *, offset: int = 0, limit: int) -> list[Row]:
        """Return some of the rows; those of a split by nothing but its keys are never read all."""
        found = selectors.list_groups(self.question, offset=offset, limit=limit, order=self._order)
        return self._named(found)

    def rows_and_total(self, *, offset: int = 0, limit: int) -> tuple[list[Row], Row]:
        """Return some of the rows and the whole, in as many queries as the rows alone."""
        found = selectors.list_groups(self.question, offset=offset, limit=limit, order=self._order, with_whole=True)
        return self._named(found), self._row(found.whole, ()) if found.whole else self.total()

    def stretches(self, size: int = AT_ONCE) -> Iterator[list[Row]]:
        """Yield all rows, some at a time, their figures of one reading, whatever their number."""
        if self._is_plain:
            yield from map(self._named, stream_groups(self.question.cut, at_once=size))
        else:
            yield from map(self._named, stream_rows(self.question, self._order, at_once=size))

    def total(self) -> Row:
        """Return the whole that the rows are parts of: parts of an audience, and actions, need not add up to it."""
        whole = replace(self.question, cut=replace(self.question.cut, dimensions=()))
        found = selectors.list_groups(whole, limit=1)
        self.basis = found.basis
        return self._row(found.rows[0], ()) if found.rows else Row((), Metrics())

    @property
    def _is_plain(self) -> bool:
        """Return whether it asks for nothing but figures in the order of their keys."""
        return self.question.choice.compare == periods.Compare.NONE and not (self.question.matures or self.spec.sort)

    def _named(self, found: Groups) -> list[Row]:
        self.count, self.basis = found.total, found.basis
        labels = label_keys(self.spec.by, [group.key for group in found.rows])
        return [self._row(group, each) for group, each in zip(found.rows, labels, strict=True)]

    @property
    def _order(self) -> Order | None:
        sort = self.spec.sort
        return Order(self._reader(sort.removeprefix("-")), sort.startswith("-")) if sort else None

    def _reader(self, key: str) -> Callable[[Metrics], Any]:
        """Return what a column reads. Raises Invalid for an own figure that is none of the table's."""
        if key in COLUMNS:
            return COLUMNS[key].read
        found = next((figure for figure in self.own if key == f"{OWN}{figure.uuid}"), None)
        if found is None:
            raise Invalid({"sort": "This own figure is not among the columns. Choose it, or sort by another."})
        return found.evaluate

    def _row(self, group: Group, labels: tuple[Label, ...]) -> Row:
        own = tuple(figure.evaluate(group.metrics) for figure in self.own)
        return Row(labels, group.metrics, group.previous, group.estimate, own)


def open_table(spec: TableSpec, *, now: datetime, zones: Mapping[int, str] | None = None) -> Table:
    """Return a question's table; nothing of its figures is read yet. Where it is asked as of a moment, that is its `now`. `zones`: the
    accounts' time zones by internal id, where they are known already.

    Named periods end before the day it is where the organisation is. Raises Invalid by field for what cannot be
    answered, NotFound for an account or a campaign that is not here.
    """
    if spec.as_of and spec.as_of > now:
        raise Invalid({"as_of": "This moment has not come yet. Leave it out for what is known now."})
    now = spec.as_of or now
    today = place.today(now)
    choice = periods.choose(spec.period_words, today=today)
    try:
        cut = Cut(
            choice.period,
            spec.by,
            _scope(spec),
            as_of=spec.as_of,
            currency=spec.currency or None,
        )
        question = Question(cut, choice, now, today, matures=spec.maturity, zones=zones)
    except ValueError as error:
        raise Invalid({"by": str(error)}) from error
    return Table(spec, question, _own_figures(spec))


def _scope(spec: TableSpec) -> Scope:
    limits: dict[str, Any] = {"platform": spec.platform or None, "part": spec.part_words}
    if spec.account:
        limits["account_ids"] = [integrations.selectors.get_ad_account(spec.account, include_disconnected=True).pk]
    if spec.campaigns:
        limits["campaign_ids"] = campaigns.selectors.list_campaign_ids(spec.campaigns)
    return Scope(**limits)


def _own_figures(spec: TableSpec) -> list[OwnFigure]:
    if not spec.own:
        return []
    known = {figure.uuid: figure for figure in list_metrics()}
    if unknown := [str(each) for each in spec.own if each not in known]:
        raise Invalid({"own": f"There is no own figure {unknown[0]} here."})
    return [known[each] for each in spec.own]
