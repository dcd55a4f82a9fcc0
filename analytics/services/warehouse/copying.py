"""The copy: each day whose figures changed is written anew, whole; then the tables that name things."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from tempfile import TemporaryFile
from typing import IO

import pyarrow as pa
import pyarrow.parquet as pq
from django.db import connection

from analytics.models import WarehouseDay
from analytics.services.warehouse.bucket import Bucket
from analytics.services.warehouse.layout import BY_DAY, WHOLE, Copied
from analytics.services.warehouse.settings import get_warehouse
from tenants import queue

COPY = "analytics.copy_to_warehouse"
ROWS_AT_ONCE = 50_000
Standing = tuple[int, datetime]
"""How many rows a day has, and when the newest of them became known."""


def request_copy(*, organization):
    """Ask for the copy now; return the job, the one under way where there is one. Raises NotFound where nothing is set up."""
    get_warehouse()
    return queue.enqueue(COPY, organization=organization, key="warehouse")


def copy_to_warehouse(*, now: datetime, progress: Callable[[int, int], None]) -> int:
    """Write every day that changed since it was last written, the newest first; return how many there were.

    Safe to kill and to repeat: a day is replaced at once or not at all, and noted after that. `progress` is told how many
    days are done, of how many; what it raises ends the copy. Raises NotFound, and what `Bucket` raises.
    """
    bucket = Bucket(get_warehouse())
    changed = [(table, day) for table in BY_DAY for day in _changed(table)]
    changed.sort(key=lambda each: each[1], reverse=True)
    for done, (table, day) in enumerate(changed):
        progress(done, len(changed))
        _copy_day(bucket, table, day, now)
    for table in BY_DAY:
        _remove_gone(bucket, table)
    for table in WHOLE:
        with TemporaryFile() as file:
            _write(table, [], file)
            bucket.put(f"{table.name}/part-0.parquet", file)
    progress(len(changed), len(changed))
    return len(changed)


def _changed(table: Copied) -> list[date]:
    written = WarehouseDay.objects.filter(table=table.name).values_list("day", "row_count", "known_at")
    known = {day: (count, known_at) for day, count, known_at in written}
    return [day for day, standing in _standing(table).items() if known.get(day) != standing]


def _standing(table: Copied) -> dict[date, Standing]:
    with connection.cursor() as cursor:
        cursor.execute(table.days)
        return {day: (count, known_at) for day, count, known_at in cursor.fetchall()}


def _copy_day(bucket: Bucket, table: Copied, day: date, now: datetime) -> None:
    """Write one day; what is noted is what the file holds, whatever was read meanwhile."""
    with TemporaryFile() as file:
        written = _write(table, [day], file)
        if written.newest is None:
            return
        bucket.put(_path(table, day), file)
    values = {"row_count": written.rows, "known_at": written.newest, "written_at": now}
    WarehouseDay.objects.update_or_create(table=table.name, day=day, defaults=values)


def _remove_gone(bucket: Bucket, table: Copied) -> None:
    """Remove the days that have no rows any more, where they are not kept for good."""
    if table.keeps:
        return
    for row in WarehouseDay.objects.filter(table=table.name).exclude(day__in=_standing(table)):
        bucket.remove(_path(table, row.day))
        row.delete()


def _path(table: Copied, day: date) -> str:
    return f"{table.name}/day={day.isoformat()}/part-0.parquet"


@dataclass
class _Written:
    rows: int = 0
    newest: datetime | None = None


def _write(table: Copied, values: list, file: IO[bytes]) -> _Written:
    """Write the rows of a table into a Parquet file, some at a time."""
    found, place = _Written(), table.schema.get_field_index(table.known)
    with pq.ParquetWriter(file, table.schema, compression="zstd") as writer:
        for rows in _rows(table, values):
            columns = zip(*rows, strict=True)
            arrays = [pa.array(column, type=field.type) for field, column in zip(table.schema, columns, strict=True)]
            writer.write_table(pa.table(arrays, schema=table.schema))
            found.rows += len(rows)
            if place >= 0:
                newest = max(row[place] for row in rows)
                found.newest = max(found.newest or newest, newest)
    return found


def _rows(table: Copied, values: list) -> Iterator[Sequence[tuple]]:
    if table.rows:
        yield from table.rows()
        return
    with connection.chunked_cursor() as cursor:
        cursor.execute(table.statement, values)
        while rows := cursor.fetchmany(ROWS_AT_ONCE):
            yield table.named(rows) if table.named else rows
