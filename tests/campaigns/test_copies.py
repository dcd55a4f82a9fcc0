"""Copies of campaigns, ad groups and ads: here, on another account, on another platform, into drafts and into what runs."""

import pytest

from campaigns import selectors, services
from campaigns.models import Ad, AdGroup, Campaign, PlatformCampaign
from campaigns.types import Creative, DraftPart, load
from integrations.types import Targeting
from tests.campaigns import build, purposes
from tests.factories import START

pytestmark = pytest.mark.django_db
JSON = "application/json"


def duplicate(client, what: str, uuid, **body):
    return client.post(f"/api/v1/{what}/{uuid}/duplicate", body, content_type=JSON)


def draft_of(client, campaign: str) -> dict:
    return client.get(f"/api/v1/campaigns/{campaign}/draft").json()


def test_a_copy_on_the_same_account_is_whole_and_apart_from_the_original(draft, api_client):
    client = api_client()
    made = duplicate(client, "campaigns", draft.uuid)
    assert made.status_code == 201, made.content
    copy = draft_of(client, made.json()["id"])
    original = draft_of(client, draft.uuid)
    assert (made.json()["name"], copy["gaps"], copy["version"]) == ("Christmas cakes (copy)", {}, 1)
    assert duplicate(client, "campaigns", made.json()["id"]).json()["name"] == "Christmas cakes (copy 2)"
    keyless = [one["draft"] | {"name": "", "parts": []} for one in (copy, original)]
    assert keyless[0] == keyless[1]
    keys = [one["draft"]["parts"][0]["ad_groups"][0]["key"] for one in (copy, original)]
    assert keys[0] != keys[1]
    assert len({part.operation_id for part in PlatformCampaign.objects.all()}) == 3


def test_what_runs_is_copied_as_a_draft_and_the_same_key_copies_once(running, api_client):
    client, here = api_client(), f"/api/v1/campaigns/{running.uuid}/duplicate"
    twice = [client.post(here, {"name": "Again"}, content_type=JSON, HTTP_IDEMPOTENCY_KEY="copy") for _ in "12"]
    assert [one.status_code for one in twice] == [201, 201]
    assert (Campaign.objects.count(), twice[0].json()["status"], twice[1].json()["name"]) == (2, "draft", "Again")
    part = twice[0].json()["platform_campaigns"][0]
    assert (part["external_id"], part["daily_budget_minor"]) == ("", 2500)


def test_on_other_platforms_texts_are_fitted_and_what_does_not_fit_is_a_gap(accounts, actor, api_client):
    client, words = (
        api_client(),
        "Order a Christmas cake by 10 December, fed with whiskey since September and baked in Dublin.",
    )
    made = build.make_draft(accounts["meta"], actor, primary_text=words)
    targets = [str(accounts[name].uuid) for name in ("google", "tiktok", "meta")]
    copy = duplicate(client, "campaigns", made.uuid, accounts=targets, name="Everywhere")
    assert copy.status_code == 201, copy.content
    found = draft_of(client, copy.json()["id"])
    google, tiktok, meta = (part["ad_groups"][0]["ads"][0] for part in found["draft"]["parts"])
    assert google["creative"]["headlines"] == ["Christmas cakes"]
    assert google["creative"]["descriptions"] == [words]
    assert (tiktok["creative"], meta["creative"]) == (None, None)
    assert found["draft"]["creative"]["primary_texts"] == [words]
    assert found["gaps"] == {
        "audience": {"parts.0.ad_groups.0.keywords": ["Write at least one thing that people would search for."]},
        "ads": {
            "parts.0.ad_groups.0.ads.0.headlines": ["3 headlines are needed; these are 1."],
            "parts.0.ad_groups.0.ads.0.descriptions": [
                "2 descriptions are needed; these are 1.", f"That is {len(words)} characters; 90 fit.",
            ],
            "parts.1.ad_groups.0.ads.0.videos": ["Ads on TikTok are videos. Choose one, or upload one."],
        },
        "platforms": {"parts.1.daily_budget_minor": [found["gaps"]["platforms"]["parts.1.daily_budget_minor"][0]]},
    }  # fmt: skip
    assert "TikTok takes no less than" in found["gaps"]["platforms"]["parts.1.daily_budget_minor"][0]
    refused = client.post(f"/api/v1/campaigns/{copy.json()['id']}/launch", content_type=JSON)
    assert refused.status_code == 422


def test_an_audience_of_another_account_stays_behind_and_is_said_until_somebody_settles_it(accounts, actor, api_client):
    client = api_client()
    made = build.make_draft(accounts["meta"], actor, targeting=Targeting(audiences=("77",), interests=("6003",)))
    target = str(accounts["google"].uuid)
    copy = duplicate(client, "campaigns", made.uuid, accounts=[target]).json()["id"]
    found = draft_of(client, copy)
    group = found["draft"]["parts"][0]["ad_groups"][0]
    assert (group["targeting"]["audiences"], group["targeting"]["interests"]) == ([], [])
    told = [one["field"] for one in group["left_out"]]
    assert told == ["audiences", "interests"]
    assert {f"parts.0.ad_groups.0.{name}" for name in told} < set(found["gaps"]["audience"])
    group["left_out"] = []
    assert (
        client.put(f"/api/v1/campaigns/{copy}", found["draft"] | {"is_whole": False}, content_type=JSON).status_code
        == 200
    )
    assert set(draft_of(client, copy)["gaps"]["audience"]) == {"parts.0.ad_groups.0.keywords"}


def test_ad_groups_and_ads_are_copied_within_a_draft_and_into_another(draft, account, actor, api_client):
    client = api_client()
    (group,) = AdGroup.objects.all()
    made = duplicate(client, "ad-groups", group.uuid)
    assert made.status_code == 201, made.content
    assert [one["name"] for one in made.json()["platform_campaigns"][0]["ad_groups"]] == ["Ireland", "Ireland (copy)"]
    ad = group.ads.get()
    assert duplicate(client, "ads", ad.uuid, name="Second").status_code == 201
    other = build.make_draft(account, actor, name="Other")
    into = other.platform_campaigns.get()
    assert duplicate(client, "ad-groups", group.uuid, into=str(into.uuid)).json()["id"] == str(other.uuid)
    theirs = into.ad_groups.exclude(uuid=draft.uuid).first()
    duplicate(client, "ads", ad.uuid, into=str(theirs.uuid))
    assert {one.ads.count() for one in into.ad_groups.all()} == {2}
    assert [one.name for one in group.ads.all()] == ["Christmas cakes", "Second"]
    assert draft_of(client, other.uuid)["gaps"] == {}
    launched = build.make_draft(account, actor, name="Whole")
    assert services.list_gaps(selectors.get_campaign(launched.uuid), START) == {}


def test_into_what_runs_a_copy_is_made_by_the_ledger(sandbox, running, api_client, run_jobs):
    client, ad = api_client(), Ad.objects.get()
    asked = duplicate(client, "ads", ad.uuid, name="Second", reason="a second chance")
    assert asked.status_code == 202, asked.content
    run_jobs(names=["campaigns.apply_change_set"])
    group = duplicate(client, "ad-groups", ad.ad_group.uuid)
    assert group.status_code == 202, group.content
    run_jobs(names=["campaigns.apply_change_set"])
    assert (sandbox.count("adset"), sandbox.count("ad")) == (2, 4)
    second = Ad.objects.get(name="Second", ad_group=ad.ad_group)
    assert (second.external_id != "", second.creative) == (True, ad.creative)


@pytest.mark.parametrize("what", ["campaigns", "ad-groups", "ads"])
def test_nothing_is_copied_to_where_nothing_is(draft, api_client, what):
    rows = {"campaigns": Campaign, "ad-groups": AdGroup, "ads": Ad}
    uuid, nowhere = rows[what].objects.get().uuid, "0190a000-0000-7000-8000-000000000000"
    body = {"accounts": [nowhere]} if what == "campaigns" else {"into": nowhere}
    assert duplicate(api_client(), what, uuid, **body).status_code == (422 if what == "campaigns" else 404)
    assert duplicate(api_client(), what, nowhere).status_code == 404
    assert (Campaign.objects.count(), AdGroup.objects.count(), Ad.objects.count()) == (1, 1, 1)


def test_a_copy_across_three_platforms_keeps_each_ones_own_words(accounts, actor, api_client):
    parts = tuple(
        DraftPart(account.uuid, purposes.BUDGET[name], creative=purposes.creative(name, actor))
        for name, account in accounts.items()
    )
    made = services.create_draft(
        draft=build.Draft("Cakes", "traffic", parts=parts, targeting=purposes.targeting("traffic")),
        actor=actor,
        now=START,
    )
    copy = duplicate(api_client(), "campaigns", made.uuid).json()["id"]
    said = {
        part.platform: load(Creative, part.ad_groups.get().ads.get().creative)
        for part in PlatformCampaign.objects.filter(campaign__uuid=copy)
    }
    original = {
        part.platform: load(Creative, part.ad_groups.get().ads.get().creative)
        for part in PlatformCampaign.objects.filter(campaign=made)
    }
    assert said == original
    assert len(said) == 3


def test_the_pages_copy_what_the_api_copies(draft, account, actor, page_client):
    client, (group,) = page_client(), AdGroup.objects.all()
    page = client.get(f"/campaigns/{draft.uuid}/duplicate/")
    token = page.context["form"].initial["token"]
    assert page.context["form"].initial["accounts"] == [str(account.uuid)]
    sent = {"token": str(token), "name": "Once more", "accounts": [str(account.uuid)]}
    first, second = (client.post(f"/campaigns/{draft.uuid}/duplicate/", sent) for _ in "12")
    copy = Campaign.objects.get(name="Once more")
    assert first.url == second.url == f"/campaigns/{copy.uuid}/edit/"
    into = copy.platform_campaigns.get().ad_groups.get()
    ad = group.ads.get()
    assert str(into.uuid) in dict(client.get(f"/ads/{ad.uuid}/duplicate/").context["form"].fields["into"].choices)
    assert client.post(f"/ads/{ad.uuid}/duplicate/", {"into": str(into.uuid), "name": "Third"}).url == first.url
    assert {one.name for one in into.ads.all()} == {"Christmas cakes", "Third"}
    part = group.platform_campaign
    gone = client.post(f"/ad-groups/{group.uuid}/duplicate/", {"into": str(part.uuid)})
    assert (gone.status_code, part.ad_groups.count()) == (302, 2)


def test_a_page_says_beside_the_field_what_stands_against_a_copy(draft, page_client):
    client, nowhere = page_client(), "0190a000-0000-7000-8000-000000000000"
    for address, field in ((f"campaigns/{draft.uuid}", "accounts"), (f"ads/{Ad.objects.get().uuid}", "into")):
        refused = client.post(f"/{address}/duplicate/", {field: nowhere})
        assert (refused.status_code, field in refused.context["form"].errors) == (422, True)
    assert (Campaign.objects.count(), Ad.objects.count()) == (1, 1)


def test_an_ad_copied_on_the_page_into_what_runs_is_a_change(running, page_client):
    ad, client = Ad.objects.get(), page_client()
    page = client.get(f"/campaigns/{running.uuid}/").content.decode()
    assert {f'href="/campaigns/{running.uuid}/duplicate/"' in page, f'href="/ads/{ad.uuid}/duplicate/"' in page} == {
        True
    }
    answer = client.post(f"/ads/{ad.uuid}/duplicate/", {"into": str(ad.ad_group.uuid)})
    assert (answer.status_code, answer.url) == (302, f"/campaigns/{running.uuid}/")
    assert running.changes.filter(kind="launch", target_kind="ad").count() == 1
