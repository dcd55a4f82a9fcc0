"""Every page of the public host: for everybody, for whoever is logged in, or for the operator's staff."""

import pytest
from django.contrib import admin
from django.urls import reverse

from tenants.access import PUBLIC
from tenants.roles import Role
from tests import factories
from tests.access import walker
from tests.access.conftest import values_for, verdict
from tests.access.routes import PUBLIC_PAGES

URLCONF = "config.urls_public"
FOUND = walker.pages(URLCONF)
NEEDS_A_LOG_IN_UNDER_WAY = ("account_logout", "mfa_authenticate")
NEEDS_A_SECOND_FACTOR = ("mfa_deactivate_totp", "mfa_view_recovery_codes", "mfa_download_recovery_codes")


def address(page: walker.Page, organization) -> str:
    return reverse(page.name, kwargs=values_for(page.parameters, organization), urlconf=URLCONF)


def test_the_table_lists_every_page():
    assert {page.name for page in FOUND} - set(PUBLIC_PAGES) == set()


@pytest.mark.parametrize("page", FOUND, ids=str)
def test_only_what_the_table_says_is_open_to_everybody(organization, page):
    answer = factories.make_page_client(None).get(address(page, organization))
    if PUBLIC_PAGES[page.name][1] == PUBLIC:
        assert verdict(answer) in ("in", "nothing here", "forbidden") or page.name in NEEDS_A_LOG_IN_UNDER_WAY
    else:
        assert verdict(answer) == "log in"


@pytest.mark.parametrize(
    "page", [page for page in FOUND if PUBLIC_PAGES.get(page.name, ("", PUBLIC))[1] != PUBLIC], ids=str
)
def test_who_is_logged_in_gets_in(organization, member, page):
    answer = factories.make_page_client(None, member(Role.CLIENT).user).get(address(page, organization))
    expected = "nothing here" if page.name in NEEDS_A_SECOND_FACTOR else "in"
    assert verdict(answer) == expected or "/reauthenticate/" in answer.get("Location", "")


def test_an_organization_that_one_is_not_in_cannot_be_entered(organization, other_organization, member):
    client = factories.make_page_client(None, member(Role.OWNER).user)
    assert client.get(f"/organizations/{other_organization.slug}/enter/?state=x").status_code == 404
    assert client.get("/organizations/no-such-place/enter/?state=x").status_code == 404


@pytest.mark.parametrize("model", list(admin.site._registry), ids=lambda model: model.__name__)
def test_the_admin_is_for_staff_only(organization, member, model, django_user_model):
    url = reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist", urlconf=URLCONF)
    anonymous = factories.make_page_client(None).get(url, follow=True)
    assert "/log-in/?next=" in anonymous.redirect_chain[-1][0]
    owner = factories.make_page_client(None, member(Role.OWNER).user).get(url, follow=True)
    assert owner.status_code == 403

    staff = django_user_model.objects.create_superuser("staff@operator.example", factories.PASSWORD)
    assert factories.make_page_client(None, staff).get(url).status_code == 200


def test_the_admin_is_not_on_an_organizations_host(organization, member):
    assert factories.make_page_client(organization, member(Role.OWNER).user).get("/admin/").status_code == 404
