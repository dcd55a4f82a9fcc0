"""Put a job into the queue."""

from datetime import datetime
from functools import partial
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models.functions import Now
from django.utils import timezone

from tenants.errors import Conflict
from tenants.models import Job, Organization
from tenants.queue import messenger
from tenants.queue.registry import Handler, get_handler
from tenants.queue.types import REMEMBERED, Scope


def enqueue(
    name: str,
    *,
    organization: Organization | None = None,
    key: str | None = None,
    payload: dict[str, Any] | None = None,
    run_at: datetime | None = None,
    remember: bool = False,
) -> Job:
    """Make a job row, and tell its cluster on commit. Inside a transaction nothing happens unless it commits.

    With a `key` there is at most one live job an organisation, name and key: the live one is returned instead of a
    second. With `remember` a job of that key that was done within the last 24 hours is returned too. `run_at` is a
    moment of the product's clock. The payload holds JSON values; a UUID or a date arrives at the handler as text.
    Raises UnknownJob.
    """
    handler = get_handler(name)
    wanted = _row(handler, organization, key or "", payload or {}, run_at)
    job = _insert_once(wanted, remember) if key else _insert(wanted)
    if job.uuid == wanted.uuid and run_at is None:
        transaction.on_commit(partial(messenger.send, job_id=job.uuid, cluster=job.cluster))
    return job


def _row(handler: Handler, organization: Organization | None, key: str, payload: dict, run_at: datetime | None) -> Job:
    if (organization is None) != (handler.scope is Scope.INSTALLATION):
        raise ValueError(
            f"{handler.name} is a job of the {handler.scope.value}; organization={organization!r} does not fit"
        )
    return Job(
        organization=organization,
        name=handler.name,
        key=key,
        cluster=handler.cluster,
        payload=payload,
        max_attempts=handler.attempts,
        run_at=run_at,
        sent_at=timezone.now() if run_at is None else None,
    )


def _insert(job: Job) -> Job:
    job.save(force_insert=True)
    return job


def _insert_once(job: Job, remember: bool) -> Job:
    """Insert unless a live job of the key exists; the unique index decides between two at the same time."""
    same = Job.objects.filter(organization=job.organization, name=job.name, key=job.key)
    while True:
        Job.objects.bulk_create([job], ignore_conflicts=True)
        made = Job.objects.filter(uuid=job.uuid).first()
        if made is None:
            if live := same.live().first():
                return live
            continue
        done = same.filter(state=Job.State.DONE, finished_at__gt=Now() - REMEMBERED).first() if remember else None
        if done:
            made.delete()
            return done
        return made


def requeue(job: Job) -> None:
    """Queue a dead job again with all its attempts. Conflict when it is not dead, or another of its key is under way."""
    fresh = {"state": Job.State.QUEUED, "attempts": 0, "finished_at": None, "run_at": None, "retry_at": None}
    try:
        with transaction.atomic():
            found = Job.objects.filter(pk=job.pk, state=Job.State.DEAD).update(**fresh, sent_at=Now(), problem="")
    except IntegrityError:
        raise Conflict(f"{job} stays dead: another job of the same key is under way.") from None
    if not found:
        raise Conflict(f"{job} is not dead.")
    transaction.on_commit(partial(messenger.send, job_id=job.uuid, cluster=job.cluster))
