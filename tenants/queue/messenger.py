"""django-q2 is the messenger. A message holds a job's uuid and nothing else: losing or doubling one does no harm."""

import uuid

from django_q.brokers import get_broker
from django_q.tasks import async_task

FUNCTION = "tenants.queue.execution.run_message"


def send(*, job_id: uuid.UUID, cluster: str) -> None:
    """Tell a cluster that a job is due. Call it after the commit: the job must be visible when the message arrives."""
    async_task(FUNCTION, str(job_id), cluster=cluster, task_name=str(job_id))


def is_empty(cluster: str) -> bool:
    """Return whether no message waits for this cluster."""
    return get_broker(cluster).queue_size() == 0
