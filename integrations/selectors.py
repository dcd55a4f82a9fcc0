"""Reads of connections and ad accounts, in the organisation's schema."""

from uuid import UUID

from django.db.models import QuerySet

from integrations.models import AdAccount, Connection
from integrations.types import ConnectionStatus
from tenants.errors import NotFound


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


def list_held_ids(platform: str) -> list[str]:
    """Return the platform's ids of the ad accounts that are connected."""
    accounts = AdAccount.objects.filter(platform=platform, disconnected_at=None)
    return list(accounts.values_list("external_id", flat=True))


def get_any_connection(uuid: UUID | str) -> Connection:
    """Return a connection whatever its status; raises NotFound."""
    connection = Connection.objects.filter(uuid=uuid).first()
    if connection is None:
        raise NotFound("There is no such connection here.")
    return connection


def list_tokens_to_revoke() -> QuerySet[Connection]:
    """Return the disconnected permissions whose token is still here."""
    return Connection.objects.filter(status=ConnectionStatus.DISCONNECTED).exclude(secret="")
