"""Jobs that read figures. Without an account, a job makes one for each account, so that they do not hold each other up."""

from collections.abc import Iterator
from datetime import datetime, timedelta

import integrations.selectors
from analytics import selectors, services
from analytics.jobs.accounts import due_of, fan_out, for_account, readable_accounts
from integrations.types import SyncKind
from tenants import queue
from tenants.queue import Cluster, Due, JobContext


@queue.handler("analytics.sync_recent", cluster=Cluster.SYNC)
def sync_recent(ctx: JobContext, account: str | None = None) -> dict | None:
    """Read yesterday and today, in the account's own time; as often as the platform's quota lasts."""
    if account is None:
        due = integrations.selectors.list_due_readings(readable_accounts(), SyncKind.METRICS, ctx.now)
        fan_out(ctx, due)
        return None

    def read(found) -> None:
        today = services.local_day(found, ctx.now)
        services.sync_account(account=found, since=today - timedelta(days=1), until=today, now=ctx.now)
        services.guard_spend(account=found, now=ctx.now)

    return for_account(account, read)


@queue.handler("analytics.reread_window", cluster=Cluster.SYNC)
def reread_window(ctx: JobContext, account: str | None = None) -> dict | None:
    """Read the days again that the platform may still restate; once a night of the account's own time.

    Once a week Google's older days are read too, whose clicks may still convert.
    """
    if account is None:
        fan_out(ctx, selectors.list_due_rereads(readable_accounts(), ctx.now))
        return None

    def read(found) -> None:
        for window in selectors.list_windows(found, ctx.now):
            services.sync_account(account=found, since=window.since, until=window.until, now=ctx.now, with_actions=True)

    return for_account(account, read)


@queue.handler("analytics.sync_history", cluster=Cluster.SYNC)
def sync_history(ctx: JobContext, account: str) -> dict:
    """Read the past of an account that was just connected."""

    def read(found) -> None:
        def progress(done: int, total: int) -> None:
            ctx.progress(done, total, f"Reading the numbers of {found.name}: {done} of {total} days")

        services.sync_history(account=found, now=ctx.now, progress=progress)

    return for_account(account, read)


@queue.outstanding
def list_outstanding(now: datetime) -> Iterator[Due]:
    """Yield the first readings that are not done, and the nightly readings that did not happen."""
    accounts = readable_accounts()
    histories = selectors.list_due_histories()
    for account in accounts:
        if account.pk in histories:
            yield due_of("analytics.sync_history", account)
    for account in selectors.list_due_rereads(accounts, now):
        yield due_of("analytics.reread_window", account)
