"""Reads of connections and ad accounts, in the organisation's schema."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import F, Q, QuerySet

from integrations.models import AdAccount, Connection
from integrations.selectors.quotas import list_due_readings
from integrations.types import ConnectionStatus, Platform, SyncKind
from tenants.errors import NotFound

ENDS_SOON = timedelta(days=10)
ENDS_NOW = timedelta(days=7)
ENDED = "ended"


def list_ad_accounts(*, include_disconnected: bool = False) -> QuerySet[AdAccount]:
    """Return the organisation's ad accounts with their connections, by platform and name."""
    accounts = AdAccount.objects.select_related("connection")
    return accounts if include_disconnected else accounts.filter(disconnected_at=None)


def get_ad_account(uuid: UUID | str, *, include_disconnected: bool = False) -> AdAccount:
    """Return the ad account with this id; raises NotFound."""
    try:
        return list_ad_accounts(include_disconnected=include_disconnected).get(uuid=uuid)
    except (AdAccount.DoesNotExist, ValueError) as error:
        raise NotFound("There is no such ad account here.") from error


def count_ad_accounts() -> int:
    """Return how many ad accounts are connected."""
    return AdAccount.objects.filter(disconnected_at=None).count()


def list_connections() -> QuerySet[Connection]:
    """Return the connections that still hold a permission, or did until it died, with their ad accounts."""
    return Connection.objects.exclude(status=ConnectionStatus.DISCONNECTED).prefetch_related("ad_accounts")


def get_connection(uuid: UUID | str) -> Connection:
    """Return the live connection with this id; raises NotFound."""
    try:
        return list_connections().get(uuid=uuid)
    except (Connection.DoesNotExist, ValueError) as error:
        raise NotFound("There is no such connection here.") from error


def list_holders(platform: str) -> dict[str, Connection]:
    """Return the connected ad accounts of a platform, by its own id, with the permission that each is reached by."""
    accounts = list_ad_accounts().filter(platform=platform)
    return {account.external_id: account.connection for account in accounts}


def get_any_connection(uuid: UUID | str) -> Connection:
    """Return a connection whatever its status; raises NotFound."""
    connection = Connection.objects.filter(uuid=uuid).first()
    if connection is None:
        raise NotFound("There is no such connection here.")
    return connection


def list_tokens_to_revoke() -> QuerySet[Connection]:
    """Return the disconnected permissions whose token is still here."""
    return Connection.objects.filter(status=ConnectionStatus.DISCONNECTED).exclude(secret="")


def list_due_renewals(now: datetime) -> QuerySet[Connection]:
    """Return the permissions whose token is to be renewed, or looked at, by `now`."""
    working = Connection.objects.filter(status=ConnectionStatus.ACTIVE).exclude(secret="")
    return working.filter(renew_at__lte=now)


def list_owners_to_tell(now: datetime) -> QuerySet[Connection]:
    """Return the permissions in use that have ended, or will end and could not be lengthened, untold so far.

    From ten days before the end a token is exchanged for the next; when that gave no more time, or has not worked by
    seven days before the end, somebody must connect again.
    """
    dead = Q(status=ConnectionStatus.AUTH_ERROR) & ~Q(told=ENDED)
    in_vain = Q(renewed_at__gte=F("expires_at") - ENDS_SOON) | Q(expires_at__lte=now + ENDS_NOW)
    ending = Q(platform=Platform.META, status=ConnectionStatus.ACTIVE, told="", expires_at__lte=now + ENDS_SOON)
    found = Connection.objects.filter(dead | (ending & in_vain))
    return found.filter(ad_accounts__disconnected_at=None, ad_accounts__isnull=False).distinct()


def list_due_health(now: datetime) -> list[AdAccount]:
    """Return the readable ad accounts whose standing was not read within its cadence."""
    return list_due_readings(_reachable(), SyncKind.HEALTH, now)


def list_unseen_accounts() -> QuerySet[AdAccount]:
    """Return the readable ad accounts whose standing was never read."""
    return _reachable().filter(health_at=None)


def _reachable() -> QuerySet[AdAccount]:
    return list_ad_accounts().filter(connection__status=ConnectionStatus.ACTIVE)
