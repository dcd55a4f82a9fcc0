"""Who shares the operator's quota, and who else holds the same person's permission: one public row a permission."""

from integrations import selectors
from integrations.models import Connection, Holding
from integrations.types import ConnectionStatus
from tenants.selectors import find_current_organization


def record_holding(connection: Connection) -> None:
    """Write down in the public schema what this organisation holds of a permission; idempotent.

    A permission that was given back leaves no row, one that died counts no accounts. Call it in the transaction that
    changes either.
    """
    organization = find_current_organization()
    if organization is None:
        return
    key = {
        "platform": connection.platform,
        "organization_id": organization.pk,
        "person_hash": selectors.person_hash(connection.platform, connection.external_user_id),
    }
    if connection.status == ConnectionStatus.DISCONNECTED:
        Holding.objects.filter(**key).delete()
        return
    works = connection.status == ConnectionStatus.ACTIVE
    accounts = connection.ad_accounts.filter(disconnected_at=None).count() if works else 0
    Holding.objects.update_or_create(**key, defaults={"accounts": accounts})


def record_holdings() -> None:
    """Write all of the current organisation's permissions down anew."""
    for connection in Connection.objects.all():
        record_holding(connection)
