"""Removing files whose days are over."""

from datetime import datetime, timedelta

from django.core.files.storage import default_storage

from analytics.models import Export
from analytics.services.exporting.making import WAITING
from analytics.types.exports import ExportState

LISTED = timedelta(days=30)
"""How long an export is still listed after its file is gone."""


def forget_exports(*, now: datetime) -> int:
    """Remove the files whose days are over, and forget exports some weeks later; return how many files went. Idempotent."""
    over = Export.objects.filter(state=ExportState.READY, expires_at__lte=now)
    gone = 0
    for export in over:
        default_storage.delete(str(export.file.name))
        gone += over.filter(pk=export.pk).update(state=ExportState.GONE, file="")
    Export.objects.filter(expires_at__lte=now - LISTED).exclude(state__in=WAITING).delete()
    return gone
