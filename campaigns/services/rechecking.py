"""What was asked for earlier, asked for again: is it still what it was, here and on the platform?"""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from campaigns.models import Campaign, Change
from campaigns.selectors.drift import ON_PLATFORM, desired_value, observed_value
from campaigns.services import launches, recording, words
from campaigns.services.recording import DESIRED
from campaigns.services.targets import Target, part_of, targets_of
from campaigns.services.undoing import Moved, describe_value
from campaigns.types import ChangeKind, ObjectStatus, TargetField, TargetKind, Wanted
from tenants.errors import Conflict


def wanted_again(changes: Sequence[Change], *, now: datetime) -> list[Wanted]:
    """Return changes as something that is wanted now; the caller holds the campaigns.

    Raises Moved, with both values, for what is no longer what it was when the change was made, Conflict or Invalid for
    what cannot be done any more (the account is gone, the campaign was archived, its last day is over).
    """
    targets = targets_of(changes)
    found = [_wanted(change, targets) for change in changes]
    moving = {(change.target_id, change.field) for change in recording.in_flight(found)}
    for change, one in zip(changes, found, strict=True):
        _refuse_unless_there(change, one.target)
        _refuse_moved(change, one.target, looks_there=(change.target_id, change.field) not in moving)
    _refuse_unless_launchable(found, now)
    return found


def wanted_of(changes: Sequence[Change], targets: dict[UUID, Target]) -> list[Wanted]:
    """Return changes as something that is wanted, unchecked; what is not here any more is left out.

    `targets` as `targets_of` gives them.
    """
    return [_wanted(change, targets) for change in changes if change.target_id in targets]


def list_obstacles(changes: Sequence[Change], targets: dict[UUID, Target]) -> dict[UUID, str]:
    """Return what stands against proposed changes as things are now, by the changes' ids; one query, reads only.

    The launch of a part is looked at when it is approved. `targets` as `targets_of` gives them.
    """
    found: dict[UUID, str] = {}
    moving = {(row.target_id, row.field) for row in recording.in_flight(wanted_of(changes, targets))}
    for change in changes:
        try:
            one = _wanted(change, targets)
            _refuse_unless_there(change, one.target)
            if not recording.is_launch(one):
                _refuse_moved(change, one.target, looks_there=(change.target_id, change.field) not in moving)
        except Conflict as error:
            found[change.uuid] = error.message
    return found


def held_value(change: Change) -> Any:
    """Return what the desired value was when a change was asked for."""
    return change.evidence.get(DESIRED, change.before)


def _wanted(change: Change, targets: dict[UUID, Target]) -> Wanted:
    target = targets.get(change.target_id)
    if target is None:
        raise Conflict(f"{change.label} is not here any more.")
    before = change.before if DESIRED in change.evidence else None
    field, kind = TargetField(change.field), ChangeKind(change.kind)
    return Wanted(target, kind, field, change.after, change.label, undo_of=change.undo_of, before=before)


def _refuse_unless_there(change: Change, target: Target) -> None:
    part = part_of(target)
    if change.kind == ChangeKind.LAUNCH and not _is_addition(change):
        return  # asked of all parts together, below
    if change.kind in (ChangeKind.DECLARATION, ChangeKind.ARCHIVE):
        launches.refuse_unless_connected(part)
        return
    if part.status not in ON_PLATFORM or part.gone_at or target.gone_at:
        raise Conflict(f"{change.label} is not on its platform any more.")
    launches.refuse_unless_writable(part)


def _refuse_moved(change: Change, target: Target, *, looks_there: bool) -> None:
    field = TargetField(change.field)
    was, here, there = held_value(change), desired_value(target, field), observed_value(target, field)
    if _is_addition(change):
        if here == change.after and target.external_id:
            raise Conflict(f"{change.label}: it was made since, so there is nothing to try again.")
        if here == ObjectStatus.REJECTED and not target.external_id:
            return  # that it was refused is why it is tried again, as it is or with what it says by now
    if here != was:
        raise Moved(
            f"{change.label}: it is {describe_value(change, here)} now, not the {describe_value(change, was)} from"
            f" which it was to become {describe_value(change, change.after)}. Ask for it again if it is still wanted."
        )
    if looks_there and there is not None and there not in (was, change.before, change.after):
        name = words.platform_name(change.platform)
        raise Moved(
            f"{change.label}: {name} now has {describe_value(change, there)}, not {describe_value(change, was)}."
            f" Settle that first, then ask again for {describe_value(change, change.after)}."
        )


def _is_addition(change: Change) -> bool:
    return change.kind == ChangeKind.LAUNCH and change.target_kind != TargetKind.PLATFORM_CAMPAIGN


def _refuse_unless_launchable(wanted: Sequence[Wanted], now: datetime) -> None:
    parts: dict[int, list[UUID]] = defaultdict(list)
    for one in wanted:
        if recording.is_launch(one):
            parts[one.target.campaign_id].append(one.target.uuid)
    for campaign in Campaign.objects.filter(pk__in=parts).order_by("pk"):
        launches.refuse_unless_launchable(campaign=campaign, now=now, only=parts[campaign.pk])
