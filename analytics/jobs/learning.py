"""Learning each night how conversions arrive, once the night's reading is here."""

from collections.abc import Iterator
from datetime import datetime

import integrations.selectors
from analytics.jobs.accounts import GONE, due_of, fan_out
from analytics.selectors.curves import list_due_lessons
from analytics.services import learning
from tenants import queue
from tenants.errors import NotFound
from tenants.queue import Cluster, Due, JobContext


@queue.handler("analytics.learn_maturity", cluster=Cluster.OPTIMIZE)
def learn_maturity(ctx: JobContext, account: str | None = None) -> dict | None:
    """Learn the curves of the accounts whose window was read again tonight; once a night of the account's own time."""
    if account is None:
        fan_out(ctx, _due_accounts(ctx.now))
        return None
    try:
        found = integrations.selectors.get_ad_account(account)
    except NotFound:
        return {"text": GONE}
    learning.learn_maturity(account=found, now=ctx.now)
    return {"text": f"How the conversions of {found.name} arrive is learned.", "url": "/"}


@queue.outstanding
def list_outstanding(now: datetime) -> Iterator[Due]:
    """Yield the accounts that were read again tonight and of which nothing was learned since."""
    for account in _due_accounts(now):
        yield due_of("analytics.learn_maturity", account)


def _due_accounts(now: datetime) -> list:
    return list_due_lessons(list(integrations.selectors.list_ad_accounts()), now)
