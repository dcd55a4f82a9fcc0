"""Jobs that read what is left out while a quota is short, and those that look for days that were never read."""

from collections.abc import Iterator
from datetime import datetime

import integrations.selectors
from analytics import selectors, services
from analytics.jobs.accounts import due_of, fan_out, for_account, readable_accounts
from integrations.cadences import Extra
from tenants import queue
from tenants.queue import Cluster, Due, JobContext


@queue.handler("analytics.read_hours", cluster=Cluster.SYNC)
def read_hours(ctx: JobContext, account: str | None = None) -> dict | None:
    """Read yesterday and today by hour, where no quota is short."""
    if account is None:
        fan_out(ctx, integrations.selectors.list_affording(readable_accounts(), Extra.HOURS, ctx.now))
        return None
    return for_account(account, lambda found: services.read_hours(account=found, now=ctx.now))


@queue.handler("analytics.read_audiences", cluster=Cluster.SYNC)
def read_audiences(ctx: JobContext, account: str | None = None) -> dict | None:
    """Read an account's breakdowns and reach; once a night of its own time, where no quota is short."""
    if account is None:
        fan_out(ctx, _due_audiences(ctx.now))
        return None
    return for_account(account, lambda found: services.read_audiences(account=found, now=ctx.now))


@queue.handler("analytics.find_gaps", cluster=Cluster.SYNC)
def find_gaps(ctx: JobContext) -> None:
    """Ask for the days to be read that never were."""
    gappy = selectors.list_gappy()
    for account in readable_accounts():
        if account.pk in gappy:
            services.request_reread(account=account, organization=ctx.organization, only_missing=True, now=ctx.now)


@queue.outstanding
def list_outstanding(now: datetime) -> Iterator[Due]:
    """Yield the nightly breakdowns and reach that are due and that the quotas have room for."""
    for account in _due_audiences(now):
        yield due_of("analytics.read_audiences", account)


def _due_audiences(now: datetime) -> list:
    due = selectors.list_due_audiences(readable_accounts(), now)
    return integrations.selectors.list_affording(due, Extra.AUDIENCES, now) if due else []
