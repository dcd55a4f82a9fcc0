"""The job that keeps exchange rates new."""

from analytics import services
from tenants import queue
from tenants.queue import Cluster, JobContext, Scope


@queue.handler("analytics.refresh_rates", cluster=Cluster.SYNC, scope=Scope.INSTALLATION)
def refresh_rates(ctx: JobContext) -> dict:
    """Fetch the bank's rates, once a day after it has published them (16:00 in Frankfurt); offline is no failure."""
    stored = services.refresh_rates(today=ctx.now.date())
    return {"text": f"{stored} exchange rates are new."}


@queue.handler("analytics.tell_rates", cluster=Cluster.SYNC)
def tell_rates(ctx: JobContext) -> dict:
    """Tell campaigns what currencies are worth, for adding budgets up against the organisation's ceiling."""
    return {"currencies": services.tell_rates(now=ctx.now)}
