"""Bids under a campaign's budget, apps, and accounts out of order."""

import pytest

from tests.sandbox.conftest import MARLOW
from tests.sandbox.meta.conftest import refusal


def campaign_with_adset(meta, **more) -> tuple[str, str]:
    campaign = meta.campaign(daily_budget=2400)
    return campaign, meta.adset(campaign, daily_budget=None, **more)


def test_a_new_strategy_needs_a_cap_for_every_ad_set(meta):
    campaign, adset = campaign_with_adset(meta)
    second = meta.adset(campaign, daily_budget=None)
    assert refusal(lambda: meta.call("POST", f"/{campaign}", bid_strategy="COST_CAP")) == (100, 1815857)
    one = {"bid_strategy": "COST_CAP", "adset_bid_amounts": {adset: 500}}
    assert refusal(lambda: meta.call("POST", f"/{campaign}", **one)) == (100, 1815857)
    assert "bid_amount" not in meta.get(adset, "bid_amount")
    both = {"bid_strategy": "COST_CAP", "adset_bid_amounts": {adset: 500, second: 600}}
    assert meta.call("POST", f"/{campaign}", **both)["success"]
    assert (meta.get(adset, "bid_amount")["bid_amount"], meta.get(second, "bid_amount")["bid_amount"]) == (500, 600)
    assert meta.call("POST", f"/{campaign}", bid_strategy="LOWEST_COST_WITHOUT_CAP")["success"]
    assert "bid_amount" not in meta.get(adset, "bid_amount")


def test_a_strategy_without_a_campaign_budget_is_the_ad_sets_own(meta):
    campaign = meta.campaign()
    assert refusal(lambda: meta.call("POST", f"/{campaign}", bid_strategy="LOWEST_COST_WITHOUT_CAP")) == (100, 0)


def app_of(meta) -> dict:
    (app,) = meta.call("GET", f"/{MARLOW}/advertisable_applications", fields="id,object_store_urls")["data"]
    return app


@pytest.mark.parametrize(
    ("app", "url", "error"), [("1", "own", (100, 1885021)), ("own", "https://elsewhere.example", (100, 1885092))]
)
def test_only_one_s_own_app_in_its_own_store_is_promoted(meta, app, url, error):
    mine = app_of(meta)
    wish = {
        "application_id": mine["id"] if app == "own" else app,
        "object_store_url": mine["object_store_urls"]["google_play"] if url == "own" else url,
    }
    campaign = meta.campaign(objective="OUTCOME_APP_PROMOTION")
    goal = {"optimization_goal": "APP_INSTALLS", "destination_type": "APP"}
    assert refusal(lambda: meta.adset(campaign, promoted_object=wish, **goal)) == error


@pytest.mark.parametrize(("status", "error"), [(2, (200, 1487194)), (3, (100, 1359188))])
def test_an_account_out_of_order_starts_nothing(meta, status, error):
    campaign, _, ad = meta.launch()
    for node in (campaign, ad):
        meta.call("POST", f"/{node}", status="PAUSED")
    meta.sandbox.control("POST", f"objects/{MARLOW}", account_status=status)
    assert refusal(lambda: meta.call("POST", f"/{campaign}", status="ACTIVE")) == error
    assert refusal(lambda: meta.campaign()) == error
    assert meta.call("POST", f"/{campaign}", status="PAUSED")["success"]


def test_an_instagram_account_of_somebody_else_speaks_for_nobody_here(meta):
    (own,) = meta.call("GET", f"/{MARLOW}/instagram_accounts", fields="id,username")["data"]

    def make(account: str) -> str:
        spec = meta.creative_wish()["object_story_spec"] | {"instagram_user_id": account}
        return meta.call("POST", f"/{MARLOW}/adcreatives", name="Loaf", object_story_spec=spec)["id"]

    assert make(own["id"])
    assert refusal(lambda: make("17841400")) == (100, 1772103)


def test_an_ad_on_instagram_alone_speaks_for_an_account_there(meta):
    place = {"geo_locations": {"countries": ["IE"]}, "publisher_platforms": ["instagram"]}
    adset = meta.adset(meta.campaign(), targeting=place | {"targeting_automation": {"advantage_audience": 0}})
    assert refusal(lambda: meta.ad(adset)) == (100, 1772103)


def test_europe_s_law_holds_for_a_city_there_too(meta):
    key = meta.call("GET", "/search", type="adgeolocation", q="cork", location_types=["city"])["data"][0]["key"]
    spec = {"geo_locations": {"cities": [{"key": key}]}, "targeting_automation": {"advantage_audience": 0}}
    wish = {"targeting": spec, "dsa_payor": None, "dsa_beneficiary": None}
    assert refusal(lambda: meta.adset(meta.campaign(), **wish)) == (100, 3858081)


def test_a_report_of_too_much_must_be_prepared(meta):
    meta.launch()
    meta.sandbox.advance(days=1)
    meta.sandbox.control("POST", f"objects/{MARLOW}", _most_rows=3)
    asked = {"fields": "impressions", "level": "ad", "breakdowns": "hourly_stats_aggregated_by_advertiser_time_zone"}
    asked["date_preset"] = "yesterday"
    assert refusal(lambda: meta.call("GET", f"/{MARLOW}/insights", **asked)) == (100, 1504018)
