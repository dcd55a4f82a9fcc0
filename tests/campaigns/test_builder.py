"""The builder makes the campaign that was filled in, step by step, and it runs."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from campaigns.models import Campaign, PlatformCampaign
from campaigns.types import Creative, load
from integrations.types import Keyword, MatchType, Targeting
from tests.campaigns import build, purposes
from tests.campaigns.walking import LINK, Walk
from tests.creatives import films

pytestmark = pytest.mark.django_db

GOOGLE = {
    "headlines_1": "Christmas cakes", "headlines_2": "Baked in Dublin", "headlines_3": "Order by Friday",
    "descriptions_1": "Fed with whiskey since September.", "descriptions_2": "Delivered to any door in Ireland.",
    "display_path_1": "cakes", "link": LINK, "call_to_action": "order",
}  # fmt: skip
WORDS = {"keywords": "christmas cake\n[stollen]\n\nchristmas cake", "match": "broad", "negative_keywords": "recipe"}


def test_a_google_search_campaign_is_built_and_runs(sandbox, accounts, actor, page_client, run_jobs):
    walk = Walk.begin(page_client())
    walk.send("audience", countries=["IE"], **WORDS)
    walk.choose(accounts["google"])
    walk.write(**GOOGLE)
    part = PlatformCampaign.objects.get()
    group = part.ad_groups.get()
    assert (part.channel, part.daily_budget_minor) == ("search", 6000)
    aim, ad = load(Targeting, group.targeting), load(Creative, group.ads.get().creative)
    assert aim.keywords == (Keyword("christmas cake", MatchType.BROAD), Keyword("stollen", MatchType.EXACT))
    assert (ad.headlines, ad.display_path, ad.primary_texts) == (
        ("Christmas cakes", "Baked in Dublin", "Order by Friday"), ("cakes",), (),
    )  # fmt: skip
    review = walk.review()
    assert "Google takes the plan as it is" in review
    assert "ad-search" in review
    assert build.launch(part.campaign, actor, run_jobs).status == "active"
    assert sandbox.count("google.campaign") == 1


def test_a_tiktok_campaign_is_built_with_its_video(sandbox, accounts, actor, page_client, run_jobs):
    walk = Walk.begin(page_client())
    walk.send("audience", countries=["IE"])
    walk.choose(accounts["tiktok"])
    film = SimpleUploadedFile("cakes.mp4", films.film())
    walk.write(primary_texts_1="Order by Friday.", link=LINK, video_file=film)
    assert "ad-tall" in walk.review()
    launched = build.launch(Campaign.objects.get(), actor, run_jobs)
    for _ in range(3):
        sandbox.advance(minutes=2)
        build.run_patiently(run_jobs, rounds=1)
    launched.refresh_from_db()
    assert (launched.status, sandbox.count("tiktok.campaign")) == ("active", 1)


def test_three_platforms_have_their_own_texts_and_budgets(accounts, actor, page_client):
    asset, film = build.make_asset(actor), purposes.film(actor)
    walk = Walk.begin(page_client())
    walk.send("audience", countries=["IE"], **WORDS)
    walk.choose(accounts["meta"], accounts["google"], accounts["tiktok"], amounts=("25", "30", "60"))
    walk.send("ads", link=LINK, call_to_action="order")
    google, meta, tiktok = walk.spots
    walk.write(meta, primary_texts_1="For Meta", headlines_1="Cakes", images=str(asset.uuid))
    walk.write(google, **GOOGLE)
    walk.write(tiktok, primary_texts_1="For TikTok", videos=str(film.uuid))
    parts = {part.platform: part for part in PlatformCampaign.objects.all()}
    assert {name: part.daily_budget_minor for name, part in parts.items()} == {
        "meta": 2500,
        "google": 3000,
        "tiktok": 6000,
    }
    said = {name: part.ad_groups.get().ads.get().name for name, part in parts.items()}
    assert said == {"meta": "Cakes", "google": "Christmas cakes", "tiktok": "For TikTok"}
    assert {spot.creative.link for spot in walk.spots} == {LINK}
    assert "Not ready" not in walk.review()
    walk.choose(accounts["google"])
    assert [part.platform for part in PlatformCampaign.objects.exclude(status="archived")] == ["google"]
    assert walk.spots[0].creative.headlines[0] == "Christmas cakes"
