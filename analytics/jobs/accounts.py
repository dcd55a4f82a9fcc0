"""What jobs about ad accounts share: a job for each account, and what an account's failures mean for its job."""

from collections.abc import Callable, Iterable

import integrations.selectors
from analytics import services
from integrations.errors import AuthExpired, NotReadyYet, RateLimited
from integrations.types import AccountStatus
from tenants import queue
from tenants.errors import NotFound
from tenants.queue import Due, JobContext


def for_account(account: str, read: Callable) -> dict:
    """Call `read` with an account; what will do later is put off, what a person must do first is given up."""
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
