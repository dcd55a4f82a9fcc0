"""Jobs that read figures. Without an account, a job makes one for each account, so that they do not hold each other up."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

import integrations.selectors
from analytics import selectors, services
from integrations.errors import AuthExpired, NotReadyYet, RateLimited
from integrations.types import AccountStatus, SyncKind
from tenants import queue
from tenants.errors import NotFound
from tenants.queue import Cluster, Due, JobContext


@queue.handler("analytics.sync_recent", cluster=Cluster.SYNC)
def sync_recent(ctx: JobContext, account: str | None = None) -> dict | None:
    """Read yesterday and today, in the account's own time; as often as the platform's quota lasts."""
    if account is None:
        due = integrations.selectors.list_due_readings(_readable_accounts(), SyncKind.METRICS, ctx.now)
        _fan_out(ctx, due)
        return None

    def read(found) -> None:
        today = services.local_day(found, ctx.now)
        services.sync_account(account=found, since=today - timedelta(days=1), until=today, now=ctx.now)

    return _for_account(account, read)


@queue.handler("analytics.reread_window", cluster=Cluster.SYNC)
def reread_window(ctx: JobContext, account: str | None = None) -> dict | None:
    """Read the days again that the platform may still restate; once a night of the account's own time."""
    if account is None:
        _fan_out(ctx, selectors.list_due_rereads(_readable_accounts(), ctx.now))
        return None

    def read(found) -> None:
        since, until = selectors.reread_window(found, ctx.now)
        services.sync_account(account=found, since=since, until=until, now=ctx.now, with_actions=True)

    return _for_account(account, read)


@queue.handler("analytics.sync_history", cluster=Cluster.SYNC)
def sync_history(ctx: JobContext, account: str) -> dict:
    """Read the past of an account that was just connected."""

    def read(found) -> None:
        def progress(done: int, total: int) -> None:
            ctx.progress(done, total, f"Reading the numbers of {found.name}: {done} of {total} days")

        services.sync_history(account=found, now=ctx.now, progress=progress)

    return _for_account(account, read)


@queue.outstanding
def list_outstanding(now: datetime) -> Iterator[Due]:
    """Yield the first readings that are not done, and the nightly readings that did not happen."""
    accounts = _readable_accounts()
    histories = selectors.list_due_histories()
    for account in accounts:
        if account.pk in histories:
            yield _due("analytics.sync_history", account)
    for account in selectors.list_due_rereads(accounts, now):
        yield _due("analytics.reread_window", account)


def _for_account(account: str, read: Callable) -> dict:
    try:
        found = integrations.selectors.get_ad_account(account)
    except NotFound:
        return {"text": "The ad account is no longer connected."}
    try:
        read(found)
    except (RateLimited, NotReadyYet, services.BeingRead) as error:
        raise queue.PutOff(after_s=error.retry_after_s, reason=error.message)
    except AuthExpired as error:
        raise queue.GiveUp(error.message)
    return {"text": f"The numbers of {found.name} are here.", "url": "/"}


def _fan_out(ctx: JobContext, accounts: list) -> None:
    for account in accounts:
        due = _due(ctx.job.name, account)
        queue.enqueue(due.name, organization=ctx.organization, key=due.key, payload=due.payload)


def _readable_accounts() -> list:
    """Return the connected accounts whose permission works; those of a dead one wait for a new connection."""
    return list(integrations.selectors.list_ad_accounts().exclude(status=AccountStatus.ERROR))


def _due(name: str, account) -> Due:
    return Due(name, str(account.uuid), {"account": str(account.uuid)})
