"""API keys: shown once, never above their maker, withdrawn at once."""

import re
from datetime import timedelta

import pytest

from tenants.models import ApiKey, AuditEvent
from tests import factories


def make(client, **fields):
    return client.post("/settings/api-keys/create/", {"name": "Shop", "role": "member"} | fields)


def secret_in(answer) -> str:
    return re.search(r"adw_[\w-]{43}", answer.content.decode())[0]


def test_the_page_shows_the_secret_once_and_it_works(page_client, organization):
    client = page_client()
    answer = make(client)
    program = factories.make_page_client(organization)
    me = program.get("/api/v1/me", HTTP_AUTHORIZATION=f"Bearer {secret_in(answer)}")
    assert (me.json()["label"], me.json()["role"]) == ("Shop", "member")
    assert "no-store" in answer["Cache-Control"]
    assert secret_in(answer) not in client.get("/settings/api-keys/").content.decode()
    assert secret_in(answer) not in str(ApiKey.objects.values().get(name="Shop"))
    assert AuditEvent.objects.first().action == "api_key.created"


def test_a_withdrawn_key_is_refused_from_the_next_request_on(page_client, organization):
    client = page_client()
    answer = make(client)
    client.post(f"/settings/api-keys/{ApiKey.objects.get(name='Shop').uuid}/revoke/")
    program = factories.make_page_client(organization, None)
    assert program.get("/api/v1/me", HTTP_AUTHORIZATION=f"Bearer {secret_in(answer)}").status_code == 401


def test_a_key_ends_on_its_day(page_client, organization, clock):
    answer = make(page_client(), expires_date="2026-11-21")
    program, bearer = factories.make_page_client(organization), f"Bearer {secret_in(answer)}"
    clock.advance(days=1)
    assert program.get("/api/v1/me", HTTP_AUTHORIZATION=bearer).status_code == 200
    clock.advance(days=1)
    assert program.get("/api/v1/me", HTTP_AUTHORIZATION=bearer).status_code == 401


def test_the_day_of_its_last_use_is_noted(api_client, clock):
    api_client().get("/api/v1/me")
    assert ApiKey.objects.get().last_used_on == clock.now.date()


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", ""),
        ("name", "x" * 101),
        ("role", "king"),
        ("role", "owner"),
        ("expires_date", "yesterday"),
        ("expires_date", "2020-01-01"),
    ],
)
def test_a_wrong_field_is_told_beside_it_and_no_key_is_made(page_client, field, value):
    answer = make(page_client("admin"), **{field: value})
    assert answer.status_code == 422
    assert f'id="id_{field}_error"' in answer.content.decode()
    assert not ApiKey.objects.filter(name="Shop").exists()


def test_the_api_makes_no_key_above_its_own_role(api_client):
    body = {"name": "Climber", "role": "owner"}
    answer = api_client("admin").post("/api/v1/api-keys", body, content_type="application/json")
    assert (answer.status_code, answer.json()["code"]) == (403, "forbidden")


def test_an_end_that_is_over_is_refused(api_client, clock):
    body = {"name": "Shop", "role": "member", "expires_at": (clock.now - timedelta(days=1)).isoformat()}
    answer = api_client().post("/api/v1/api-keys", body, content_type="application/json")
    assert [error["field"] for error in answer.json()["errors"]] == ["expires_at"]
