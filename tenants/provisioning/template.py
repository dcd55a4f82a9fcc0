"""The template: one schema that is migrated at deploy, and its dump, kept for the code's state of migrations."""

import hashlib
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path

import structlog
from django.conf import settings
from django.db import connection

from tenants.models import SchemaDump
from tenants.provisioning import compacting, dumping, migrating
from tenants.provisioning.errors import DumpFailed

log = structlog.get_logger(__name__)
LOCK = int.from_bytes(b"adw:tmpl")


def prepare_template() -> list[str]:
    """Migrate the template schema, dump it and keep the dump; return its statements, or [] where that cannot be.

    It cannot be without a pg_dump that fits the server, nor inside a transaction, since pg_dump sees only what is committed.
    Idempotent, and safe when several processes start it: one works, the others wait and find it done.
    """
    if (kept := kept_statements()) or connection.in_atomic_block:
        return kept
    with _lock():
        kept = kept_statements()
        if kept:
            return kept
        _migrate()
        return _keep()


def kept_statements() -> list[str]:
    """Return the kept dump for this code's migrations, or []."""
    kept = SchemaDump.objects.filter(state=_state()).first()
    return kept.statements if kept else []


@lru_cache(maxsize=1)
def _state() -> str:
    """Return a hash that names the code's migrations and the way in which dumps are rewritten."""
    rewriting = b"".join(Path(module.__file__).read_bytes() for module in (dumping, compacting))
    return hashlib.sha256(migrating.migrations_state().encode() + rewriting).hexdigest()


def _migrate() -> None:
    """Make the template anew: it holds nothing of its own, and what killed runs or rewritten migrations left goes with it."""
    name = settings.TEMPLATE_SCHEMA_NAME
    quoted = connection.ops.quote_name(name)
    with connection.cursor() as cursor:
        cursor.execute(f"DROP SCHEMA IF EXISTS {quoted} CASCADE")
        cursor.execute(f"CREATE SCHEMA {quoted}")
    migrating.migrate_schema(name)


def _keep() -> list[str]:
    state, name = _state(), settings.TEMPLATE_SCHEMA_NAME
    try:
        statements = dumping.to_statements(dumping.dump_schema(name), name)
    except DumpFailed as error:
        log.warning(
            "template_not_dumped", problem=str(error), instead="new organisations are migrated, which is slower"
        )
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
