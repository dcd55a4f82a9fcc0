"""What the operator's staff see."""

import pytest
from django.urls import reverse

from tenants import services
from tenants.models import Invitation, Organization
from tenants.roles import Role
from tenants.types import Actor
from tests import factories

URLCONF = "config.urls_public"


@pytest.fixture
def staff(db, django_user_model):
    """A browser of the operator's."""
    person = django_user_model.objects.create_superuser("staff@operator.example", factories.PASSWORD)
    return factories.make_page_client(None, person)


def change_url(row) -> str:
    return reverse(f"admin:tenants_{row._meta.model_name}_change", args=[row.pk], urlconf=URLCONF)


def test_no_hash_of_a_secret_is_shown(staff, organization, member):
    services.invite_member(
        organization=organization,
        email="a@b.example",
        role="client",
        granting_role=Role.OWNER,
        actor=Actor.system(),
        now=factories.START,
    )
    invitation, user = Invitation.objects.get(), member().user
    assert user.password not in staff.get(change_url(user)).content.decode()
    assert invitation.token_hash not in staff.get(change_url(invitation)).content.decode()


def test_switching_an_organization_off_closes_its_host(staff, organization, page_client):
    data = {"is_active": "", "memberships-TOTAL_FORMS": "0", "memberships-INITIAL_FORMS": "0"}
    assert staff.post(change_url(organization), data).status_code == 302
    assert not Organization.objects.get(pk=organization.pk).is_active
    assert page_client().get("/settings/").status_code == 404


def test_rows_are_neither_added_nor_deleted_by_hand(staff, organization):
    assert staff.get(reverse("admin:tenants_organization_add", urlconf=URLCONF)).status_code == 403
    assert (
        staff.get(reverse("admin:tenants_organization_delete", args=[organization.pk], urlconf=URLCONF)).status_code
        == 403
    )
