"""Who has to approve what: the organisation's thresholds, what a role may only ask for, whatever acts by itself."""

from collections.abc import Sequence

from campaigns.models import Change, ChangeSet, Policy
from campaigns.selectors.drift import desired_value
from campaigns.selectors.policy import get_policy
from campaigns.services import thresholds
from campaigns.services.guards import steps
from campaigns.services.recording import key_of
from campaigns.types import CampaignStatus, ChangeKind, ChangeState, TargetField, Wanted
from tenants import selectors as tenants
from tenants.roles import Permission
from tenants.types import Actor, ActorKind

ASKED = "{who} may ask for changes; whoever may approve decides."
LARGE_UNDO = "Undoing this raises a budget by more than {percent}% at once, so somebody must approve it."
AUTOMATIC = {
    ActorKind.RULE: "What a rule wants is approved by a person.",
    ActorKind.OPTIMIZER: "What the optimiser wants is approved by a person.",
    ActorKind.EXPERIMENT: "What a test wants is approved by a person.",
}


def reason_for(wanted: Sequence[Wanted], actor: Actor, policy: Policy | None = None) -> str:
    """Return why somebody must approve what an actor wants; "" where nobody must.

    What only pauses needs nobody, unless something acts by itself. The product itself (a closure, a ceiling) asks nobody.
    `policy` is the organisation's, where it was read already.
    """
    if actor.kind == ActorKind.SYSTEM:
        return ""
    policy = policy or get_policy()
    if actor.kind in AUTOMATIC and policy.approve_automatic:
        return AUTOMATIC[actor.kind]
    loud = [one for one in wanted if not is_pause(one)]
    if loud and actor.kind not in AUTOMATIC and not tenants.may(actor, Permission.LAUNCH_CAMPAIGNS):
        return ASKED.format(who=actor.label)
    return thresholds.exceeded(loud, policy) or _large_undo(loud, policy)


def _large_undo(wanted: Sequence[Wanted], policy: Policy) -> str:
    undone = [one for one in wanted if one.undo_of is not None]
    return LARGE_UNDO.format(percent=policy.largest_step_percent) if steps.list_large(undone, policy) else ""


def is_pause(one: Wanted) -> bool:
    """Return whether it only switches something off."""
    is_status = one.kind == ChangeKind.STATUS and one.field == TargetField.STATUS
    return is_status and one.after == CampaignStatus.PAUSED


def find_same(wanted: Sequence[Wanted], actor: Actor) -> ChangeSet | None:
    """Return the set by which the same actor proposed exactly this already, from the same values."""
    mine = Change.objects.filter(state=ChangeState.PROPOSED, actor_kind=actor.kind, actor_id=actor.id)
    newest = mine.filter(target_id__in={one.target.uuid for one in wanted}).order_by("-pk").first()
    if newest is None:
        return None
    waiting = newest.change_set.changes.filter(state=ChangeState.PROPOSED)
    asked = {(change.target_id, change.field): (change.before, change.after) for change in waiting}
    return newest.change_set if asked == {key_of(one): (_before(one), one.after) for one in wanted} else None


def _before(one: Wanted):
    return one.before if one.before is not None else desired_value(one.target, one.field)
