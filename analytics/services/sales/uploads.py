"""Files of orders: kept and shown first, taken when somebody says so, and taken back."""

import gzip
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import islice

from django.db import connection, transaction

from analytics.models import SaleUpload, UploadState
from analytics.services.sales import files
from analytics.services.sales.files import Reading
from analytics.services.sales.recording import count_in, made_by, sort_lines, store_sales
from analytics.services.sales.values import Manner, read_sale
from analytics.types.sales import GivenSale, SaleRow, WrongLine
from tenants import place, queue
from tenants.errors import Conflict, Invalid
from tenants.services import record_audit
from tenants.types import Actor

TAKE = "analytics.take_sales"
AT_ONCE = 2_000
"""So many lines are one transaction; a file of no more is taken while one waits."""
SHOWN = 8
LOOKED_AT = 1_000


@dataclass(frozen=True, slots=True)
class Preview:
    """What a file would come to: its first lines with what was read of each, and how many of the first 1,000 are wrong."""

    lines: list[tuple[GivenSale, SaleRow | WrongLine]]
    looked_at: int
    wrong: list[WrongLine]


def keep_upload(*, file_name: str, content: bytes, actor: Actor, now: datetime) -> SaleUpload:
    """Keep a CSV file to be looked at; no order is taken yet.

    UTF-8, UTF-16 or Windows-1252; comma, semicolon or tab. Raises Invalid (file): over 25 MB or 100,000 lines, no text.
    """
    if len(content) > files.MOST_BYTES:
        raise Invalid({"file": f"A file has up to {files.MOST_BYTES // 1024 // 1024} MB. Send it in parts."})
    reading = files.guess_reading(content, fallback=place.current().currency)
    return SaleUpload.objects.create(
        file_name=file_name[-200:] or "sales.csv",
        state=UploadState.SHOWN,
        content=gzip.compress(content),
        reading=reading.as_values(),
        line_count=files.count_lines(content, reading),
        created_at=now,
        **made_by(actor),
    )


@transaction.atomic
def choose_reading(*, upload: SaleUpload, chosen: dict) -> SaleUpload:
    """Say how a file that is still only shown is to be read. Idempotent.

    Raises Invalid by field; Conflict once it is taken. Locks the upload until the end of the transaction.
    """
    kept = SaleUpload.objects.select_for_update().filter(pk=upload.pk).first()
    if kept is None:
        raise Conflict("This file was taken back.")
    _refuse_unless_shown(kept)
    kept.reading = files.change_reading(Reading(**kept.reading), chosen).as_values()
    kept.save(update_fields=["reading"])
    return kept


def preview_upload(*, upload: SaleUpload, now: datetime) -> Preview:
    """Return what the first lines come to; nothing is stored. Raises Conflict once it is taken."""
    _refuse_unless_shown(upload)
    manner, looked, wrong = _manner(upload, now), [], []
    for given in files.list_lines(bytes(upload.content or b""), Reading(**upload.reading)):
        row = read_sale(given, manner)
        looked.append((given, row))
        if isinstance(row, WrongLine):
            wrong.append(row)
        if len(looked) == LOOKED_AT:
            break
    return Preview(looked[:SHOWN], len(looked), wrong)


@transaction.atomic
def take_upload(*, upload: SaleUpload, actor: Actor, now: datetime) -> SaleUpload:
    """Take the orders of a file that was looked at; a long one by a job. Asked again, nothing happens.

    Raises Invalid where a column is not chosen. Locks the upload until the end of the transaction.
    """
    kept = SaleUpload.objects.select_for_update().filter(pk=upload.pk).first()
    if kept is None:
        raise Conflict("This file was taken back.")
    if kept.state != UploadState.SHOWN:
        return kept
    if missing := Reading(**kept.reading).missing:
        raise Invalid(dict.fromkeys(missing, "Choose the column."))
    kept.state = UploadState.TAKING
    kept.save(update_fields=["state"])
    record_audit(action="sale_upload.taken", actor=actor, target=kept, detail={"lines": kept.line_count}, now=now)
    if kept.line_count > AT_ONCE:
        queue.enqueue(
            TAKE,
            organization=connection.tenant,  # type: ignore[attr-defined]
            key=str(kept.uuid),
            payload={"upload": str(kept.uuid)},
        )
        return kept
    return take_lines(upload=kept, now=now)


def take_lines(*, upload: SaleUpload, now: datetime, progress: Callable[[int], None] | None = None) -> SaleUpload:
    """Take what is still to be taken of a file, 2,000 lines a transaction; after a crash it goes on where it stopped."""
    manner = _manner(upload, now)
    seen: dict[str, tuple[int, SaleRow]] = {}
    at, lines = 0, _lines(upload)
    while some := list(islice(lines, AT_ONCE)):
        found = sort_lines(some, manner, seen)
        at += len(some)
        with transaction.atomic():
            kept = SaleUpload.objects.select_for_update().get(pk=upload.pk)
            if kept.state != UploadState.TAKING or at <= kept.done_lines:
                continue
            count_in(kept, found, store_sales(found.rows, kept, now))
            kept.done_lines = at
            kept.save(update_fields=["done_lines", "taken_count", "same_count", "problem_count", "problems"])
        if progress:
            progress(at)
    SaleUpload.objects.filter(pk=upload.pk).update(state=UploadState.DONE, content=None)
    return SaleUpload.objects.get(pk=upload.pk)


@transaction.atomic
def undo_upload(*, upload: SaleUpload, actor: Actor, now: datetime) -> None:
    """Take an upload back: its new orders go, those that it changed are what they were, and it leaves the list. Idempotent.

    Orders that a later upload changed stay as that says. Raises Conflict while the upload is being taken. Locks the upload.
    """
    kept = SaleUpload.objects.select_for_update().filter(pk=upload.pk).first()
    if kept is None:
        return
    if kept.state == UploadState.TAKING:
        raise Conflict("This file is still being taken. Wait until it is done.")
    with connection.cursor() as cursor:
        cursor.execute(_PUT_BACK, [now, kept.pk])
        changed = cursor.rowcount
        cursor.execute("DELETE FROM analytics_sale WHERE upload_id = %s", [kept.pk])
        deleted = cursor.rowcount
    record_audit(
        action="sale_upload.undone", actor=actor, target=kept, detail={"deleted": deleted, "changed": changed}, now=now
    )
    kept.delete()


_PUT_BACK = """
    UPDATE analytics_sale AS s SET
        sold_at = (s.earlier->>'sold_at')::timestamptz, day = (s.earlier->>'day')::date,
        value_minor = (s.earlier->>'value_minor')::bigint, currency = s.earlier->>'currency',
        upload_id = before.id, earlier = NULL, updated_at = %s
    FROM analytics_saleupload AS before
    WHERE s.upload_id = %s AND before.id = (s.earlier->>'upload')::bigint
"""


def _lines(upload: SaleUpload) -> Iterator[GivenSale]:
    return files.list_lines(bytes(upload.content or b""), Reading(**upload.reading))


def _manner(upload: SaleUpload, now: datetime) -> Manner:
    reading = Reading(**upload.reading)
    return Manner(place.current().zone, now, reading.decimal, reading.day_first, reading.fallback)


def _refuse_unless_shown(upload: SaleUpload) -> None:
    if upload.state != UploadState.SHOWN:
        raise Conflict("This file was taken already.")
