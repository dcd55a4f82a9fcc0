"""Pages and API ask for the same changes of what runs."""

from datetime import date

import pytest

from campaigns.models import Ad, AdGroup, Change, PlatformCampaign
from campaigns.types import Creative, load
from tests.campaigns import build

pytestmark = pytest.mark.django_db
WORDS = {
    "link": "https://marlow.example/stollen",
    "primary_texts_1": "Stollen by post.",
    "headlines_1": "Stollen",
    "headlines_3": "By post",
}


def desired(kind: str) -> list:
    """Return what was asked for, newest first."""
    return list(Change.objects.filter(kind=kind).values_list("field", "after"))


@pytest.fixture
def ids(running) -> dict:
    part = PlatformCampaign.objects.get()
    return {"one": running.uuid, "part": part.uuid, "group": AdGroup.objects.get().uuid, "ad": Ad.objects.get().uuid}


def test_a_last_day_by_page_and_by_api(ids, page_client, api_client):
    page_client().post(f"/campaigns/{ids['one']}/schedule/", {"end_date": "2026-12-20", "reason": "It is over then."})
    body = {"end_date": "2026-12-24", "target": str(ids["part"])}
    answer = api_client().post(f"/api/v1/campaigns/{ids['one']}/schedule", body, content_type="application/json")
    assert answer.status_code == 202
    assert desired("schedule") == [("end_date", "2026-12-24"), ("end_date", "2026-12-20")]
    assert PlatformCampaign.objects.get().end_date == date(2026, 12, 24)
    assert Change.objects.filter(kind="schedule").last().reason == "It is over then."


def test_an_audience_by_page_and_by_api(ids, page_client, api_client):
    here = f"/ad-groups/{ids['group']}/targeting/"
    page_client().post(here, {"countries": ["IE", "GB"], "age_min": "25", "age_max": "", "gender": "women"})
    body = {"targeting": {"countries": ["DE"]}}
    answer = api_client().post(f"/api/v1/ad-groups/{ids['group']}/targeting", body, content_type="application/json")
    assert answer.status_code == 202
    by_page = {"countries": ["IE", "GB"], "age_min": 25, "genders": ["women"]}
    assert desired("targeting") == [("targeting", {"countries": ["DE"]}), ("targeting", by_page)]


@pytest.mark.parametrize("what", ["ad", "group"])
def test_a_single_switch_by_page_and_by_api(ids, page_client, api_client, run_jobs, what):
    path = {"ad": "ads", "group": "ad-groups"}[what]
    page_client().post(f"/{path}/{ids[what]}/switch/", {"on": "0"})
    build.run_patiently(run_jobs, rounds=1)
    answer = api_client().post(f"/api/v1/{path}/{ids[what]}/switch", {"on": True}, content_type="application/json")
    assert answer.status_code == 202
    assert desired("status") == [("status", "active"), ("status", "paused")]


def test_other_words_by_page(ids, page_client):
    page_client().post(f"/ads/{ids['ad']}/creative/", WORDS)
    said = load(Creative, Ad.objects.get().creative)
    assert (said.link, said.headlines, len(said.images)) == (WORDS["link"], ("Stollen", "By post"), 1)
    page_client().post(f"/ads/{ids['ad']}/creative/", {**WORDS, "link": "nowhere"})
    assert load(Creative, Ad.objects.get().creative) == said


def test_a_bid_by_page(ids, page_client):
    page_client().post(f"/campaigns/{ids['one']}/bid/", {"strategy": "cost_cap", "amount": "5.00"})
    assert desired("bid") == [("bid", {"strategy": "cost_cap", "amount_minor": 500})]


def test_an_ad_by_page_and_by_api(ids, page_client, api_client, run_jobs):
    page_client().post(f"/ad-groups/{ids['group']}/ads/add/", {**WORDS, "like": str(ids["ad"]), "name": "By page"})
    image = str(load(Creative, Ad.objects.first().creative).images[0])
    creative = {"link": WORDS["link"], "primary_texts": ["x"], "headlines": ["y"], "images": [image]}
    body = {"ads": [{"name": "By API", "creative": creative}]}
    here = f"/api/v1/ad-groups/{ids['group']}/ads"
    assert api_client().post(here, body, content_type="application/json").status_code == 202
    build.run_patiently(run_jobs, rounds=1)
    assert set(Ad.objects.values_list("name", "observed_status")) >= {("By page", "active"), ("By API", "active")}
    refused = api_client().post(here, {"ads": [{"creative": {"link": ""}}]}, content_type="application/json")
    assert refused.status_code == 422
    assert "ads.0.link" in refused.content.decode()


def test_an_ad_group_by_page_and_by_api(ids, page_client, api_client):
    typed = {**WORDS, "like": str(ids["ad"]), "group_name": "Germany", "countries": ["DE"]}
    page_client().post(f"/parts/{ids['part']}/ad-groups/add/", typed)
    creative = {"link": WORDS["link"], "primary_texts": ["x"], "headlines": ["y"]}
    creative["images"] = [str(load(Creative, Ad.objects.first().creative).images[0])]
    body = {"name": "France", "targeting": {"countries": ["FR"]}, "ads": [{"creative": creative}]}
    here = f"/api/v1/platform-campaigns/{ids['part']}/ad-groups"
    assert api_client().post(here, body, content_type="application/json").status_code == 202
    assert set(AdGroup.objects.values_list("name", flat=True)) >= {"Germany", "France"}


def test_somebody_who_may_only_propose_changes_nothing(ids, page_client, sandbox):
    calls = len(sandbox.calls(method="POST"))
    answer = page_client("member").post(f"/campaigns/{ids['one']}/schedule/", {"end_date": "2026-12-20"})
    assert "/approvals/" in answer["Location"]
    assert Change.objects.get(kind="schedule").state == "proposed"
    assert (PlatformCampaign.objects.get().end_date, len(sandbox.calls(method="POST"))) == (None, calls)


def test_what_is_not_here_is_not_found(running, api_client):
    unknown = "01890000-0000-7000-8000-000000000000"
    for path, body in (
        (f"ads/{unknown}/switch", {"on": True}),
        (f"ad-groups/{unknown}/targeting", {"targeting": {"countries": ["DE"]}}),
        (f"campaigns/{unknown}/schedule", {"end_date": None}),
        ("drift/settle", {"campaigns": [unknown], "keep": True}),
    ):
        assert api_client().post(f"/api/v1/{path}", body, content_type="application/json").status_code == 404
