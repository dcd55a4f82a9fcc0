"""The walk's own tools."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.conf import settings
from django.db import transaction
from django.http import HttpResponse
from django_tenants.utils import tenant_context

from tenants.models import Organization
from tests.access.objects import VALUES


@pytest.fixture(autouse=True)
def _no_network(monkeypatch):
    """Answer as a platform that cannot be reached: the walk asks who may open a door, not what is behind it."""
    monkeypatch.setattr(settings, "META_GRAPH_URL", "http://127.0.0.1:9/meta")


@contextmanager
def undone() -> Iterator[None]:
    """Take back whatever is done inside."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def values_for(parameters: tuple[str, ...], organization: Organization) -> dict[str, str]:
    """Make an object of the organisation for every parameter."""
    missing = [name for name in parameters if name not in VALUES]
    assert not missing, f"tests/access/objects.py knows no value for {missing}"
    with tenant_context(organization):
        return {name: str(VALUES[name](organization)) for name in parameters}


def verdict(answer: HttpResponse) -> str:
    """Return what the door said: in, log in, forbidden, nothing here; a crash is none of them."""
    location = answer.get("Location", "")
    if answer.status_code == 401 or (answer.status_code == 302 and "/log-in/" in location):
        return "log in"
    return {403: "forbidden", 404: "nothing here", 500: "crash"}.get(answer.status_code, "in")
