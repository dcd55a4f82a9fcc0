"""Handlers, organisations and worker processes for the queue's own tests."""

import pytest
from django.db import connection

from tenants.models import Organization
from tests.factories import get_organization
from tests.queue import handlers  # noqa: F401 - registers the test jobs
from tests.queue.processes import Processes


def with_notes(slug: str) -> Organization:
    """Return a prepared organisation whose schema has a table for what test jobs did."""
    organization = get_organization(slug)
    with connection.cursor() as cursor:
        cursor.execute(
            f'CREATE TABLE "{organization.schema_name}".note (id bigint GENERATED ALWAYS AS IDENTITY, text text NOT NULL)'
        )
    return organization


@pytest.fixture
def acme(db) -> Organization:
    """An organisation."""
    return with_notes("acme")


@pytest.fixture
def globex(db) -> Organization:
    """Another organisation."""
    return with_notes("globex")


@pytest.fixture
def processes(transactional_db):
    """Start real workers on the test's database; none is left at the end."""
    with Processes() as started:
        yield started
