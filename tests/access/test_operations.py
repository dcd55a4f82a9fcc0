"""Every operation of the API, with every role, with strangers and with another organisation's ids."""

import pytest
from django_tenants.utils import tenant_context

from tenants.roles import Role, may
from tests import factories
from tests.access import walker
from tests.access.conftest import values_for, verdict
from tests.access.objects import BODIES
from tests.access.routes import OPERATIONS

FOUND = walker.operations()
ENTRANCES = [*(("key", role) for role in Role), ("session", Role.OWNER), ("session", Role.CLIENT)]
LISTED = [operation for operation in FOUND if operation.key in OPERATIONS]


def ask(client, operation: walker.Operation, organization, ids_of=None):
    body = BODIES.get(operation.key, {})
    if callable(body):
        with tenant_context(ids_of or organization):
            body = body(ids_of or organization)
    values = values_for(operation.parameters, ids_of or organization)
    path = walker.API_PREFIX + operation.path.format(**values)
    data = body if operation.method != "GET" else None
    send = getattr(client, operation.method.lower())
    return send(path) if data is None else send(path, data, content_type="application/json")


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
@pytest.mark.parametrize(("door", "role"), ENTRANCES)
def test_a_role_gets_in_where_it_may_and_nowhere_else(organization, member, operation, role, door):
    allowed = may(role, OPERATIONS[operation.key])
    make = {
        "key": lambda: factories.make_api_client(organization, role),
        "session": lambda: factories.make_page_client(organization, member(role).user),
    }
    client = make[door]()
    assert verdict(ask(client, operation, organization)) == ("in" if allowed else "forbidden")


@pytest.mark.parametrize("operation", LISTED, ids=str)
def test_nobody_else_gets_in(organization, other_organization, operation):
    assert verdict(ask(factories.make_page_client(organization), operation, organization)) == "log in"

    host = factories.make_page_client(organization).defaults["HTTP_HOST"]
    foreign_key = factories.make_api_client(other_organization, Role.OWNER)
    foreign_key.defaults["HTTP_HOST"] = host
    assert verdict(ask(foreign_key, operation, organization)) == "log in"

    stranger = factories.make_member(other_organization, Role.OWNER).user
    assert verdict(ask(factories.make_page_client(organization, stranger), operation, organization)) == "nothing here"


@pytest.mark.parametrize("operation", [one for one in LISTED if one.parameters], ids=str)
def test_another_organizations_ids_are_not_here(organization, other_organization, operation):
    client = factories.make_api_client(organization, Role.OWNER)
    answer = ask(client, operation, organization, ids_of=other_organization)
    assert verdict(answer) == "nothing here"


@pytest.mark.parametrize("operation", [one for one in LISTED if callable(BODIES.get(one.key))], ids=str)
def test_another_organizations_ids_in_a_body_are_not_known(organization, other_organization, operation):
    client = factories.make_api_client(organization, Role.OWNER)
    assert ask(client, operation, organization).status_code < 300
    assert ask(client, operation, organization, ids_of=other_organization).status_code in (404, 422)
