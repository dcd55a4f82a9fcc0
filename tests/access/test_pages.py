"""Every page of an organisation's host, with every role, with a stranger and with another organisation's ids."""

import pytest
from django.urls import reverse

from tenants.access import PUBLIC
from tenants.middleware import SESSION_ORGANIZATION
from tenants.roles import Role, may
from tests import factories
from tests.access import walker
from tests.access.conftest import undone, values_for, verdict
from tests.access.doors import browser
from tests.access.routes import PAGES

URLCONF = "config.urls_tenant"
FOUND = walker.pages(URLCONF)
GUARDED = [page for page in FOUND if page.name in PAGES and PAGES[page.name][1] != PUBLIC]


def address(page: walker.Page, organization) -> str:
    return reverse(page.name, kwargs=values_for(page.parameters, organization), urlconf=URLCONF)


def ask(client, page: walker.Page, url: str):
    """Open a page, and take back what that did."""
    with undone():
        return client.generic(PAGES[page.name][0], url)


def test_the_table_lists_every_page():
    assert {page.name for page in FOUND} - set(PAGES) == set()


@pytest.mark.parametrize("page", GUARDED, ids=str)
def test_the_code_asks_for_what_the_table_says(page):
    assert getattr(page.callback, "access", None) == PAGES[page.name][1]


@pytest.mark.parametrize("page", GUARDED, ids=str)
def test_a_role_gets_in_where_it_may_and_nowhere_else(organization, carried, page):
    permission, url = PAGES[page.name][1], address(page, organization)
    clients = {role: browser(organization, carried[organization.slug].sessions[role]) for role in Role}
    said = {role: verdict(ask(client, page, url)) for role, client in clients.items()}
    assert said == {role: "in" if may(role, permission) else "forbidden" for role in Role}


@pytest.mark.parametrize("page", GUARDED, ids=str)
def test_nobody_else_gets_in(organization, other_organization, carried, page):
    url = address(page, organization)
    from_the_other_host = carried[other_organization.slug].sessions[Role.OWNER]
    assert verdict(ask(browser(organization), page, url)) == "log in"
    assert verdict(ask(browser(organization, from_the_other_host), page, url)) == "log in"
    assert verdict(ask(browser(organization, carried[organization.slug].stranger), page, url)) == "nothing here"


def test_the_strangers_session_is_one_of_this_host(organization, other_organization, carried):
    stranger = browser(organization, carried[organization.slug].stranger)
    assert stranger.session[SESSION_ORGANIZATION] == str(organization.uuid)
    owner = factories.make_member(other_organization, Role.OWNER).user
    assert stranger.session["_auth_user_id"] == str(owner.pk)


@pytest.mark.parametrize("page", [page for page in GUARDED if page.parameters], ids=str)
def test_another_organizations_ids_are_not_here(organization, other_organization, carried, page):
    own = values_for(page.parameters, organization)
    theirs = values_for(page.parameters, other_organization)
    if own == theirs:  # the parameter names no object (a platform)
        return
    url = reverse(page.name, kwargs=theirs, urlconf=URLCONF)
    client = browser(organization, carried[organization.slug].sessions[Role.OWNER])
    assert verdict(ask(client, page, url)) == "nothing here"
