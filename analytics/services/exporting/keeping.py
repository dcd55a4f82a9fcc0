"""Removing files whose days are over."""

from datetime import datetime, timedelta

from django.core.files.storage import default_storage

from analytics.models import Export
from analytics.services.exporting.making import MAKE_EXPORT, WAITING
from analytics.types.exports import ExportState
from tenants import queue

LISTED = timedelta(days=30)
"""How long an export is still listed after its file is gone."""
TRIED = timedelta(days=1)
"""After so long, one that no job is about any more is given up: its job ended as a dead letter."""


def forget_exports(*, organization, now: datetime) -> int:
    """Remove the files whose days are over, and forget exports some weeks later; return how many files went. Idempotent."""
    over = Export.objects.filter(state=ExportState.READY, expires_at__lte=now)
    gone = 0
    for export in over:
        default_storage.delete(export.file.name)
        gone += over.filter(pk=export.pk).update(state=ExportState.GONE, file="")
    _give_up(organization, now)
    Export.objects.filter(expires_at__lte=now - LISTED).exclude(state__in=WAITING).delete()
    return gone


def _give_up(organization, now: datetime) -> None:
    old = Export.objects.filter(state__in=WAITING, asked_at__lte=now - TRIED)
    keys = [str(uuid) for uuid in old.values_list("uuid", flat=True)]
    live = {job.key for job in queue.find_live_jobs(MAKE_EXPORT, organization=organization, keys=keys)}
    lost = old.exclude(uuid__in=live)
    lost.update(state=ExportState.FAILED, error="It was tried several times and could not be made. Ask for it again.")
