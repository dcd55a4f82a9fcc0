"""Jobs that make files of tables, and remove them."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from analytics import services
from analytics.models import Export
from analytics.services.exporting.making import MAKE_EXPORT, WAITING, fail_export
from tenants import queue
from tenants.errors import Invalid, NotFound
from tenants.queue import Cluster, Due, JobContext

BROKEN = "It could not be written. Ask for it again; if that does not help, ask for fewer days."
READY = {"text": "The file is ready.", "url": "/exports/"}


def _tell_not_made(job: Any) -> None:
    fail_export(uuid=job.payload["export"], error=job.problem or BROKEN)


@queue.handler(MAKE_EXPORT, cluster=Cluster.SYNC, on_dead=_tell_not_made)
def make_export(ctx: JobContext, export: str) -> dict:
    """Make the file of an export; killed in the middle, it is made from the beginning."""
    try:
        found = services.get_export(export)
    except NotFound:
        return {"text": "This export was deleted."}
    try:
        services.make_export(export=found, progress=_progress(ctx), check=ctx.check)
    except (Invalid, NotFound) as error:
        raise queue.GiveUp(error.message) from error
    return READY


@queue.handler("analytics.forget_exports", cluster=Cluster.SYNC)
def forget_exports(ctx: JobContext) -> None:
    """Remove the files whose days are over."""
    services.forget_exports(now=ctx.now)


@queue.outstanding
def list_outstanding(now: datetime) -> Iterator[Due]:
    """Yield the exports that are not made."""
    for uuid in Export.objects.filter(state__in=WAITING, expires_at__gt=now).values_list("uuid", flat=True):
        yield Due(MAKE_EXPORT, str(uuid), {"export": str(uuid)})


def _progress(ctx: JobContext):
    def progress(done: int, total: int) -> None:
        ctx.progress(done, total, "Writing the rows")

    return progress
