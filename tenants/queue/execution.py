"""Run one job: claim it, set the schema, call the handler under a time limit, record what became of it."""

import contextlib
import signal
import threading
import uuid
from collections.abc import Callable, Iterator

import structlog
from django.conf import settings
from django.utils.module_loading import import_string
from django_tenants.utils import schema_context, tenant_context

from tenants import clock
from tenants.errors import AdwrightError
from tenants.models import Job
from tenants.queue import leases
from tenants.queue.context import JobContext
from tenants.queue.heartbeat import Heartbeat
from tenants.queue.registry import Handler, get_handler
from tenants.queue.types import BACKOFF_S, GiveUp, LeaseLost, Outcome, PutOff, Scope, Stopping, TimeLimit, UnknownJob

log = structlog.get_logger(__name__)
OURS = "Something went wrong on our side. It was written down."


def run_message(job_id: str) -> str:
    """Run the job that a message names. This is the function in django-q2's messages."""
    return run(job_id=uuid.UUID(job_id), worker="qcluster").value


def run(*, job_id: uuid.UUID, worker: str, on_overrun: Callable[[], None] | None = None) -> Outcome:
    """Claim and run a job; SKIPPED when it is not due or another has it.

    A handler's errors are recorded, never raised; only `Stopping` comes out.
    """
    with schema_context("public"):
        job = leases.claim(job_id=job_id, worker=worker, now=clock.now())
        if job is None:
            return Outcome.SKIPPED
        with structlog.contextvars.bound_contextvars(job=str(job.uuid), job_name=job.name):
            outcome = _attempt(job, on_overrun)
            log.info(
                "job_run",
                outcome=outcome.value,
                attempt=job.attempts,
                organization=job.organization and job.organization.slug,
            )
            return outcome


def _attempt(job: Job, on_overrun: Callable[[], None] | None) -> Outcome:
    try:
        handler = get_handler(job.name)
        result = _call(handler, job, on_overrun)
    except PutOff as wait:
        kept = leases.put_off(job, until=wait.until, after_s=wait.after_s, reason=wait.reason)
        return Outcome.PUT_OFF if kept else Outcome.LOST
    except Stopping:
        leases.put_off(job, until=job.run_at, after_s=0, reason="")
        raise
    except LeaseLost:
        return Outcome.LOST
    except (Exception, TimeLimit) as error:  # noqa: BLE001 - recorded on the row
        return _fail(job, error)
    return Outcome.DONE if leases.finish(job, result=result) else Outcome.LOST


def _call(handler: Handler, job: Job, on_overrun: Callable[[], None] | None) -> dict | None:
    ctx = JobContext(job, now=clock.now())
    with (
        _place(handler, job),
        Heartbeat(ctx, timeout_s=handler.timeout_s, on_overrun=on_overrun),
        _time_limit(handler.timeout_s),
    ):
        result = handler.function(ctx, **job.payload)
    if result is not None and not isinstance(result, dict):
        raise GiveUp(f"The handler of {job.name} returned a {type(result).__name__}; it may return a dict or nothing.")
    return result


def _place(handler: Handler, job: Job):
    """Return the schema to run in. The row says it; a job of an organisation never runs in public."""
    if handler.scope is Scope.INSTALLATION:
        return schema_context("public")
    if job.organization is None:
        raise GiveUp(f"{job.name} belongs to an organisation, and this job has none.")
    if not job.organization.is_active:
        raise GiveUp(f"{job.organization} is switched off.")
    return tenant_context(job.organization)


@contextlib.contextmanager
def _time_limit(timeout_s: float) -> Iterator[None]:
    """Raise TimeLimit in the handler; only the main thread can be interrupted."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def interrupt(_signum, _frame):
        raise TimeLimit(timeout_s)

    before = signal.signal(signal.SIGALRM, interrupt)
    signal.setitimer(signal.ITIMER_REAL, timeout_s)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def _fail(job: Job, error: BaseException) -> Outcome:
    log.warning("job_failed", exc_info=error)
    final = isinstance(error, GiveUp | UnknownJob) or job.attempts >= job.max_attempts
    wait_s = None if final else _wait_s(job, error)
    problem = error.message if isinstance(error, AdwrightError) else OURS
    kept = leases.fail(job, error=redacted(error), problem=redact(problem), wait_s=wait_s)
    if not kept:
        return Outcome.LOST
    return Outcome.DEAD if final else Outcome.RETRY


def _wait_s(job: Job, error: BaseException) -> float:
    """Return the back-off, at least as long as the error itself asks for (`retry_after_s`)."""
    wait_s = leases.backoff_s(attempt=job.attempts, first_s=first_wait_s(job.name))
    return max(wait_s, float(getattr(error, "retry_after_s", 0)))


def first_wait_s(name: str) -> float:
    """Return a job's wait after its first failure; the common one when its handler is gone."""
    try:
        return get_handler(name).backoff_s
    except UnknownJob:
        return BACKOFF_S


def redacted(error: BaseException) -> str:
    """Return an error's kind and text for the operator, without secrets."""
    return redact(f"{type(error).__name__}: {error}")[:4000]


def redact(text: str) -> str:
    """Return the text with what looks like a secret hidden."""
    return import_string(settings.HIDE_SECRETS)(text)
