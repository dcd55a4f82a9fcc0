"""The queue's words and figures (vocabulary: Clusters)."""

import uuid
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from django.conf import settings

from tenants.errors import AdwrightError

LEASE = timedelta(seconds=settings.JOB_LEASE_S)
RENEW_S = settings.JOB_LEASE_S / 3
TIMEOUT_S = 300
OVERRUN_S = 30
ATTEMPTS = 3
BACKOFF_S = 10.0
BACKOFF_FACTOR = 4
BACKOFF_MAX_S = 900.0
RESEND_AFTER = timedelta(seconds=15)
REMEMBERED = timedelta(hours=24)
DEAD_LETTERS_KEPT = timedelta(days=7)


class Cluster(StrEnum):
    """Which workers run a job."""

    CHANGES = "changes"
    SYNC = "sync"
    OPTIMIZE = "optimize"
    CREATIVE = "creative"


class Scope(StrEnum):
    """Whose a job is: an organisation's (it runs in the organisation's schema) or the installation's (public)."""

    ORGANIZATION = "organization"
    INSTALLATION = "installation"


class Outcome(StrEnum):
    """What became of a message about a job."""

    DONE = "done"
    PUT_OFF = "put_off"
    RETRY = "retry"
    DEAD = "dead"
    LOST = "lost"
    SKIPPED = "skipped"


@dataclass(frozen=True, slots=True)
class Due:
    """Work that a tenant's rows say is outstanding; what an `@outstanding` function yields (a plain tuple will do)."""

    name: str
    key: str
    payload: dict = field(default_factory=dict)


class UnknownJob(LookupError):
    """No handler of this name is registered."""


class PutOff(Exception):
    """Raised by a handler: not now. Counts no attempt and gives the worker back at once.

    `until` is a moment of the product's clock, `after_s` are seconds of real time; give one. `reason` is shown as the
    job's progress.
    """

    def __init__(self, *, until: datetime | None = None, after_s: float | None = None, reason: str = ""):
        if (until is None) == (after_s is None):
            raise ValueError("PutOff takes either until or after_s")
        self.until, self.after_s, self.reason = until, after_s, reason
        super().__init__(reason or "put off")


class GiveUp(AdwrightError):
    """Raised by a handler: trying again would not help. The job is dead at once; the customer sees the message."""

    code = "gave_up"


class LeaseLost(BaseException):
    """This worker no longer holds the job: another may be running it. Stop; nothing more of this run is recorded.

    Not an Exception, so that a handler's own `except Exception` around one of many items does not swallow it.
    """

    def __init__(self, job_id: uuid.UUID):
        super().__init__(f"the lease on job {job_id} is lost")


class TimeLimit(KeyboardInterrupt):
    """The handler took longer than its time limit. Counts as an attempt.

    A KeyboardInterrupt, because psycopg then cancels the query that it sits in and leaves the connection usable.
    """

    def __init__(self, timeout_s: float):
        super().__init__(f"took longer than {timeout_s:g} s")


class Stopping(KeyboardInterrupt):
    """The worker was told to end and the grace is over. The job is queued again; no attempt is counted."""
