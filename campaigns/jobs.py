"""Jobs of campaigns: applying changes, reading accounts."""

from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

import structlog
from django.db import connection
from django.dispatch import receiver

import integrations.selectors
import integrations.signals
from campaigns import selectors, services
from campaigns.models import ChangeSet
from campaigns.services.ledger import APPLY, ASK, TELL, due_jobs
from campaigns.types import IN_FLIGHT
from integrations import errors
from integrations.types import SyncKind
from tenants import clock, queue
from tenants.errors import NotFound
from tenants.queue import Cluster, Due, JobContext, PutOff

if TYPE_CHECKING:
    from tenants.models import Job

log = structlog.get_logger(__name__)
IMPORT = "campaigns.import_account"
SYNC = "campaigns.sync_objects"
CLOSURES = "campaigns.turn_closures"
HOLD = "campaigns.hold_stop"
REMIND = "campaigns.remind_approvers"
LOOK = "It did not get through. Look at the platform, then try again."


def fail_dead_change_set(job: "Job") -> None:
    """Fail what a dead job leaves in flight: desired values go back, and people see it and can try again."""
    try:
        changes = selectors.get_change_set(job.payload["change_set"], deep=False)
    except NotFound:
        return
    account = UUID(job.payload["account"]) if job.payload.get("account") else None
    common = {"change_set": changes, "error": f"{job.problem} {LOOK}".strip(), "now": clock.now()}
    failed = services.fail_change_set(**common, account=account)
    log.warning("change_set_failed", change_set=str(changes.uuid), failed=failed)


@queue.handler(APPLY, cluster=Cluster.CHANGES, on_dead=fail_dead_change_set)
def apply_change_set(ctx: JobContext, change_set: str, account: str = "") -> dict:
    """Apply what of a change set is in flight; come back when a platform asks to wait. After a launch look at it once.

    With an ad account only what of the set is on that.
    """
    changes = selectors.get_change_set(change_set, deep=False)
    common = {"now": ctx.now, "guard": ctx.check, "progress": ctx.progress}
    try:
        wait = services.apply_change_set(change_set=changes, account=UUID(account) if account else None, **common)
    except services.ClaimLost:
        raise PutOff(after_s=services.LEASE.total_seconds(), reason="Waiting for another worker") from None
    if wait:
        raise PutOff(after_s=wait.seconds, reason=wait.reason)
    for launched in services.launched_accounts(change_set=changes):
        payload = {"account": str(launched)}
        queue.enqueue(SYNC, organization=ctx.organization, key=f"{launched}:launched", payload=payload)
    return {"text": changes.label}


@queue.handler(SYNC, cluster=Cluster.SYNC)
def sync_objects(ctx: JobContext, account: str = "") -> dict:
    """Read the objects of one ad account. Without one, make a job for each that is due."""
    if not account:
        for each in _due_accounts(ctx.now):
            key = str(each.uuid)
            queue.enqueue(SYNC, organization=ctx.organization, key=key, payload={"account": key})
        return {}
    for one in _accounts(account):
        ctx.progress(0, 1, one.name)
        try:
            services.sync_account(account=one, now=ctx.now)
        except errors.PlatformError as error:  # stands on the account; the next reading is due soon
            log.warning("objects_not_synced", account=str(one.uuid), error=error.message)
    return {}


@queue.handler(IMPORT, cluster=Cluster.SYNC)
def import_account(ctx: JobContext, account: str) -> dict:
    """Import what is on a newly connected account, and read its state.

    Where the account or its permission goes in the middle, that is that: connecting it anew asks for another import.
    """
    found = _accounts(account)
    if not found:
        return {}
    try:
        made = services.sync_account(account=found[0], now=ctx.now)["made"]
    except errors.RateLimited as error:
        raise PutOff(after_s=error.retry_after_s, reason=error.message) from error
    except errors.PlatformError as error:
        if _works(found[0]):
            raise
        log.info("import_ended_with_its_account", account=account, error=error.message)
        return {}
    return {"text": f"{found[0].name}: {made} new"}


@queue.handler(CLOSURES, cluster=Cluster.CHANGES)
def turn_closures(ctx: JobContext) -> dict:
    """Begin and end the closures whose day has come."""
    return {"turned": services.turn_closures(now=ctx.now)}


@queue.handler(HOLD, cluster=Cluster.CHANGES)
def hold_stop(ctx: JobContext) -> dict:
    """Pause what was being changed when everything was stopped."""
    held = services.hold_stop(now=ctx.now)
    return {"change_set": str(held.uuid) if held else ""}


@queue.outstanding
def slipped_by_the_stop(now: datetime) -> Iterator[Due]:
    """Yield a job while something should be paused by the stop and is not being paused."""
    if services.list_slipped(now=now):
        yield Due(HOLD, "stop")


@queue.handler(ASK, cluster=Cluster.CHANGES)
def ask_approvers(ctx: JobContext, change_set: str) -> dict:
    """Write to whoever may approve a set that waits."""
    found = selectors.get_change_set(change_set, deep=False)
    return {"mails": services.ask_approvers(change_set=found, organization=ctx.organization, now=ctx.now)}


@queue.handler(REMIND, cluster=Cluster.CHANGES)
def remind_approvers(ctx: JobContext) -> dict:
    """Write once more to whoever may approve what has waited for a day."""
    common = {"organization": ctx.organization, "now": ctx.now}
    waiting = selectors.list_unreminded(ctx.now)
    return {"mails": sum(services.remind_approvers(change_set=one, **common) for one in waiting)}


@queue.handler(TELL, cluster=Cluster.CHANGES)
def tell_proposer(ctx: JobContext, change_set: str) -> dict:
    """Write to who asked what was decided."""
    found = selectors.get_change_set(change_set, deep=False)
    return {"mails": services.tell_proposer(change_set=found, organization=ctx.organization, now=ctx.now)}


@queue.outstanding
def due_changes(now: datetime) -> Iterator[Due]:
    """Yield the change sets that hold something approved or being applied."""
    for change_set in ChangeSet.objects.filter(changes__state__in=IN_FLIGHT).order_by("id").distinct():
        for key, payload in due_jobs(change_set):
            yield Due(APPLY, key, payload)


@queue.outstanding
def due_mails(now: datetime) -> Iterator[Due]:
    """Yield the change sets of which approvers, or who asked, were not told yet."""
    for uuid in selectors.list_unasked():
        yield Due(ASK, str(uuid), {"change_set": str(uuid)})
    for uuid in selectors.list_untold():
        yield Due(TELL, str(uuid), {"change_set": str(uuid)})


@queue.outstanding
def due_imports(now: datetime) -> Iterator[Due]:
    """Yield the accounts whose objects were never read."""
    for account in integrations.selectors.list_ad_accounts().filter(objects_synced_at=None, status="active"):
        yield Due(IMPORT, str(account.uuid), {"account": str(account.uuid)})


@receiver(integrations.signals.account_connected, dispatch_uid="campaigns.import")
def import_connected_account(sender, account, **_) -> None:
    """Import what is on an account that was just connected."""
    uuid = str(account.uuid)
    queue.enqueue(IMPORT, organization=connection.tenant, key=uuid, payload={"account": uuid})


def _due_accounts(now: datetime) -> list:
    """Return the working accounts that were not read for as long as their quota's cadence says."""
    accounts = integrations.selectors.list_ad_accounts().filter(status="active")
    return integrations.selectors.list_due_readings(accounts, SyncKind.OBJECTS, now)


def _works(account) -> bool:
    return integrations.selectors.list_ad_accounts().filter(pk=account.pk, status="active").exists()


def _accounts(account: str) -> list:
    try:
        return [integrations.selectors.get_ad_account(UUID(account))]
    except NotFound:
        return []
