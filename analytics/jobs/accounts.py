"""What jobs about ad accounts share: a job for each account, and what an account's failures mean for its job."""

from collections.abc import Callable, Iterable

import integrations.selectors
from analytics import services
from integrations.errors import AuthExpired, NotReadyYet, PlatformError, RateLimited
from integrations.types import AccountStatus
from tenants import queue
from tenants.errors import AdwrightError, NotFound
from tenants.queue import Due, JobContext

GONE = "The ad account is no longer connected."


def for_account(account: str, read: Callable) -> dict:
    """Call `read` with an account; what will do later is put off, what a person must do first is given up.

    An account that was disconnected before or meanwhile is no failure: what was stored of it stays.
    """
    try:
        found = integrations.selectors.get_ad_account(account)
    except NotFound:
        return {"text": GONE}
    try:
        read(found)
    except (PlatformError, services.BeingRead) as error:
        if not _is_connected(account):
            return {"text": GONE}
        _judge(error)
        raise
    return {"text": f"The numbers of {found.name} are here.", "url": "/"}


def _judge(error: AdwrightError) -> None:
    """Raise what an account's failure means for its job, where trying again after the back-off is not it."""
    if isinstance(error, RateLimited | NotReadyYet | services.BeingRead):
        raise queue.PutOff(after_s=error.retry_after_s, reason=error.message) from error
    if isinstance(error, AuthExpired):
        raise queue.GiveUp(error.message) from error


def _is_connected(account: str) -> bool:
    return integrations.selectors.list_ad_accounts().filter(uuid=account).exists()


def fan_out(ctx: JobContext, accounts: Iterable) -> None:
    """Make a job of the same name for each account."""
    for account in accounts:
        due = due_of(ctx.job.name, account)
        queue.enqueue(due.name, organization=ctx.organization, key=due.key, payload=due.payload)


def readable_accounts() -> list:
    """Return the connected accounts whose permission works; those of a dead one wait for a new connection."""
    return list(integrations.selectors.list_ad_accounts().exclude(status=AccountStatus.ERROR))


def due_of(name: str, account) -> Due:
    """Return a job about one account as something that is due."""
    return Due(name, str(account.uuid), {"account": str(account.uuid)})
