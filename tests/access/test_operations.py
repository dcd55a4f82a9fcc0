"""Every operation of the API, with every role, with strangers and with another organisation's ids."""

import pytest
from django_tenants.utils import tenant_context

from tenants.roles import Role, may
from tests.access import walker
from tests.access.conftest import undone, values_for, verdict
from tests.access.doors import browser, program
from tests.access.objects import BODIES
from tests.access.routes import OPERATIONS

FOUND = walker.operations()
ENTRANCES = [*(("key", role) for role in Role), ("session", Role.OWNER), ("session", Role.CLIENT)]
LISTED = [operation for operation in FOUND if operation.key in OPERATIONS]


def request_for(operation: walker.Operation, organization) -> tuple[str, dict]:
    """Return a path and a body with the organisation's own ids."""
    body = BODIES.get(operation.key, {})
    if callable(body):
        with tenant_context(organization):
            body = body(organization)
    return walker.API_PREFIX + operation.path.format(**values_for(operation.parameters, organization)), body


def ask(client, operation: walker.Operation, asked: tuple[str, dict]):
    """Send a request, and take back what it did."""
    path, body = asked
    send = getattr(client, operation.method.lower())
    with undone():
        return send(path) if operation.method == "GET" else send(path, body, content_type="application/json")


def test_the_table_lists_every_operation():
    assert {operation.key for operation in FOUND} - set(OPERATIONS) == set()


@pytest.mark.parametrize("operation", FOUND, ids=str)
def test_the_code_asks_for_what_the_table_says(operation):
    assert getattr(operation.function, "access", None) == OPERATIONS.get(operation.key, "not in the table")


@pytest.mark.parametrize(
    "operation", [one for one in FOUND if one.method == "POST" and {201, 202} & set(one.statuses)], ids=str
)
def test_every_create_takes_an_idempotency_key(operation):
    assert getattr(operation.function, "idempotent", False)


@pytest.mark.parametrize("operation", LISTED, ids=str)
def test_a_role_gets_in_where_it_may_and_nowhere_else(organization, carried, operation):
    permission, own, asked = OPERATIONS[operation.key], carried[organization.slug], request_for(operation, organization)
    clients = {
        (door, role): program(organization, own.keys[role])
        if door == "key"
        else browser(organization, own.sessions[role])
        for door, role in ENTRANCES
    }
    said = {entrance: verdict(ask(client, operation, asked)) for entrance, client in clients.items()}
    assert said == {(door, role): "in" if may(role, permission) else "forbidden" for door, role in ENTRANCES}


@pytest.mark.parametrize("operation", LISTED, ids=str)
def test_nobody_else_gets_in(organization, other_organization, carried, operation):
    asked = request_for(operation, organization)
    foreign_key = carried[other_organization.slug].keys[Role.OWNER]
    stranger = carried[organization.slug].stranger
    assert verdict(ask(browser(organization), operation, asked)) == "log in"
    assert verdict(ask(program(organization, foreign_key), operation, asked)) == "log in"
    assert verdict(ask(browser(organization, stranger), operation, asked)) == "nothing here"


@pytest.mark.parametrize("operation", [one for one in LISTED if one.parameters], ids=str)
def test_another_organizations_ids_are_not_here(organization, other_organization, carried, operation):
    client = program(organization, carried[organization.slug].keys[Role.OWNER])
    assert verdict(ask(client, operation, request_for(operation, other_organization))) == "nothing here"


@pytest.mark.parametrize("operation", [one for one in LISTED if callable(BODIES.get(one.key))], ids=str)
def test_another_organizations_ids_in_a_body_are_not_known(organization, other_organization, carried, operation):
    client = program(organization, carried[organization.slug].keys[Role.OWNER])
    assert ask(client, operation, request_for(operation, organization)).status_code < 300
    path, _ = request_for(operation, organization)
    _, body = request_for(operation, other_organization)
    assert ask(client, operation, (path, body)).status_code in (404, 422)
