"""What a handler gets to hold."""

import threading
from contextlib import AbstractContextManager
from datetime import datetime

from django.db import connection
from django_tenants.utils import schema_context, tenant_context

from tenants.models import Job, Organization
from tenants.queue import leases
from tenants.queue.registry import Handler
from tenants.queue.types import GiveUp, LeaseLost, Scope


class JobContext:
    """The job at work: whose it is, when, and how it tells how far it is."""

    def __init__(self, job: Job, *, now: datetime):
        self.job = job
        self.now = now
        self.lost = threading.Event()

    @property
    def organization(self) -> Organization | None:
        """Return the organisation in whose schema the job runs; None for a job of the installation."""
        return self.job.organization

    @property
    def is_last_attempt(self) -> bool:
        """Return whether a failure now makes the job a dead letter."""
        return self.job.attempts >= self.job.max_attempts

    def progress(self, done: int, total: int | None = None, text: str = "") -> None:
        """Show how far the job is: `done` of `total`, and what is being done. Raises LeaseLost."""
        if self.lost.is_set() or not leases.held(self.job).update(
            progress_done=done, progress_total=total, progress_text=text[:200]
        ):
            raise LeaseLost(self.job.uuid)

    def check(self) -> None:
        """Raise LeaseLost unless this worker still holds the job.

        Inside a transaction the row is locked until its end, so that what the transaction writes takes effect only
        under the lease.
        """
        held = leases.held(self.job)
        if connection.in_atomic_block:
            held = held.select_for_update(of=("self",))
        if self.lost.is_set() or not held.values_list("pk", flat=True).first():
            raise LeaseLost(self.job.uuid)


def schema_for(handler: Handler, job: Job) -> AbstractContextManager:
    """Return the schema to run in. The row says it; a job of an organisation never runs in public (GiveUp)."""
    if handler.scope is Scope.INSTALLATION:
        return schema_context("public")
    if job.organization is None:
        raise GiveUp(f"{job.name} belongs to an organisation, and this job has none.")
    if not job.organization.is_active:
        raise GiveUp(f"{job.organization} is switched off.")
    return tenant_context(job.organization)
