"""How long opening an organisation takes: its schema with all tables, host, owner and first audit event.

Baseline, in the same run: django-tenants' own migrate of one new schema. Works in a database of its own, which it makes and drops.
Also shows that the two schemas are the same, and that a later migration applies to the replayed one.
"""

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from itertools import zip_longest
from urllib.parse import urlsplit, urlunsplit

import psycopg
from psycopg import sql

from bench import report
from config.dev import environment

TIMES = 20
BASELINE_TIMES = 3
DROP_ATTEMPTS = 10
DATABASE = f"adwright_bench_{os.getpid()}"


def main() -> None:
    with environment.database(environment.demo_environment(8000)) as variables, scratch_database(variables) as url:
        os.environ.update(variables | {"DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "config.settings"})
        figures = _measure()
    print(f"an organisation: median {figures['ours']:.3f} s of {TIMES}, slowest {figures['slowest']:.3f} s")
    print(f"django-tenants' migrate: median {figures['migrate']:.2f} s of {BASELINE_TIMES}")
    print(f"tables {figures['tables']}, dump diff {figures['diff']} lines, a later migration: {figures['later']}")
    if figures["diff"] or figures["later"] != "applied":
        sys.exit("provisioning: the replayed schema is not the migrated one … short")
    report.finish(
        report.line("provisioning", figures["ours"], "s", most=1),
        report.line("provisioning, times faster than migrate", figures["migrate"] / figures["ours"], "times", least=20),
    )


@contextmanager
def scratch_database(variables: dict[str, str]) -> Iterator[str]:
    url = variables["DATABASE_URL"]
    with psycopg.connect(url, autocommit=True) as server:
        name = sql.Identifier(DATABASE)
        server.execute(sql.SQL("CREATE DATABASE {}").format(name))
        try:
            yield urlunsplit(urlsplit(url)._replace(path=f"/{DATABASE}"))
        finally:
            _drop(server, name)


def _drop(server: psycopg.Connection, name: sql.Identifier) -> None:
    """Drop a database, repeatedly where autovacuum works in it: only a plain drop ends that, and only force ends other connections."""
    for options in (" WITH (FORCE)", "") * DROP_ATTEMPTS:
        with suppress(psycopg.errors.InsufficientPrivilege, psycopg.errors.ObjectInUse):
            server.execute(sql.SQL("DROP DATABASE {}" + options).format(name))
            return
    server.execute(sql.SQL("DROP DATABASE {}").format(name))


def _measure() -> dict:
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection

    call_command("migrate_tenants", verbosity=0)
    ours = [_open(number) for number in range(TIMES)]
    migrate = [_migrate(number) for number in range(BASELINE_TIMES)]
    replayed, migrated = _dump("o_bench_0"), _dump("migrated_0")
    different = sum(one != other for one, other in zip_longest(replayed, migrated))
    found = {
        "ours": statistics.median(ours),
        "slowest": max(ours),
        "migrate": statistics.median(migrate),
        "tables": sum(line.startswith("CREATE TABLE") for line in replayed),
        "diff": different,
        "later": _apply_a_later_migration("o_bench_0"),
    }
    connection.close()
    return found


def _open(number: int) -> float:
    from tenants import services
    from tenants.models import User

    owner, _ = User.objects.get_or_create(email="owner@bench.example")
    started = time.perf_counter()
    services.create_organization(name=f"Bench {number}", slug=f"bench-{number}", owner=owner, now=datetime.now(UTC))
    return time.perf_counter() - started


def _migrate(number: int) -> float:
    from django.core.management import call_command
    from django.db import connection

    name = f"migrated_{number}"
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE SCHEMA {name}")
    started = time.perf_counter()
    call_command("migrate_schemas", schema_name=name, interactive=False, verbosity=0)
    return time.perf_counter() - started


def _dump(schema_name: str) -> list[str]:
    """Return the schema's definition, line by line, without its name."""
    command = ["pg_dump", "--schema-only", "--no-owner", f"--schema={schema_name}", os.environ["DATABASE_URL"]]
    text = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    lines = [line for line in text.splitlines() if line and not line.startswith(("--", "\\"))]
    return [line.replace(schema_name, "x") for line in lines]


def _apply_a_later_migration(schema_name: str) -> str:
    from django.db import connection, migrations, models
    from django.db.migrations.loader import MigrationLoader
    from django_tenants.utils import schema_context

    later = migrations.Migration("9999_later", "tenants")
    later.operations = [
        migrations.AddField("auditevent", "note", models.CharField(max_length=10, default="")),
        migrations.RemoveConstraint("idempotencykey", "idempotency_key_once"),
    ]
    with schema_context(schema_name):
        state = MigrationLoader(connection).project_state()
        with connection.schema_editor() as editor:
            later.apply(state, editor)
    return "applied"


if __name__ == "__main__":
    main()
