"""What a platform no longer has as it was set here: keep the platform's value, or put ours back. Both are changes."""

from collections.abc import Collection, Sequence
from datetime import datetime

from django.db import transaction

from campaigns import selectors
from campaigns.models import Campaign, ChangeSet
from campaigns.selectors.drift import Drift
from campaigns.services import ledger
from campaigns.services.launches import label_of, refuse_unless_writable
from campaigns.types import ChangeKind, TargetField, Wanted, Why
from tenants.errors import Conflict
from tenants.types import Actor

NOTHING = "The platform has what was set here; there is nothing to settle."
GONE = "One of these values has been settled meanwhile. Look at it again."
KEEP, PUT_BACK = ("Keep what the platform has", "drift.kept"), ("Put your values back", "drift.put_back")
KEPT = "drift_kept"
"""In the evidence of changes that take over what a platform has."""
KINDS = {
    TargetField.STATUS: ChangeKind.STATUS,
    TargetField.BID: ChangeKind.BID,
    TargetField.END_DATE: ChangeKind.SCHEDULE,
}


def keep_drift(
    *, campaign: Campaign, actor: Actor, now: datetime, reason: str = "", only: Collection[str] = ()
) -> ChangeSet:
    """Take over the values that were changed on the platform: all, or those whose `Drift.key` is named.

    Raises Conflict when there is none, or when one that is named is none any more.
    """
    return settle_drift(campaigns=[campaign], keep=True, actor=actor, now=now, reason=reason, only=only)


def put_back_drift(
    *, campaign: Campaign, actor: Actor, now: datetime, reason: str = "", only: Collection[str] = ()
) -> ChangeSet:
    """Set the values that were changed on the platform back to ours: all, or those that are named. See `keep_drift`."""
    return settle_drift(campaigns=[campaign], keep=False, actor=actor, now=now, reason=reason, only=only)


def settle_drift(
    *,
    campaigns: Sequence[Campaign],
    keep: bool,
    actor: Actor,
    now: datetime,
    reason: str = "",
    only: Collection[str] = (),
) -> ChangeSet:
    """Keep or put back what moved on the platforms of one campaign or of several, in one change set.

    Raises Conflict when nothing moved, when what is named in `only` did not, or where an account cannot be written.
    """
    label, action = KEEP if keep else PUT_BACK
    make = _keep if keep else _put_back
    with transaction.atomic():
        ledger.lock_campaigns([campaign.pk for campaign in campaigns])
        drift = [one for each in campaigns for one in selectors.list_drift(selectors.get_campaign(each.uuid))]
        drift = _chosen(drift, only)
        for part in {one.part for one in drift}:
            refuse_unless_writable(part)
        moved = {one.part.campaign_id: one.part.campaign for one in drift}
        names = next(iter(moved.values())).name if len(moved) == 1 else f"{len(moved)} campaigns"
        return ledger.record_changes(
            campaign=campaigns[0] if len(campaigns) == 1 else None,
            wanted=[make(one) for one in drift],
            label=f"{label}: {names}",
            action=action,
            actor=actor,
            why=Why(reason, {KEPT: True} if keep else {}),
            now=now,
        )


def _chosen(drift: list[Drift], only: Collection[str]) -> list[Drift]:
    chosen = [one for one in drift if not only or one.key in only]
    if set(only) - {one.key for one in chosen}:
        raise Conflict(GONE)
    if not chosen:
        raise Conflict(NOTHING)
    return chosen


def _keep(drift: Drift) -> Wanted:
    return Wanted(drift.target, _kind(drift), drift.field, drift.observed, label_of(drift.part))


def _put_back(drift: Drift) -> Wanted:
    return Wanted(drift.target, _kind(drift), drift.field, drift.desired, label_of(drift.part), before=drift.observed)


def _kind(drift: Drift) -> ChangeKind:
    return KINDS.get(drift.field, ChangeKind.BUDGET)
