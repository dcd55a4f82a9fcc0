"""A draft is kept however unfinished, with stable keys; what it lacks is told by step; nobody's edit is overwritten."""

import uuid
from datetime import date

import pytest

from campaigns import services
from campaigns.models import Ad, AdGroup, Campaign, PlatformCampaign, Policy
from campaigns.types import Draft
from tenants.models import AuditEvent
from tests.campaigns import build
from tests.factories import START

pytestmark = pytest.mark.django_db
JSON = "application/json"
LINK = "https://marlow.example/cakes"


def unfinished(**more) -> dict:
    return {"is_whole": False, "name": "", "purpose": "", **more}


def said(headline: str, asset, **more) -> dict:
    return {
        "link": LINK, "primary_texts": ["Order a cake."], "headlines": [headline], "images": [str(asset.uuid)], **more,
    }  # fmt: skip


def matrix(account, asset, **more) -> dict:
    """Two ad groups with three ads."""
    groups = [
        {"targeting": {"countries": ["IE"]}, "ads": [{"creative": said("Cakes", asset)}, {"creative": said("Stollen", asset)}]},
        {"name": "Abroad", "targeting": {"countries": ["DE"]}, "ads": [{"creative": said("Kuchen", asset)}]},
    ]  # fmt: skip
    part = {"ad_account": str(account.uuid), "daily_budget_minor": 2500, "ad_groups": groups}
    return {"name": "Cakes", "purpose": "traffic", "parts": [part], **more}


def fields(answer) -> set[str]:
    return {error["field"] for error in answer.json()["errors"]}


def test_an_unfinished_draft_is_kept_as_it_is_and_says_by_step_what_it_lacks(account, actor, api_client):
    client = api_client()
    made = client.post("/api/v1/campaigns", unfinished(countries=["XX"], daily_budget_minor=-5), content_type=JSON)
    assert made.status_code == 201, made.content
    here = f"/api/v1/campaigns/{made.json()['id']}"
    assert (made.json()["name"], made.json()["platform_campaigns"]) == ("New campaign", [])
    kept = client.get(f"{here}/draft").json()
    assert (kept["draft"]["name"], kept["draft"]["daily_budget_minor"]) == ("", -5)
    assert kept["draft"]["targeting"]["countries"] == ["XX"]
    gaps = kept["gaps"]
    assert set(gaps) == {"goal", "audience", "platforms", "ads"}
    assert gaps["goal"] == {"name": ["Write a name."], "purpose": ["Choose what the campaign is for."]}
    assert set(gaps["audience"]) == {"countries"}
    assert gaps["platforms"]["daily_budget_minor"] == ["A budget is more than nothing."]
    refused = client.post(f"{here}/launch", content_type=JSON)
    assert (refused.status_code, "name" in fields(refused)) == (422, True)
    assert client.get(f"{here}/preview").json()["gaps"] == gaps
    body = kept["draft"] | matrix(
        account, build.make_asset(actor), targeting=None, is_whole=False, daily_budget_minor=None
    )
    assert client.put(here, body, content_type=JSON).status_code == 200
    whole = client.get(f"{here}/draft").json()
    assert (whole["gaps"], whole["version"]) == ({}, 2)
    assert client.get(f"{here}/preview").json()["is_ready"]


def test_a_draft_with_several_ad_groups_and_ads_is_made_whole_on_its_platform(
    sandbox, account, actor, api_client, run_jobs
):
    body = matrix(account, build.make_asset(actor), end_date="2026-12-24")
    made = api_client().post("/api/v1/campaigns", body, content_type=JSON)
    assert made.status_code == 201, made.content
    part = PlatformCampaign.objects.get()
    assert (part.end_date, part.campaign.end_date) == (date(2026, 12, 24), date(2026, 12, 24))
    build.launch(Campaign.objects.get(), actor, run_jobs)
    assert Campaign.objects.get().status == "active"
    assert {group.name: group.ads.count() for group in part.ad_groups.all()} == {"Ireland": 2, "Abroad": 1}
    assert (sandbox.count("adset"), sandbox.count("ad")) == (2, 3)
    links = {one["data"]["object_story_spec"]["link_data"]["link"] for one in creatives_of(sandbox)}
    tail = "utm_source=meta&utm_medium=paid&utm_campaign=Cakes&utm_content="
    assert links == {f"{LINK}?{tail}{name}" for name in ("Cakes", "Stollen", "Kuchen")}


def creatives_of(sandbox) -> list[dict]:
    return sandbox.control("GET", "objects", kind="creative")["objects"]


def test_keys_stay_from_save_to_save_and_what_is_left_out_goes(account, actor, api_client):
    client, asset = api_client(), build.make_asset(actor)
    here = (
        f"/api/v1/campaigns/{client.post('/api/v1/campaigns', matrix(account, asset), content_type=JSON).json()['id']}"
    )
    first = client.get(f"{here}/draft").json()["draft"]
    (part,) = first["parts"]
    keys = [[group["key"], *(ad["key"] for ad in group["ads"])] for group in part["ad_groups"]]
    assert {str(uuid) for uuid in AdGroup.objects.values_list("uuid", flat=True)} == {key for key, *_ in keys}
    part["ad_groups"].reverse()
    kept = part["ad_groups"][1]["ads"]
    kept[0]["creative"]["headlines"] = ["Better cakes"]
    kept[1] = {"key": str(uuid.uuid4()), "creative": said("New", asset)}
    assert client.put(here, first, content_type=JSON).status_code == 200
    again = client.get(f"{here}/draft").json()["draft"]["parts"][0]["ad_groups"]
    assert [group["key"] for group in again] == [keys[1][0], keys[0][0]]
    assert again[1]["ads"][0]["key"] == keys[0][1]
    assert again[1]["ads"][1]["key"] not in (keys[0][2], kept[1]["key"])
    assert Ad.objects.get(uuid=keys[0][1]).name == "Better cakes"
    assert not Ad.objects.filter(uuid=keys[0][2]).exists()
    simple = {"parts": [{"ad_account": str(account.uuid), "daily_budget_minor": 3000}], "creative": said("One", asset)}
    body = first | simple | {"targeting": {"countries": ["IE"]}, "version": 2}
    assert client.put(here, body, content_type=JSON).status_code == 200
    assert str(Ad.objects.get().uuid) in {key for group in keys for key in group}


def test_another_campaigns_ad_is_never_taken_over_by_its_key(account, actor, api_client):
    client, asset = api_client(), build.make_asset(actor)
    one, two = (client.post("/api/v1/campaigns", matrix(account, asset), content_type=JSON).json()["id"] for _ in "12")
    stolen = client.get(f"/api/v1/campaigns/{one}/draft").json()["draft"]
    assert client.put(f"/api/v1/campaigns/{two}", stolen | {"version": 1}, content_type=JSON).status_code == 200
    assert client.get(f"/api/v1/campaigns/{one}/draft").json()["draft"] == stolen
    assert Ad.objects.count() == 6


@pytest.mark.parametrize(
    ("path", "value", "field"),
    [
        (("ad_groups", 1, "ads", 0, "creative", "link"), "ftp://x", "parts.0.ad_groups.1.ads.0.link"),
        (("ad_groups", 0, "ads", 1, "creative", "headlines"), [], "parts.0.ad_groups.0.ads.1.headline"),
        (("ad_groups", 1, "targeting", "countries"), ["XX"], "parts.0.ad_groups.1.countries"),
        (("ad_groups", 1, "name"), "x" * 256, "parts.0.ad_groups.1.name"),
        (("daily_budget_minor",), 0, "parts.0.daily_budget_minor"),
        (("budget_level",), "ad_group", "parts.0.ad_groups.0.daily_budget_minor"),
        (("ad_groups", 0, "ads"), [{}] * 51, "parts.0.ad_groups.0.ads"),
    ],
)
def test_what_is_wrong_is_named_by_its_path(account, actor, api_client, path, value, field):
    body = matrix(account, build.make_asset(actor))
    node = body["parts"][0]
    for name in path[:-1]:
        node = node[name]
    node[path[-1]] = value
    answer = api_client().post("/api/v1/campaigns", body, content_type=JSON)
    assert (answer.status_code, field in fields(answer)) == (422, True), answer.content
    made = api_client().post("/api/v1/campaigns", body | {"is_whole": False}, content_type=JSON)
    gaps = api_client().get(f"/api/v1/campaigns/{made.json()['id']}/draft").json()["gaps"]
    assert any(field in step for step in gaps.values()), gaps


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"name": "x" * 151}, "name"),
        ({"name": "a\x00b"}, "name"),
        ({"creative": {"link": LINK, "headlines": ["x" * 5001]}}, "headlines"),
        ({"creative": {"link": "\x07"}}, "link"),
        ({"parts": [{"ad_account": None}] * 11}, "parts"),
        ({"parts": [{"ad_account": None, "ad_groups": [{}] * 31}]}, "parts.0.ad_groups"),
    ],
)
def test_what_cannot_be_kept_is_refused_even_of_an_unfinished_draft(account, api_client, wrong, field):
    answer = api_client().post("/api/v1/campaigns", unfinished(**wrong), content_type=JSON)
    assert (answer.status_code, fields(answer)) == (422, {field}), answer.content
    assert not Campaign.objects.exists()


def test_the_second_of_two_editors_is_shown_the_firsts_change(account, actor, api_client, page_client):
    client, asset = api_client(), build.make_asset(actor)
    here = (
        f"/api/v1/campaigns/{client.post('/api/v1/campaigns', matrix(account, asset), content_type=JSON).json()['id']}"
    )
    read = client.get(f"{here}/draft").json()["draft"]
    mine = client.get(f"{here}/draft").json()["draft"]
    read["parts"][0]["ad_groups"][1]["ads"][0]["creative"]["headlines"] = ["Stollen"]
    read["parts"][0]["daily_budget_minor"] = 4000
    assert client.put(here, read, content_type=JSON).status_code == 200
    assert client.put(here, read, content_type=JSON).status_code == 200  # the same once more, from another tab
    mine["name"] = "Winter cakes"
    refused = client.put(here, mine, content_type=JSON)
    told = refused.json()
    assert (refused.status_code, told["code"], told["version"]) == (409, "stale_draft", 2)
    assert told["saved_by"] in told["detail"]
    assert {one["field"]: (one["ours"], one["theirs"]) for one in told["differences"]} == {
        "name": ("Winter cakes", "Cakes"),
        "parts.0.daily_budget_minor": (2500, 4000),
        "parts.0.ad_groups.1.ads.0.headlines": (["Kuchen"], ["Stollen"]),
    }
    kept = client.get(f"{here}/draft").json()["draft"]
    assert (kept["name"], kept["parts"][0]["daily_budget_minor"]) == ("Cakes", 4000)


def test_the_same_token_makes_one_draft_and_saving_often_fills_no_audit_trail(account, actor):
    key, draft = uuid.uuid4(), Draft("", "")
    made = {
        services.create_draft(draft=draft, actor=actor, now=START, creation_key=key, is_whole=False).pk for _ in "12"
    }
    campaign = Campaign.objects.get(pk__in=made)
    for name in ("Cakes", "Cakes and tea"):
        services.update_draft(campaign=campaign, draft=Draft(name, ""), actor=actor, now=START, is_whole=False)
    assert (campaign.name, campaign.version) == ("Cakes and tea", 3)
    assert AuditEvent.objects.filter(target_id=campaign.uuid).count() == 1


def test_names_and_links_follow_the_organisations_templates_and_unknown_placeholders_are_refused(
    account, actor, api_client
):
    client, body = api_client(), matrix(account, build.make_asset(actor))
    Policy.objects.create(pk=1, name_template="{campaign} | {platform}")
    wrong = client.post("/api/v1/campaigns", body | {"utm_template": "utm_source={plattform}"}, content_type=JSON)
    assert (wrong.status_code, fields(wrong)) == (422, {"utm_template"})
    made = client.post("/api/v1/campaigns", body | {"utm_template": ""}, content_type=JSON)
    assert made.status_code == 201
    assert PlatformCampaign.objects.get().name == "Cakes | Meta"
    assert Campaign.objects.get().utm_template == ""
    body["parts"][0]["ad_groups"][1]["ads"][0]["creative"]["link"] = LINK + "/" + "z" * 1200
    long = client.post("/api/v1/campaigns", body | {"utm_template": "x=" + "y" * 900}, content_type=JSON)
    assert fields(long) == {"parts.0.ad_groups.1.ads.0.link"}
