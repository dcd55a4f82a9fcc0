"""The whole product as processes, and a real browser in front of it."""

import os

import psycopg
import pytest
from django.db import connection
from playwright.sync_api import expect
from psycopg import sql

from tests.browser.stack import Stack

STACK = pytest.StashKey[Stack]()
expect.set_options(timeout=20_000)  # everything runs at once on two cores; what is shown sooner is seen sooner


def pytest_collection_modifyitems(items):
    """Mark what stands here as what needs the browser or the whole stack."""
    for item in items:
        if "tests/browser" in str(item.path):
            item.add_marker(pytest.mark.browser)


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item):
    """Start the stack again for a test on it."""
    if "stack" in item.fixturenames and (stack := item.session.stash.get(STACK, None)):
        stack.go_on()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(item, nextitem):
    """Stop the stack after the last test on it: simulated time would run on, and it would read numbers to the end of the run."""
    try:
        return (yield)
    finally:
        stack = item.session.stash.get(STACK, None)
        if stack and not any("stack" in later.fixturenames for later in _later(item, nextitem)):
            stack.stop()


def _later(item, nextitem) -> list:
    """Return the tests that this process is known to run after one; of a worker of several the next one only."""
    if nextitem is None or "PYTEST_XDIST_WORKER" in os.environ:
        return [nextitem] if nextitem else []
    return item.session.items[item.session.items.index(item) + 1 :]


@pytest.fixture(scope="session")
def stack(request, django_db_setup, django_db_blocker, tmp_path_factory):
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
            request.session.stash[STACK] = running
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
