"""Which table lives in which PostgreSQL schema.

An app may own tables of both kinds, so the choice is made per model. An app that stands only in
`SHARED_APPS` is public, one that stands only in `TENANT_APPS` is the tenant's; for an app in both, the
models named here are the tenant's and all others are public.
"""

from django.db import connection
from django_tenants.utils import get_public_schema_name

APPS_IN_BOTH = {"tenants", "integrations", "analytics"}

TENANT_MODELS = {
    "tenants.apikey",
    "tenants.auditevent",
    "tenants.idempotencykey",
    "tenants.savedview",
    "integrations.connection",
    "integrations.connectionattempt",
    "integrations.adaccount",
    "analytics.accountmetric",
    "analytics.accountrevision",
    "analytics.actionmetric",
    "analytics.actionrevision",
    "analytics.branding",
    "analytics.breakdownmetric",
    "analytics.campaignmetric",
    "analytics.campaignrevision",
    "analytics.campaignweek",
    "analytics.conversionaction",
    "analytics.countedaction",
    "analytics.custommetric",
    "analytics.dailymetric",
    "analytics.delivery",
    "analytics.edition",
    "analytics.export",
    "analytics.feed",
    "analytics.hourlymetric",
    "analytics.maturitycurve",
    "analytics.metricrevision",
    "analytics.reachmetric",
    "analytics.readday",
    "analytics.reading",
    "analytics.report",
    "analytics.retention",
    "analytics.sale",
    "analytics.saleupload",
    "analytics.sharelink",
    "analytics.subject",
    "analytics.warehouse",
    "analytics.warehouseday",
    "analytics.watchmetric",
}


class SchemaRouter:
    """Let a migration touch a table of an app in both only in the schema that the table lives in.

    Stands before django-tenants' own router, which decides for the apps that are in one.
    """

    def allow_migrate(self, db, app_label, model_name=None, **hints):
        """Return None where this router has no opinion."""
        if app_label not in APPS_IN_BOTH or model_name is None:
            return None
        is_tenants = f"{app_label}.{model_name.lower()}" in TENANT_MODELS
        return is_tenants != (connection.schema_name == get_public_schema_name())
