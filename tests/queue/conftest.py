"""Handlers and organisations for the queue's own tests."""

import pytest
from django.db import connection

from tenants.models import Organization
from tests.queue import handlers  # noqa: F401 - registers the test jobs


@pytest.fixture
def make_organization():
    """Make an organisation with a schema that holds one table, `note`."""

    def make(slug: str, **fields) -> Organization:
        with connection.cursor() as cursor:
            cursor.execute(f'CREATE SCHEMA "{slug}"')
            cursor.execute(f'CREATE TABLE "{slug}".note (id bigint GENERATED ALWAYS AS IDENTITY, text text NOT NULL)')
        organization = Organization(schema_name=slug, slug=slug, name=slug.title(), **fields)
        organization.save()
        return organization

    return make


@pytest.fixture
def acme(db, make_organization) -> Organization:
    """An organisation."""
    return make_organization("acme")
