"""What pages and programs see of a job."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone

from tenants.errors import NotFound
from tenants.models import Job, Organization

# How old a job may be until it is asked for less often, and how often that is.
PATIENCE = ((timedelta(seconds=30), 2), (timedelta(minutes=2), 5))
POLL_MAX_S = 15


@dataclass(frozen=True, slots=True)
class Progress:
    """A job in words. `poll_s` is None for one that has ended."""

    text: str
    done: int
    total: int | None
    ended_well: bool | None
    url: str
    poll_s: int | None


def get_job(*, organization: Organization, job_id: uuid.UUID) -> Job:
    """Return an organisation's job; NotFound for any other."""
    try:
        return Job.objects.get(organization=organization, uuid=job_id)
    except Job.DoesNotExist:
        raise NotFound("There is no such job. Finished ones are kept for a day.") from None


def find_live_jobs(name: str, *, organization: Organization, keys: Sequence[str]) -> list[Job]:
    """Return the jobs of this name that wait or run, in the order of these keys; one query."""
    found = {job.key: job for job in Job.objects.live().filter(organization=organization, name=name, key__in=keys)}
    return [found[key] for key in keys if key in found]


def describe(job: Job, *, machine_now: datetime | None = None) -> Progress:
    """Say how far a job is, and after how many seconds it is worth asking again (by the machine's clock)."""
    ended_well = None if job.is_live else job.state == Job.State.DONE
    result = job.result or {}
    return Progress(
        text=_text(job, result),
        done=job.progress_done,
        total=job.progress_total,
        ended_well=ended_well,
        url=result.get("url", ""),
        poll_s=_poll_s(job, machine_now or timezone.now()) if ended_well is None else None,
    )


def _text(job: Job, result: dict) -> str:
    if job.state == Job.State.DONE:
        return result.get("text") or "Done."
    if job.state == Job.State.DEAD:
        return job.problem
    if job.state == Job.State.QUEUED and job.attempts:
        return "It did not work at once. Trying again in a moment."
    return job.progress_text or ("Working on it" if job.state == Job.State.RUNNING else "Waiting for its turn")


def _poll_s(job: Job, machine_now: datetime) -> int:
    age = machine_now - job.created_at
    return next((seconds for limit, seconds in PATIENCE if age < limit), POLL_MAX_S)
