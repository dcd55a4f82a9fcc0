"""The stop: everything paused everywhere, nothing started until it is lifted."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db import transaction

from campaigns.models import Change, ChangeSet, PlatformCampaign, Policy
from campaigns.selectors.policy import get_policy
from campaigns.selectors.stopping import STOP, is_out_of_reach, list_running, restartable_keys, stop_key
from campaigns.services import ledger, switching
from campaigns.services.switching import Deed
from campaigns.types import IN_FLIGHT, CampaignStatus, ChangeState, TargetField, Why
from tenants import services as tenants
from tenants.errors import Conflict
from tenants.types import Actor

LABEL, AGAIN = "Stop everything", "Start again after the stop"


def stop_everything(*, actor: Actor, now: datetime, reason: str = "") -> ChangeSet | None:
    """Forbid every start and raise from this moment, then pause everything that runs, managed here or only read.

    The prohibition is committed first, so that nothing which is under way can slip past it; what cannot be paused at this
    moment is paused by `hold_stop`. Pressed again it pauses what runs by then. Returns the pauses' change set, None
    where nothing runs. What has no working connection is left out: `list_running` and `is_out_of_reach` name it.
    """
    with transaction.atomic():
        policy = _locked_policy()
        if policy.stopped_at is None:
            policy.stopped_at, policy.stopped_by_id, policy.stopped_by_label = now, actor.id, actor.label[:254]
            policy.stop_set = None
            policy.save(update_fields=["stopped_at", "stopped_by_id", "stopped_by_label", "stop_set"])
            tenants.record_audit(action="everything.stopped", actor=actor, detail=_detail(reason), now=now)
    return _pause([part.pk for part in list_running(now=now)], actor=actor, reason=reason, now=now)


def hold_stop(*, now: datetime) -> ChangeSet | None:
    """While everything is stopped, pause what could not be paused when it was: what was being changed then.

    What a platform refused to pause is left to a person, who may press again.
    """
    if (policy := get_policy()).stopped_at is None:
        return None
    actor = Actor.system(policy.stopped_by_label)
    return _pause(
        list_slipped(now=now), actor=actor, reason="It was being changed when everything was stopped.", now=now
    )


def list_slipped(*, now: datetime) -> list[int]:
    """Return the keys of the parts that should be paused by the stop that holds, and are not being paused.

    What should run, and what a start whose answer was lost may have switched on all the same.
    """
    policy = get_policy()
    if policy.stopped_at is None:
        return []
    running = [part for part in list_running(now=now) if not is_out_of_reach(part)]
    switches = Change.objects.filter(field=TargetField.STATUS, target_id__in=[part.uuid for part in running])
    newest = switches.exclude(state__in=[ChangeState.PROPOSED, ChangeState.REJECTED]).order_by("target_id", "-pk")
    last = {change.target_id: change for change in newest.distinct("target_id")}
    return [part.pk for part in running if _has_slipped(part, last.get(part.uuid), stop_key(policy))]


def start_again(*, actor: Actor, now: datetime, only: Collection[UUID] = (), reason: str = "") -> ChangeSet | None:
    """Lift the stop, if it still holds, and switch on exactly what it paused, or of that the parts that `only` names.

    What was paused before the stop, or was changed since, stays as it is; what is left out can be started later by the
    same call. All or nothing: raises what the guards raise (a ceiling), and then the stop still holds.
    """
    with transaction.atomic():
        keys = restartable_keys(get_policy(), only)
        campaigns = PlatformCampaign.objects.filter(pk__in=keys).values_list("campaign_id", flat=True)
        ledger.lock_campaigns(campaigns.distinct())  # before the policy, as everywhere
        was_stopped = _lift(actor, reason, now)
        deed = Deed(AGAIN, "campaigns.resumed", actor, Why(reason))
        started = switching.resume_parts(keys, deed, now=now)
        if started is None and not was_stopped:
            raise Conflict("Nothing is left that the stop paused.")
    return started


def lift_stop(*, actor: Actor, now: datetime, reason: str = "") -> None:
    """Allow starts and raises again; what is paused stays paused. Raises Conflict when nothing is stopped."""
    with transaction.atomic():
        if not _lift(actor, reason, now):
            raise Conflict("Nothing is stopped.")


def _pause(keys: list[int], *, actor: Actor, reason: str, now: datetime) -> ChangeSet | None:
    policy = get_policy()
    why = Why(reason, {STOP: stop_key(policy)})
    paused = switching.pause_parts(keys, Deed(LABEL, "campaigns.paused", actor, why), now=now)
    if paused:
        Policy.objects.filter(pk=1, stopped_at=policy.stopped_at).update(stop_set=paused)
    return paused


def _has_slipped(part: PlatformCampaign, last: Change | None, key: str) -> bool:
    if last is None:
        return part.status == CampaignStatus.ACTIVE
    if last.state in IN_FLIGHT or last.evidence.get(STOP) == key:
        return False  # it is being changed, or the platform refused to pause it
    return CampaignStatus.ACTIVE in (part.status, last.after)


def _lift(actor: Actor, reason: str, now: datetime) -> bool:
    policy = _locked_policy()
    if policy.stopped_at is None:
        return False
    Policy.objects.filter(pk=1).update(stopped_at=None)
    tenants.record_audit(action="everything.lifted", actor=actor, detail=_detail(reason), now=now)
    return True


def _locked_policy() -> Policy:
    Policy.objects.get_or_create(pk=1)
    return Policy.objects.select_for_update(of=("self",)).get(pk=1)


def _detail(reason: str) -> dict[str, str]:
    return {"reason": reason} if reason else {}
