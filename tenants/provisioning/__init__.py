"""Make and migrate organisations' schemas: a prepared template is dumped once, and its dump replayed for each new organisation."""

from tenants.provisioning.migrating import is_migrated, migrate_schema, organization_schemas
from tenants.provisioning.replaying import make_schema
from tenants.provisioning.template import prepare_template

__all__ = ["is_migrated", "make_schema", "migrate_schema", "organization_schemas", "prepare_template"]
