"""Yes, no, and never mind: deciding what was proposed. Whoever decides sees the values as they are at that moment."""

from collections.abc import Collection, Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction

from campaigns.models import Change, ChangeSet
from campaigns.selectors import approvals as selectors
from campaigns.services import guards, ledger, rechecking, recording, refusals, statuses
from campaigns.services.targets import store_values, targets_of
from campaigns.types import CampaignStatus, ChangeKind, ChangeState, Decision, TargetKind
from tenants import selectors as tenants_selectors
from tenants import services as tenants
from tenants.errors import Conflict, Forbidden, Invalid
from tenants.types import Actor

NOTE_MAX = 500
DONE = {
    Decision.APPROVED: "{who} has approved this already.",
    Decision.REJECTED: "{who} has refused this already.",
    Decision.WITHDRAWN: "{who} has withdrawn this.",
}
GONE = "Nothing of this waits for approval any more: a later one took its place."


def approve_change_set(
    *, change_set: ChangeSet, actor: Actor, now: datetime, note: str = "", only: Collection[UUID] = ()
) -> ChangeSet:
    """Say yes to what was proposed: desired values move, and a job applies them once this is committed.

    `only` names changes (their ids); the others of the set are refused. Everything is checked again: raises Moved, with
    both values, when one of them is no longer what it was when this was asked for, here or on the platform; what the
    guards raise; AlreadyMoving; Forbidden for who may not decide; Conflict when it was decided otherwise. Twice by the
    same person is no error.
    """
    with transaction.atomic():
        row, proposed = _open(change_set)
        if _is_repeated(row, proposed, actor, Decision.APPROVED):
            return row
        _refuse_unless_may_decide(row, actor)
        chosen = _chosen(proposed, only)
        _refuse([change for change in proposed if change not in chosen], now)
        _move(chosen, now)
        _decide(row, Decision.APPROVED, actor, now, note)
        _refresh(row, proposed, now)
        ledger.enqueue_apply(row)
    return row


def reject_change_set(*, change_set: ChangeSet, actor: Actor, now: datetime, note: str = "") -> ChangeSet:
    """Say no to what was proposed: nothing moves, a launch's parts are drafts again. Raises Forbidden and Conflict."""
    with transaction.atomic():
        row, proposed = _open(change_set)
        if _is_repeated(row, proposed, actor, Decision.REJECTED):
            return row
        _refuse_unless_may_decide(row, actor)
        return _turn_down(row, proposed, Decision.REJECTED, actor, now, note)


def withdraw_change_set(*, change_set: ChangeSet, actor: Actor, now: datetime, note: str = "") -> ChangeSet:
    """Take back what one proposed oneself. Raises Forbidden for anybody else, Conflict when it was decided."""
    with transaction.atomic():
        row, proposed = _open(change_set)
        if _is_repeated(row, proposed, actor, Decision.WITHDRAWN):
            return row
        if not is_proposer(row, actor):
            raise Forbidden("Only who asked for it can withdraw it.")
        return _turn_down(row, proposed, Decision.WITHDRAWN, actor, now, note)


def _open(change_set: ChangeSet) -> tuple[ChangeSet, list[Change]]:
    """Lock the campaigns, then what is proposed; return the set as it is now, and its proposed changes."""
    ledger.lock_campaigns(change_set.changes.order_by().values_list("campaign_id", flat=True).distinct())
    row = ChangeSet.objects.get(pk=change_set.pk)
    proposed = row.changes.filter(state=ChangeState.PROPOSED).select_for_update(of=("self",)).order_by("pk")
    return row, list(proposed.select_related("campaign", "platform_campaign"))


def _is_repeated(row: ChangeSet, proposed: Sequence[Change], actor: Actor, decision: Decision) -> bool:
    """Return whether the same person has decided the same already; raise Conflict when it was decided otherwise."""
    if proposed and not row.decision:
        return False
    if row.decision == decision and row.decided_by_id == actor.id:
        return True
    raise Conflict(DONE[Decision(row.decision)].format(who=row.decided_by_label) if row.decision else GONE)


def _refuse_unless_may_decide(row: ChangeSet, actor: Actor) -> None:
    if text := selectors.refusal(row, actor):
        raise Forbidden(text)


def is_proposer(row: ChangeSet, actor: Actor) -> bool:
    """Return whether somebody asked for a set, be it by a key of theirs."""
    same = (row.actor_kind, row.actor_id) == (actor.kind, actor.id)
    return same or selectors.is_own(row, tenants_selectors.person_behind(actor))


def _chosen(proposed: Sequence[Change], only: Collection[UUID]) -> list[Change]:
    if not only:
        return list(proposed)
    chosen = [change for change in proposed if change.uuid in only]
    if len(chosen) < len(set(only)):
        raise Invalid({"only": "Name changes of this set that wait for approval."})
    return chosen


def _move(chosen: Sequence[Change], now: datetime) -> None:
    """Check what is approved as if it were asked for now, and move the desired values."""
    _unhold(chosen, now)
    wanted = rechecking.wanted_again(chosen, now=now)
    guards.check(wanted, now=now)
    waiting = recording.supersede(wanted)
    for change in chosen:
        change.state = ChangeState.APPROVED
        for name, value in recording.started_from(change, waiting.get((change.target_id, change.field))).items():
            setattr(change, name, value)
    Change.objects.bulk_update(chosen, ["state", "before", "evidence"], batch_size=500)
    store_values(wanted)


def _refuse(left: Sequence[Change], now: datetime) -> None:
    recording.settle_all(left, ChangeState.REJECTED)
    refusals.put_away(left, now)
    _unhold(left, None)


def _unhold(changes: Sequence[Change], now: datetime | None) -> None:
    """Make the parts of launches that wait for review drafts again."""
    launches = [change for change in changes if is_held(change)]
    for target in targets_of(launches).values():
        if target.status == CampaignStatus.PENDING_REVIEW:
            target.status = CampaignStatus.DRAFT
            target.save(update_fields=["status"])
    if now:
        statuses.refresh_statuses(ids={change.campaign_id for change in launches}, now=now)


def is_held(change: Change) -> bool:
    """Return whether it launches a part, which waits for review as long as the launch is only proposed."""
    return change.kind == ChangeKind.LAUNCH and change.target_kind == TargetKind.PLATFORM_CAMPAIGN


def _turn_down(
    row: ChangeSet, proposed: Sequence[Change], decision: Decision, actor: Actor, now: datetime, note: str
) -> ChangeSet:
    _refuse(proposed, now)
    _decide(row, decision, actor, now, note)
    _refresh(row, proposed, now)
    return row


def _decide(row: ChangeSet, decision: Decision, actor: Actor, now: datetime, note: str) -> None:
    if len(note) > NOTE_MAX:
        raise Invalid({"note": f"At most {NOTE_MAX} characters."})
    row.decision, row.decided_at, row.decision_note = decision, now, note.strip()
    row.decided_by_id, row.decided_by_label = actor.id, actor.label[:254]
    row.save(update_fields=["decision", "decided_at", "decision_note", "decided_by_id", "decided_by_label"])
    detail = {"label": row.label} | ({"note": row.decision_note} if row.decision_note else {})
    tenants.record_audit(action=f"change_set.{decision}", actor=actor, target=row, detail=detail, now=now)
    if decision != Decision.WITHDRAWN:
        ledger.enqueue_tell(row)


def _refresh(row: ChangeSet, changes: Sequence[Change], now: datetime) -> None:
    statuses.refresh_statuses(ids={change.campaign_id for change in changes}, now=now)
