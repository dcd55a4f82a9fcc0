"""Who shares the operator's quota, and who else holds the same person's permission: one public row a permission."""

from django.db import connection as database
from django_tenants.utils import get_tenant_model

from integrations import selectors
from integrations.models import Connection, Holding
from integrations.types import ConnectionStatus


def record_holding(connection: Connection) -> None:
    """Write down in the public schema what this organisation holds of a permission; idempotent.

    A permission that was given back leaves no row, one that died counts no accounts. Call it in the transaction that
    changes either.
    """
    if not isinstance(database.tenant, get_tenant_model()):  # type: ignore[attr-defined] # set by django-tenants
        return
    key = {
        "platform": connection.platform,
        "organization_id": database.tenant.pk,  # type: ignore[attr-defined] # set by django-tenants
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
