"""Fixtures that every test may use.

    organization, other_organization    two prepared organisations; the first one's schema is current
    member(role)                        a membership in the first; `.user` is the person
    page_client(role), api_client(role) a browser and a program in the first organisation (owner when nothing is said)
    public_client                       a browser on the public host, nobody logged in
    once(name, make)                    what is made once a worker and found again by every test (tests/plugins/worlds.py)
    sandbox_process                     the worker's one sandbox; the `sandbox` of a directory is it, as new
    clock                               the product's clock: `clock.now`, `clock.set(moment)`, `clock.advance(hours=1)`

Rate limits are lifted unless a test has the mark `rate_limits`; passwords are hashed quickly.
"""

from datetime import datetime, timedelta

import pytest
from django.db import connection

from tenants import clock as product_clock
from tenants.models import Membership, Organization
from tenants.roles import Role
from tests import factories

pytest_plugins = [
    "tests.plugins.quick",
    "tests.plugins.chromium",
    "tests.plugins.database",
    "tests.plugins.worlds",
    "tests.plugins.queue",
    "tests.plugins.sandbox",
    "tests.plugins.habits",
    "tests.plugins.order",
    "tests.plugins.matrix",
]


@pytest.fixture
def organization(db) -> Organization:
    """The organisation of the test; the database connection is in its schema."""
    found = factories.get_organization("acme")
    connection.set_tenant(found)
    yield found
    connection.set_schema_to_public()


@pytest.fixture
def other_organization(db) -> Organization:
    """Another organisation, which must never be seen from the first."""
    return factories.get_organization("globex")


@pytest.fixture
def member(organization):
    """Return a function that gives the organisation's member with a role."""

    def give(role: str = Role.OWNER) -> Membership:
        return factories.make_member(organization, role)

    return give


@pytest.fixture
def page_client(organization, member):
    """Return a function that gives a browser, logged in with a role."""
    return lambda role=Role.OWNER, **options: factories.make_page_client(organization, member(role).user, **options)


@pytest.fixture
def api_client(organization):
    """Return a function that gives a program with an API key of a role."""
    return lambda role=Role.OWNER, **options: factories.make_api_client(organization, role, **options)


@pytest.fixture
def public_client(db):
    """A browser on the public host."""
    return factories.make_page_client(None)


class Clock:
    """The product's clock in a test: it stands until it is moved."""

    def __init__(self, now: datetime):
        self.now = now

    def set(self, now: datetime) -> None:
        """Go to a moment (aware)."""
        self.now = now

    def advance(self, **by: float) -> datetime:
        """Go on by hours=…, days=… and so on; return the new moment."""
        self.now += timedelta(**by)
        return self.now


@pytest.fixture
def clock(monkeypatch) -> Clock:
    """Put the product's clock at 20 November 2026, 09:00 UTC; it stands still there."""
    standing = Clock(factories.START)
    monkeypatch.setattr(product_clock, "now", lambda: standing.now)
    return standing
