"""Editions: asked for by hand or by a standing report, made once, never changed."""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

import campaigns.selectors
from analytics import periods, reports
from analytics.models import Edition
from analytics.services.reporting.documents import make_document
from analytics.tables.spec import MOST_CAMPAIGNS
from analytics.types.reports import EditionState
from tenants import place, queue
from tenants.errors import Invalid
from tenants.services import record_audit
from tenants.types import Actor

MAKE = "analytics.make_edition"
LONGEST_NAME = 80
USUAL_NAME = "Advertising report"


@transaction.atomic
def create_edition(
    *,
    organization,
    since: date,
    until: date,
    actor: Actor,
    now: datetime,
    name: str = "",
    about: Sequence[UUID] = (),
) -> Edition:
    """Ask for a report of any days (both included), of all campaigns or of chosen ones; a job makes it.

    Raises Invalid (name, since, until, campaigns).
    """
    today = place.today(now)
    periods.choose({"since": str(since), "until": str(until)}, today=today)
    made = Edition.objects.create(
        name=check_name(name or USUAL_NAME),
        since=since,
        until=until,
        campaigns=check_campaigns(about),
        created_by_id=actor.id,
        created_by_label=actor.label[:254],
        created_at=now,
    )
    detail = {"since": str(since), "until": str(until)}
    record_audit(action="edition.created", actor=actor, target=made, detail=detail, now=now)
    queue.enqueue(MAKE, organization=organization, key=str(made.uuid), payload={"edition": str(made.uuid)})
    return made


def make_edition(*, edition: Edition, now: datetime) -> Edition:
    """Write an edition's document, once: a second call, also at the same time, leaves what is there."""
    if edition.state == EditionState.READY:
        return edition
    document = reports.dump(make_document(edition, now))
    pending = Edition.objects.filter(pk=edition.pk).exclude(state=EditionState.READY)
    pending.update(document=document, state=EditionState.READY, made_at=now, error="")
    edition.refresh_from_db()
    return edition


def fail_edition(*, edition_id: UUID, error: str) -> None:
    """Say that an edition could not be made; one that is ready stays."""
    Edition.objects.filter(uuid=edition_id, state=EditionState.PENDING).update(
        state=EditionState.FAILED, error=error[:500]
    )


def check_name(name: str) -> str:
    """Return a report's name. Raises Invalid (name)."""
    name = " ".join(name.split())
    if not 1 <= len(name) <= LONGEST_NAME or not name.isprintable():
        raise Invalid({"name": f"Write a name of 1 to {LONGEST_NAME} characters."})
    return name


def check_campaigns(chosen: Sequence[UUID]) -> list[str]:
    """Return the campaigns' ids as they are stored, each once. Raises Invalid (campaigns)."""
    ids = list(dict.fromkeys(str(each) for each in chosen))
    if len(ids) > MOST_CAMPAIGNS:
        raise Invalid({"campaigns": f"Choose up to {MOST_CAMPAIGNS} campaigns, or all."})
    if campaigns.selectors.list_campaigns(with_parts=False, status="all").filter(uuid__in=ids).count() < len(ids):
        raise Invalid({"campaigns": "One of these campaigns is not here. Choose again."})
    return ids
