"""Writing into the ledger: the only way in which a desired value of something on a platform moves."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models.functions import Now

from campaigns import transitions
from campaigns.models import Campaign, Change, ChangeSet
from campaigns.models.base import actor_columns
from campaigns.services import approvals, guards, recording, statuses
from campaigns.services.recording import DESIRED, AlreadyMoving
from campaigns.services.targets import KINDS, MODELS, part_of, target_of
from campaigns.types import IN_FLIGHT, ChangeState, Wanted, Why
from tenants import queue
from tenants import services as tenants
from tenants.selectors import current_organization
from tenants.types import Actor

__all__ = [
    "APPLY",
    "ASK",
    "DESIRED",
    "KINDS",
    "MODELS",
    "TELL",
    "AlreadyMoving",
    "enqueue_apply",
    "list_moving",
    "lock_campaign",
    "lock_campaigns",
    "part_of",
    "record_changes",
    "settle",
    "target_of",
]  # fmt: skip
APPLY = "campaigns.apply_change_set"
ASK = "campaigns.ask_approvers"
TELL = "campaigns.tell_proposer"


def record_changes(
    *,
    campaign: Campaign | None,
    wanted: Sequence[Wanted],
    label: str,
    action: str,
    actor: Actor,
    why: Why,
    now: datetime,
    undo_of: ChangeSet | None = None,
    retry_of: ChangeSet | None = None,
) -> ChangeSet:
    """Record changes and return their set: approved, or proposed where somebody has to approve them first.

    Approved: the desired values move, and a job applies them once this is committed. A change of the same field that
    still waits is superseded; one that is being applied raises AlreadyMoving. Proposed (`approval_reason` says why):
    nothing moves but a launch's parts, which wait for review, and the approvers are written to. Asking again for what
    one has proposed already returns that set.

    `campaign` None: several campaigns in one set, applied by one job for each ad account. One transaction, which locks
    the campaigns (ascending), then what the guards lock. `action` is the audit event, such as campaign.paused. Raises
    what the guards raise, Invalid or Conflict, whoever asks.
    """
    with transaction.atomic():
        lock_campaigns([campaign.pk] if campaign else {part_of(one.target).campaign_id for one in wanted})
        guards.check(wanted, now=now)
        reason = approvals.reason_for(wanted, actor)
        if reason and (same := approvals.find_same(wanted, actor)):
            return same
        change_set = ChangeSet.objects.create(
            campaign=campaign, label=label[:254], reason=why.reason, undo_of=undo_of, retry_of=retry_of, created_at=now,
            approval_reason=reason, **actor_columns(actor),
        )  # fmt: skip
        record = recording.propose if reason else recording.approve
        record(change_set, wanted, actor=actor, why=why, now=now)
        _refresh(campaign, wanted, now)
        _audit(change_set, campaign, action, actor, now)
        enqueue_ask(change_set) if reason else enqueue_apply(change_set)
    return change_set


def enqueue_apply(change_set: ChangeSet) -> None:
    """Have a job apply the set, of several campaigns one for each ad account; at most one live job of each."""
    for key, payload in due_jobs(change_set):
        queue.enqueue(APPLY, organization=current_organization(), key=key, payload=payload)


def due_jobs(change_set: ChangeSet) -> list[tuple[str, dict[str, str]]]:
    """Return key and payload of the jobs that apply what of a set is in flight."""
    key = str(change_set.uuid)
    if change_set.campaign_id:
        return [(key, {"change_set": key})]
    in_flight = change_set.changes.filter(state__in=IN_FLIGHT).order_by()
    accounts = in_flight.values_list("platform_campaign__account__uuid", flat=True).distinct()
    return [(f"{key}:{account}", {"change_set": key, "account": str(account)}) for account in sorted(accounts)]


def enqueue_ask(change_set: ChangeSet) -> None:
    """Have a job write to the approvers."""
    key = str(change_set.uuid)
    queue.enqueue(ASK, organization=current_organization(), key=key, payload={"change_set": key})


def enqueue_tell(change_set: ChangeSet) -> None:
    """Have a job write to the proposer what was decided."""
    key = str(change_set.uuid)
    queue.enqueue(TELL, organization=current_organization(), key=key, payload={"change_set": key})


def lock_campaign(campaign: Campaign) -> None:
    """Lock the campaign's row until the transaction ends: writes of one campaign happen one after the other."""
    Campaign.objects.select_for_update().only("pk").get(pk=campaign.pk)


def lock_campaigns(ids: Iterable[int]) -> None:
    """Lock several campaigns, by their keys, always in the same order; before anything of them is read or locked."""
    list(Campaign.objects.select_for_update().filter(pk__in=list(ids)).order_by("pk").values_list("pk"))


def list_moving(wanted: Sequence[Wanted]) -> set[tuple[UUID, str]]:
    """Return (target, field) of what cannot be changed now because it is being applied: leave it out, or wait."""
    return {(change.target_id, change.field) for change in recording.in_flight(wanted) if recording.is_busy(change)}


def settle(change: Change, state: ChangeState, **columns) -> None:
    """Move a change to its end. The caller holds the transaction."""
    transitions.check(ChangeState(change.state), state)
    change.state = state
    Change.objects.filter(pk=change.pk).update(
        state=state, settled_at=Now(), lease_token=None, lease_until=None, **columns
    )


def _audit(change_set: ChangeSet, campaign: Campaign | None, action: str, actor: Actor, now: datetime) -> None:
    said = {"reason": change_set.reason, "proposed": change_set.approval_reason}
    detail = {"change_set": str(change_set.uuid), "label": change_set.label} | {k: v for k, v in said.items() if v}
    tenants.record_audit(action=action, actor=actor, target=campaign or change_set, detail=detail, now=now)


def _refresh(campaign: Campaign | None, wanted: Sequence[Wanted], now: datetime) -> None:
    if campaign:
        statuses.refresh_status(campaign=campaign, now=now)
    else:
        statuses.refresh_statuses(ids={part_of(one.target).campaign_id for one in wanted}, now=now)
