"""The groups of a cut in the order of their keys, read from the database as they are taken: for answers of any length.

The statement is the one of `gather`, so the sums are the same; all of it is read in one question, so later readings of
figures do not get in between: no group comes twice, none is missed. Memory holds one stretch; where another order is asked
for, all sums. What groups are set against, and what is still to come, is read a stretch at a time.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import groupby

from django.db import connection

from analytics.selectors.cuts import Cut, Slice
from analytics.selectors.facts import answer_of, gather
from analytics.selectors.groups import Group, Groups, Order, Question, complete, read_terms
from analytics.selectors.statement import write_statement
from analytics.types import Metrics

_ALL = Slice(0, 2**60)
_RANK = -2
AT_ONCE = 1_000


def stream_groups(cut: Cut, *, at_once: int = AT_ONCE) -> Iterator[Groups]:
    """Yield the groups, about `at_once` at a time, each stretch with the number of all; nothing where there are none.

    The connection may be used for other questions meanwhile. Raises ValueError for a cut with estimates.
    """
    whole = replace(cut, groups=_ALL)
    text, values = write_statement([whole])
    with connection.chunked_cursor() as cursor:
        cursor.execute(f"SELECT * FROM ({text}) answered ORDER BY rank", values)  # noqa: S608 - made of constants only
        for rows in _stretches(cursor, at_once):
            answer = answer_of(whole, rows, len(cut.dimensions))
            yield Groups([Group(key, metrics) for key, metrics in answer.sums.items()], answer.total)


def stream_rows(question: Question, order: Order | None = None, *, at_once: int = AT_ONCE) -> Iterator[Groups]:
    """Yield the same with their figures before and their estimates, in any order; about `at_once` at a time."""
    terms = read_terms(question)
    for sums, total in _sorted(question.cut, order, at_once) if order else _streamed(question.cut, at_once):
        yield Groups(complete(question, sums, terms), total, terms.basis)


def _streamed(cut: Cut, at_once: int) -> Iterator[tuple[Mapping[tuple, Metrics], int]]:
    for found in stream_groups(cut, at_once=at_once):
        yield {group.key: group.metrics for group in found.rows}, found.total


def _sorted(cut: Cut, order: Order, at_once: int) -> Iterator[tuple[Mapping[tuple, Metrics], int]]:
    (answer,) = gather([cut])
    keys = order.arrange(answer.sums)
    for some in range(0, len(keys), at_once):
        yield {key: answer.sums[key] for key in keys[some : some + at_once]}, answer.total


def _stretches(cursor, at_once: int) -> Iterator[list[tuple]]:
    """Yield the rows without the number of their cut, never half a group: its currencies are rows of their own."""
    held: list[tuple] = []
    for _, group in groupby(_rows(cursor, at_once), key=lambda row: row[_RANK]):
        held.extend(group)
        if len(held) >= at_once:
            yield held
            held = []
    if held:
        yield held


def _rows(cursor, at_once: int) -> Iterator[tuple]:
    while rows := cursor.fetchmany(at_once):
        yield from (row[1:] for row in rows)
