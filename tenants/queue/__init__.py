"""Jobs. A job is a row of `tenants.models.Job`; django-q2 carries messages that name rows.

    @queue.handler("campaigns.apply_change_set", cluster=Cluster.CHANGES)
    def apply_change_set(ctx: JobContext, change_set: str) -> dict | None: ...

    queue.enqueue("campaigns.apply_change_set", organization=organization, key=str(change_set.uuid), payload={...})

A handler may be run again after a crash and must be idempotent. It raises `PutOff` to be run later without an attempt
being counted, `GiveUp` when trying again would not help; any other error is tried again after a back-off until the
attempts are used up.
"""

from tenants.queue.context import JobContext
from tenants.queue.enqueueing import enqueue, requeue
from tenants.queue.reading import describe, find_live_jobs, get_job
from tenants.queue.registry import autodiscover, get_handler, handler, list_handlers, outstanding
from tenants.queue.schedules import schedule
from tenants.queue.testing import run_due_now
from tenants.queue.types import Cluster, Due, GiveUp, LeaseLost, Outcome, PutOff, Scope, UnknownJob

__all__ = [
    "Cluster",
    "Due",
    "GiveUp",
    "JobContext",
    "LeaseLost",
    "Outcome",
    "PutOff",
    "Scope",
    "UnknownJob",
    "autodiscover",
    "describe",
    "enqueue",
    "find_live_jobs",
    "get_handler",
    "get_job",
    "handler",
    "list_handlers",
    "outstanding",
    "requeue",
    "run_due_now",
    "schedule",
]
