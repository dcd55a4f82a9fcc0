"""Putting one batch into a table: copied beside it in binary, then stored by one statement.

Facts of which nothing is stored yet (a first reading) are copied straight into their table.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection, transaction

from analytics.services.store.sums import sums_of_changes, sums_of_new
from analytics.services.store.tables import (
    CAMPAIGN_SUMS,
    DAILY,
    INCOMING,
    Table,
    copy_incoming,
    create_incoming,
    listed,
    upsert,
)


@dataclass(frozen=True, slots=True)
class Stored:
    """What a batch did: figures that were new, and figures that replaced others."""

    added: int = 0
    changed: int = 0

    def __add__(self, other: "Stored") -> "Stored":
        return Stored(self.added + other.added, self.changed + other.changed)

    def __bool__(self) -> bool:
        return bool(self.added or self.changed)


def put(table: Table, rows: Sequence[tuple], *, at: datetime) -> Stored:
    """Store rows (in the order of `table.columns`, each key once) as known since `at`; unchanged ones write nothing.

    Needs the lock on the account's feed. Rows in the order of the key are the fastest.
    """
    return _put(table, rows, upsert(table), {"at": at})


def put_facts(rows: Sequence[tuple], *, at: datetime) -> Stored:
    """Store facts (see `put`; sorted) and bring the sums of campaigns and accounts along, in the same transaction."""
    if len(rows) >= MANY and _are_new(rows):
        return _add(rows, at)
    return _put(DAILY, rows, _CHANGED, {"at": at})


MANY = 1_000
"""From how many rows on it pays to look whether all of them are new."""
_CHANGED, _NEW = upsert(DAILY, *sums_of_changes()), sums_of_new()


def _are_new(rows: Sequence[tuple]) -> bool:
    """Return whether nothing is stored of these subjects from the first of these days to the last."""
    days = [row[1] for row in rows]
    with connection.cursor() as cursor:
        cursor.execute(_HAS_ANY, [sorted({row[0] for row in rows}), min(days), max(days)])
        return not cursor.fetchone()[0]


@transaction.atomic
def _add(rows: Sequence[tuple], at: datetime) -> Stored:
    """Copy facts into their table, and add their sums."""
    parts: dict[tuple, list[list]] = {}
    with connection.cursor() as cursor, cursor.copy(_COPY_FACTS) as copy:
        copy.set_types(_FACT_TYPES)
        for subject, day, campaign, *figures in rows:
            copy.write_row((subject, day, *figures, at))
            parts.setdefault((campaign, day), []).append(figures)
    moves = [(*key, *map(sum, zip(*figures, strict=True))) for key, figures in sorted(parts.items())]
    _put(CAMPAIGN_SUMS, moves, _NEW, {"at": at})
    return Stored(added=len(rows))


_COPY_FACTS = f"COPY {DAILY.name} ({listed((*DAILY.key, *DAILY.values))}, known_at) FROM STDIN (FORMAT BINARY)"
_FACT_TYPES = ["int8", "date", "int8", "int8", "int8", "numeric", "int8", "timestamptz"]
_HAS_ANY = """
    SELECT EXISTS (SELECT FROM unnest(%s::bigint[]) AS s (id) CROSS JOIN LATERAL (
        SELECT FROM analytics_dailymetric m WHERE m.subject_id = s.id AND m.day BETWEEN %s AND %s LIMIT 1) AS m)
"""


@transaction.atomic
def _put(table: Table, rows: Sequence[tuple], statement: str, values: dict[str, Any]) -> Stored:
    if not rows:
        return Stored()
    with connection.cursor() as cursor:
        cursor.execute(create_incoming(table))
        with cursor.copy(copy_incoming(table)) as copy:
            copy.set_types(table.types)
            for row in rows:
                copy.write_row(row)
        cursor.execute(statement, values)
        found, changed = cursor.fetchone()
        cursor.execute(f"DROP TABLE {INCOMING}")
    return Stored(added=found - changed, changed=changed)
