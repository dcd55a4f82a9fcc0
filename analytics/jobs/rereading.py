"""Reading days of one account again because somebody asked, or because they are missing."""

from datetime import date, datetime

from analytics import services
from analytics.jobs.accounts import for_account
from analytics.services.rereading import REREAD, Wish
from analytics.types import Period
from tenants import queue
from tenants.queue import Cluster, JobContext


@queue.handler(REREAD, cluster=Cluster.SYNC)
def reread_days(ctx: JobContext, account: str, since: str, until: str, only_missing: bool, asked_at: str) -> dict:
    """Read days of an account again; after a crash only what is still to be read."""
    period = Period(date.fromisoformat(since), date.fromisoformat(until))
    wish = Wish(period, datetime.fromisoformat(asked_at), only_missing)

    def read(found) -> None:
        def progress(done: int, total: int) -> None:
            ctx.progress(done, total, f"Reading {found.name} again, the newest days first")

        services.reread_days(account=found, wish=wish, now=ctx.now, progress=progress)

    return for_account(account, read) | {"url": f"/numbers/?account={account}"}
