"""Jobs that only tests have. Each writes what it did into the table `note` of its organisation's schema."""

import contextlib
import os
import signal
import time
from collections.abc import Callable

from django.db import connection

from tenants import queue
from tenants.queue import Cluster, JobContext


def write_note(text: str) -> None:
    """Add a note in the present schema."""
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO note (text) VALUES (%s)", [text])


def read_notes(slug: str) -> list[str]:
    """Return an organisation's notes in the order in which they were written."""
    with connection.cursor() as cursor:
        cursor.execute(f'SELECT text FROM "o_{slug}".note ORDER BY id')
        return [text for (text,) in cursor.fetchall()]


@queue.handler("test.note", cluster=Cluster.CHANGES, backoff_s=0.2)
def note(ctx: JobContext, text: str) -> dict:
    """Write a note."""
    write_note(text)
    return {"text": f"Wrote {text}."}


@queue.handler("test.fail", cluster=Cluster.CHANGES, backoff_s=0.2)
def fail(ctx: JobContext, message: str = "no") -> None:
    """Fail each time."""
    write_note(f"attempt {ctx.job.attempts}")
    raise RuntimeError(message)


@queue.handler("test.raise", cluster=Cluster.CHANGES)
def raise_given(ctx: JobContext, kind: str) -> None:
    """Raise what the test put into RAISES."""
    raise RAISES[kind]


RAISES: dict[str, BaseException] = {}


@queue.handler("test.kill_worker", cluster=Cluster.CHANGES, backoff_s=0.1)
def kill_worker(ctx: JobContext) -> None:
    """End the process as the kernel's out-of-memory killer would."""
    write_note(f"killed {ctx.job.attempts}")
    os.kill(os.getpid(), signal.SIGKILL)


@queue.handler("test.slow", cluster=Cluster.CHANGES, backoff_s=0.1)
def slow(ctx: JobContext, seconds: float) -> None:
    """Take a while on the first attempt, and only then do the work."""
    write_note(f"begun {ctx.job.attempts}")
    end = time.monotonic() + (seconds if ctx.job.attempts == 1 else 0)
    while time.monotonic() < end:
        time.sleep(0.05)
    ctx.progress(1, 1, "nearly")
    write_note(f"finished {ctx.job.attempts}")


@queue.handler("test.installation", cluster=Cluster.SYNC, scope=queue.Scope.INSTALLATION)
def installation(ctx: JobContext) -> dict:
    """Say in which schema it runs."""
    return {"schema": connection.schema_name}


@queue.handler("test.too_long", cluster=Cluster.CHANGES, timeout_s=0.2, attempts=1)
def too_long(ctx: JobContext) -> None:
    """Sit in a query longer than the time limit."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_sleep(20)")


@queue.handler("test.returns_text", cluster=Cluster.CHANGES)
def returns_text(ctx: JobContext) -> str:
    """Return what a handler may not."""
    return "text"


buried_jobs: list[tuple] = []


@queue.handler(
    "test.buried",
    cluster=Cluster.CHANGES,
    on_dead=lambda job: buried_jobs.append((connection.schema_name, job.uuid, job.state)),
)
def buried(ctx: JobContext) -> None:
    """Tell the test when it is dead."""
    raise RuntimeError


WHILE_RUNNING: dict[str, Callable[[JobContext], object]] = {}


@queue.handler("test.meanwhile", cluster=Cluster.CHANGES)
def meanwhile(ctx: JobContext) -> None:
    """Do what the test put into WHILE_RUNNING."""
    WHILE_RUNNING["action"](ctx)


@queue.handler("test.deaf", cluster=Cluster.CHANGES, timeout_s=0.1)
def deaf(ctx: JobContext) -> None:
    """Go on after the time limit, as code that swallows every error does."""
    with contextlib.suppress(BaseException):
        time.sleep(10)
    WHILE_RUNNING["action"](ctx)
