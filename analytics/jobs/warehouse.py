"""The nightly copy of all facts to the organisation's own storage."""

from typing import Any

from analytics import services
from analytics.services import warehouse
from tenants import queue
from tenants.errors import NotFound
from tenants.queue import Cluster, JobContext


def _tell(job: Any) -> None:
    warehouse.note_problem(error=job.problem)


@queue.handler(warehouse.COPY, cluster=Cluster.SYNC, on_dead=_tell)
def copy_to_warehouse(ctx: JobContext) -> dict | None:
    """Write the days that changed; nothing where no storage is set up, or it is switched off."""
    try:
        if not services.get_warehouse().is_on:
            return None
        days = services.copy_to_warehouse(now=ctx.now, progress=_progress(ctx))
    except NotFound:
        return None
    except warehouse.Refused as error:
        raise queue.GiveUp(error.message) from error
    warehouse.note_problem(error="")
    return {"text": f"{days} days were copied.", "url": "/settings/warehouse/"}


def _progress(ctx: JobContext):
    def progress(done: int, total: int) -> None:
        ctx.progress(done, total, "Copying the days that changed")

    return progress
