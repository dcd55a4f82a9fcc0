"""The return from a consent page: the code becomes a token, and the token says which accounts it reaches."""

from dataclasses import asdict, replace
from datetime import datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.db import transaction

from integrations import errors, registry
from integrations.models import AdAccount, Connection, ConnectionAttempt
from integrations.services import attempts, quota, renewing, tokens
from integrations.services.holdings import record_holding
from integrations.services.transactions import refuse_inside_transaction
from integrations.types import AccountStatus, ConnectionStatus, Platform, RemoteAccount, SyncStatus, TokenGrant
from tenants.errors import PlatformFailed
from tenants.services import record_audit
from tenants.types import Actor

if TYPE_CHECKING:
    from tenants.models import Organization

UNKNOWN_ZONE = "Its time zone, “{zone}”, is none that Adwright knows"


def finish_connection(
    *,
    organization: "Organization",
    platform: Platform,
    code: str,
    state: str,
    binding: str,
    actor: Actor,
    now: datetime,
) -> Connection:
    """Exchange the code for a token, keep it sealed, and list the ad accounts that it reaches.

    A person who connects again gets their connection back with its accounts. Raises CannotConnect for a state that is
    old, used or somebody else's, PlatformFailed in the platform's words. The state is used up either way.
    """
    refuse_inside_transaction()
    attempt = attempts.take_attempt(organization=organization, platform=platform, state=state, binding=binding, now=now)
    try:
        auth = registry.auth_for(platform, quota.Meter(platform, for_change=True))  # somebody waits
        grant = auth.exchange_code(
            code=code,
            redirect_uri=attempts.redirect_uri(platform),
            now=now,
            code_verifier=attempts.open_verifier(attempt),
        )
        offered = auth.list_accounts(grant)
    except errors.PlatformError as error:
        raise PlatformFailed(f"{error.message} Nothing was connected. Start again.") from error
    return _keep(attempt, grant, offered, actor=actor, now=now)


@transaction.atomic
def _keep(
    attempt: ConnectionAttempt, grant: TokenGrant, offered: list[RemoteAccount], *, actor: Actor, now: datetime
) -> Connection:
    connection, _ = Connection.objects.update_or_create(
        platform=attempt.platform,
        external_user_id=grant.external_user_id,
        defaults={
            "user_label": grant.user_label,
            "secret": tokens.seal_grant(grant),
            "scopes": list(grant.scopes),
            "expires_at": grant.expires_at,
            "renew_at": renewing.next_renewal(Platform(attempt.platform), grant.expires_at, now),
            "renewed_at": now,
            "told": "",
            "lease_token": None,
            "lease_until": None,
            "status": ConnectionStatus.ACTIVE,
            "last_error": "",
            "offered": [_as_json(account) for account in offered],
            "connected_by_id": actor.id,
            "connected_by_label": actor.label,
            "connected_at": now,
            "disconnected_at": None,
        },
    )
    _revive(connection)
    record_holding(connection)
    record_audit(
        action="connection.made", actor=actor, target=connection, detail={"platform": connection.platform}, now=now
    )
    return connection


def _revive(connection: Connection) -> None:
    accounts = AdAccount.objects.filter(connection=connection, disconnected_at=None, status=AccountStatus.ERROR)
    accounts.update(status=AccountStatus.ACTIVE, sync_status=SyncStatus.PENDING, sync_error="")


def _as_json(account: RemoteAccount) -> dict:
    if account.is_usable and not _is_known(account.time_zone):
        account = replace(account, is_usable=False, status_words=UNKNOWN_ZONE.format(zone=account.time_zone))
    return asdict(account) | {"presence": dict(account.presence)}


def _is_known(time_zone: str) -> bool:
    """Return whether days can be told in a time zone; without it no figure could be."""
    try:
        return bool(ZoneInfo(time_zone))
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False
