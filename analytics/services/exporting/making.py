"""Making a file: written aside, and shown only when it is whole."""

from collections.abc import Callable
from tempfile import TemporaryFile
from typing import IO

from django.core.files import File
from django.core.files.storage import default_storage
from django.db import transaction

from analytics.exports import Sheet, open_writer
from analytics.models import Export
from analytics.models.exports import export_path
from analytics.tables import Table, open_table, read_spec
from analytics.types.exports import ExportFormat, ExportState

MAKE_EXPORT = "analytics.make_export"
AT_ONCE = 2_000
SORTED_AT_ONCE = 20_000
"""In another order the days of a stretch lie apart, so what they are set against takes longer to find: fewer of them."""
WAITING = (ExportState.PENDING, ExportState.RUNNING)


def make_export(*, export: Export, progress: Callable[[int, int], None], check: Callable[[], None]) -> bool:
    """Make an export's file; return whether it did. Safe to kill and to repeat: there is one whole file, or none.

    `progress` is told how many rows are done, of how many; `check` raises where this worker no longer holds the job, and
    in a transaction holds it until the end. Raises Invalid or NotFound where the table cannot be asked for any more.
    """
    if not Export.objects.filter(pk=export.pk, state__in=WAITING).update(state=ExportState.RUNNING):
        return False
    table = open_table(read_spec(export.query), now=export.asked_at)
    with TemporaryFile() as file:
        done = _write(export, table, file, progress)
        return _keep(export, file, done, check)


def fail_export(*, uuid: str, error: str) -> None:
    """Say that there will be no file, and why. Idempotent; a finished export stays as it is."""
    Export.objects.filter(uuid=uuid, state__in=WAITING).update(state=ExportState.FAILED, error=error[:500])


def _write(export: Export, table: Table, file: IO[bytes], progress: Callable[[int, int], None]) -> int:
    done = 0
    with open_writer(ExportFormat(export.format), file, Sheet(table)) as writer:
        for rows in table.stretches(SORTED_AT_ONCE if table.spec.sort else AT_ONCE):
            writer.write(rows)
            done += len(rows)
            Export.objects.filter(pk=export.pk).update(done_count=done, row_count=table.count)
            progress(done, table.count)
    return done


def _keep(export: Export, file: IO[bytes], done: int, check: Callable[[], None]) -> bool:
    """Put the file where it is found. What a killed worker left there, perhaps half, nobody was shown: it is replaced."""
    size, name = file.seek(0, 2), export_path(export, "")
    file.seek(0)
    with transaction.atomic():
        check()
        default_storage.delete(name)
        stored = default_storage.save(name, File(file))
        values = {"state": ExportState.READY, "file": stored, "byte_size": size}
        kept = Export.objects.filter(pk=export.pk, state__in=WAITING).update(**values, done_count=done, row_count=done)
    if not kept:
        default_storage.delete(stored)
    return bool(kept)
