"""Putting one batch into a table: copied beside it in binary, then stored by one statement.

Facts of which nothing is stored yet (a first reading) are copied straight into their table.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import connection, transaction

from analytics.services.store import packing
from analytics.services.store.sums import sums_of_changes, sums_of_new
from analytics.services.store.tables import DAILY, INCOMING, Table, copy_into, create_incoming, drop_incoming, upsert


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
    return _put(table, _by_row(table, rows), upsert(table), at) if rows else Stored()


def put_facts(rows: Sequence[tuple], *, at: datetime) -> Stored:
    """Store facts (see `put`) and bring the sums of campaigns and accounts along, in the same transaction."""
    return _put(DAILY, _by_row(DAILY, rows), _CHANGED, at) if rows else Stored()


def put_rows(rows: Mapping[int, bytes], *, at: datetime) -> Stored:
    """Store what a `packing.Batch` handed over as facts; otherwise like `put_facts`."""
    if not rows:
        return Stored()
    if len(rows) >= MANY and (place := _new_place(rows)):
        return _add(rows, place, at)
    return _put(DAILY, lambda: _send(INCOMING, rows), _CHANGED, at)


MANY = 1_000
"""From how many rows on it pays to look whether all of them are new."""
_CHANGED, _NEW = upsert(DAILY, *sums_of_changes()), sums_of_new()


def _new_place(rows: Mapping[int, bytes]) -> dict[str, Any] | None:
    """Return the rows' subjects, the first of their days and the last, when nothing at all is stored of them."""
    days = {packing.ordinal_of(key) for key in rows}
    place: dict[str, Any] = {
        "subjects": sorted({packing.subject_of(key) for key in rows}),
        "since": date.fromordinal(min(days)),
        "until": date.fromordinal(max(days)),
    }
    with connection.cursor() as cursor:
        cursor.execute(_HAS_ANY, place)
        return None if cursor.fetchone()[0] else place


@transaction.atomic
def _add(rows: Mapping[int, bytes], place: dict[str, Any], at: datetime) -> Stored:
    """Copy facts into their table, and add their sums."""
    _send(DAILY.name, rows, at)
    with connection.cursor() as cursor:
        cursor.execute(_NEW, place | {"at": at})
    return Stored(added=len(rows))


_HAS_ANY = """
    SELECT EXISTS (SELECT FROM unnest(%(subjects)s::bigint[]) AS s (id) CROSS JOIN LATERAL (
        SELECT FROM analytics_dailymetric m
        WHERE m.subject_id = s.id AND m.day BETWEEN %(since)s AND %(until)s LIMIT 1) AS m)
"""


@transaction.atomic
def _put(table: Table, copy: Callable[[], None], statement: str, at: datetime) -> Stored:
    with connection.cursor() as cursor:
        cursor.execute(create_incoming(table))
        copy()
        cursor.execute(statement, {"at": at})
        found, changed = cursor.fetchone()
        cursor.execute(drop_incoming())
    return Stored(added=found - changed, changed=changed)


def _by_row(table: Table, rows: Sequence[tuple]) -> Callable[[], None]:
    """Return what copies rows of any table's values."""

    def copy_rows() -> None:
        with connection.cursor() as cursor, cursor.copy(copy_into(INCOMING, table.columns)) as copy:
            copy.set_types(table.types)
            for row in rows:
                copy.write_row(row)

    return copy_rows


def _send(table: str, rows: Mapping[int, bytes], known_at: datetime | None = None) -> None:
    columns = packing.columns_packed(with_known_at=known_at is not None)
    with connection.cursor() as cursor, cursor.copy(copy_into(table, columns)) as copy:
        for part in packing.packed(rows, known_at):
            copy.write(part)
