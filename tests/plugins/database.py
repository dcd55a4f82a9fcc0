"""One prepared database, and a copy of it for every worker.

Migrating takes many seconds, copying a database a fraction of one. So the first process migrates a template database whose
name carries the digest of all migrations (it stays for the next run), and each process copies it. A test that commits
(transactional, live server) gets a fresh copy afterwards, which also removes the schemas that it made.

Of exchange rates every test finds what is installed of 2026. Nothing is fetched.
"""

import fcntl
import hashlib
import os
import tempfile
import time
from contextlib import contextmanager, suppress
from datetime import date
from pathlib import Path

import psycopg
import pytest
from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command, get_commands
from django.db import connection
from django.test import TransactionTestCase
from psycopg import sql

from tests import factories

ROOT = Path(__file__).resolve().parents[2]
DROP_TRIES = 50


@pytest.fixture(scope="session")
def django_db_setup(request, django_test_environment, django_db_blocker):
    """Point Django's connection at this process's own copy of the template; drop the copy at the end."""
    with django_db_blocker.unblock(), pytest.MonkeyPatch.context() as patch:
        patch.setattr(settings, "EXCHANGE_RATES_SINCE", date(2026, 1, 1))
        patch.setattr(settings, "EXCHANGE_RATES_URL", "")
        databases = Databases(settings.DATABASES["default"], worker=os.environ.get("PYTEST_XDIST_WORKER", "main"))
        with databases.lock():
            databases.sweep()
            if not databases.exists(databases.template):
                databases.make_template()
        databases.copy()
        patch.setattr(TransactionTestCase, "_fixture_teardown", lambda _case: databases.copy())
        yield databases
        databases.drop(databases.own)


@pytest.fixture(scope="session")
def databases(django_db_setup) -> "Databases":
    """The databases of this run."""
    return django_db_setup


@pytest.fixture(autouse=True)
def _public_schema():
    """Start every test in the public schema, whatever the one before it left."""
    connection.set_schema_to_public()


class Databases:
    """The databases of one test run, all named after the one that DATABASE_URL names (and ADWRIGHT_TEST_SUFFIX)."""

    def __init__(self, configured: dict, *, worker: str):
        self.server = {
            "host": configured["HOST"],
            "port": configured["PORT"] or None,
            "user": configured["USER"],
            "password": configured["PASSWORD"],
        }
        run = os.environ.get("PYTEST_XDIST_TESTRUNUID", "")[:6] or format(os.getpid(), "x")
        hour = int(time.time()) // 3600
        self.prefix = f"test_{configured['NAME']}{os.environ.get('ADWRIGHT_TEST_SUFFIX', '')}_"[:40]
        self.template = f"{self.prefix}template_{migrations_digest()}"
        self.own = f"{self.prefix}{hour}_{run}_{worker}"

    @contextmanager
    def lock(self):
        """Let one process of this machine at a time look for the template and make it."""
        path = Path(tempfile.gettempdir()) / f"adwright-{os.geteuid()}-{self.prefix}.lock"
        with path.open("w") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            yield

    def make_template(self) -> None:
        """Migrate the public schema and the tenants' template under another name; only a whole one gets the template's name."""
        half = f"{self.prefix}half"
        self.drop(half)
        self.execute("CREATE DATABASE {}", half)
        self.use(half)
        command = "migrate_tenants" if "migrate_tenants" in get_commands() else "migrate_schemas"
        call_command(command, verbosity=0)
        factories.prepare_organizations()
        self.close()
        self.execute("ALTER DATABASE {} RENAME TO {}", half, self.template)

    def copy(self) -> None:
        """Make this process's database anew from the template, ending whatever is connected to the old one."""
        self.close()
        self.drop(self.own)
        self.execute("CREATE DATABASE {} TEMPLATE {}", self.own, self.template)
        self.use(self.own)

    def use(self, name: str) -> None:
        self.close()
        settings.DATABASES["default"]["NAME"] = connection.settings_dict["NAME"] = name
        ContentType.objects.clear_cache()

    def close(self) -> None:
        connection.close()
        connection.set_schema_to_public()

    def sweep(self) -> None:
        """Drop what killed runs and older migrations left: databases of our prefix that nobody is connected to."""
        unused = (
            "SELECT datname FROM pg_database d WHERE starts_with(datname, %s) AND datname <> %s"
            " AND NOT EXISTS (SELECT FROM pg_stat_activity a WHERE a.datid = d.oid)"
        )
        for (name,) in self.rows(unused, [self.prefix, self.template]):
            kind = name.removeprefix(self.prefix).partition("_")[0]
            of_a_day_ago = kind.isdecimal() and int(kind) < time.time() // 3600 - 24
            if kind in ("template", "half") or of_a_day_ago:
                self.drop(name)

    def exists(self, name: str) -> bool:
        return bool(self.rows("SELECT FROM pg_database WHERE datname = %s", [name]))

    def drop(self, name: str) -> None:
        """Drop a database with whoever is connected; an autovacuum worker, which we may not end, is waited for."""
        for _ in range(DROP_TRIES):
            with suppress(psycopg.errors.InsufficientPrivilege):
                return self.execute("DROP DATABASE IF EXISTS {} WITH (FORCE)", name)
            time.sleep(0.2)
        raise RuntimeError(f"{name} could not be dropped: somebody whom we may not end stays connected")

    def rows(self, query: str, parameters: list) -> list[tuple]:
        with self.connect() as server:
            return server.execute(query, parameters).fetchall()

    def execute(self, statement: str, *names: str) -> None:
        with self.connect() as server:
            server.execute(sql.SQL(statement).format(*map(sql.Identifier, names)))

    def connect(self) -> psycopg.Connection:
        return psycopg.connect(dbname="postgres", autocommit=True, **self.server)


def migrations_digest() -> str:
    """Return a short digest of everything that decides what the migrated schemas look like and hold."""
    digest = hashlib.sha256()
    files = [
        *ROOT.glob("*/migrations/*.py"),
        *ROOT.glob("tenants/provisioning/*.py"),
        ROOT / "analytics" / "services" / "rates.py",
        ROOT / "config" / "schemas.py",
        ROOT / "deploy" / "requirements.lock",
    ]
    for file in sorted(files):
        with suppress(FileNotFoundError):
            digest.update(f"{file.relative_to(ROOT)} {file.read_text()}".encode())
    return digest.hexdigest()[:10]
