"""Run due jobs inside the calling process, through the real claim and lease. For tests and for building the demo."""

from collections.abc import Collection

from tenants import clock
from tenants.models import Job
from tenants.queue import execution
from tenants.queue.types import Outcome

LIMIT = 10_000


class DeadJob(AssertionError):
    """A job died."""


def run_due_now(
    *, names: Collection[str] | None = None, allow_dead: bool = False, skip_backoff: bool = True, limit: int = LIMIT
) -> list[Job]:
    """Run due jobs, oldest first, and what they enqueue, until none is due; return those that ran, as they are now.

    With `skip_backoff` a failed job is tried again at once, until it is done or dead. A dead one raises DeadJob with
    its error unless `allow_dead`. Jobs with a later `run_at`, or put off, wait. Messages are not looked at.
    """
    ran: dict[int, Job] = {}
    if skip_backoff:
        Job.objects.filter(state=Job.State.QUEUED, attempts__gt=0).update(retry_at=None)
    for _ in range(limit):
        due = Job.objects.due(clock.now())
        job = (due if names is None else due.filter(name__in=names)).order_by("pk").first()
        if job is None:
            return list(Job.objects.in_bulk(ran).values())
        outcome = execution.run(job_id=job.uuid, worker="in-process")
        if skip_backoff and outcome == Outcome.RETRY:
            Job.objects.filter(pk=job.pk, state=Job.State.QUEUED).update(retry_at=None)
        ran[job.pk] = job
        job.refresh_from_db()
        if job.state == Job.State.DEAD and not allow_dead:
            raise DeadJob(f"{job.name} is dead: {job.last_error}")
    raise AssertionError(f"{limit} jobs ran and there is no end: does one enqueue itself?")
