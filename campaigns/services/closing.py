"""Closures: "closed from … to …" and "sold out" pause campaigns by date and let them run again."""

from datetime import date, datetime, timedelta

from django.db import transaction

from campaigns.models import Campaign, Closure
from campaigns.models.base import actor_columns
from campaigns.services import closing_turns
from campaigns.services.checks import UNCLEAN, Problems, is_clean
from campaigns.types import CampaignStatus, ClosureKind, ClosureState
from tenants import services as tenants
from tenants.errors import Conflict
from tenants.place import today
from tenants.types import Actor

ENDED = (CampaignStatus.COMPLETED, CampaignStatus.ARCHIVED)
FARTHEST = timedelta(days=3 * 366)
NOTE_MOST = 254


def create_closure(
    *, campaign: Campaign | None, kind: ClosureKind, from_date: date, to_date: date | None, actor: Actor, now: datetime,
    note: str = "",
) -> Closure:  # fmt: skip
    """Plan days on which a campaign (None: every one that is managed here) pauses; both days count, `to_date` None is open.

    Days are the organisation's. One that begins today begins at once, the others within minutes of midnight. The same
    closure asked for twice is made once. Raises Invalid, or Conflict for a campaign that has ended.
    """
    _check(kind, from_date, to_date, note, now)
    if campaign and campaign.status in ENDED:
        raise Conflict(f"{campaign.name} has ended, so there is nothing to pause.")
    same = Closure.objects.filter(campaign=campaign, kind=kind, from_date=from_date, to_date=to_date)
    if found := same.filter(state__in=[ClosureState.PLANNED, ClosureState.ON]).first():
        return found
    with transaction.atomic():
        closure = Closure.objects.create(
            campaign=campaign, kind=kind, from_date=from_date, to_date=to_date, note=note.strip(), created_at=now,
            **actor_columns(actor),
        )  # fmt: skip
        _audit("closure.created", closure, actor, now)
    return closing_turns.turn_closure(closure=closure, now=now)


def update_closure(
    *, closure: Closure, from_date: date, to_date: date | None, note: str, actor: Actor, now: datetime
) -> Closure:
    """Move a closure's days or its note; of one that is on the first day stays. Idempotent. Raises Invalid or Conflict."""
    with transaction.atomic():
        row = _open(closure)
        is_on = row.state == ClosureState.ON
        _check(ClosureKind(row.kind), from_date, to_date, note, now, began=row.from_date if is_on else None)
        was = {"from_date": row.from_date, "to_date": row.to_date, "note": row.note}
        row.from_date = row.from_date if is_on else from_date
        row.to_date, row.note = to_date, note.strip()
        moved = {name: [_plain(before), _plain(getattr(row, name))] for name, before in was.items()}
        moved = {name: pair for name, pair in moved.items() if pair[0] != pair[1]}
        if moved:
            row.save(update_fields=list(was))
            tenants.record_audit(action="closure.changed", actor=actor, target=row.campaign, detail=moved, now=now)
    return closing_turns.turn_closure(closure=row, now=now)


def end_closure(*, closure: Closure, actor: Actor, now: datetime, resumes: bool = True) -> Closure:
    """End a closure before its time: call off one that has not begun; of one that is on let what it paused run again.

    With `resumes` off, what it paused stays paused. Raises Conflict when it is over, and what the guards raise: then it
    stays on.
    """
    with transaction.atomic():
        row = _open(closure)
        if row.state == ClosureState.ON and resumes:
            closing_turns.end(row, actor=actor, now=now)
        else:
            row.state = ClosureState.CALLED_OFF
            row.save(update_fields=["state"])
        _audit("closure.ended", row, actor, now)
    return row


def _open(closure: Closure) -> Closure:
    row = Closure.objects.select_for_update(of=("self",)).select_related("campaign").get(pk=closure.pk)
    if row.state not in (ClosureState.PLANNED, ClosureState.ON):
        raise Conflict("This is over already.")
    return row


def _check(
    kind: ClosureKind, from_date: date, to_date: date | None, note: str, now: datetime, began: date | None = None
) -> None:
    problems, day = Problems(), today(now)
    first = began or from_date
    if kind not in set(ClosureKind):
        problems.add("kind", "Choose “closed” or “sold_out”.")
    if began is None and from_date < day:
        problems.add("from_date", "That day is over. Choose today or a later one.")
    if max(from_date, to_date or from_date) > day + FARTHEST:
        problems.add(
            "to_date" if to_date else "from_date", "That is more than three years away. Choose an earlier day."
        )
    if to_date and to_date < max(first, day):
        problems.add("to_date", "The last day is before the first. Choose a later one, or leave it empty.")
    if len(note) > NOTE_MOST or not is_clean(note):
        problems.add("note", f"Write at most {NOTE_MOST} characters." if len(note) > NOTE_MOST else UNCLEAN)
    problems.raise_any()


def _audit(action: str, closure: Closure, actor: Actor, now: datetime) -> None:
    detail = {"kind": closure.kind, "from": _plain(closure.from_date), "to": _plain(closure.to_date)}
    about = {"about": closure.campaign.name if closure.campaign else "every campaign"}
    tenants.record_audit(action=action, actor=actor, target=closure.campaign, detail=detail | about, now=now)


def _plain(value: date | str | None) -> str:
    return value.isoformat() if isinstance(value, date) else value or ""
