"""What a platform no longer has as it was set here: keep the platform's value, or put ours back. Both are changes."""

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


def keep_drift(*, campaign: Campaign, actor: Actor, now: datetime, reason: str = "") -> ChangeSet:
    """Take over every value that was changed on the platform. Raises Conflict when there is none."""
    return _settle(campaign, "Keep what the platform has", "drift.kept", _keep, actor=actor, now=now, reason=reason)


def put_back_drift(*, campaign: Campaign, actor: Actor, now: datetime, reason: str = "") -> ChangeSet:
    """Set every value that was changed on the platform back to ours. Raises Conflict when there is none."""
    return _settle(campaign, "Put your values back", "drift.put_back", _put_back, actor=actor, now=now, reason=reason)


def _settle(
    campaign: Campaign, label: str, action: str, make, *, actor: Actor, now: datetime, reason: str
) -> ChangeSet:
    with transaction.atomic():
        ledger.lock_campaign(campaign)
        drift = selectors.list_drift(selectors.get_campaign(campaign.uuid))
        if not drift:
            raise Conflict("The platform has what was set here; there is nothing to settle.")
        for part in {one.part for one in drift}:
            refuse_unless_writable(part)
        return ledger.record_changes(
            campaign=campaign,
            wanted=[make(one) for one in drift],
            label=f"{label}: {campaign.name}",
            action=action,
            actor=actor,
            why=Why(reason),
            now=now,
        )


def _keep(drift: Drift) -> Wanted:
    return Wanted(drift.target, _kind(drift), drift.field, drift.observed, label_of(drift.part))


def _put_back(drift: Drift) -> Wanted:
    return Wanted(drift.target, _kind(drift), drift.field, drift.desired, label_of(drift.part), before=drift.observed)


def _kind(drift: Drift) -> ChangeKind:
    return ChangeKind.STATUS if drift.field == TargetField.STATUS else ChangeKind.BUDGET
