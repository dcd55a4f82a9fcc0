"""Permissions on platforms, and ad accounts."""

import integrations.models
from tenants.models import Organization
from tests import factories
from tests.access.objects.registry import BODIES, value


@value("connection_id")
def connection_of(organization: Organization):
    """Make a permission on Meta that reaches one ad account."""
    offered = {"external_id": "1", "name": "Shop", "currency": "EUR", "time_zone": "Europe/Dublin", "is_usable": True}
    made, _ = integrations.models.Connection.objects.get_or_create(
        platform="meta",
        external_user_id="walked",
        defaults={
            "user_label": "Walked",
            "offered": [{**offered, "status_words": "", "needs": [], "presence": {}}],
            "connected_at": factories.START,
        },
    )
    return made.uuid


@value("account_id")
def ad_account(organization: Organization):
    """Make an ad account."""
    made, _ = integrations.models.AdAccount.objects.get_or_create(
        platform="meta",
        external_id="1",
        defaults={
            "connection": integrations.models.Connection.objects.get(uuid=connection_of(organization)),
            "name": "Shop",
            "currency": "EUR",
            "time_zone": "Europe/Dublin",
            "candidates": [{"kind": "page", "external_id": "1", "name": "Shop", "sets": {"page_id": "1"}}],
            "connected_at": factories.START,
        },
    )
    return made.uuid


value("platform")(lambda organization: "meta")
BODIES["PUT /ad-accounts/{account_id}/presence"] = {"kind": "page", "external_id": "1"}
BODIES["POST /connections"] = {"platform": "meta"}
BODIES["POST /connections/finish"] = {"platform": "meta", "code": "x", "state": "x"}
BODIES["POST /connections/{connection_id}/ad-accounts"] = {"external_ids": ["1"]}
