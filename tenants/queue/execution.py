"""Run one job: claim it, set the schema, call the handler under a time limit, record what became of it."""

import contextlib
import os
import signal
import threading
import uuid
from collections.abc import Callable, Iterator

import structlog
from django_tenants.utils import schema_context

from tenants import clock
from tenants.models import Job
from tenants.queue import failures, leases
from tenants.queue.context import JobContext, schema_for
from tenants.queue.heartbeat import Heartbeat
from tenants.queue.registry import Handler, get_handler
from tenants.queue.types import GiveUp, LeaseLost, Outcome, PutOff, Stopping, TimeLimit

log = structlog.get_logger(__name__)


def run_message(job_id: str) -> str:
    """Run the job that a message names. This is the function in django-q2's messages."""
    return run(job_id=uuid.UUID(job_id), worker=f"qcluster.{os.getpid()}").value


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
        return Outcome.DONE if leases.finish(job, result=result) else Outcome.LOST
    except PutOff as wait:
        kept = leases.put_off(job, until=wait.until, after_s=wait.after_s, reason=wait.reason)
        return Outcome.PUT_OFF if kept else Outcome.LOST
    except Stopping:
        leases.put_off(job, until=job.run_at, after_s=0, reason="")
        raise
    except LeaseLost:
        return Outcome.LOST
    except (Exception, TimeLimit) as error:  # noqa: BLE001 - recorded on the row
        return failures.record(job, error)


def _call(handler: Handler, job: Job, on_overrun: Callable[[], None] | None) -> dict | None:
    ctx = JobContext(job, now=clock.now())
    with (
        schema_for(handler, job),
        Heartbeat(ctx, timeout_s=handler.timeout_s, on_overrun=on_overrun),
        _time_limit(handler.timeout_s),
    ):
        result = handler.function(ctx, **job.payload)
    if result is not None and not isinstance(result, dict):
        raise GiveUp(f"The handler of {job.name} returned a {type(result).__name__}; it may return a dict or nothing.")
    return result


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
