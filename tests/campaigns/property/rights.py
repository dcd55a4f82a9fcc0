"""Who may what, told a second time: what had to be approved was, by somebody who may."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.db.models import Q

from campaigns.models import Change
from campaigns.services.drifting import KEPT
from campaigns.types import IN_FLIGHT, ChangeKind, ChangeState, TargetField
from tests.campaigns.property.ceilings import in_zloty
from tests.campaigns.property.oracle import Key, tried_values

BUDGETS = (TargetField.DAILY_BUDGET, TargetField.LIFETIME_BUDGET)
AUTOMATIC = ("rule", "optimizer", "experiment")


def check_rights(since: int, actors: Mapping[str, Any]) -> None:
    """Whatever a member asked for that is more than a pause was approved by owner or manager before it went anywhere."""
    member, deciders = actors["member"], {actors["owner"].id, actors["manager"].id}
    for change in _gone_through(since).filter(actor_kind=member.kind, actor_id=member.id):
        if not _is_pause(change):
            decision = (change.change_set.decision, change.change_set.decided_by_id)
            assert decision[0] == "approved", f"{change.label} {change.field} of a member went through by itself"
            assert decision[1] in deciders, f"{change.label} was approved by somebody who may not"


def check_thresholds(
    since: int, limits: Mapping[str, Any], before: Mapping[Key, Any], edits: Mapping[tuple[str, str], list]
) -> None:
    """Of the changes after one: what is beyond the limits that hold now was approved by somebody, or waits."""
    elsewhere = [value for values in edits.values() for value in values]
    known, tried = before, tried_values()
    for change in _gone_through(since).exclude(actor_kind="system").exclude(change_set__decision="approved"):
        key = (change.target_id, change.field)
        if KEPT in change.evidence or change.after in [*elsewhere, *tried[key]]:
            continue  # what a platform has already is no raise
        for text in _beyond(change, limits, known.get(key)):
            raise AssertionError(f"{change.label} {change.field} {change.before} to {change.after}: {text}")


def _beyond(change: Change, limits: Mapping[str, Any], was: Any) -> Iterator[str]:
    if change.actor_kind in AUTOMATIC and limits["approve_automatic"]:
        yield "automatic"
    if change.kind == ChangeKind.LAUNCH and limits["approve_launches"]:
        yield "a launch"
    if change.field not in BUDGETS or not was or change.after <= was:
        return
    most, percent = limits["approve_above_minor"], limits["approve_above_percent"]
    if most is not None and change.field == TargetField.DAILY_BUDGET and in_zloty(change.after) >= most:
        yield "the amount"
    if percent is not None and 100 * (change.after - was) > percent * was:
        yield "the growth"


def _gone_through(since: int):
    """Return what was approved by somebody or by itself, whatever became of it."""
    went = Q(state__in=[*IN_FLIGHT, ChangeState.APPLIED, ChangeState.FAILED]) | Q(attempts__gt=0)
    return Change.objects.filter(went, pk__gt=since).select_related("change_set")


def _is_pause(change: Change) -> bool:
    return (change.kind, change.field, change.after) == (ChangeKind.STATUS, TargetField.STATUS, "paused")
