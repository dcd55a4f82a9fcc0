"""Jobs that keep the numbers in order: sums that are those of their facts, and nothing kept longer than was decided."""

import structlog

from analytics import services
from tenants import queue
from tenants.queue import Cluster, JobContext

log = structlog.get_logger(__name__)


@queue.handler("analytics.check_rollups", cluster=Cluster.SYNC)
def check_rollups(ctx: JobContext) -> dict | None:
    """Compare some days' sums with their facts every night, and make anew what differs, which should never happen."""
    found = services.list_differences(now=ctx.now, days=services.nightly_days(ctx.now))
    if not found:
        return None
    services.repair_rollups(found)
    log.warning("rollups_differed", days=sorted({str(each.day) for each in found}), sums=len(found))
    return {"text": f"{len(found)} sums differed from their figures and were made anew."}


@queue.handler("analytics.forget_numbers", cluster=Cluster.SYNC)
def forget_numbers(ctx: JobContext) -> None:
    """Forget what is kept no longer: hours, steps within a day, earlier values, figures."""
    services.forget_numbers(now=ctx.now)
