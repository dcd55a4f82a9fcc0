"""A connection's token: kept sealed, opened for one call, marked when it is dead."""

from collections.abc import Iterator
from contextlib import contextmanager

import structlog
from django.db import transaction

from integrations import errors, signals, vault
from integrations.models import AdAccount, Connection
from integrations.services.holdings import record_holding
from integrations.types import AccountStatus, ConnectionStatus, SyncStatus, TokenGrant

log = structlog.get_logger(__name__)
RESEALED_MEANWHILE = 3
DEAD = "The permission has ended. Connect again to go on; nothing on the platform was changed."


def seal_grant(grant: TokenGrant) -> str:
    """Return the grant's tokens sealed, for `Connection.secret`."""
    return vault.seal({"access": grant.access_token, "refresh": grant.refresh_token})


def open_grant(connection: Connection) -> TokenGrant:
    """Return the connection's tokens; raises AuthExpired when there are none that work."""
    if connection.status != ConnectionStatus.ACTIVE or not connection.secret:
        raise errors.AuthExpired(DEAD)
    return unseal_grant(connection)


def unseal_grant(connection: Connection) -> TokenGrant:
    """Return the tokens that are kept, working or not; raises AuthExpired when our keys do not open them."""
    try:
        tokens = vault.unseal(connection.secret)
    except vault.CannotUnseal as error:
        log.error("token_cannot_be_unsealed", connection=str(connection.uuid))
        raise errors.AuthExpired(DEAD) from error
    return TokenGrant(
        access_token=tokens["access"],
        refresh_token=tokens["refresh"],
        expires_at=connection.expires_at,
        scopes=tuple(connection.scopes),
        external_user_id=connection.external_user_id,
        user_label=connection.user_label,
    )


def holds_same(row: Connection, connection: Connection) -> bool:
    """Return whether both hold the same tokens; `rotate_keys` seals the same ones anew."""
    if row.secret == connection.secret:
        return True
    try:
        return vault.unseal(row.secret) == vault.unseal(connection.secret)
    except vault.CannotUnseal:
        return False


def update_if_same(connection: Connection, **changes) -> bool:
    """Change a working connection that still holds the tokens that it was read with; return whether it did."""
    for _ in range(RESEALED_MEANWHILE):
        row = Connection.objects.get(pk=connection.pk)
        if row.status != ConnectionStatus.ACTIVE or not holds_same(row, connection):
            return False
        if Connection.objects.filter(pk=row.pk, secret=row.secret, status=row.status).update(**changes):
            return True
    return False


def mark_dead(connection: Connection, *, words: str) -> None:
    """Mark a connection and its ad accounts as needing a new permission; told by signal, once.

    A connection that got a new token since this one was read is left alone.
    """
    with transaction.atomic():
        ended = {"status": ConnectionStatus.AUTH_ERROR, "last_error": words, "lease_token": None, "lease_until": None}
        if not update_if_same(connection, **ended):
            return
        accounts = AdAccount.objects.filter(connection_id=connection.pk, disconnected_at=None)
        accounts.update(status=AccountStatus.ERROR, sync_status=SyncStatus.AUTH_ERROR, sync_error=words)
        record_holding(Connection.objects.get(pk=connection.pk))
    log.warning("connection_needs_new_permission", connection=str(connection.uuid))
    for account in accounts.select_related("connection"):
        signals.account_needs_reconnect.send(AdAccount, account=account)


@contextmanager
def marking_dead(connection: Connection) -> Iterator[None]:
    """Mark the connection when the platform no longer takes its token, and let the error go on."""
    try:
        yield
    except errors.AuthExpired as error:
        mark_dead(connection, words=error.message)
        raise
