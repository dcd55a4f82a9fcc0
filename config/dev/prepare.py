"""Bring database and static files up to date; cheap when they are. Its last line of output is the name of the database it saw."""

import io
import os
import sys

import django
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from psycopg import sql


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    settings.STATIC_ROOT.mkdir(parents=True, exist_ok=True)
    if waiting_schemas():
        print("Migrating the database …", file=sys.stderr, flush=True)
        call_command("migrate_tenants", verbosity=0)
    call_command("load_rates", verbosity=0)
    call_command("build_static", stdout=io.StringIO())
    with connection.cursor() as cursor:
        cursor.execute("SELECT datname || ' ' || oid FROM pg_database WHERE datname = current_database()")
        print(cursor.fetchone()[0])


def waiting_schemas() -> list[str]:
    """Return the schemas, public among them, in which a migration that is on disk is not recorded.

    One query a schema instead of django's own check, which builds the state of every app.
    """
    from django.db.migrations.loader import MigrationLoader

    on_disk = set(MigrationLoader(None, ignore_no_migrations=True).disk_migrations)
    with connection.cursor() as cursor:
        cursor.execute("SELECT schemaname FROM pg_tables WHERE tablename = 'django_migrations'")
        schemas = {row[0] for row in cursor.fetchall()} | {"public"}
        return [schema for schema in sorted(schemas) if not on_disk <= _recorded(cursor, schema)]


def _recorded(cursor, schema: str) -> set[tuple[str, str]]:
    cursor.execute("SELECT to_regclass(%s)", [f'"{schema}".django_migrations'])
    if cursor.fetchone()[0] is None:
        return set()
    cursor.execute(sql.SQL("SELECT app, name FROM {}.django_migrations").format(sql.Identifier(schema)))
    return set(cursor.fetchall())


if __name__ == "__main__":
    main()
