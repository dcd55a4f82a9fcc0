"""Asking for a table's file, finding it again, deleting it."""

from datetime import datetime, timedelta
from functools import partial
from uuid import UUID

from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import QuerySet

from analytics.models import Export
from analytics.services.exporting.making import MAKE_EXPORT
from analytics.tables import Table, open_table, read_spec
from analytics.types.exports import ExportFormat, ExportState
from tenants import formats, place, queue
from tenants.errors import Conflict, Invalid, NotFound
from tenants.services import record_audit
from tenants.types import Actor

KEPT = timedelta(days=7)
MOST_WAITING = 20
WAITING = (ExportState.PENDING, ExportState.RUNNING)


@transaction.atomic
def create_export(*, query: str, format: str, organization, actor: Actor, now: datetime) -> Export:
    """Ask for a table's file; a job makes it. `query` is the table's own address (`TableSpec.query`).

    The same table in the same format, asked for by the same actor and not ready yet, is returned and not made twice.
    Raises Invalid by field, NotFound (an account or a campaign that is not here), Conflict where too many wait.
    """
    table, wanted = open_table(read_spec(query), now=now), _format(format)
    waiting = Export.objects.filter(state__in=WAITING)
    same = waiting.filter(query=table.spec.query, format=wanted, created_by_id=actor.id, created_by_label=actor.label)
    if found := same.first():
        return found
    if waiting.count() >= MOST_WAITING:
        raise Conflict(f"{MOST_WAITING} exports are being made already. Wait for one, or delete one.")
    made = Export.objects.create(
        query=table.spec.query,
        title=_title(table),
        format=wanted,
        asked_at=now,
        expires_at=now + KEPT,
        created_by_id=actor.id,
        created_by_label=actor.label[:254],
    )
    record_audit(action="export.created", actor=actor, target=made, detail={"query": made.query}, now=now)
    queue.enqueue(MAKE_EXPORT, organization=organization, key=str(made.uuid), payload={"export": str(made.uuid)})
    return made


def list_exports() -> QuerySet[Export]:
    """Return the exports, the newest first; for some weeks also those whose file is gone."""
    return Export.objects.all()


def get_export(uuid: UUID) -> Export:
    """Return an export. Raises NotFound."""
    try:
        return Export.objects.get(uuid=uuid)
    except Export.DoesNotExist:
        raise NotFound("This export is not here. It may have been deleted.") from None


def delete_export(*, export: Export, actor: Actor, now: datetime) -> None:
    """Delete an export with its file; one that is being made comes to nothing. Idempotent."""
    with transaction.atomic():
        deleted, _ = Export.objects.filter(pk=export.pk).delete()
        if deleted:
            record_audit(action="export.deleted", actor=actor, target=export, now=now)
            if name := export.file.name:
                transaction.on_commit(partial(default_storage.delete, name))


def _format(said: str) -> ExportFormat:
    if said not in tuple(ExportFormat):
        raise Invalid({"format": f"Choose from {', '.join(ExportFormat)}."})
    return ExportFormat(said)


def _title(table: Table) -> str:
    splits = " and ".join(each.value.replace("_", " ") for each in table.spec.by)
    days = formats.date_range(table.period.since, table.period.until, place.current().locale)
    return f"Figures by {splits}, {days}"
