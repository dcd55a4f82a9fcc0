"""Hosts: which answers what."""

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import ProgrammingError, connection
from django.http import StreamingHttpResponse
from django.test import Client
from django.urls import resolve

from tenants import hosts, limits
from tenants.errors import Forbidden
from tenants.models import AuditEvent, Organization


@pytest.mark.parametrize("host", ["nobody.localhost", "a.b.localhost", "acme.acme.localhost"])
def test_an_unknown_host_is_a_404_page_and_for_the_api_a_problem(organization, host):
    assert Client(HTTP_HOST=host).get("/").status_code == 404
    answer = Client(HTTP_HOST=host).get("/api/v1/me")
    assert (answer.status_code, answer["Content-Type"]) == (404, "application/problem+json")


def test_a_host_that_is_not_ours_is_refused(db):
    assert Client(HTTP_HOST="evil.example").get("/").status_code == 400


def test_a_closed_organization_is_not_there(organization, page_client):
    client = page_client()
    Organization.objects.update(is_active=False)
    assert client.get("/settings/").status_code == 404


def test_the_public_host_has_no_product_and_the_other_no_public_pages(public_client, page_client):
    assert public_client.get("/settings/").status_code == 404
    assert public_client.get("/api/v1/me").status_code == 404
    assert page_client().get("/sign-up/").status_code == 404


def test_a_request_leaves_no_organization_behind(page_client):
    connection.set_schema_to_public()
    page_client().get("/settings/")
    assert connection.schema_name == "public"


def test_an_answer_written_after_the_request_reads_its_own_organization(rf, organization):
    def late(request):
        return StreamingHttpResponse(event.action.encode() for event in AuditEvent.objects.all())

    connection.set_schema_to_public()
    answer = hosts.HostMiddleware(late)(rf.get("/", HTTP_HOST="acme.localhost"))
    assert connection.schema_name == "public"
    assert b"organization.created" in b"".join(answer.streaming_content)
    assert connection.schema_name == "public"


def test_a_tenants_table_is_not_there_in_the_public_schema(db):
    connection.set_schema_to_public()
    with pytest.raises(ProgrammingError):
        AuditEvent.objects.count()


def test_a_page_without_a_guard_does_not_open(page_client, monkeypatch):
    view = resolve("/settings/", urlconf="config.urls_tenant").func
    monkeypatch.delattr(view, "access")
    with pytest.raises(ImproperlyConfigured, match="tenants:settings names no permission"):
        page_client().get("/settings/")


def test_limits_allow_everything_until_a_provider_says_otherwise(organization, monkeypatch):
    limits.check(organization, "ad_accounts", adding=1_000)
    monkeypatch.setattr(limits, "_providers", [lambda organization, what: (3, 3, "business")])
    with pytest.raises(Forbidden) as caught:
        limits.check(organization, "ad_accounts")
    assert caught.value.upgrade_to == "business"
