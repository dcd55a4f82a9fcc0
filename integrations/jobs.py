"""Work that waits: keeping tokens alive, giving them back, reading how accounts are, forgetting what is over."""

from collections.abc import Iterator
from datetime import datetime

import structlog

from integrations import errors, selectors, services
from tenants import queue
from tenants.errors import AdwrightError, NotFound
from tenants.queue import Cluster, Due, JobContext, PutOff, Scope

log = structlog.get_logger(__name__)
RENEW, TELL, REVOKE = "integrations.renew_token", "integrations.tell_owner", "integrations.revoke_token"
HEALTH = "integrations.refresh_health"
REVOKE_AGAIN_S = 60


@queue.handler("integrations.keep_tokens", cluster=Cluster.SYNC)
def keep_tokens(ctx: JobContext) -> None:
    """Make a job for each token that is to be renewed or looked at, and for each owner who should know."""
    for due in _due_tokens(ctx.now):
        queue.enqueue(due.name, organization=ctx.organization, key=due.key, payload=due.payload)


@queue.handler(RENEW, cluster=Cluster.SYNC, timeout_s=120)
def renew_token(ctx: JobContext, connection: str) -> dict:
    """Renew one token. What the platform refuses stands on the connection; what it fails at is tried again later."""
    found = selectors.get_any_connection(connection)
    try:
        renewed = services.renew_token(connection=found, now=ctx.now)
    except AdwrightError as error:
        log.warning("token_not_renewed", connection=connection, error=error.message)
        return {"text": error.message}
    return {"text": "" if renewed else "Another worker is at it."}


@queue.handler(TELL, cluster=Cluster.CHANGES, attempts=8)
def tell_owner(ctx: JobContext, connection: str) -> None:
    """Write to the owner that a permission ends, or has ended."""
    found = selectors.list_owners_to_tell(ctx.now).filter(uuid=connection).first()
    if found:
        services.tell_owner(organization=ctx.organization, connection=found, now=ctx.now)


@queue.handler(HEALTH, cluster=Cluster.SYNC)
def refresh_health(ctx: JobContext, account: str = "") -> dict:
    """Read how one account is. Without one, make a job for each that is due."""
    if not account:
        for each in selectors.list_due_health(ctx.now):
            services.ask_for_health(ctx.organization, each)
        return {}
    try:
        services.refresh_health(account=selectors.get_ad_account(account), now=ctx.now)
    except NotFound:
        return {"text": "The ad account is no longer connected."}
    except (errors.RateLimited, errors.NotReadyYet) as error:
        raise PutOff(after_s=error.retry_after_s, reason=error.message) from error
    except errors.PlatformError as error:  # the next reading is due soon
        log.warning("health_not_read", account=account, error=error.message)
        return {"text": error.message}
    return {}


@queue.handler(REVOKE, cluster=Cluster.CHANGES, timeout_s=120)
def revoke_token(ctx: JobContext, connection: str) -> None:
    """Give a disconnected permission's token back to the platform, then forget it; for an hour it is tried again."""
    try:
        services.revoke_token(connection=selectors.get_any_connection(connection), now=ctx.now)
    except (errors.Temporary, errors.RateLimited, errors.OutcomeUnknown) as error:
        wait_s = max(REVOKE_AGAIN_S, getattr(error, "retry_after_s", 0))
        raise PutOff(after_s=wait_s, reason=error.message) from error


@queue.handler("integrations.clean_up", cluster=Cluster.CHANGES)
def clean_up(ctx: JobContext) -> None:
    """Forget who set out to connect and is not expected back any more; write down anew what is held."""
    services.forget_old_attempts(now=ctx.now)
    services.record_holdings()


@queue.handler("integrations.clean_up_installation", cluster=Cluster.CHANGES, scope=Scope.INSTALLATION)
def clean_up_installation(ctx: JobContext) -> None:
    """Forget what was spent of quotas long ago."""
    services.forget_old_spends(now=ctx.now)


@queue.outstanding
def list_outstanding(now: datetime) -> Iterator[Due]:
    """Yield the tokens to give back and to renew, the owners to tell, and the accounts whose standing was never read."""
    for connection in selectors.list_tokens_to_revoke():
        yield _due(REVOKE, "connection", connection)
    yield from _due_tokens(now)
    for account in selectors.list_unseen_accounts():
        yield _due(HEALTH, "account", account)


def _due_tokens(now: datetime) -> Iterator[Due]:
    for connection in selectors.list_due_renewals(now):
        yield _due(RENEW, "connection", connection)
    for connection in selectors.list_owners_to_tell(now):
        yield _due(TELL, "connection", connection)


def _due(name: str, what: str, row) -> Due:
    key = str(row.uuid)
    return Due(name, key, {what: key})
