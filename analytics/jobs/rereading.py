"""Reading days of one account again because somebody asked."""

from datetime import date, datetime

import integrations.selectors
from analytics import services
from analytics.services.rereading import Wish
from analytics.types import Period
from integrations.errors import AuthExpired, NotReadyYet, RateLimited
from tenants import queue
from tenants.errors import NotFound
from tenants.queue import Cluster, JobContext


@queue.handler("analytics.reread_days", cluster=Cluster.SYNC)
def reread_days(ctx: JobContext, account: str, since: str, until: str, only_missing: bool, asked_at: str) -> dict:
    """Read days of an account again; after a crash only what is still to be read."""
    wish = Wish(
        Period(date.fromisoformat(since), date.fromisoformat(until)), datetime.fromisoformat(asked_at), only_missing
    )
    try:
        found = integrations.selectors.get_ad_account(account)
    except NotFound:
        return {"text": "The ad account is no longer connected."}
    try:
        number = services.reread_days(account=found, wish=wish, now=ctx.now, progress=_tell(ctx, found.name))
    except (RateLimited, NotReadyYet, services.BeingRead) as error:
        raise queue.PutOff(after_s=error.retry_after_s, reason=error.message)
    except AuthExpired as error:
        raise queue.GiveUp(error.message)
    days = "1 day was" if number == 1 else f"{number} days were"
    return {"text": f"{days} read from {found.name}.", "url": f"/numbers/?account={found.uuid}"}


def _tell(ctx: JobContext, name: str):
    def progress(done: int, total: int) -> None:
        ctx.progress(done, total, f"Reading {name} again, the newest days first")

    return progress
