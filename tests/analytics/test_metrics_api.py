"""The API answers with the same numbers as the pages, under the ids that may leave the process."""

import pytest

from analytics import periods, selectors
from tests.analytics.build import TODAY, make_account, make_campaign, read_days, text_of


@pytest.fixture
def account(organization, clock):
    return make_account()


@pytest.fixture
def campaign(account):
    campaign = make_campaign(account)
    make_campaign(account, "Bread")
    read_days(account, ["Christmas cakes", "Bread"])
    return campaign


def test_metrics_come_by_day_and_add_up(campaign, api_client):
    answer = api_client("member").get("/api/v1/metrics?period=7d&by=day").json()
    assert (answer["total"], answer["offset"], len(answer["items"])) == (7, 0, 7)
    whole = selectors.totals(periods.named("7d", TODAY).period)
    assert sum(item["metrics"]["spend_micros"] for item in answer["items"]) == whole.spend_micros
    assert answer["items"][0]["metrics"]["cpa_micros"] == 5_000_000
    assert answer["items"][0]["day"] == "2026-11-13"


@pytest.mark.parametrize(("by", "name"), [("campaign", "Christmas cakes"), ("account", "Bakery")])
def test_groups_carry_the_uuid_and_the_name(campaign, account, api_client, by, name):
    items = api_client().get(f"/api/v1/metrics?by={by}").json()["items"]
    expected = {"campaign": campaign.uuid, "account": account.uuid}[by]
    assert {"id": str(expected), "name": name}.items() <= items[0].items()


def test_one_campaign_can_be_asked_for(campaign, api_client):
    client = api_client()
    one = client.get(f"/api/v1/metrics?by=platform&campaign={campaign.uuid}").json()["items"]
    parts = client.get(f"/api/v1/campaigns/{campaign.uuid}/metrics?by=ad").json()["items"]
    assert one[0]["metrics"]["spend_micros"] == parts[0]["metrics"]["spend_micros"] == 70_000_000
    assert parts[0]["id"] == str(campaign.platform_campaigns.get().ad_groups.get().ads.get().uuid)


@pytest.mark.parametrize("by", ["day", "platform", "platform_campaign", "ad_group", "ad"])
def test_a_campaigns_parts_add_up_to_it(campaign, api_client, by):
    items = api_client().get(f"/api/v1/campaigns/{campaign.uuid}/metrics?by={by}").json()["items"]
    assert sum(item["metrics"]["clicks"] for item in items) == 7 * 20


def test_the_dashboard_says_what_the_page_says(campaign, api_client, page_client):
    answer = api_client().get("/api/v1/dashboard?period=7d").json()
    assert answer["current"]["conversions"] == 28
    assert answer["basis"] == "unequal"
    assert answer["maturing"] == {"since": "2026-11-13", "until": "2026-11-19"}
    page = text_of(page_client().get("/?period=7d")).replace("<mark>", "").replace("</mark>", "")
    assert answer["sentence"].replace("\u00a0", " ") in page


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("period=never", 422),
        ("since=2026-13-01&until=2026-11-01", 422),
        ("since=2026-11-01&until=2099-01-01", 422),
        ("by=weather", 422),
        ("limit=1000000", 422),
        ("campaign=00000000-0000-7000-8000-000000000000", 404),
    ],
)
def test_bad_questions_get_a_clear_problem(campaign, api_client, query, status):
    response = api_client().get(f"/api/v1/metrics?{query}")
    assert response.status_code == status
    assert response["Content-Type"].startswith("application/problem+json")


def test_a_client_may_not_read_them(campaign, api_client):
    assert api_client("client").get("/api/v1/metrics").status_code == 403


def test_the_dashboard_says_what_the_page_says_is_still_to_come(organization, clock, api_client, page_client):
    account = make_account()
    make_campaign(account)
    read_days(account, ["Christmas cakes"])
    answer = api_client().get("/api/v1/dashboard?period=7d").json()
    estimate, (platform,) = answer["estimate"], answer["by_platform"]
    assert estimate["known"] == answer["current"]["conversions"] == 14
    assert estimate["known"] <= estimate["low"] <= estimate["final"] <= estimate["high"]
    assert platform["estimate"] == estimate
    assert f"{estimate['low']:.0f} to {estimate['high']:.0f} expected" in text_of(page_client().get("/?period=7d"))
    final = api_client().get("/api/v1/dashboard?since=2026-08-01&until=2026-08-07").json()
    assert final["estimate"] is None
