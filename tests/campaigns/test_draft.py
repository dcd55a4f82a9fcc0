"""A draft is kept however unfinished, with stable keys; what it lacks is told by step; nobody's edit is overwritten."""

import uuid
from datetime import date

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from campaigns import drafting, selectors, services
from campaigns.models import Ad, AdGroup, Campaign, PlatformCampaign, Policy
from campaigns.types import Creative, Draft, DraftAd, DraftGroup, DraftPart
from integrations.types import Purpose, Targeting
from tenants.errors import Conflict, Invalid
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
    read["parts"][0]["ad_groups"][0]["ads"].append({"creative": said("New", asset)})
    assert client.put(here, read, content_type=JSON).status_code == 200
    assert client.put(here, read, content_type=JSON).status_code == 200  # the same once more, from another tab
    mine["name"] = "Winter cakes"
    refused = client.put(here, mine, content_type=JSON)
    told = refused.json()
    assert (refused.status_code, told["code"], told["version"]) == (409, "stale_draft", 2)
    assert told["saved_by"] in told["detail"]
    new = "parts.0.ad_groups.0.ads.2."
    assert {one["field"] for one in told["differences"] if one["ours"] is None} == {
        f"{new}{field}" for field in ("link", "primary_texts", "headlines", "images")
    }
    assert {one["field"]: (one["ours"], one["theirs"]) for one in told["differences"] if one["ours"]} == {
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


ODD = st.sampled_from(["", "x", "9999-12-31", "蛋" * 40, "search", "app", "ad_group", "\u202e", "{campaign}"])
AMOUNTS = st.none() | st.sampled_from([0, -1, 1, 2500, 2**63, 10**30])
DAYS = st.none() | st.sampled_from([date.min, date(2026, 12, 1), date(2026, 11, 1), date.max])
SAID = st.builds(Creative, link=ODD, headlines=st.lists(ODD, max_size=3).map(tuple), call_to_action=ODD)
AIMED = st.builds(Targeting, countries=st.lists(ODD, max_size=2).map(tuple), age_min=AMOUNTS)
GROUPS = st.builds(
    DraftGroup, key=st.none() | st.uuids(), name=ODD, targeting=st.none() | AIMED, daily_budget_minor=AMOUNTS,
    ads=st.lists(st.builds(DraftAd, key=st.none() | st.uuids(), creative=st.none() | SAID), max_size=2).map(tuple),
)  # fmt: skip


@settings(
    max_examples=25, deadline=None, suppress_health_check=list(HealthCheck), phases=(Phase.explicit, Phase.generate)
)
@given(data=st.data())
def test_any_draft_is_kept_as_it_is_or_refused_and_never_launched_with_gaps(accounts, actor, data):
    uuids = [account.uuid for account in accounts.values()]
    part = st.builds(
        DraftPart, ad_account=st.none() | st.sampled_from(uuids) | st.uuids(), daily_budget_minor=AMOUNTS, channel=ODD,
        lifetime_budget_minor=AMOUNTS, budget_level=ODD, conversion=ODD, ad_groups=st.lists(GROUPS, max_size=2).map(tuple),
    )  # fmt: skip
    draft = data.draw(
        st.builds(
            Draft,
            name=ODD | st.just("\x00"),
            purpose=ODD | st.sampled_from(list(Purpose)),
            start_date=DAYS,
            end_date=DAYS,
            creative=SAID,
            parts=st.lists(part, max_size=3).map(tuple),
            targeting=AIMED,
            utm_template=st.none() | ODD,
            special_categories=st.lists(ODD, max_size=2).map(tuple),
        )
    )
    common = {"actor": actor, "now": START}
    with transaction.atomic():
        if made := kept_or_refused(draft, actor):
            campaign = selectors.get_campaign(made.uuid)
            kept = services.read_draft(campaign)
            assert drafting.compare(draft, kept) == ()
            rows = set(Ad.objects.filter(ad_group__platform_campaign__campaign=campaign).values_list("uuid", flat=True))
            assert rows <= drafting.keys_of(kept)
            preview = services.preview_campaign(campaign=campaign, now=START)
            assert (preview.gaps, preview.is_ready) == (services.list_gaps(campaign, START), False)
            with pytest.raises((Invalid, Conflict)):
                services.launch_campaign(campaign=campaign, **common)
            services.update_draft(campaign=campaign, draft=kept, is_whole=False, **common)
        transaction.set_rollback(True)


def kept_or_refused(draft: Draft, actor) -> Campaign | None:
    try:
        return services.create_draft(draft=draft, actor=actor, now=START, is_whole=False)
    except Invalid as error:
        if not error.fields:
            raise
        return None
