"""The jobs of reports."""

from analytics.selectors import reports as selectors
from analytics.services import reporting
from tenants import queue
from tenants.models import Job
from tenants.queue import Cluster, JobContext


def _give_up(job: Job) -> None:
    reporting.fail_edition(edition_id=job.payload["edition"], error="It could not be made. Ask for it again.")


@queue.handler("analytics.make_edition", cluster=Cluster.SYNC, on_dead=_give_up)
def make_edition(ctx: JobContext, edition: str) -> dict:
    """Write a report's document."""
    made = reporting.make_edition(edition=selectors.get_edition(edition), now=ctx.now)
    return {"text": f"{made.name} is ready.", "url": f"/reports/{made.uuid}/"}
