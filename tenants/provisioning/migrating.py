"""Migrate one schema; tell whether one needs it. Knows nothing of dumps."""

import hashlib
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.recorder import MigrationRecorder
from django_tenants.utils import schema_context

from tenants.models import Organization


def migrate_schema(schema_name: str) -> None:
    """Apply every migration that an organisation's schema has not seen; make the schema's bookkeeping first.

    Only the apps that own tables here (and what they depend on) are run; the rest is copied from the public schema as applied, because
    rendering those states is nearly all that a new schema's migration would otherwise take. The migrate command would refuse that.
    Idempotent. Raises what a migration raises; the migrations before it stay applied.
    """
    with schema_context(schema_name):
        connection.set_schema(schema_name, include_public=False)
        MigrationRecorder(connection).ensure_schema()
        connection.set_schema(schema_name)
        _apply(MigrationExecutor(connection))
        _copy_shared_rows(schema_name)


def _apply(executor: MigrationExecutor) -> None:
    own = {config.label for config in apps.get_app_configs() if config.name in settings.TENANT_APPS}
    targets = [node for node in executor.loader.graph.leaf_nodes() if node[0] in own]
    executor.migrate(targets)


def _copy_shared_rows(schema_name: str) -> None:
    schema = connection.ops.quote_name(schema_name)
    with connection.cursor() as cursor:
        cursor.execute(
            f"""INSERT INTO {schema}.django_migrations (app, name, applied)
                SELECT app, name, applied FROM public.django_migrations AS shared
                WHERE (app, name) NOT IN (SELECT app, name FROM {schema}.django_migrations)
                ORDER BY id"""  # noqa: S608 - a quoted identifier
        )


def is_migrated(schema_name: str) -> bool:
    """Return whether the schema has seen every migration of the code; one query, nothing is loaded."""
    schema = connection.ops.quote_name(schema_name)
    with connection.cursor() as cursor:
        cursor.execute("SELECT to_regclass(%s) IS NOT NULL", [f"{schema}.django_migrations"])
        if not cursor.fetchone()[0]:
            return False
        cursor.execute(f"SELECT app, name FROM {schema}.django_migrations")  # noqa: S608 - a quoted identifier
        return known_migrations() <= set(cursor.fetchall())


@lru_cache(maxsize=1)
def known_migrations() -> frozenset[tuple[str, str]]:
    """Return (app, name) of every migration that the code brings; a process never outlives its code."""
    return frozenset((label, file.stem) for label, file in _migration_files())


@lru_cache(maxsize=1)
def migrations_state() -> str:
    """Return a hash that names the code's migrations, and what decides which table lives where."""
    digest = hashlib.sha256()
    for label, file in sorted(_migration_files()):
        digest.update(f"{label} {file.stem}\n".encode() + file.read_bytes())
    digest.update((settings.BASE_DIR / "config" / "schemas.py").read_bytes())
    return digest.hexdigest()


def _migration_files() -> Iterator[tuple[str, Path]]:
    for config in apps.get_app_configs():
        for file in Path(config.path, "migrations").glob("[!_]*.py"):
            yield config.label, file


def organization_schemas() -> list[str]:
    """Return the schemas of all organisations, closed ones too, in a stable order."""
    return list(Organization.objects.order_by("schema_name").values_list("schema_name", flat=True))
