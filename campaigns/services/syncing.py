"""Reading the state of what is on an ad account, and storing it beside what should be."""

from datetime import datetime, timedelta

import structlog

import integrations.services
from campaigns.models import AccountMinimum, Ad
from campaigns.services import imports, managing, observations, statuses
from campaigns.services.claims import database_now
from campaigns.types import ObjectStatus
from integrations.errors import InvalidRequest, PlatformError
from integrations.types import Delivery, SyncKind

MINIMUM_HOLDS = timedelta(days=1)
log = structlog.get_logger(__name__)


def sync_account(*, account, now: datetime) -> dict[str, int]:
    """Read an account's objects and store their state; import what is new. Returns how many were seen and made.

    May be repeated. Raises `integrations.errors`, after noting on the account why it failed. Never inside a transaction.
    """
    integrations.services.record_sync_started(account=account)
    try:
        seen, made = _read(account, now)
    except PlatformError as error:
        integrations.services.record_sync_failed(account=account, words=error.message)
        raise
    integrations.services.record_sync_finished(account=account, kind=SyncKind.OBJECTS, now=now)
    statuses.complete_ended_campaigns(now=now)
    log.info("objects_synced", account=str(account.uuid), seen=seen, made=made)
    return {"seen": seen, "made": made}


def _read(account, now: datetime) -> tuple[int, int]:
    began = database_now()
    observed = integrations.services.observe_account(account=account)
    seen, unknown = observations.store_observed(
        account=account, observed=observed, now=now, began=began, is_complete=True
    )
    observations.gather_bids(account=account, began=began)
    made = imports.import_account(account=account, now=now) if unknown else 0
    _note_rejections(account)
    managing.follow_unmanaged(account=account, now=now)
    _note_minimum(account, now)
    return seen, made


def _note_rejections(account) -> None:
    """An ad that the platform rejects waits alone; one that it takes after all is as it was."""
    ads = Ad.objects.filter(ad_group__platform_campaign__account=account)
    ads.filter(delivery=Delivery.REJECTED, status=ObjectStatus.ACTIVE).update(status=ObjectStatus.REJECTED)
    taken = ads.filter(status=ObjectStatus.REJECTED).exclude(delivery__in=[Delivery.REJECTED, Delivery.UNKNOWN])
    taken.update(status=ObjectStatus.ACTIVE)


def _note_minimum(account, now: datetime) -> None:
    """Keep the least budget; asked for once a day, since Google counts that as a write.

    Where the platform refuses to say (Google does, while declarations are missing), the last one stays.
    """
    if AccountMinimum.objects.filter(account=account, read_at__gt=now - MINIMUM_HOLDS).exists():
        return
    try:
        least = integrations.services.minimum_daily_budget_minor(account=account)
    except InvalidRequest as error:
        log.info("minimum_not_said", account=str(account.uuid), error=error.message)
        return
    AccountMinimum.objects.update_or_create(account=account, defaults={"daily_budget_minor": least, "read_at": now})
