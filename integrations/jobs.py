"""Work that waits: giving tokens back, forgetting old attempts."""

from collections.abc import Iterator
from datetime import datetime

from integrations import selectors, services
from tenants import queue
from tenants.queue import Cluster, Due, JobContext


@queue.handler("integrations.revoke_token", cluster=Cluster.CHANGES, timeout_s=120)
def revoke_token(ctx: JobContext, connection: str) -> None:
    """Give a disconnected permission's token back to the platform, then forget it."""
    services.revoke_token(connection=selectors.get_any_connection(connection), now=ctx.now)


@queue.handler("integrations.clean_up", cluster=Cluster.CHANGES)
def clean_up(ctx: JobContext) -> None:
    """Forget who set out to connect and is not expected back any more."""
    services.forget_old_attempts(now=ctx.now)


@queue.outstanding
def list_outstanding(now: datetime) -> Iterator[Due]:
    """Yield the tokens that still have to be given back."""
    for connection in selectors.list_tokens_to_revoke():
        key = str(connection.uuid)
        yield Due("integrations.revoke_token", key, {"connection": key})
