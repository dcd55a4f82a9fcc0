"""The template: one schema that is migrated at deploy, and its dump, kept for the code's state of migrations."""

from contextlib import contextmanager

import structlog
from django.conf import settings
from django.db import connection

from tenants.models import SchemaDump
from tenants.provisioning import dumping, migrating

log = structlog.get_logger(__name__)
LOCK = int.from_bytes(b"adw:tmpl")


def prepare_template() -> list[str]:
    """Migrate the template schema, dump it and keep the dump; return its statements, or [] where pg_dump cannot.

    Idempotent, and safe when several processes start it: one works, the others wait and find it done. Not inside a
    transaction: pg_dump sees only what is committed.
    """
    if kept := kept_statements():
        return kept
    if connection.in_atomic_block:
        raise RuntimeError("The template is prepared outside transactions: run manage.py migrate_tenants at deploy.")
    with _lock():
        kept = kept_statements()
        if kept:
            return kept
        _migrate()
        return _keep(migrating.migrations_state())


def kept_statements() -> list[str]:
    """Return the kept dump for this code's migrations, or []."""
    kept = SchemaDump.objects.filter(state=migrating.migrations_state()).first()
    return kept.statements if kept else []


def _migrate() -> None:
    """Make the template anew: it holds nothing of its own, and what killed runs or rewritten migrations left goes with it."""
    name = settings.TEMPLATE_SCHEMA_NAME
    quoted = connection.ops.quote_name(name)
    with connection.cursor() as cursor:
        cursor.execute(f"DROP SCHEMA IF EXISTS {quoted} CASCADE")
        cursor.execute(f"CREATE SCHEMA {quoted}")
    migrating.migrate_schema(name)


def _keep(state: str) -> list[str]:
    name = settings.TEMPLATE_SCHEMA_NAME
    try:
        statements = dumping.to_statements(dumping.dump_schema(name), name)
    except dumping.DumpFailed as error:
        log.warning("template_not_dumped", problem=str(error), instead="new organisations are migrated, which is slower")
        return []
    SchemaDump.objects.create(state=state, statements=statements)
    SchemaDump.objects.exclude(state=state).delete()
    return statements


@contextmanager
def _lock():
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [LOCK])
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [LOCK])
