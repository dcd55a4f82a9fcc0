"""The rows of the ledger: changes that are approved move the desired value, proposed ones wait."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.db.models.functions import Now

from campaigns import transitions
from campaigns.models import Change, ChangeSet, PlatformCampaign
from campaigns.models.base import actor_columns
from campaigns.models.changes import OWN_WAY
from campaigns.selectors.drift import desired_value
from campaigns.services.targets import KINDS, part_of, store_values
from campaigns.types import IN_FLIGHT, CampaignStatus, ChangeKind, ChangeState, TargetField, Wanted, Why
from tenants.errors import Conflict
from tenants.types import Actor

DESIRED = "desired"
"""In a change's evidence: what was wanted before, where that is not `before`, because the platform had moved."""
START = (DESIRED, OWN_WAY)
"""What a change that takes the place of one that waits has from that one."""
Key = tuple[UUID, str]


class AlreadyMoving(Conflict):
    """The same field of the same object is being changed right now."""


def approve(change_set: ChangeSet, wanted: Sequence[Wanted], *, actor: Actor, why: Why, now: datetime) -> None:
    """Write approved changes and move the desired values; what waits of the same fields is superseded."""
    waiting = supersede(wanted)
    rows = [
        _row(change_set, one, waiting.get(key_of(one)), state=ChangeState.APPROVED, actor=actor, why=why, now=now)
        for one in wanted
    ]
    Change.objects.bulk_create(rows, batch_size=500)
    store_values(wanted)


def propose(change_set: ChangeSet, wanted: Sequence[Wanted], *, actor: Actor, why: Why, now: datetime) -> None:
    """Write proposed changes: desired values stay, what is in flight goes on; a launch's parts wait for review.

    The same actor's earlier proposals of the same fields are superseded.
    """
    ids = {one.target.uuid for one in wanted}
    earlier = Change.objects.select_for_update().filter(
        target_id__in=ids, state=ChangeState.PROPOSED, actor_kind=actor.kind, actor_id=actor.id
    )
    keys = {key_of(one) for one in wanted}
    settle_all([change for change in earlier if (change.target_id, change.field) in keys], ChangeState.SUPERSEDED)
    rows = [_row(change_set, one, None, state=ChangeState.PROPOSED, actor=actor, why=why, now=now) for one in wanted]
    Change.objects.bulk_create(rows, batch_size=500)
    hold_for_review(wanted)


def hold_for_review(wanted: Sequence[Wanted]) -> None:
    """Let the parts of a proposed launch wait for review."""
    parts = [one.target for one in wanted if is_launch(one)]
    for part in parts:
        part.status = CampaignStatus.PENDING_REVIEW
    PlatformCampaign.objects.bulk_update(parts, ["status"], batch_size=500)


def is_launch(one: Wanted) -> bool:
    """Return whether it makes a part on its platform."""
    return one.kind == ChangeKind.LAUNCH and isinstance(one.target, PlatformCampaign)


def key_of(one: Wanted) -> Key:
    """Return what a change moves: which field of what."""
    return one.target.uuid, str(one.field)


def in_flight(wanted: Sequence[Wanted]) -> list[Change]:
    """Return the changes of the same fields that are approved or being applied."""
    keys = {key_of(one) for one in wanted}
    return [change for change in _same_targets(wanted) if (change.target_id, change.field) in keys]


def is_busy(change: Change) -> bool:
    """Return whether a change in flight cannot be superseded: it is at the platform now, or makes or archives something."""
    return change.state == ChangeState.APPLYING or change.kind in (ChangeKind.LAUNCH, ChangeKind.ARCHIVE)


def supersede(wanted: Sequence[Wanted]) -> dict[Key, Change]:
    """Take changes of the same fields out of the way and return them; the new ones start from where they started.

    They may have been taken by the platform when the answer was lost: the new ones set the value whatever it is.
    Raises AlreadyMoving.
    """
    keys = {key_of(one) for one in wanted}
    locked = _same_targets(wanted).select_for_update()
    waiting = [change for change in locked if (change.target_id, change.field) in keys]
    if any(is_busy(change) for change in waiting):
        raise AlreadyMoving("It is being changed right now. Wait a moment, then look again.")
    settle_all(waiting, ChangeState.SUPERSEDED)
    return {(change.target_id, change.field): change for change in waiting}


def settle_all(changes: Sequence[Change], state: ChangeState, **columns: Any) -> None:
    """Move changes to their end. The caller holds the transaction."""
    for change in changes:
        transitions.check(ChangeState(change.state), state)
        change.state = state
    ids = [change.pk for change in changes]
    rows = Change.objects.filter(pk__in=ids)
    rows.update(state=state, settled_at=Now(), lease_token=None, lease_until=None, **columns)


def started_from(change: Change, waiting: Change | None) -> dict[str, Any]:
    """Return `before` and `evidence` of a change that takes the place of one that waits."""
    if waiting is None:
        return {"before": change.before, "evidence": change.evidence}
    start = {name: value for name, value in waiting.evidence.items() if name in START}
    kept = {name: value for name, value in change.evidence.items() if name not in START}
    return {"before": waiting.before, "evidence": kept | start}


def _same_targets(wanted: Sequence[Wanted]) -> QuerySet[Change]:
    ids = {one.target.uuid for one in wanted}
    return Change.objects.filter(target_id__in=ids, state__in=IN_FLIGHT).order_by("pk")


def _row(
    change_set: ChangeSet,
    one: Wanted,
    waiting: Change | None,
    *,
    state: ChangeState,
    actor: Actor,
    why: Why,
    now: datetime,
) -> Change:
    part = part_of(one.target)
    desired = desired_value(one.target, one.field)
    before = one.before if one.before is not None else desired
    found = ({DESIRED: desired} if before != desired else {}) | _own_way(one, before)
    row = Change(
        change_set=change_set,
        campaign_id=part.campaign_id,
        platform_campaign=part,
        platform=part.platform,
        currency=part.currency,
        target_kind=KINDS[type(one.target)],
        target_id=one.target.uuid,
        field=one.field,
        kind=one.kind,
        before=before,
        after=one.after,
        label=one.label[:254],
        reason=why.reason,
        evidence=why.evidence | found,
        state=state,
        undo_of=one.undo_of,
        created_at=now,
        **actor_columns(actor),
    )
    for name, value in started_from(row, waiting).items():
        setattr(row, name, value)
    return row


def _own_way(one: Wanted, before: Any) -> dict[str, Any]:
    """Return how the platform bids by itself, where this is the first bid that is set."""
    is_first = one.field == TargetField.BID and before is None and one.target.observed_bid
    return {OWN_WAY: one.target.observed_bid} if is_first else {}
