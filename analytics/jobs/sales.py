"""Taking a long file of sales."""

from analytics import services
from analytics.models import SaleUpload, UploadState
from analytics.services.sales import TAKE
from tenants import queue
from tenants.queue import Cluster, JobContext


@queue.handler(TAKE, cluster=Cluster.SYNC)
def take_sales(ctx: JobContext, upload: str) -> dict:
    """Take the orders of a file; after a crash those that are still to be taken."""
    found = SaleUpload.objects.filter(uuid=upload, state=UploadState.TAKING).first()
    if found:

        def progress(done: int) -> None:
            ctx.progress(done, found.line_count, "Taking the orders of your file")

        services.take_sale_lines(upload=found, now=ctx.now, progress=progress)
    return {"url": f"/sales/uploads/{upload}/"}
