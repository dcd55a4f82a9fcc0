"""The whole product as processes, and a real browser in front of it."""

import psycopg
import pytest
from django.db import connection
from playwright.sync_api import expect
from psycopg import sql

from tests.browser.stack import Stack

expect.set_options(timeout=20_000)  # everything runs at once on two cores; what is shown sooner is seen sooner


def pytest_collection_modifyitems(items):
    """Mark what stands here as what needs the browser or the whole stack."""
    for item in items:
        if "tests/browser" in str(item.path):
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def stack(django_db_setup, django_db_blocker, tmp_path_factory):
    """Web, worker, scheduler and sandbox on a copy of the prepared database; simulated time runs sixty times as fast."""
    at = connection.settings_dict
    server = f"postgresql://{at['USER']}:{at['PASSWORD']}@{at['HOST']}:{at['PORT']}"
    name = f"{at['NAME']}_stack"[:63]
    with django_db_blocker.unblock():
        connection.close()
    _execute(server, "DROP DATABASE IF EXISTS {} WITH (FORCE)", name)
    _execute(server, "CREATE DATABASE {} TEMPLATE {}", name, at["NAME"])
    try:
        with Stack(f"{server}/{name}", tmp_path_factory.mktemp("stack")) as running:
            yield running
    finally:
        _execute(server, "DROP DATABASE IF EXISTS {} WITH (FORCE)", name)


def _execute(server: str, statement: str, *names: str) -> None:
    with psycopg.connect(f"{server}/postgres", autocommit=True) as connected:
        connected.execute(sql.SQL(statement).format(*map(sql.Identifier, names)))


@pytest.fixture
def page(chromium):
    """A page in a fresh profile; a script error or a refused resource (CSP) fails the test."""
    context = chromium.new_context(viewport={"width": 1280, "height": 900})
    opened = context.new_page()
    opened.set_default_timeout(20_000)
    problems: list[str] = []
    opened.on("pageerror", lambda error: problems.append(str(error)))
    opened.on("console", lambda line: problems.append(line.text) if "Content Security Policy" in line.text else None)
    yield opened
    context.close()
    assert not problems, problems
