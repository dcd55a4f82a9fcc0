"""Settings, and the audit trail."""

import pytest

from tenants.models import AuditEvent, Organization
from tenants.services import record_audit
from tenants.types import Actor

FORM = {"name": "Acme Bakery", "time_zone": "Europe/Berlin", "currency": "CHF", "locale": "de-CH"}


def test_the_page_keeps_the_settings_and_says_from_what_to_what(page_client):
    assert page_client("admin").post("/settings/organization/", FORM).status_code == 302
    kept = Organization.objects.get(slug="acme")
    assert (kept.time_zone, kept.currency, kept.locale) == ("Europe/Berlin", "CHF", "de-CH")
    assert AuditEvent.objects.first().detail["currency"] == ["EUR", "CHF"]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", ""),
        ("name", "x" * 101),
        ("time_zone", "Mars/Base"),
        ("time_zone", ""),
        ("currency", "EURO"),
        ("currency", "DEM"),
        ("locale", "xx-XX"),
    ],
)
def test_a_wrong_field_is_told_beside_it_and_nothing_is_kept(page_client, field, value):
    answer = page_client().post("/settings/organization/", FORM | {field: value})
    assert answer.status_code == 422
    assert f'id="id_{field}_error"' in answer.content.decode()
    assert Organization.objects.get(slug="acme").currency == "EUR"


@pytest.mark.parametrize(
    ("field", "value"), [("time_zone", "Mars/Base"), ("currency", "€"), ("locale", ""), ("name", " ")]
)
def test_the_api_refuses_it_too(api_client, field, value):
    answer = api_client().patch("/api/v1/organization", {field: value}, content_type="application/json")
    assert answer.status_code == 422
    assert [error["field"] for error in answer.json()["errors"]] == [field]


def test_the_api_leaves_what_is_left_out(api_client):
    answer = api_client().patch("/api/v1/organization", {"currency": "usd"}, content_type="application/json")
    assert (answer.json()["currency"], answer.json()["time_zone"]) == ("USD", "Europe/Dublin")


def test_a_member_sees_the_settings_but_no_button(page_client):
    html = page_client("member").get("/settings/").content.decode()
    assert "Keep the settings" not in html
    assert "disabled" in html


def test_html_in_the_name_is_shown_as_text(page_client):
    client = page_client()
    client.post("/settings/organization/", FORM | {"name": "<b>Acme</b><script>"})
    assert "<b>Acme</b>" not in client.get("/settings/").content.decode()


def test_the_audit_page_is_paged_newest_first(page_client, clock):
    for number in range(60):
        record_audit(action="campaign.paused", actor=Actor.system(), detail={}, now=clock.advance(minutes=1))
        AuditEvent.objects.filter(target_label="").update(target_label=f"Campaign {number}")
    client = page_client("manager")
    first, second = client.get("/settings/audit/"), client.get("/settings/audit/?page=2")
    assert "61 things</mark> are" in first.content.decode()
    assert "51 to 61 of 61 entries" in second.content.decode()


@pytest.mark.parametrize("page", ["0", "-1", "999", "x", "1;drop table"])
def test_a_page_that_there_is_not_shows_another(page_client, page):
    assert page_client().get("/settings/audit/", {"page": page}).status_code == 200


def test_every_settings_page_is_drawn_for_the_owner(page_client):
    client = page_client()
    for path in ("", "members/", "api-keys/", "audit/"):
        assert client.get(f"/settings/{path}").status_code == 200
