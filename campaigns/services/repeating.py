"""Changes that did not get through, or need not: tried again, or dropped."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from campaigns.models import Change, ChangeSet, LaunchStep
from campaigns.services import approving, claims, copies, drafts, ledger, mates, rechecking, refusals, statuses
from campaigns.types import LIVE, ChangeKind, ChangeState, TargetKind, Why
from tenants import selectors as tenants_selectors
from tenants import services as tenants
from tenants.errors import Conflict
from tenants.roles import Permission
from tenants.types import Actor

NOTHING_FAILED = "Nothing of this failed, so there is nothing to try again."
NOTHING_TO_DROP = "There is nothing to drop: it was applied, is being applied right now, or was dropped already."
OTHERS = "It is on its way. Only who made it, or somebody who may launch campaigns, can stop it now."


def retry_change_set(*, change_set: ChangeSet, actor: Actor, now: datetime, reason: str = "") -> ChangeSet:
    """Try again what of a set failed; return the new set (`retry_of`). Guards and approvals are asked anew.

    Pressed twice it returns the one that is under way. Raises Conflict when nothing failed, Moved when something was
    changed since, and whatever stands against the change now.
    """
    with transaction.atomic():
        row = _locked(change_set)
        if again := row.retried_by.filter(changes__state__in=[*LIVE, ChangeState.APPLIED]).order_by("pk").last():
            return again
        failed = list(_changes(row).filter(state=ChangeState.FAILED))
        if not failed:
            raise Conflict(NOTHING_FAILED)
        wanted = rechecking.wanted_again(failed, now=now)
        _copy_what_is_removed(failed)
        _readmit(failed)
        made = ledger.record_changes(
            campaign=row.campaign, wanted=wanted, label=row.label, action="change_set.retried", actor=actor,
            why=Why(reason or row.reason), now=now, retry_of=row,
        )  # fmt: skip
        ChangeSet.objects.filter(pk=row.pk, dismissed_at=None).update(dismissed_at=now)
    return made


def drop_change_set(*, change_set: ChangeSet, actor: Actor, now: datetime, note: str = "") -> ChangeSet:
    """Let go of what of a set did not happen.

    Proposed: withdrawn by who asked, refused by who may approve. Approved and not begun: superseded, and the desired
    values go back. Failed: needs nobody's attention any more. Raises Conflict when there is nothing of that.
    """
    with transaction.atomic():
        row = _locked(change_set)
        changes = list(_changes(row).select_for_update(of=("self",)))
        if any(change.state == ChangeState.PROPOSED for change in changes):
            decide = approving.withdraw_change_set if approving.is_proposer(row, actor) else approving.reject_change_set
            return decide(change_set=row, actor=actor, now=now, note=note)
        waiting = [change for change in changes if is_untouched(change)]
        failed = not row.dismissed_at and any(change.state == ChangeState.FAILED for change in changes)
        if not waiting and not failed:
            raise Conflict(NOTHING_TO_DROP)
        _take_back(row, waiting, actor, now)
        if failed:
            ChangeSet.objects.filter(pk=row.pk).update(dismissed_at=now)
            refusals.put_away([change for change in changes if change.state == ChangeState.FAILED], now)
        detail = {"label": row.label, "taken_back": len(waiting)}
        tenants.record_audit(action="change_set.dropped", actor=actor, target=row, detail=detail, now=now)
    row.refresh_from_db()
    return row


def is_untouched(change: Change) -> bool:
    """Return whether an approved change has certainly not reached its platform."""
    if change.state != ChangeState.APPROVED or change.attempts or change.look_first:
        return False
    if change.kind != ChangeKind.LAUNCH:
        return True
    if change.target_kind != TargetKind.PLATFORM_CAMPAIGN:
        return not change.launch_steps.filter(attempts__gt=0).exists() and not mates.has_begun(change)
    steps = LaunchStep.objects.filter(platform_campaign=change.platform_campaign_id, change=None)
    return not steps.filter(attempts__gt=0).exists()


def _take_back(row: ChangeSet, waiting: Sequence[Change], actor: Actor, now: datetime) -> None:
    if not waiting:
        return
    own = approving.is_proposer(row, actor)
    if not own and not tenants_selectors.may(actor, Permission.LAUNCH_CAMPAIGNS):
        raise Conflict(OTHERS)
    for change in waiting:
        ledger.settle(change, ChangeState.SUPERSEDED)
        claims.move_back(change)
    refusals.put_away(waiting, now)
    statuses.refresh_statuses(ids={change.campaign_id for change in waiting}, now=now)


def _copy_what_is_removed(failed: Sequence[Change]) -> None:
    """Removing what a launch left on a platform leaves a draft in its place, as the first time."""
    for change in failed:
        is_of_part = change.kind == ChangeKind.ARCHIVE and change.target_kind == TargetKind.PLATFORM_CAMPAIGN
        if is_of_part and not change.platform_campaign.launched_at:
            copies.copy_as_draft(change.platform_campaign)


def _readmit(failed: Sequence[Change]) -> None:
    """Ads that were refused while nothing was made are tried again with the rest of their launch."""
    for change in failed:
        if approving.is_held(change) and not drafts.is_half_made(change.platform_campaign):
            refusals.readmit(change.platform_campaign)


def _locked(change_set: ChangeSet) -> ChangeSet:
    ledger.lock_campaigns(change_set.changes.order_by().values_list("campaign_id", flat=True).distinct())
    return ChangeSet.objects.select_related("campaign").get(pk=change_set.pk)


def _changes(row: ChangeSet):
    return row.changes.select_related("campaign", "platform_campaign", "undo_of").order_by("pk")
