"""Writing into the ledger: the only way in which a desired value of something on a platform moves."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models.functions import Now

from campaigns import transitions
from campaigns.models import Ad, AdGroup, Campaign, Change, ChangeSet, PlatformCampaign
from campaigns.models.base import actor_columns
from campaigns.services import statuses
from campaigns.types import IN_FLIGHT, ChangeKind, ChangeState, TargetKind, Wanted, Why
from tenants import queue
from tenants import services as tenants
from tenants.errors import Conflict
from tenants.selectors import current_organization
from tenants.types import Actor

APPLY = "campaigns.apply_change_set"
MODELS: dict[TargetKind, Any] = {
    TargetKind.PLATFORM_CAMPAIGN: PlatformCampaign,
    TargetKind.AD_GROUP: AdGroup,
    TargetKind.AD: Ad,
}
KINDS = {model: kind for kind, model in MODELS.items()}


DESIRED = "desired"
"""In a change's evidence: what was wanted before, where that is not `before`, because the platform had moved."""


class AlreadyMoving(Conflict):
    """The same field of the same object is being changed right now."""


def record_changes(
    *,
    campaign: Campaign,
    wanted: Sequence[Wanted],
    label: str,
    action: str,
    actor: Actor,
    why: Why,
    now: datetime,
    undo_of: ChangeSet | None = None,
) -> ChangeSet:
    """Record approved changes, move the desired values, and have a job apply them once this is committed.

    One transaction, which locks the campaign. A change of the same field that still waits is superseded; one that is
    being applied raises AlreadyMoving. `action` is the audit event, such as campaign.paused.
    """
    with transaction.atomic():
        lock_campaign(campaign)
        change_set = ChangeSet.objects.create(
            campaign=campaign,
            label=label[:254],
            reason=why.reason,
            undo_of=undo_of,
            created_at=now,
            **actor_columns(actor),
        )
        for one in wanted:
            _record(change_set, one, actor=actor, why=why, now=now)
        statuses.refresh_status(campaign=campaign, now=now)
        detail = {"change_set": str(change_set.uuid), "label": label} | ({"reason": why.reason} if why.reason else {})
        tenants.record_audit(action=action, actor=actor, target=campaign, detail=detail, now=now)
        enqueue_apply(change_set)
    return change_set


def enqueue_apply(change_set: ChangeSet) -> None:
    """Have a job apply the set; at most one live job a set."""
    key = str(change_set.uuid)
    queue.enqueue(APPLY, organization=current_organization(), key=key, payload={"change_set": key})


def lock_campaign(campaign: Campaign) -> None:
    """Lock the campaign's row until the transaction ends: writes of one campaign happen one after the other."""
    Campaign.objects.select_for_update().only("pk").get(pk=campaign.pk)


def settle(change: Change, state: ChangeState, **columns) -> None:
    """Move a change to its end. The caller holds the transaction."""
    transitions.check(ChangeState(change.state), state)
    change.state = state
    Change.objects.filter(pk=change.pk).update(
        state=state, settled_at=Now(), lease_token=None, lease_until=None, **columns
    )


def target_of(change: Change) -> PlatformCampaign | AdGroup | Ad:
    """Return the row that a change is about."""
    return MODELS[TargetKind(change.target_kind)].objects.get(uuid=change.target_id)


def part_of(target: PlatformCampaign | AdGroup | Ad) -> PlatformCampaign:
    """Return the platform campaign that something belongs to."""
    if isinstance(target, PlatformCampaign):
        return target
    return part_of(target.platform_campaign if isinstance(target, AdGroup) else target.ad_group)


def _record(change_set: ChangeSet, one: Wanted, *, actor: Actor, why: Why, now: datetime) -> None:
    part = part_of(one.target)
    waiting = _supersede(one)
    wanted = getattr(one.target, one.field)
    before = one.before if one.before is not None else wanted
    kept = {DESIRED: wanted} if before != wanted else {}
    Change.objects.create(
        change_set=change_set,
        campaign_id=part.campaign_id,
        platform_campaign=part,
        platform=part.platform,
        currency=part.currency,
        target_kind=KINDS[type(one.target)],
        target_id=one.target.uuid,
        field=one.field,
        kind=one.kind,
        before=waiting.before if waiting else before,
        after=one.after,
        label=one.label[:254],
        reason=why.reason,
        evidence=why.evidence | (_desired_of(waiting) if waiting else kept),
        state=ChangeState.APPROVED,
        undo_of=one.undo_of,
        created_at=now,
        **actor_columns(actor),
    )
    setattr(one.target, one.field, one.after)
    one.target.save(update_fields=[one.field])


def _desired_of(waiting: Change) -> dict:
    return {name: value for name, value in waiting.evidence.items() if name == DESIRED}


def _supersede(one: Wanted) -> Change | None:
    """Take a change of the same field out of the way; the new one starts from where that one started.

    It may have been taken by the platform when its answer was lost: the new one sets the value whatever it is.
    """
    same = Change.objects.select_for_update().filter(target_id=one.target.uuid, field=one.field, state__in=IN_FLIGHT)
    waiting = same.first()
    if waiting is None:
        return None
    if waiting.state == ChangeState.APPLYING or waiting.kind in (ChangeKind.LAUNCH, ChangeKind.ARCHIVE):
        raise AlreadyMoving("It is being changed right now. Wait a moment, then look again.")
    settle(waiting, ChangeState.SUPERSEDED)
    return waiting
