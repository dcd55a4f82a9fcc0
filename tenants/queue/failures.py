"""What becomes of a job whose attempt failed, or whose worker died."""

from contextlib import AbstractContextManager

import structlog
from django.conf import settings
from django.db import transaction
from django.utils.module_loading import import_string
from django_tenants.utils import schema_context, tenant_context

from tenants.errors import AdwrightError
from tenants.models import Job
from tenants.queue import leases
from tenants.queue.registry import get_handler
from tenants.queue.types import BACKOFF_S, GiveUp, Outcome, UnknownJob

log = structlog.get_logger(__name__)
OURS = "Something went wrong on our side. It was written down."
LOST = "The worker ended in the middle of it."


def record(job: Job, error: BaseException) -> Outcome:
    """Record a handler's error: another attempt after the back-off, or a dead letter.

    A job without a handler is tried again too: a worker of the release before may have got it.
    """
    log.warning("job_failed", exc_info=error)
    final = isinstance(error, GiveUp) or job.attempts >= job.max_attempts
    problem = error.message if isinstance(error, AdwrightError) else OURS
    text = redact(f"{type(error).__name__}: {error}")[:4000]
    wait_s = None if final else max(_wait_s(job), float(getattr(error, "retry_after_s", 0)))
    with transaction.atomic():
        if not leases.fail(job, error=text, problem=redact(problem), wait_s=wait_s):
            return Outcome.LOST
        if final:
            _bury(job)
    return Outcome.DEAD if final else Outcome.RETRY


def end_lost_attempt(job: Job) -> bool:
    """End the attempt of a worker that is gone; False when it turns out to live, or somebody else ended it."""
    final = job.attempts >= job.max_attempts
    wait_s = None if final else _wait_s(job)
    with transaction.atomic():
        ended = leases.fail(job, error=f"{LOST} ({job.worker})", problem=OURS, wait_s=wait_s, unless_renewed=True)
        if ended:
            log.warning("job_lost", job=str(job.uuid), job_name=job.name, attempt=job.attempts, worker=job.worker)
            if final:
                _bury(job)
    return ended


def _wait_s(job: Job) -> float:
    """Return the back-off; a job whose handler is gone waits as most do."""
    try:
        first_s = get_handler(job.name).backoff_s
    except UnknownJob:
        first_s = BACKOFF_S
    return leases.backoff_s(attempt=job.attempts, first_s=first_s)


def _bury(job: Job) -> None:
    """Tell the job's app that the job is dead, in the transaction that says so: a crash loses neither or both.

    What goes wrong there is logged and undone: the job is dead all the same.
    """
    try:
        handler = get_handler(job.name)
        if handler.on_dead:
            job.refresh_from_db(fields=["state", "problem", "last_error"])
            with transaction.atomic(), _schema_of(job):
                handler.on_dead(job)
    except Exception:
        log.exception("on_dead_failed", job=str(job.uuid), job_name=job.name)


def _schema_of(job: Job) -> AbstractContextManager:
    """Return the schema of a dead job; that of a switched-off organisation too, so that nothing waits there for ever."""
    return tenant_context(job.organization) if job.organization else schema_context("public")


def redact(text: str) -> str:
    """Return the text with what looks like a secret hidden, and without NULs, which PostgreSQL refuses."""
    return import_string(settings.HIDE_SECRETS)(text).replace("\x00", "")
