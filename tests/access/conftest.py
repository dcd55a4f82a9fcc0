"""The walk's own tools."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.conf import settings
from django.db import transaction
from django.http import HttpResponse
from django_tenants.utils import tenant_context

from tenants.models import Organization
from tests.access.doors import Carried, make_carried
from tests.access.objects import VALUES
from tests.factories import NAMES, get_organization


@pytest.fixture(autouse=True)
def _no_network(monkeypatch):
    """Answer as a platform that cannot be reached: the walk asks who may open a door, not what is behind it."""
    monkeypatch.setattr(settings, "META_GRAPH_URL", "http://127.0.0.1:9/meta")


@contextmanager
def undone() -> Iterator[None]:
    """Take back whatever is done inside. No `atomic`: the product calls no platform inside a transaction of its own."""
    before = transaction.savepoint()
    try:
        yield
    finally:
        transaction.savepoint_rollback(before)


@pytest.fixture
def _prepared(once, clock) -> tuple[dict[str, Carried], dict[str, dict[str, str]]]:
    """Who stands at the doors, and what stands behind them, in each of the two organisations; made once a worker."""

    def make() -> tuple[dict[str, Carried], dict[str, dict[str, str]]]:
        one, other = (get_organization(slug) for slug in NAMES)
        carried = {one.slug: make_carried(one, other), other.slug: make_carried(other, one)}
        return carried, {each.slug: make_values(each) for each in (one, other)}

    return once("walked", make)


@pytest.fixture
def walked(_prepared) -> dict[str, dict[str, str]]:
    """What stands for every URL parameter in each of the two organisations, by slug."""
    return _prepared[1]


@pytest.fixture
def carried(_prepared) -> dict[str, Carried]:
    """The sessions and keys of the members of the two organisations, by slug."""
    return _prepared[0]


def make_values(organization: Organization) -> dict[str, str]:
    """Make an object of the organisation for every parameter."""
    with tenant_context(organization):
        return {name: str(make(organization)) for name, make in VALUES.items()}


@pytest.fixture
def organization(organization, walked) -> Organization:
    """The organisation of the walk."""
    organization.walked = walked[organization.slug]
    return organization


@pytest.fixture
def other_organization(other_organization, walked) -> Organization:
    """The other one, in which the same stands."""
    other_organization.walked = walked[other_organization.slug]
    return other_organization


def values_for(parameters: tuple[str, ...], organization: Organization) -> dict[str, str]:
    """Return what stands for each parameter in one of the two organisations."""
    missing = [name for name in parameters if name not in VALUES]
    assert not missing, f"tests/access/objects.py knows no value for {missing}"
    return {name: organization.walked[name] for name in parameters}


def verdict(answer: HttpResponse) -> str:
    """Return what the door said: in, log in, forbidden, nothing here; a crash is none of them."""
    location = answer.get("Location", "")
    if answer.status_code == 401 or (answer.status_code == 302 and "/log-in/" in location):
        return "log in"
    return {403: "forbidden", 404: "nothing here", 500: "crash"}.get(answer.status_code, "in")
