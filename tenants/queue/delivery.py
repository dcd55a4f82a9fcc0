"""Give back what dead workers held, and send messages for what is due: so a lost message or worker costs seconds."""

from datetime import datetime

import structlog
from django.db.models import Q
from django.db.models.functions import Now

from tenants.models import Job
from tenants.queue import failures, messenger
from tenants.queue.types import RESEND_AFTER

log = structlog.get_logger(__name__)
BATCH = 1000


def recover(*, worker: str | None = None) -> int:
    """End the attempts whose lease has run out, or all of a worker that is known to be dead; return how many.

    Each is queued again after its back-off, or dead when it was the last. Safe to run in several processes at once.
    """
    held = Job.objects.filter(state=Job.State.RUNNING)
    held = held.filter(worker=worker) if worker else held.filter(lease_until__lt=Now())
    return sum(failures.end_lost_attempt(job) for job in held.select_related("organization")[:BATCH])


def send_due(*, now: datetime) -> int:
    """Send a message for each job that is due and has none; return how many. `now` is the product's clock.

    A job whose message was sent a while ago gets another only when none waits for its cluster: until then it may still
    be among them.
    """
    unsent = Q(sent_at=None) | Q(sent_at__lt=Now() - RESEND_AFTER)
    due = list(Job.objects.due(now).filter(unsent).only("pk", "uuid", "cluster", "sent_at").order_by("pk")[:BATCH])
    empty = {cluster: messenger.is_empty(cluster) for cluster in {job.cluster for job in due if job.sent_at}}
    return sum(_send(job) for job in due if job.sent_at is None or empty[job.cluster])


def _send(job: Job) -> bool:
    marked = Job.objects.filter(pk=job.pk, state=Job.State.QUEUED, sent_at=job.sent_at).update(sent_at=Now())
    if marked:
        messenger.send(job_id=job.uuid, cluster=job.cluster)
    return bool(marked)
