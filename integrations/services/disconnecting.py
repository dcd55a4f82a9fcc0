"""Letting go of ad accounts and permissions. What is known stays; the token does not."""

from datetime import datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING

import structlog
from django.db import transaction
from django.db.models import QuerySet

from integrations import errors, registry, selectors, signals
from integrations.models import AdAccount, Connection
from integrations.services import quota, tokens
from integrations.services.holdings import record_holding
from integrations.services.transactions import refuse_inside_transaction
from integrations.types import AccountStatus, ConnectionStatus, Platform, SyncStatus
from tenants import queue
from tenants.services import record_audit
from tenants.types import Actor

if TYPE_CHECKING:
    from tenants.models import Organization

log = structlog.get_logger(__name__)
REVOKE_FOR = timedelta(hours=1)


def disconnect_account(*, organization: "Organization", account: AdAccount, actor: Actor, now: datetime) -> None:
    """Stop working with an ad account: its ads keep running on the platform, its history stays here.

    The permission is given back when no other account uses it. Disconnecting twice is no error.
    """
    with transaction.atomic():
        connection = Connection.objects.select_for_update().get(pk=account.connection_id)
        _let_go(AdAccount.objects.filter(pk=account.pk, disconnected_at=None), actor=actor, now=now)
        if not connection.ad_accounts.filter(disconnected_at=None).exists():
            _end(organization, connection, actor=actor, now=now)
        record_holding(connection)


def disconnect_connection(*, organization: "Organization", connection: Connection, actor: Actor, now: datetime) -> None:
    """Let go of all ad accounts of a permission, and give it back."""
    with transaction.atomic():
        connection = Connection.objects.select_for_update().get(pk=connection.pk)
        _let_go(connection.ad_accounts.filter(disconnected_at=None), actor=actor, now=now)
        _end(organization, connection, actor=actor, now=now)
        record_holding(connection)


def revoke_token(*, connection: Connection, now: datetime) -> None:
    """Give a disconnected permission's token back to the platform, then forget it.

    A platform gives its permissions to the operator's app, not to an organisation: where another organisation here holds
    the same person's, this one is only forgotten. Idempotent. Raises Temporary or RateLimited to be tried again, for an
    hour; after that, and when the platform refuses, the token is forgotten anyway. A connection that has come back
    meanwhile is left alone.
    """
    refuse_inside_transaction()
    connection.refresh_from_db()
    if connection.status != ConnectionStatus.DISCONNECTED or not connection.secret:
        return
    if selectors.is_held_elsewhere(connection.platform, connection.external_user_id):
        log.info("token_forgotten_for_another_holder", connection=str(connection.uuid))
    else:
        _give_back(connection, now)
    Connection.objects.filter(pk=connection.pk, secret=connection.secret).update(secret="")


def _give_back(connection: Connection, now: datetime) -> None:
    platform = Platform(connection.platform)
    try:
        registry.auth_for(platform, quota.Meter(platform)).revoke(tokens.unseal_grant(connection))
    except (errors.Temporary, errors.RateLimited, errors.OutcomeUnknown):
        if now - (connection.disconnected_at or now) < REVOKE_FOR:
            raise
        log.warning("token_forgotten_without_revoking", connection=str(connection.uuid))
    except errors.PlatformError as error:
        log.warning("token_forgotten_without_revoking", connection=str(connection.uuid), why=error.message)


def _let_go(accounts: QuerySet[AdAccount], *, actor: Actor, now: datetime) -> None:
    for account in accounts.select_for_update():
        account.status, account.disconnected_at = AccountStatus.PAUSED, now
        account.sync_status, account.sync_error = SyncStatus.PENDING, ""  # a reading that goes on notes nothing more
        account.save(update_fields=["status", "disconnected_at", "sync_status", "sync_error"])
        what = {"platform": account.platform}
        record_audit(action="ad_account.disconnected", actor=actor, target=account, detail=what, now=now)
        transaction.on_commit(partial(_tell, account, actor, now))


def _tell(account: AdAccount, actor: Actor, now: datetime) -> None:
    signals.account_disconnected.send(AdAccount, account=account, actor=actor, now=now)


def _end(organization: "Organization", connection: Connection, *, actor: Actor, now: datetime) -> None:
    connection.status, connection.disconnected_at = ConnectionStatus.DISCONNECTED, now
    connection.save(update_fields=["status", "disconnected_at"])
    record_audit(
        action="connection.ended", actor=actor, target=connection, detail={"platform": connection.platform}, now=now
    )
    key = str(connection.uuid)
    queue.enqueue("integrations.revoke_token", organization=organization, key=key, payload={"connection": key})
