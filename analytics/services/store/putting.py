"""Putting one batch into a table: copied beside it in binary, then stored by one statement."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection, transaction

from analytics.services.store.sums import sums
from analytics.services.store.tables import DAILY, INCOMING, Table, copy_incoming, create_incoming, upsert


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
    """Store facts (see `put`) and bring the sums of their campaigns and their account along, all in one statement."""
    return _put(DAILY, rows, _FACTS, {"at": at})


_FACTS = upsert(DAILY, *sums())


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
