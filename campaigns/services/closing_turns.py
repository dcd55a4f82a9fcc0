"""The turns of a closure: it begins with its first day, and ends after its last."""

from collections.abc import Collection
from datetime import datetime

import structlog
from django.db import transaction

from campaigns.models import Change, Closure, PlatformCampaign
from campaigns.selectors.closing import CLOSURE, list_due_closures, parts_to_pause, parts_to_resume
from campaigns.services import recording, switching
from campaigns.services.switching import Deed
from campaigns.types import IN_FLIGHT, ClosureKind, ClosureState, TargetField, Why
from tenants.errors import Conflict, Invalid
from tenants.place import today
from tenants.types import Actor

WORDS = {ClosureKind.CLOSED: "Closed", ClosureKind.SOLD_OUT: "Sold out"}
log = structlog.get_logger(__name__)


def turn_closures(*, now: datetime) -> int:
    """Begin and end the closures that are due; return how many turned. May be repeated; one's failure stops no other.

    Where the guards refuse to let something run again (the stop, a ceiling), the closure stays on until they allow it.
    """
    return sum(turn_closure(closure=one, now=now).state != one.state for one in list_due_closures(now=now))


def turn_closure(*, closure: Closure, now: datetime) -> Closure:
    """Begin or end a closure if its time has come; return it as it is then."""
    with transaction.atomic():
        row = Closure.objects.select_for_update(of=("self",)).select_related("campaign").get(pk=closure.pk)
        day, actor = today(now), Actor.system(row.actor_label)
        if row.state == ClosureState.PLANNED and row.to_date and row.to_date < day:
            _move(row, ClosureState.OVER)  # nobody was there to begin it in time
        elif row.state == ClosureState.PLANNED and row.from_date <= day:
            _begin(row, actor, now)
        elif row.state == ClosureState.ON and row.to_date and row.to_date < day:
            _try_to_end(row, actor, now)
    return row


def end(row: Closure, *, actor: Actor, now: datetime) -> None:
    """Let what a closure paused run again; the caller holds its row. Raises what the guards raise.

    Raises Conflict while something of it is being changed at this moment: then it stays on, and nothing is resumed.
    """
    keys = parts_to_resume(row)
    if _is_moving(keys):
        raise Conflict("Something of it is being changed right now. Wait a moment, then end it.")
    row.resume_set = switching.resume_parts(keys, _deed(row, "ends", "campaigns.resumed", actor), now=now)
    _move(row, ClosureState.OVER)


def _begin(row: Closure, actor: Actor, now: datetime) -> None:
    paused = switching.pause_parts(parts_to_pause(row), _deed(row, "begins", "campaigns.paused", actor), now=now)
    row.pause_set = paused or row.pause_set
    _move(row, ClosureState.PLANNED if _is_moving(parts_to_pause(row)) else ClosureState.ON)


def _try_to_end(row: Closure, actor: Actor, now: datetime) -> None:
    try:
        with transaction.atomic():
            end(row, actor=actor, now=now)
    except (Conflict, Invalid) as error:
        log.info("closure_stays_on", closure=str(row.uuid), reason=error.message)


def _deed(row: Closure, verb: str, action: str, actor: Actor) -> Deed:
    what = WORDS[ClosureKind(row.kind)]
    about = row.campaign.name if row.campaign else "every campaign"
    why = Why(row.note or f"{what} {verb}.", {CLOSURE: str(row.uuid)})
    return Deed(f"{what} {verb}: {about}", action, actor, why)


def _move(row: Closure, state: ClosureState) -> None:
    row.state = state
    row.save(update_fields=["state", "pause_set", "resume_set"])


def _is_moving(keys: Collection[int]) -> bool:
    """Return whether something of these parts is being applied, so that it could not be switched now."""
    parts = PlatformCampaign.objects.filter(pk__in=keys).values("uuid")
    moving = Change.objects.filter(target_id__in=parts, field=TargetField.STATUS, state__in=IN_FLIGHT)
    return any(recording.is_busy(change) for change in moving)
