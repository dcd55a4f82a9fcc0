"""An organisation is opened whole or not at all."""

import pytest
from django.db import connection
from django_tenants.utils import schema_context

from tenants import provisioning, services
from tenants.errors import Invalid
from tenants.models import AuditEvent, Domain, Membership, Organization
from tests import factories


def test_a_new_organization_has_its_schema_host_owner_and_first_audit_event(db):
    organization = factories.make_organization("initech")

    assert Domain.objects.get(tenant=organization).domain == "initech.localhost"
    assert Membership.objects.get(organization=organization).role == "owner"
    with schema_context(organization.schema_name):
        assert AuditEvent.objects.get().action == "organization.created"


@pytest.mark.parametrize("slug", ["admin", "www", "api", "ab", "a_b", "-ab", "ab-", "Ümlaut", "a" * 41, "", "xn--abc"])
def test_a_reserved_or_malformed_slug_is_refused_beside_its_field(db, slug):
    owner = factories.make_user("owner@initech.example")
    with pytest.raises(Invalid) as caught:
        services.create_organization(name="Initech", slug=slug, owner=owner, now=factories.START)
    assert list(caught.value.fields) == ["slug"]


def test_a_taken_slug_is_refused_beside_its_field(organization):
    with pytest.raises(Invalid) as caught:
        factories.make_organization("acme")
    assert caught.value.fields == {"slug": ["This address is taken. Choose another."]}


@pytest.mark.parametrize(
    "failing", ["Domain.objects.create", "Membership.objects.create", "provisioning.make_schema", "record_audit"]
)
def test_a_failure_at_any_line_leaves_nothing_and_a_retry_succeeds(transactional_db, monkeypatch, failing):
    def fail(*args, **kwargs):
        raise RuntimeError(failing)

    with monkeypatch.context() as patch:
        patch.setattr(f"tenants.services.organizations.{failing}", fail)
        with pytest.raises(RuntimeError):
            factories.make_organization("initech")
    assert not Organization.objects.filter(slug="initech").exists()
    assert not schema_exists("o_initech")

    assert factories.make_organization("initech").slug == "initech"
    assert schema_exists("o_initech")


def test_a_failure_after_the_schema_was_made_takes_the_schema_along(transactional_db, monkeypatch):
    make_schema = provisioning.make_schema

    def make_and_fail(name):
        make_schema(name)
        raise RuntimeError("after")

    monkeypatch.setattr("tenants.services.organizations.provisioning.make_schema", make_and_fail)
    with pytest.raises(RuntimeError):
        factories.make_organization("initech")
    assert not schema_exists("o_initech")


def test_sign_up_names_every_wrong_field_at_once(db):
    with pytest.raises(Invalid) as caught:
        services.sign_up(email="no", password="123", person="", name=" ", slug="www", now=factories.START)
    assert set(caught.value.fields) == {"email", "password", "person", "name", "slug"}


def schema_exists(name: str) -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_namespace WHERE nspname = %s", [name])
        return cursor.fetchone() is not None
