"""Signs of life of the scheduler and of each cluster, for `/readyz`."""

import time
from datetime import timedelta

from django.conf import settings
from django.db.models.functions import Now

from tenants.models import Heartbeat, Job

EVERY_S = 10.0
MISSED_AFTER = timedelta(seconds=60)
SCHEDULER = "scheduler"


class Beat:
    """Writes a process's sign of life, at most every ten seconds."""

    def __init__(self, name: str):
        self.name, self.next = name, 0.0

    def now_and_then(self) -> None:
        """Write it if it is time."""
        if time.monotonic() < self.next:
            return
        Heartbeat.objects.bulk_create(
            [Heartbeat(name=self.name)], update_conflicts=True, unique_fields=["name"], update_fields=["seen_at"]
        )
        self.next = time.monotonic() + EVERY_S


def problem() -> str:
    """Return which of the job processes are not there, "" when all are. A worker in the middle of a long job counts as there."""
    seen = set(Heartbeat.objects.filter(seen_at__gt=Now() - MISSED_AFTER).values_list("name", flat=True))
    busy = Job.objects.filter(state=Job.State.RUNNING, lease_until__gt=Now())
    seen |= {f"cluster {cluster}" for cluster in busy.values_list("cluster", flat=True).distinct()}
    wanted = [SCHEDULER, *(f"cluster {name}" for name in settings.Q_CLUSTERS)]
    missing = [name for name in wanted if name not in seen]
    return f"not seen for {MISSED_AFTER.seconds} s: {', '.join(missing)}" if missing else ""
