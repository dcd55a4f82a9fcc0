"""The one query over the figures: sums by any dimensions, as known now or as known at a moment.

Everything that shows a number asks here, so that pages, API and reports cannot disagree. A page that needs several
cuts of the figures gets them with one question (`gather`), each from the coarsest table that holds it.
"""

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import connection

from analytics.selectors.cuts import DATES, EVERYTHING, MOST_KEYS, WORDS, Answer, Cut, Dimension, Scope
from analytics.selectors.estimates import Beliefs, cells_cut, estimate, get_beliefs
from analytics.selectors.statement import write_statement
from analytics.types import Conversion, Metrics, Period, combine


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
    young = {n: part for n, cut in enumerate(cuts) if (part := cells_cut(cut)) is not None}
    answers = _ask([*cuts, *young.values()])
    known: dict[datetime | None, Beliefs] = {}
    for (n, part), cells in zip(young.items(), answers[len(cuts) :], strict=True):
        cut = cuts[n]
        if beliefs is None and cut.as_of not in known:
            known[cut.as_of] = get_beliefs(cut.matures or cut.period.until, cut.as_of)
        answers[n] = estimate(answers[n], cells, part, beliefs or known[cut.as_of])
    return answers[: len(cuts)]


def _ask(cuts: Sequence[Cut]) -> list[Answer]:
    text, values = write_statement(cuts)
    with connection.cursor() as cursor:
        cursor.execute(text, values)
        rows: list[list[tuple]] = [[] for _ in cuts]
        for number, *row in cursor.fetchall():
            rows[number].append(tuple(row))
    return [_answer(cut, found) for cut, found in zip(cuts, rows, strict=True)]


def _answer(cut: Cut, rows: list[tuple]) -> Answer:
    parts: dict[tuple, list[Metrics]] = {}
    first_days: dict[tuple, date] = {}
    for row in sorted(rows, key=lambda row: row[-2] or 0):
        key = tuple(_value(dimension, text) for dimension, text in zip(cut.dimensions, row, strict=False))
        metrics, first_day = _metrics(cut, row[MOST_KEYS:]), row[-4]
        first_days[key] = min(first_day, first_days.get(key, first_day))
        parts.setdefault(key, []).append(metrics)
    newest_at = max((row[-3] for row in rows), default=None)
    found = {key: combine(group) for key, group in parts.items()}
    return Answer(found, first_days, newest_at, total=rows[0][-1] or len(found) if rows else 0)


def _metrics(cut: Cut, row: tuple) -> Metrics:
    currency, impressions, clicks, conversions, spend, value, since, until, *_ = row
    if since is None or cut.currency is None:
        return Metrics(impressions, clicks, conversions, _whole(spend), _whole(value), currency)
    conversion = Conversion((currency,), since, until)
    return Metrics(impressions, clicks, conversions, spend, value, cut.currency, conversion=conversion)


def _whole(amount: Decimal | None) -> int | None:
    return None if amount is None else int(amount)


def _value(dimension: Dimension, text: str | None) -> Any:
    if text is None or dimension in WORDS:
        return text
    return date.fromisoformat(text) if dimension in DATES else int(text)
