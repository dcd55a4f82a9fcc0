"""Every change of a job's state, each one conditional UPDATE.

A claim writes a new token into the row. Whoever writes later must show it, so a twin that lost its lease changes
nothing.
"""

import random
import uuid
from datetime import datetime, timedelta

from django.db.models import F
from django.db.models.functions import Now

from tenants.models import Job
from tenants.queue.types import BACKOFF_FACTOR, BACKOFF_MAX_S, LEASE

FREE = {"lease_token": None, "lease_until": None}


def claim(*, job_id: uuid.UUID, worker: str, now: datetime) -> Job | None:
    """Take a due job and count the attempt; None when it is not due or another has it. `now`: the product's clock."""
    token = uuid.uuid4()
    taken = (
        Job.objects.due(now)
        .filter(uuid=job_id)
        .update(
            state=Job.State.RUNNING,
            attempts=F("attempts") + 1,
            lease_token=token,
            lease_until=Now() + LEASE,
            worker=worker,
            started_at=Now(),
            retry_at=None,
        )
    )
    if not taken:
        return None
    return Job.objects.select_related("organization").get(uuid=job_id, lease_token=token)


def held(job: Job):
    """Return the job's row as a query, empty when the lease is lost."""
    return Job.objects.filter(pk=job.pk, state=Job.State.RUNNING, lease_token=job.lease_token)


def renew(job: Job) -> bool:
    """Push the lease's end away from the database's now; False when it is lost."""
    return bool(held(job).update(lease_until=Now() + LEASE))


def finish(job: Job, *, result: dict | None) -> bool:
    """Record success; False when the lease is lost."""
    return bool(held(job).update(state=Job.State.DONE, result=result, problem="", finished_at=Now(), **FREE))


def put_off(job: Job, *, until: datetime | None, after_s: float | None, reason: str) -> bool:
    """Queue again without counting the attempt; False when the lease is lost."""
    wait = None if after_s is None else Now() + timedelta(seconds=after_s)
    changes = {"progress_text": reason[:200]} if reason else {}
    return bool(
        held(job).update(
            state=Job.State.QUEUED,
            attempts=F("attempts") - 1,
            run_at=until,
            retry_at=wait,
            sent_at=None,
            **changes,
            **FREE,
        )
    )


def fail(job: Job, *, error: str, problem: str, wait_s: float | None, unless_renewed: bool = False) -> bool:
    """Record a failed attempt: queued again after `wait_s`, or dead when that is None. False when the lease is lost.

    With `unless_renewed` it is also False when the lease was renewed since the row was read.
    """
    row = held(job).filter(lease_until=job.lease_until) if unless_renewed else held(job)
    outcome = {"state": Job.State.DEAD, "finished_at": Now()}
    if wait_s is not None:
        outcome = {"state": Job.State.QUEUED, "retry_at": Now() + timedelta(seconds=wait_s), "sent_at": None}
    return bool(row.update(last_error=error, problem=problem[:500], **outcome, **FREE))


def backoff_s(*, attempt: int, first_s: float) -> float:
    """Return the seconds to wait after the n-th attempt: exponential, capped, spread by a quarter each way."""
    return min(first_s * BACKOFF_FACTOR ** (attempt - 1), BACKOFF_MAX_S) * random.uniform(0.75, 1.25)  # noqa: S311
