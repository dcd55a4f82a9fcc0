"""The same through the API, with an API key."""

import uuid

import pytest

from campaigns.models import Campaign
from tests.campaigns import build

pytestmark = pytest.mark.django_db
JSON = "application/json"
APPLY = ["campaigns.apply_change_set"]


def body_of(account, picture, **changes) -> dict:
    return {
        "name": "Christmas cakes", "purpose": "sales", "ad_account": str(account.uuid), "daily_budget_minor": 2500, "countries": ["IE"],
        "link": "https://marlow.example/cakes", "primary_text": "Order a cake.", "headline": "Cakes", "call_to_action": "shop_now",
        "asset": str(picture.uuid), **changes,
    }  # fmt: skip


def test_the_whole_way_with_an_api_key(sandbox, account, actor, api_client, run_jobs):
    client, body = api_client(), body_of(account, build.make_asset(actor))
    made = client.post("/api/v1/campaigns", body, content_type=JSON, HTTP_IDEMPOTENCY_KEY="one")
    again = client.post("/api/v1/campaigns", body, content_type=JSON, HTTP_IDEMPOTENCY_KEY="one")
    assert (made.status_code, again.status_code, Campaign.objects.count()) == (201, 201, 1)
    here = f"/api/v1/campaigns/{made.json()['id']}"
    preview = client.get(f"{here}/preview").json()
    assert (preview["is_ready"], preview["parts"][0]["most_a_day_minor"]) == (True, 4375)
    assert sandbox.count("campaign") == 0
    launch = client.post(f"{here}/launch", content_type=JSON)
    assert launch.status_code == 202
    assert not launch.json()["is_settled"]
    run_jobs(names=APPLY)
    settled = client.get(f"/api/v1/change-sets/{launch.json()['id']}").json()
    assert settled["is_settled"]
    assert settled["steps_done"] == settled["steps_total"] > 5
    assert client.get(here).json()["status"] == "active"
    changed = client.post(f"{here}/budget", {"daily_budget_minor": 3000, "reason": "more cakes"}, content_type=JSON)
    assert changed.status_code == 202, changed.content
    run_jobs(names=APPLY)
    ledger = client.get("/api/v1/changes?kind=budget").json()
    (change,) = ledger["items"]
    assert (change["before"], change["after"], change["state"], change["reason"], change["actor_kind"]) == (
        2500, 3000, "applied", "more cakes", "api_key",
    )  # fmt: skip
    assert client.post(f"/api/v1/changes/{change['id']}/undo", content_type=JSON).status_code == 202
    twice = client.post(f"/api/v1/changes/{change['id']}/undo", content_type=JSON)
    assert (twice.status_code, twice["Content-Type"]) == (409, "application/problem+json")
    run_jobs(names=APPLY)
    assert client.get(here).json()["platform_campaigns"][0]["daily_budget_minor"] == 2500
    assert client.post(f"{here}/pause", content_type=JSON).status_code == 202
    assert client.post(f"{here}/pause", content_type=JSON).status_code == 409
    run_jobs(names=APPLY)
    assert client.get("/api/v1/campaigns?status=paused").json()["total"] == 1


@pytest.mark.parametrize(
    ("wrong", "fields"),
    [
        ({"name": ""}, {"name"}),
        ({"name": 5}, {"name"}),
        ({"daily_budget_minor": -1}, {"daily_budget_minor"}),
        ({"daily_budget_minor": 25.5}, {"daily_budget_minor"}),
        ({"daily_budget_minor": "2500"}, {"daily_budget_minor"}),
        ({"daily_budget_minor": 10**18}, {"daily_budget_minor"}),
        ({"countries": ["XX"]}, {"countries"}),
        ({"countries": "IE"}, {"countries"}),
        ({"end_date": "2026-13-45"}, {"end_date"}),
        ({"start_date": "2026-12-20", "end_date": "2026-12-01"}, {"end_date"}),
        ({"asset": str(uuid.uuid4())}, {"asset"}),
        ({"asset": "cake.png"}, {"asset"}),
        ({"purpose": "riches", "call_to_action": "click!", "link": "ftp://x.y"}, {"purpose", "call_to_action", "link"}),
        ({"budgte": 1}, {"budgte"}),
    ],
)
def test_bad_input_is_named_by_its_field_and_makes_nothing(account, actor, api_client, wrong, fields):
    answer = api_client().post(
        "/api/v1/campaigns", body_of(account, build.make_asset(actor), **wrong), content_type=JSON
    )
    assert answer.status_code == 422, answer.content
    assert {error["field"] for error in answer.json()["errors"]} == fields
    assert not Campaign.objects.exists()


def test_a_stale_version_is_refused_and_overwrites_nothing(draft, account, actor, api_client):
    client, here = api_client(), f"/api/v1/campaigns/{draft.uuid}"
    body = body_of(account, build.make_asset(actor))
    assert client.put(here, {**body, "name": "First", "version": 1}, content_type=JSON).status_code == 200
    assert client.put(here, {**body, "name": "Second", "version": 1}, content_type=JSON).status_code == 409
    assert client.get(here).json()["name"] == "First"
