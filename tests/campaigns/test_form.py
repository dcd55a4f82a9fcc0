"""The form shows what each platform needs, counts signs as it does, and makes the campaign that was filled in."""

import uuid

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from campaigns.models import Campaign, PlatformCampaign
from campaigns.types import Creative, load
from integrations.types import Keyword, MatchType, Targeting
from tests.campaigns import build, purposes
from tests.creatives import films

pytestmark = pytest.mark.django_db


def common(*accounts, **more) -> dict:
    return {
        "token": str(uuid.uuid4()), "name": "Christmas cakes", "purpose": "traffic",
        "ad_account": [str(account.uuid) for account in accounts], "daily_budget": "60", "countries": ["IE"],
        "link": purposes.LINK, "call_to_action": "order", **more,
    }  # fmt: skip


GOOGLE = {
    "g_headline_1": "Christmas cakes", "g_headline_2": "Baked in Dublin", "g_headline_3": "Order by Friday",
    "g_description_1": "Fed with whiskey since September.", "g_description_2": "Delivered to any door in Ireland.",
    "keywords": "christmas cake\n[stollen]\n\nchristmas cake", "match": "broad", "negative_keywords": "recipe", "g_path_1": "cakes",
}  # fmt: skip


def errors_of(answer) -> dict:
    return {name: list(texts) for name, texts in answer.context["form"].errors.items()}


def test_a_google_search_campaign_is_made_from_the_page_and_runs(sandbox, accounts, actor, page_client, run_jobs):
    client = page_client()
    made = client.post("/campaigns/new/", common(accounts["google"], **GOOGLE))
    assert made.status_code == 302, errors_of(made)
    part = PlatformCampaign.objects.get()
    group = part.ad_groups.get()
    assert (part.channel, part.daily_budget_minor) == ("search", 6000)
    aim, ad = load(Targeting, group.targeting), load(Creative, group.ads.get().creative)
    assert aim.keywords == (Keyword("christmas cake", MatchType.BROAD), Keyword("stollen", MatchType.EXACT))
    assert (ad.headlines, ad.display_path, ad.primary_texts) == (
        ("Christmas cakes", "Baked in Dublin", "Order by Friday"), ("cakes",), (),
    )  # fmt: skip
    preview = client.get(made.url).content.decode()
    assert "Google takes the plan as it is" in preview
    assert "ad-search" in preview
    assert build.launch(part.campaign, actor, run_jobs).status == "active"
    assert sandbox.count("google.campaign") == 1


def test_a_tiktok_campaign_is_made_from_the_page_with_its_video(sandbox, accounts, actor, page_client, run_jobs):
    client = page_client()
    video = {"t_video_file": SimpleUploadedFile("cakes.mp4", films.film())}
    made = client.post("/campaigns/new/", common(accounts["tiktok"], t_text="Order by Friday.", **video))
    assert made.status_code == 302, errors_of(made)
    assert "ad-tall" in client.get(made.url).content.decode()
    launched = build.launch(Campaign.objects.get(), actor, run_jobs)
    for _ in range(3):
        sandbox.advance(minutes=2)
        build.run_patiently(run_jobs, rounds=1)
    launched.refresh_from_db()
    assert (launched.status, sandbox.count("tiktok.campaign")) == ("active", 1)


def test_three_platforms_have_their_own_texts_and_budgets(accounts, actor, page_client):
    client = page_client()
    asset, film = build.make_asset(actor), purposes.film(actor)
    budgets = {
        f"budget_{account.uuid.hex}": amount
        for account, amount in zip(accounts.values(), ("25", "30", "60"), strict=True)
    }
    texts = {
        "primary_text": "For Meta",
        "headline": "Cakes",
        "asset": str(asset.uuid),
        "t_text": "For TikTok",
        "t_video": str(film.uuid),
    }
    sent = common(*accounts.values(), **GOOGLE, **budgets, **texts)
    made = client.post("/campaigns/new/", sent)
    assert made.status_code == 302, errors_of(made)
    parts = {part.platform: part for part in PlatformCampaign.objects.all()}
    assert {name: part.daily_budget_minor for name, part in parts.items()} == {
        "meta": 2500,
        "google": 3000,
        "tiktok": 6000,
    }
    said = {name: part.ad_groups.get().ads.get().name for name, part in parts.items()}
    assert said == {"meta": "Cakes", "google": "Christmas cakes", "tiktok": "For TikTok"}
    campaign = Campaign.objects.get()
    shown = client.get(f"/campaigns/{campaign.uuid}/edit/").context["form"].initial
    kept = {
        name: value
        for name, value in sent.items()
        if name not in ("token", "daily_budget", "keywords", "match", "ad_account")
    }
    assert {name: str(shown.get(name)) for name in kept if name not in ("countries", *budgets)} == {
        name: str(value) for name, value in kept.items() if name not in ("countries", *budgets)
    }
    again = client.post(
        f"/campaigns/{campaign.uuid}/edit/", sent | {"ad_account": [str(accounts["google"].uuid)], "version": "1"}
    )
    assert again.status_code == 302, errors_of(again)
    assert [part.platform for part in PlatformCampaign.objects.exclude(status="archived")] == ["google"]


def test_what_only_the_api_said_stays_when_the_page_saves(accounts, actor, page_client, api_client):
    asset, other = build.make_asset(actor), build.make_asset(actor, "navy")
    body = {
        "name": "Cakes", "purpose": "traffic", "ad_account": str(accounts["meta"].uuid), "daily_budget_minor": 2500, "countries": ["IE"],
        "link": purposes.LINK, "primary_text": "One", "headline": "First", "asset": str(asset.uuid),
        "targeting": {"languages": ["en"], "interests": ["6003"]},
        "creative": {"primary_texts": ["Two"], "headlines": ["Second"], "images": [str(other.uuid)]},
    }  # fmt: skip
    made = api_client().post("/api/v1/campaigns", body, content_type="application/json")
    assert made.status_code == 201, made.content
    client, here = page_client(), f"/campaigns/{made.json()['id']}/edit/"
    shown = client.get(here).context["form"].initial
    sent = {name: value for name, value in shown.items() if value is not None} | {"headline": "Another"}
    assert client.post(here, sent).status_code == 302
    group = PlatformCampaign.objects.get().ad_groups.get()
    aim, ad = load(Targeting, group.targeting), load(Creative, group.ads.get().creative)
    assert (aim.languages, aim.interests) == (("en",), ("6003",))
    assert (ad.primary_texts, ad.headlines, ad.images) == (
        ("One", "Two"),
        ("Another", "Second"),
        (asset.uuid, other.uuid),
    )


@pytest.mark.parametrize(
    ("platform", "wrong", "field", "said"),
    [
        ("google", {"g_headline_2": ""}, "g_headline_2", "Write a headline."),
        ("google", {"g_headline_5": "x" * 31}, "g_headline_5", "31 characters; 30 fit"),
        ("google", {"g_headline_1": "蛋" * 16}, "g_headline_1", "32 characters; 30 fit"),
        ("google", {"g_description_1": "x" * 91}, "g_description_1", "91 characters"),
        ("google", {"g_description_2": ""}, "g_description_2", "Write a description."),
        ("google", {"keywords": " \n "}, "keywords", "search for"),
        ("google", {"keywords": "x" * 81}, "keywords", "at most 80"),
        ("google", {"g_path_1": "x" * 16}, "g_path_1", "16 characters; 15 fit"),
        ("google", {"g_channel": "display", "purpose": "brand_awareness"}, "g_business_name", "name of your business"),
        ("google", {"g_channel": "nowhere"}, "g_channel", "not one of"),
        ("google", {"bid_strategy": "target_cpa"}, "bid_strategy", "what one result may cost"),
        ("google", {"budget_kind": "lifetime"}, "end_date", "needs a last day"),
        ("tiktok", {"t_text": "x" * 101}, "t_text", "101 characters; 100 fit"),
        ("tiktok", {}, "t_video_file", "Choose one, or upload one"),
        ("tiktok", {"t_video_file": SimpleUploadedFile("a.mp4", b"no film at all")}, "t_video_file", "not an MP4"),
        ("tiktok", {"daily_budget": "0.01"}, "daily_budget", "TikTok takes no less than"),
    ],
)  # fmt: skip
def test_what_is_wrong_stands_beside_the_input(accounts, page_client, platform, wrong, field, said):
    texts = GOOGLE if platform == "google" else {"t_text": "Order by Friday."}
    answer = page_client().post("/campaigns/new/", common(accounts[platform], **texts) | wrong)
    assert answer.status_code == 422
    assert any(said in text for text in errors_of(answer).get(field, [])), errors_of(answer)
    assert not Campaign.objects.exists()


def test_choosing_draws_what_is_needed_and_keeps_what_was_typed(accounts, page_client):
    client = page_client()
    sent = common(accounts["google"], g_headline_1="Typed already", name="Mine")
    page = client.post("/campaigns/new/draw/", sent).content.decode()
    assert "The ad on Google" in page
    assert "The ad on TikTok" not in page
    assert "Typed already" in page
    assert "field__error" not in page
    both = client.post("/campaigns/new/draw/", sent | {"ad_account": [str(one.uuid) for one in accounts.values()]})
    assert "The ad on TikTok" in both.content.decode()
    assert "The ad on Facebook and Instagram" in both.content.decode()
    assert not Campaign.objects.exists()


@pytest.mark.parametrize(
    ("purpose", "field"),
    [
        ("app_installs", "app_id"),
        ("lead_generation", "form_headline"),
        ("store_visits", "point"),
        ("retargeting", "audience_"),
    ],
)
def test_each_purpose_asks_for_what_it_needs(accounts, page_client, purpose, field):
    client = page_client()
    for asked in (purpose, "traffic"):
        page = client.post("/campaigns/new/draw/", common(accounts["meta"], purpose=asked)).content.decode()
        assert (f'name="{field}' in page) == (asked == purpose)


def test_a_lead_form_and_a_circle_are_kept_as_filled_in(accounts, actor, page_client):
    asset, client = build.make_asset(actor), page_client()
    texts = {"primary_text": "Ask us.", "headline": "Cakes", "asset": str(asset.uuid), "call_to_action": "get_quote"}
    form = {
        "form_headline": "Ask for a cake", "form_questions": ["full_name", "email"], "form_question": "For how many?",
        "form_privacy": "https://marlow.example/privacy",
    }  # fmt: skip
    made = client.post("/campaigns/new/", common(accounts["meta"], purpose="lead_generation", **texts, **form))
    assert made.status_code == 302, errors_of(made)
    assert PlatformCampaign.objects.get().lead_form["questions"] == ["full_name", "email", "For how many?"]
    circle = {"point": "53.3331, -6.2489", "km": "5", "point_name": "the bakehouse", "countries": []}
    sent = common(accounts["meta"], purpose="store_visits", **texts) | circle
    assert client.post("/campaigns/new/", sent).status_code == 302
    newest = Campaign.objects.first().platform_campaigns.get().ad_groups.get()
    assert newest.name == "5 km around the bakehouse"
    assert newest.targeting["radii"] == [
        {"latitude": "53.3331", "longitude": "-6.2489", "km": 5, "name": "the bakehouse"}
    ]


@pytest.mark.parametrize("platform", ["meta", "google", "tiktok"])
def test_visits_to_a_shop_run_in_a_town_that_each_platform_finds(
    sandbox, accounts, actor, page_client, run_jobs, platform
):
    client, account = page_client(), accounts[platform]
    texts = {
        "meta": lambda: {"primary_text": "Come by.", "headline": "Cakes", "asset": str(build.make_asset(actor).uuid)},
        "google": lambda: GOOGLE,
        "tiktok": lambda: {"t_text": "Come by.", "t_video": str(purposes.film(actor).uuid)},
    }[platform]()
    sent = common(account, purpose="store_visits", town="Dublin", **texts) | {"countries": []}
    drawn = client.post("/campaigns/new/draw/", sent).context["form"]
    (field,) = drawn.place_rows()
    town = next(key for key, name in field.field.choices if name.startswith("Dublin"))
    made = client.post("/campaigns/new/", sent | {field.name: town})
    assert made.status_code == 302, errors_of(made)
    assert PlatformCampaign.objects.get().ad_groups.get().targeting["places"][0]["name"].startswith("Dublin")
    assert "takes the plan as it is" in client.get(made.url).content.decode()


def test_a_form_drawn_anew_without_a_script_still_edits_its_draft(account, actor, page_client):
    campaign = build.make_draft(account, actor)
    client = page_client()
    edit = reverse("campaigns:edit", args=[campaign.uuid])
    drawn = client.post(f"{reverse('campaigns:draw_form')}?campaign={campaign.uuid}", {"name": "Renamed"})
    assert f'action="{edit}"' in drawn.content.decode()
    assert f'action="{reverse("campaigns:create")}"' in client.post(reverse("campaigns:draw_form")).content.decode()
    assert client.post(f"{reverse('campaigns:draw_form')}?campaign={account.uuid}").status_code == 404
