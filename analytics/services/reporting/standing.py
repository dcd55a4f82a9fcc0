"""Standing reports: what is told to whom, how often."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction

from analytics.models import Delivery, Report
from analytics.rhythms import next_slot
from analytics.services.reporting.editions import check_campaigns, check_name
from analytics.types.reports import DeliveryState, Rhythm
from tenants import place
from tenants.errors import Conflict, Invalid
from tenants.services import record_audit
from tenants.types import Actor

MOST_REPORTS, MOST_RECIPIENTS = 50, 20


@dataclass(frozen=True, slots=True)
class Wish:
    """What a standing report is to be; `send_hour` is of the organisation's clock, no campaigns are all of them."""

    name: str
    rhythm: str = Rhythm.WEEKLY
    send_hour: int = 7
    recipients: Sequence[str] = field(default_factory=tuple)
    campaigns: Sequence[UUID] = field(default_factory=tuple)


@transaction.atomic
def create_report(*, wish: Wish, actor: Actor, now: datetime) -> Report:
    """Make a standing report; its first edition comes at the next Monday, or 1st. Raises Invalid by field, Conflict at 50."""
    values = _checked(wish)
    if Report.objects.count() >= MOST_REPORTS:
        raise Conflict(f"There are {MOST_REPORTS} standing reports, which is the most. Delete one that nobody reads.")
    made = Report.objects.create(
        **values, next_at=_next(values, now), created_by_id=actor.id, created_by_label=actor.label[:254], created_at=now
    )
    record_audit(action="report.created", actor=actor, target=made, detail=values, now=now)
    return made


@transaction.atomic
def update_report(*, report: Report, wish: Wish, actor: Actor, now: datetime) -> Report:
    """Change a standing report; editions that were made stay as they are. Locks its row. Raises Invalid by field, Conflict."""
    kept, values = _locked(report), _checked(wish)
    changed = {key: [getattr(kept, key), value] for key, value in values.items() if getattr(kept, key) != value}
    if changed:
        if kept.is_active and changed.keys() & {"rhythm", "send_hour"}:
            values["next_at"] = _next(values, now)
        _write(kept, values)
        record_audit(action="report.updated", actor=actor, target=kept, detail=changed, now=now)
    return kept


@transaction.atomic
def pause_report(*, report: Report, actor: Actor, now: datetime) -> Report:
    """Make no more editions until it is resumed; what waits to be sent is sent. Idempotent."""
    kept = _locked(report)
    if kept.is_active:
        _write(kept, {"is_active": False, "next_at": None})
        record_audit(action="report.paused", actor=actor, target=kept, now=now)
    return kept


@transaction.atomic
def resume_report(*, report: Report, actor: Actor, now: datetime) -> Report:
    """Make editions again, from the next Monday, or 1st, on; what was left out meanwhile is not made up for. Idempotent."""
    kept = _locked(report)
    if not kept.is_active:
        values = {"rhythm": kept.rhythm, "send_hour": kept.send_hour}
        _write(kept, {"is_active": True, "next_at": _next(values, now)})
        record_audit(action="report.resumed", actor=actor, target=kept, now=now)
    return kept


@transaction.atomic
def delete_report(*, report: Report, actor: Actor, now: datetime) -> None:
    """Delete a standing report and what of it was not sent yet; its editions stay, its links for clients end. Idempotent."""
    kept = Report.objects.select_for_update().filter(pk=report.pk).first()
    if kept is None:
        return
    Delivery.objects.filter(edition__report=kept, state=DeliveryState.WAITING).delete()
    kept.editions.update(report=None)
    record_audit(action="report.deleted", actor=actor, target=kept, now=now)
    kept.delete()


def _locked(report: Report) -> Report:
    kept = Report.objects.select_for_update().filter(pk=report.pk).first()
    if kept is None:
        raise Conflict("This report was deleted in the meantime.")
    return kept


def _write(report: Report, values: dict[str, Any]) -> None:
    for name, value in values.items():
        setattr(report, name, value)
    report.save(update_fields=list(values))


def _next(values: dict[str, Any], now: datetime) -> datetime:
    return next_slot(Rhythm(values["rhythm"]), values["send_hour"], after=now, zone=place.current().zone)


def _checked(wish: Wish) -> dict[str, Any]:
    """Return what is to be stored. Raises Invalid with every field that is wrong."""
    problems: dict[str, str] = {}
    values: dict[str, Any] = {"rhythm": wish.rhythm, "send_hour": wish.send_hour}
    if wish.rhythm not in tuple(Rhythm):
        problems["rhythm"] = f"Choose {' or '.join(Rhythm)}."
    if not 0 <= wish.send_hour <= 23:
        problems["send_hour"] = "Choose an hour from 0 to 23."
    checks: tuple[tuple[str, Callable[[Any], Any], Any], ...] = (
        ("name", check_name, wish.name),
        ("campaigns", check_campaigns, wish.campaigns),
        ("recipients", check_recipients, wish.recipients),
    )
    for key, check, given in checks:
        try:
            values[key] = check(given)
        except Invalid as error:
            problems |= {name: " ".join(texts) for name, texts in error.fields.items()}
    if problems:
        raise Invalid(problems)
    return values


def check_recipients(given: Sequence[str]) -> list[str]:
    """Return the addresses, each once whatever its case. Raises Invalid (recipients)."""
    addresses = list({each.strip().lower(): each.strip() for each in given if each.strip()}.values())
    if not 1 <= len(addresses) <= MOST_RECIPIENTS:
        raise Invalid({"recipients": f"Write 1 to {MOST_RECIPIENTS} e-mail addresses."})
    for address in addresses:
        try:
            validate_email(address)
        except ValidationError:
            raise Invalid({"recipients": f"“{address[:60]}” is no e-mail address."})
    return addresses
