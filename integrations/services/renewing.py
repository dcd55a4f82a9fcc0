"""Renewing a connection's token, by one worker at a time.

The claim is a lease in the row, committed before the platform is called; what the platform gave is stored only where
the row still holds the tokens that were sent. A worker that dies leaves a lease that runs out. Leases go by the database's
own time, all else by the product's clock.
"""

import time
from datetime import datetime, timedelta
from uuid import UUID

import structlog
from django.db.models import Q
from django.db.models.functions import Now

from integrations import errors, registry
from integrations.models import Connection
from integrations.services import quota, tokens
from integrations.services.transactions import refuse_inside_transaction
from integrations.types import ConnectionStatus, Platform, TokenGrant
from tenants.errors import AdwrightError
from tenants.ids import new_id

log = structlog.get_logger(__name__)
LEASE = timedelta(seconds=90)
EARLY = timedelta(minutes=5)
LOOKED_AT = timedelta(days=1)
EXCHANGED_BEFORE = timedelta(days=10)
TRY_AGAIN = {
    Platform.GOOGLE: timedelta(minutes=5),
    Platform.META: timedelta(hours=1),
    Platform.TIKTOK: timedelta(hours=1),
}
WAIT_S, LOOK_S = 10.0, 0.2
BUSY = "The permission is being renewed right now. Try again in a moment."


def renew_token(*, connection: Connection, now: datetime) -> bool:
    """Renew a token (Google), exchange it for a longer one (Meta), or look whether it works (TikTok).

    Returns False, with nothing called, where another worker is at it or the token has changed since it was read.
    Raises AuthExpired after marking the connection, and what the platform answered instead of a token.
    """
    refuse_inside_transaction()
    lease = _claim(connection)
    if lease is None:
        return False
    platform = Platform(connection.platform)
    try:
        grant = registry.auth_for(platform, quota.Meter(platform)).refresh(tokens.unseal_grant(connection), now=now)
    except errors.AuthExpired as error:
        tokens.mark_dead(connection, words=error.message)
        raise
    except AdwrightError as error:  # the platform failed, or the operator's app is not set up any more
        wait = timedelta(seconds=getattr(error, "retry_after_s", 0))
        _end_lease(connection, lease, renew_at=now + max(wait, TRY_AGAIN[platform]))
        raise
    _store(connection, lease, grant, now)
    return True


def next_renewal(platform: Platform, expires_at: datetime | None, now: datetime) -> datetime:
    """Return when a token that was given `now` is to be renewed or looked at next."""
    if platform == Platform.GOOGLE and expires_at:
        return expires_at - EARLY
    if platform == Platform.META and expires_at:
        return max(expires_at - EXCHANGED_BEFORE, now + LOOKED_AT)
    return now + LOOKED_AT


def working_grant(connection: Connection, *, now: datetime) -> TokenGrant:
    """Return the tokens for a call, renewed before where they end within five minutes and can be; raises AuthExpired."""
    grant = tokens.open_grant(connection)
    if not (grant.refresh_token and grant.expires_at and grant.expires_at <= now + EARLY):
        return grant
    try:
        return renewed_grant(connection, now=now)
    except (errors.Temporary, errors.RateLimited, errors.OutcomeUnknown):
        if grant.expires_at <= now:
            raise
        return grant


def renewed_grant(connection: Connection, *, now: datetime) -> TokenGrant:
    """Return newer tokens than the connection was read with: those of another worker where there is one, else our own.

    Raises AuthExpired when there are none to be had, Temporary when another worker takes too long.
    """
    deadline = time.monotonic() + WAIT_S
    while True:
        row = Connection.objects.get(pk=connection.pk)
        if row.status != ConnectionStatus.ACTIVE or not tokens.holds_same(row, connection):
            return tokens.open_grant(row)
        if renew_token(connection=row, now=now):
            return tokens.open_grant(Connection.objects.get(pk=connection.pk))
        if time.monotonic() > deadline:
            raise errors.Temporary(BUSY)
        time.sleep(LOOK_S)


def _claim(connection: Connection) -> UUID | None:
    lease = new_id()
    same = Connection.objects.filter(pk=connection.pk, secret=connection.secret, status=ConnectionStatus.ACTIVE)
    free = same.filter(Q(lease_until=None) | Q(lease_until__lt=Now()))
    return lease if free.update(lease_token=lease, lease_until=Now() + LEASE) else None


def _end_lease(connection: Connection, lease: UUID, **changes) -> None:
    held = Connection.objects.filter(pk=connection.pk, lease_token=lease)
    held.update(lease_token=None, lease_until=None, **changes)


def _store(connection: Connection, lease: UUID, grant: TokenGrant, now: datetime) -> None:
    """Keep a renewed token; one for a connection that got another meanwhile is dropped."""
    changes = {
        "secret": tokens.seal_grant(grant),
        "expires_at": grant.expires_at,
        "renew_at": next_renewal(Platform(connection.platform), grant.expires_at, now),
        "renewed_at": now,
        "last_error": "",
    }
    lengthened = grant.expires_at is None or grant.expires_at > now + EXCHANGED_BEFORE
    if connection.platform == Platform.META and lengthened:
        changes["told"] = ""
    if not tokens.update_if_same(connection, **changes, lease_token=None, lease_until=None):
        log.info("renewed_token_dropped", connection=str(connection.uuid))
        _end_lease(connection, lease)
