"""Undo: a new change set with before and after swapped."""

from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from campaigns.models import Change, ChangeSet
from campaigns.selectors.changes import undone_change_ids
from campaigns.selectors.drift import desired_value, observed_value
from campaigns.services import aiming, differing, ledger, words
from campaigns.services.launches import refuse_unless_writable
from campaigns.services.targets import Target, targets_of
from campaigns.types import ChangeKind, ChangeState, TargetField, Wanted, Why
from tenants.errors import Conflict
from tenants.types import Actor

NO_WAY_BACK = (
    "How {platform} bid by itself before is not known here, so this cannot be undone. Choose how it should bid."
)


class Moved(Conflict):
    """The value is no longer the one that the change set; undoing would overwrite somebody's later one."""


def undo_change(*, change: Change, actor: Actor, now: datetime, reason: str = "") -> ChangeSet:
    """Put back what one change changed; return the new change set.

    Raises Conflict when it cannot be undone or was undone already, and Moved, with both values, when it was changed
    since: here, or on the platform as last observed. The platform is looked at again when the undo is applied.
    """
    return _undo([change], f"Undo: {change.change_set.label}", None, actor=actor, now=now, reason=reason)


def undo_change_set(*, change_set: ChangeSet, actor: Actor, now: datetime, reason: str = "") -> ChangeSet:
    """Put back everything that a set changed, or nothing: if one of its changes cannot be undone, its error is raised."""
    changes = list(change_set.changes.select_related("change_set", "campaign"))
    undoable = [change for change in changes if change.is_undoable]
    if not undoable or any(change.state == ChangeState.APPLYING for change in changes):
        raise Conflict(_not_undoable(changes))
    return _undo(undoable, f"Undo: {change_set.label}", change_set, actor=actor, now=now, reason=reason)


def describe_value(change: Change, value) -> str:
    """Write a value of a change's field for people: €34.00, paused."""
    return words.of_value(value, TargetField(change.field), change.currency)


def describe_values(change: Change) -> tuple[str, str]:
    """Write both values of a change for people, so that one sees in what they differ."""
    return differing.of_both(change.before, change.after, TargetField(change.field), change.currency)


def _undo(
    changes: list[Change], label: str, undo_of: ChangeSet | None, *, actor: Actor, now: datetime, reason: str
) -> ChangeSet:
    campaigns = {change.campaign_id: change.campaign for change in changes}
    try:
        with transaction.atomic():
            ledger.lock_campaigns(campaigns)
            undone, targets = undone_change_ids(changes), targets_of(changes)
            wanted = aiming.with_the_others([_swapped(change, undone, targets) for change in changes])
            return ledger.record_changes(
                campaign=next(iter(campaigns.values())) if len(campaigns) == 1 else None,
                wanted=wanted,
                label=label,
                action="change.undone",
                actor=actor,
                why=Why(reason),
                now=now,
                undo_of=undo_of,
            )
    except IntegrityError as error:
        raise Conflict("This was undone already.") from error


def _swapped(change: Change, undone: set[int], targets: dict[UUID, Target]) -> Wanted:
    if not change.is_undoable:
        raise Conflict(_not_undoable([change]))
    if change.pk in undone:
        raise Conflict("This was undone already.")
    target = targets.get(change.target_id)
    if target is None:
        raise Conflict(f"{change.label} is not here any more.")
    refuse_unless_writable(ledger.part_of(target))
    _refuse_moved(change, target)
    return Wanted(
        target, ChangeKind(change.kind), TargetField(change.field), change.before, change.label, undo_of=change
    )


def _refuse_moved(change: Change, target) -> None:
    field = TargetField(change.field)
    was, wants = describe_value(change, change.before), describe_value(change, change.after)
    here, there = desired_value(target, field), observed_value(target, field)
    if here != change.after:
        now_is = describe_value(change, here)
        raise Moved(
            f"It was changed again since: it is {now_is} now, not {wants}. Change it by hand if you want {was} back."
        )
    expected = (None, change.after, *([change.before] if change.state == ChangeState.APPROVED else []))
    if there not in expected:
        name = words.platform_name(change.platform)
        has = describe_value(change, there)
        raise Moved(
            f"{name} now has {has}, not the {wants} that was set here. Undoing would overwrite that with {was}."
        )


def _not_undoable(changes: list[Change]) -> str:
    if any(change.state in ("proposed", "approved", "applying") for change in changes):
        return "This is still being applied. It can be undone when the platform has taken it."
    if any(change.kind == "launch" for change in changes):
        return "A launch cannot be undone: what is spent stays spent. Pause the campaign instead."
    if any(change.kind == "archive" for change in changes):
        return "Archiving cannot be undone."
    if blind := next((change for change in changes if not change.has_way_back), None):
        return NO_WAY_BACK.format(platform=words.platform_name(blind.platform))
    return "This never took effect, so there is nothing to undo."
