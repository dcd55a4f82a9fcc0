"""Turn schedules into jobs, once a slot, however many schedulers run and however often they are restarted."""

from collections.abc import Sequence
from datetime import datetime, timedelta

import structlog
from django.db import connection, transaction
from django.db.models.functions import Now

from tenants.models import Job, Organization, ScheduleRun
from tenants.queue.enqueueing import enqueue
from tenants.queue.schedules import Schedule, list_schedules
from tenants.queue.types import Scope

log = structlog.get_logger(__name__)
LOCK = 0x5C4ED01E
KEY = "schedule"
SET_BACK = timedelta(hours=1)


def tick(*, now: datetime, schedules: Sequence[Schedule] | None = None) -> list[Job]:
    """Enqueue what has become due by `now` (the product's clock); return the jobs.

    Jobs and remembered slots are one transaction under an advisory lock: a crash loses neither or both, a second
    scheduler does nothing meanwhile. Slots missed while no scheduler ran are made up for by one job. A pair of schedule
    and organisation that is new starts with its next slot, so does one whose remembered slot lies in the future because
    the clock was set back.
    """
    with transaction.atomic():
        if not _alone():
            return []
        known = {(run.name, run.organization_id): run for run in ScheduleRun.objects.all()}
        jobs = []
        for schedule, organization in _pairs(list_schedules() if schedules is None else schedules):
            slot = schedule.last_slot(organization, now)
            run = known.get((schedule.name, organization and organization.pk))
            due = run is not None and slot > run.slot_at
            if due:
                jobs.append(_enqueue(schedule, organization))
            if due or run is None or run.slot_at > now + SET_BACK:
                _remember(schedule, organization, slot, ran=due)
        return jobs


def _alone() -> bool:
    """Take the schedulers' lock until the end of the transaction; False when another has it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [LOCK])
        return cursor.fetchone()[0]


def _pairs(schedules: Sequence[Schedule]) -> list[tuple[Schedule, Organization | None]]:
    active = list(Organization.objects.filter(is_active=True).exclude(schema_name="public"))
    return [
        (schedule, organization)
        for schedule in schedules
        for organization in (active if schedule.scope is Scope.ORGANIZATION else [None])
    ]


def _enqueue(schedule: Schedule, organization: Organization | None) -> Job:
    return enqueue(schedule.name, organization=organization, key=KEY, payload=schedule.payload)


def _remember(schedule: Schedule, organization: Organization | None, slot: datetime, *, ran: bool) -> None:
    changes = {"slot_at": slot} | ({"ran_at": Now()} if ran else {})
    ScheduleRun.objects.update_or_create(name=schedule.name, organization=organization, defaults=changes)
