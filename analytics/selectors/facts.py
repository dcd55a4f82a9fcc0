"""The one query over the figures: sums by any dimensions, as known now or as known at a moment.

Everything that shows a number asks here, so that pages, API and reports cannot disagree. A page that needs several
cuts of the figures gets them with one question (`gather`), each from the coarsest table that holds it.
"""

from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

from django.db import connection

from analytics.selectors.cuts import DATES, EVERYTHING, WORDS, Answer, Cut, Dimension, Scope
from analytics.selectors.estimates import Beliefs, cells_cut, estimate, get_beliefs
from analytics.selectors.statement import count_keys, write_statement
from analytics.types import Conversion, Metrics, Period, combine

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def sums(
    period: Period,
    *dimensions: Dimension,
    scope: Scope = EVERYTHING,
    as_of: datetime | None = None,
    currency: str | None = None,
) -> dict[tuple, Metrics]:
    """Return the sums over a period by the values of the dimensions; groups without figures are absent. One query."""
    (answer,) = gather([Cut(period, dimensions, scope, as_of, currency)])
    return answer.sums


def gather(cuts: Sequence[Cut], *, beliefs: Beliefs | None = None) -> list[Answer]:
    """Answer several cuts with one query, in their order.

    Where cuts ask for estimates, what those rest on is read with three queries more, unless it is given; cuts as of
    several moments read it for each.
    """
    known: dict[datetime | None, Beliefs] = {}
    young: dict[int, Cut] = {}
    for n, cut in enumerate(cuts):
        if cut.matures and not beliefs and cut.as_of not in known:
            known[cut.as_of] = get_beliefs(cut.matures, cut.as_of, since=cut.period.since)
        if cut.matures and (part := cells_cut(cut, beliefs or known[cut.as_of])):
            young[n] = part
    answers = _ask([*cuts, *young.values()])
    for (n, part), cells in zip(young.items(), answers[len(cuts) :], strict=True):
        answers[n] = estimate(answers[n], cells, part, beliefs or known[cuts[n].as_of])
    return answers[: len(cuts)]


def _ask(cuts: Sequence[Cut]) -> list[Answer]:
    text, values = write_statement(cuts)
    with connection.cursor() as cursor:
        cursor.execute(text, values)
        rows: list[list[tuple]] = [[] for _ in cuts]
        for row in cursor.fetchall():
            rows[row[0]].append(row[1:])
    width = count_keys(cuts)
    return [answer_of(cut, found, width) for cut, found in zip(cuts, rows, strict=True)]


def answer_of(cut: Cut, rows: list[tuple], width: int) -> Answer:
    """Return the answer that some rows of the statement (without the number of the cut) say; `width` keys stand in each."""
    found: dict[tuple, Metrics] = {}
    several: dict[tuple, list[Metrics]] = {}
    first_days: dict[tuple, date] = {}
    if cut.groups:
        rows.sort(key=lambda row: row[-2])
    read = [_reader(dimension) for dimension in cut.dimensions]
    for row in rows:
        key = tuple([None if text is None else load(text) for load, text in zip(read, row, strict=False)])
        metrics = _metrics(cut, row[width:])
        if found.setdefault(key, metrics) is not metrics:
            several.setdefault(key, [found[key]]).append(metrics)
        if cut.marks:
            first_days[key] = min(row[-4], first_days.get(key, row[-4]))
    found |= {key: combine(group) for key, group in several.items()}
    total = rows[0][-1] if rows and cut.groups else len(found)
    return Answer(found, first_days, _moment(max((row[-3] for row in rows if cut.marks), default=None)), total)


def _metrics(cut: Cut, row: tuple) -> Metrics:
    currency, impressions, clicks, conversions, spend, value, since, until, *_ = row
    if since is None or cut.currency is None:
        return Metrics(impressions, clicks, conversions, _whole(spend), _whole(value), currency)
    conversion = Conversion((currency,), since, until)
    return Metrics(impressions, clicks, conversions, spend, value, cut.currency, conversion=conversion)


def _whole(amount: Decimal | None) -> int | None:
    return None if amount is None else int(amount)


def _moment(micros: int | None) -> datetime | None:
    return None if micros is None else EPOCH + timedelta(microseconds=micros)


def _reader(dimension: Dimension) -> Callable[[str], Any]:
    """Return what makes a key out of the text that the database answers."""
    if dimension in WORDS:
        return str
    return date.fromisoformat if dimension in DATES else int
