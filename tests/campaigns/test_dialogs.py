"""Forms in dialogs: shown where they are sent to, wrong ones shown again with what was typed, stale ones told."""

import re

import pytest

from campaigns import selectors, services
from campaigns.models import Ad, AdGroup, Change, PlatformCampaign
from integrations.types import Learning
from tests.campaigns import build
from tests.campaigns.test_refused_ads import refused, three  # noqa: F401 - fixtures
from tests.factories import START

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


@pytest.fixture
def ids(running) -> dict:
    part, group, ad = PlatformCampaign.objects.get(), AdGroup.objects.get(), Ad.objects.get()
    return {"one": running.uuid, "part": part.uuid, "group": group.uuid, "ad": ad.uuid}


WHERE = {
    "budget": ("/campaigns/{one}/budget/?target={part}", {"daily_budget": "abc"}, "daily_budget"),
    "last day": ("/campaigns/{one}/schedule/", {"end_date": "2020-01-01"}, "end_date"),
    "bid": ("/campaigns/{one}/bid/", {"strategy": "cost_cap", "amount": ""}, "amount"),
    "audience": ("/ad-groups/{group}/targeting/", {"countries": "IE", "age_min": "90", "age_max": "20"}, "age_m"),
    "ad": ("/ads/{ad}/creative/", {"link": "nowhere", "headlines_1": "x" * 300}, "headlines_1"),
    "new ad": ("/ad-groups/{group}/ads/add/", {"link": "https://marlow.example", "name": "Second"}, "primary_texts_1"),
    "new ad group": (
        "/parts/{part}/ad-groups/add/",
        {"link": "https://marlow.example", "group_name": "G"},
        "countries",
    ),
}


@pytest.mark.parametrize("what", list(WHERE))
def test_a_form_is_a_dialogs_body_or_a_page_and_comes_back_with_what_is_wrong(ids, page_client, what):
    address, wrong, field = WHERE[what]
    client, address = page_client(), address.format(**ids)
    page, body = client.get(address), client.get(address, headers=HTMX)
    assert (page.status_code, body.status_code) == (200, 200)
    assert b"<html" in page.content
    assert b"<html" not in body.content
    before = Change.objects.count()
    for headers in ({}, HTMX):
        answer = client.post(address.partition("?")[0], wrong, headers=headers)
        assert answer.status_code == 422
        said = answer.content.decode()
        assert re.search(rf'id="id_{field}\w*_error"', said), said
        assert (b"<html" in answer.content) == (not headers)
        assert all(value in said for value in wrong.values())
    assert Change.objects.count() == before


def test_who_sends_it_comes_back_to_the_page_it_stood_on(ids, page_client):
    client, here = page_client(), f"/campaigns/{ids['one']}/"
    body = client.get(
        f"{here}budget/", headers={**HTMX, "HX-Current-URL": f"http://{client.defaults['HTTP_HOST']}{here}?period=7d"}
    )
    left = re.search(r'name="next" value="([^"]+)"', body.content.decode())
    assert left
    assert left[1].endswith(f"{here}?period=7d")
    sent = client.post(f"{here}budget/", {"daily_budget": "30", "next": left[1]}, headers=HTMX)
    assert sent["HX-Redirect"] == left[1]


def test_without_script_it_never_comes_back_to_the_form(ids, page_client):
    client, address = page_client(), f"/campaigns/{ids['one']}/budget/"
    sent = client.post(
        address, {"daily_budget": "30"}, headers={"Referer": f"http://{client.defaults['HTTP_HOST']}{address}"}
    )
    assert sent["Location"] == f"/campaigns/{ids['one']}/"


def test_a_form_that_somebody_else_was_faster_than_is_told_and_keeps_what_was_typed(ids, running, page_client, actor):
    client, address = page_client(), f"/campaigns/{ids['one']}/budget/"
    seen = re.search(r'name="seen" value="(\w+)"', client.get(address).content.decode())[1]
    services.change_budget(campaign=running, daily_budget_minor=4000, actor=actor, now=START)
    late = client.post(address, {"daily_budget": "30", "seen": seen})
    said = late.content.decode()
    assert late.status_code == 422
    assert "€40.00 a day" in said
    assert 'value="30"' in said
    assert Change.objects.filter(kind="budget").count() == 1


def test_what_it_does_to_what_is_learned_is_said_with_the_platforms_words(ids, page_client):
    PlatformCampaign.objects.update(learning=Learning.LEARNED, platform_word="SUCCESS")
    for path in (f"/campaigns/{ids['one']}/budget/", f"/ad-groups/{ids['group']}/targeting/"):
        said = page_client().get(path).content.decode()
        assert "has learned whom to show it to" in said
        assert "SUCCESS" in said


def test_who_must_approve_is_said_before(ids, page_client, actor):
    client, address = page_client(), f"/campaigns/{ids['one']}/budget/"
    assert "approver is asked" not in client.get(address).content.decode()
    values = {"approve_above_minor": 5000}
    services.update_policy(values=values, version=selectors.get_policy().version, actor=actor, now=START)
    assert "From €50.00 a day an approver is asked first" in client.get(address).content.decode()
    assert "is asked to approve it" in page_client("member").get(address).content.decode()


def test_a_refused_ad_is_fixed_with_the_platforms_reason_beside_the_words(refused, page_client, run_jobs):  # noqa: F811
    ad, client = Ad.objects.get(status="rejected"), page_client()
    page = client.get(f"/campaigns/{refused.uuid}/").content.decode()
    assert f"/ads/{ad.uuid}/creative/" in page
    assert f"/ads/{ad.uuid}/discard/" in page
    form = client.get(f"/ads/{ad.uuid}/creative/", headers=HTMX).content.decode()
    assert "Meta refused it" in form
    assert "too loud" in form
    said = {"link": ad.link, "primary_texts_1": "Order quietly.", "headlines_1": "Cake"}
    assert client.post(f"/ads/{ad.uuid}/creative/", said).status_code == 302
    build.run_patiently(run_jobs, rounds=1)
    ad.refresh_from_db()
    assert (ad.status, bool(ad.external_id)) == ("active", True)


def test_a_second_press_makes_one_ad(ids, page_client):
    client, address = page_client(), f"/ad-groups/{ids['group']}/ads/add/?like={ids['ad']}"
    page = client.get(address).content.decode()
    key = re.search(r'name="key" value="([^"]+)"', page)[1]
    said = {
        "link": "https://marlow.example",
        "primary_texts_1": "A",
        "headlines_1": "B",
        "key": key,
        "like": str(ids["ad"]),
    }
    answers = [client.post(address, said).status_code for _ in range(2)]
    assert (answers, Ad.objects.count()) == ([302, 302], 2)


def test_a_search_without_script_changes_nothing_and_keeps_what_was_typed(ids, account, page_client):
    name = f"interests_{account.uuid}"
    asked = {"countries": ["DE"], "age_min": "33", f"words_{name}": "baking", "go": f"find:{name}"}
    for address in (f"/ad-groups/{ids['group']}/targeting/", f"/parts/{ids['part']}/ad-groups/add/"):
        answer = page_client().post(address, asked)
        assert answer.status_code == 200
        assert 'value="33"' in answer.content.decode()
    assert not Change.objects.exclude(kind="launch").exists()
    assert AdGroup.objects.count() == 1
