"""How the reading of an ad account went. The apps that read call these; the connections page shows them.

Of an account that was disconnected meanwhile nothing is noted.
"""

from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from integrations import selectors
from integrations.models import AdAccount
from integrations.types import AccountStatus, SyncKind, SyncStatus


def record_sync_started(*, account: AdAccount) -> None:
    """Note that a reading has begun."""
    _connected(account).update(sync_status=SyncStatus.RUNNING)


def record_sync_finished(*, account: AdAccount, kind: SyncKind, now: datetime) -> None:
    """Note that objects or metrics were read in full, as of `now` (UTC), and how soon the numbers come again."""
    changes: dict[str, Any] = {"sync_status": SyncStatus.SUCCESS, "sync_error": ""}
    if kind == SyncKind.OBJECTS:
        changes["objects_synced_at"] = now
    else:
        every = selectors.read_cadence(AdAccount.objects.get(pk=account.pk), kind, now).every
        changes |= {"metrics_synced_at": now, "metrics_every": every}
    _connected(account).update(**changes)


def record_sync_failed(*, account: AdAccount, words: str) -> None:
    """Note why a reading failed, in words for people; a dead token has been noted already and stays."""
    _connected(account).exclude(status=AccountStatus.ERROR).update(sync_status=SyncStatus.ERROR, sync_error=words)


def _connected(account: AdAccount) -> QuerySet[AdAccount]:
    return AdAccount.objects.filter(pk=account.pk, disconnected_at=None)
