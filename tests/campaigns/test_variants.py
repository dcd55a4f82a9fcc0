"""A matrix of headlines, pictures and audiences is counted before it is made, and made in one go within the limits."""

import pytest

from campaigns.models import Ad, AdGroup
from tests.campaigns import build, purposes

pytestmark = pytest.mark.django_db
JSON = "application/json"
AIMS = [
    {"name": "Home", "targeting": {"countries": ["IE"]}},
    {"name": "Young", "targeting": {"countries": ["IE"], "age_max": 35}},
]


def post(client, campaign, path: str, **body):
    return client.post(f"/api/v1/campaigns/{campaign}/{path}", body, content_type=JSON)


def test_headlines_pictures_and_audiences_become_ad_groups_of_ads(sandbox, draft, actor, api_client, run_jobs):
    client = api_client()
    pictures = [str(build.make_asset(actor, colour).uuid) for colour in ("navy", "teal")]
    asked = {"texts": ["Cakes", "Stollen", "Puddings"], "assets": pictures, "audiences": AIMS}
    (count,) = post(client, draft.uuid, "variants/preview", **asked).json()
    assert (count["ad_groups"], count["ads_per_group"], count["ads"], count["problem"]) == (2, 6, 12, "")
    assert Ad.objects.count() == 1
    built = post(client, draft.uuid, "variants", **asked, version=1)
    assert (built.status_code, built.json()["gaps"]) == (200, {}), built.content
    assert {group.name: group.ads.count() for group in AdGroup.objects.all()} == {"Home": 6, "Young": 6}
    assert {(ad.headline, str(ad.asset_id)) for ad in Ad.objects.all()} == {
        (text, picture) for text in asked["texts"] for picture in pictures
    }
    assert {ad.primary_text for ad in Ad.objects.all()} == {"Order a Christmas cake by 10 December."}
    build.launch(draft, actor, run_jobs)
    assert (sandbox.count("adset"), sandbox.count("ad")) == (2, 12)


def test_each_platform_counts_what_it_shows_and_its_limits_hold(accounts, actor, api_client):
    client = api_client()
    made = build.make_draft(accounts["meta"], actor)
    targets = [str(one.uuid) for one in accounts.values()]
    everywhere = post(client, made.uuid, "duplicate", accounts=targets).json()["id"]
    film, picture = purposes.film(actor), build.make_asset(actor, "navy")
    asked = {"texts": ["One", "Two"], "assets": [str(film.uuid), str(picture.uuid)]}
    counts = post(client, everywhere, "variants/preview", **asked).json()
    shown = {
        name: next(one for one in counts if one["ad_account"] == str(account.uuid))
        for name, account in accounts.items()
    }
    assert {name: (one["ads"], one["unused"]) for name, one in shown.items()} == {
        "meta": (4, []), "google": (2, ["images", "videos"]), "tiktok": (2, ["images"]),
    }  # fmt: skip
    four = {"texts": ["One", "Two", "Three", "Four"]}
    refused = post(client, everywhere, "variants", **four)
    assert refused.status_code == 422
    assert refused.json()["errors"] == [
        {
            "field": f"parts.{targets.index(str(accounts['google'].uuid))}.ads",
            "message": "That is 4 ads in an ad group; 3 fit here.",
        }
    ]
    only = post(client, everywhere, "variants", **four, accounts=[str(accounts["tiktok"].uuid)])
    assert only.status_code == 200
    counted = {part["ad_account"]: len(part["ad_groups"][0]["ads"]) for part in only.json()["draft"]["parts"]}
    assert counted == {str(accounts["meta"].uuid): 1, str(accounts["google"].uuid): 1, str(accounts["tiktok"].uuid): 4}


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({}, 422),
        ({"texts": ["One"]}, 422),
        ({"texts": ["One", "Two"], "assets": ["0190a000-0000-7000-8000-000000000000"]}, 422),
        ({"texts": ["One", "Two"], "accounts": ["0190a000-0000-7000-8000-000000000000"]}, 422),
        ({"texts": ["One", "Two"], "version": 7}, 409),
        ({"texts": [str(n) for n in range(51)]}, 422),
        ({"audiences": [{"targeting": {"countries": ["IE"]}}] * 31}, 422),
    ],
)
def test_a_matrix_that_cannot_be_changes_nothing(draft, api_client, body, status):
    refused = post(api_client(), draft.uuid, "variants", **body)
    assert (refused.status_code, Ad.objects.count(), AdGroup.objects.count()) == (status, 1, 1), refused.content


def test_what_runs_takes_no_matrix(running, api_client):
    assert post(api_client(), running.uuid, "variants", texts=["One", "Two"]).status_code == 409
