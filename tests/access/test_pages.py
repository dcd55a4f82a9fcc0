"""Every page of an organisation's host, with every role, with a stranger and with another organisation's ids."""

import pytest
from django.urls import reverse

from tenants.access import PUBLIC
from tenants.middleware import SESSION_ORGANIZATION
from tenants.roles import Role, may
from tests import factories
from tests.access import walker
from tests.access.conftest import values_for, verdict
from tests.access.routes import PAGES

URLCONF = "config.urls_tenant"
FOUND = walker.pages(URLCONF)
GUARDED = [page for page in FOUND if page.name in PAGES and PAGES[page.name][1] != PUBLIC]


def address(page: walker.Page, organization) -> str:
    return reverse(page.name, kwargs=values_for(page.parameters, organization), urlconf=URLCONF)


def ask(client, page: walker.Page, url: str):
    method = PAGES[page.name][0]
    return client.generic(method, url)


def test_the_table_lists_every_page():
    assert {page.name for page in FOUND} - set(PAGES) == set()


@pytest.mark.parametrize("page", GUARDED, ids=str)
def test_the_code_asks_for_what_the_table_says(page):
    assert getattr(page.callback, "access", None) == PAGES[page.name][1]


@pytest.mark.parametrize("page", GUARDED, ids=str)
@pytest.mark.parametrize("role", Role)
def test_a_role_gets_in_where_it_may_and_nowhere_else(organization, member, page, role):
    allowed = may(role, PAGES[page.name][1])
    client = factories.make_page_client(organization, member(role).user)
    assert verdict(ask(client, page, address(page, organization))) == ("in" if allowed else "forbidden")


@pytest.mark.parametrize("page", GUARDED, ids=str)
def test_nobody_else_gets_in(organization, other_organization, page):
    stranger = factories.make_member(other_organization, Role.OWNER).user
    url = address(page, organization)

    assert verdict(ask(factories.make_page_client(organization), page, url)) == "log in"

    carried = factories.make_page_client(other_organization, stranger)  # a session of the other host
    carried.defaults["HTTP_HOST"] = factories.make_page_client(organization).defaults["HTTP_HOST"]
    assert verdict(ask(carried, page, url)) == "log in"

    forged = factories.make_page_client(organization, stranger)
    assert forged.session[SESSION_ORGANIZATION] == str(organization.uuid)
    assert verdict(ask(forged, page, url)) == "nothing here"


@pytest.mark.parametrize("page", [page for page in GUARDED if page.parameters], ids=str)
def test_another_organizations_ids_are_not_here(organization, other_organization, member, page):
    own = values_for(page.parameters, organization)
    theirs = values_for(page.parameters, other_organization)
    if own == theirs:  # the parameter names no object (a platform)
        return
    url = reverse(page.name, kwargs=theirs, urlconf=URLCONF)
    answer = ask(factories.make_page_client(organization, member(Role.OWNER).user), page, url)
    assert verdict(answer) == "nothing here"
