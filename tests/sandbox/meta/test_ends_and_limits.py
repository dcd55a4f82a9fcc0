"""Spending limits, ends and audiences of what exists, as Meta takes and refuses them."""

from datetime import UTC, datetime, timedelta

import pytest

from integrations.sandbox.meta.spend_caps import NONE
from tests.sandbox.conftest import MARLOW, START
from tests.sandbox.meta.conftest import refusal

END = datetime.fromtimestamp(START, UTC) + timedelta(days=10)


def write(at: datetime) -> str:
    return at.strftime("%Y-%m-%dT%H:%M:%S+0000")


def limit(meta, campaign: str) -> str | None:
    return meta.get(campaign, "spend_cap").get("spend_cap")


def test_a_limit_is_set_changed_and_taken_away(meta):
    least = int(meta.get(MARLOW, "min_campaign_group_spend_cap")["min_campaign_group_spend_cap"])
    assert least == 10_000
    campaign = meta.campaign(spend_cap=least)
    assert limit(meta, campaign) == "10000"
    for amount, told in ((12_000, "12000"), (NONE, None), (11_000, "11000")):
        meta.call("POST", f"/{campaign}", spend_cap=amount)
        assert limit(meta, campaign) == told


@pytest.mark.parametrize("amount", [9_999, 0, -1])
def test_a_limit_below_the_least_is_refused(meta, amount):
    campaign = meta.campaign(spend_cap=10_000)
    refusal(lambda: meta.call("POST", f"/{campaign}", spend_cap=amount))
    refusal(lambda: meta.campaign(spend_cap=amount))
    assert limit(meta, campaign) == "10000"


def test_a_limit_does_not_go_with_a_budget_for_the_whole_run(meta):
    more = {"lifetime_budget": 50_000, "is_adset_budget_sharing_enabled": None}
    refusal(lambda: meta.campaign(spend_cap=20_000, **more))
    refusal(lambda: meta.call("POST", f"/{meta.campaign(**more)}", spend_cap=20_000))


def test_what_has_reached_its_limit_spends_no_more_and_the_limit_stays_above_what_was_spent(meta):
    campaign, _, _ = meta.launch(daily=4000)
    second = meta.adset(campaign, daily_budget=4000)
    meta.ad(second, meta.creative(image_hash=meta.image()), status="ACTIVE")
    meta.call("POST", f"/{second}", status="ACTIVE")
    meta.call("POST", f"/{campaign}", spend_cap=10_000)
    meta.sandbox.advance(days=9)
    (row,) = meta.insights(campaign, date_preset="maximum", fields="spend")
    assert 99 < float(row["spend"]) <= 100
    refusal(lambda: meta.call("POST", f"/{campaign}", spend_cap=int(float(row["spend"]) * 100) - 100))
    meta.call("POST", f"/{campaign}", spend_cap=12_000)
    meta.sandbox.advance(days=5)
    (row,) = meta.insights(campaign, date_preset="maximum", fields="spend")
    assert 119 < float(row["spend"]) <= 120


def test_an_end_is_set_and_taken_away_and_a_campaign_ends_with_its_last_ad_set(meta):
    campaign = meta.campaign()
    first, second = meta.adset(campaign), meta.adset(campaign, end_time=write(END))
    assert "stop_time" not in meta.get(campaign, "stop_time")
    meta.call("POST", f"/{first}", end_time=write(END + timedelta(days=1)))
    assert datetime.fromisoformat(meta.get(campaign, "stop_time")["stop_time"]) == END + timedelta(days=1)
    meta.call("POST", f"/{second}", end_time=0)
    assert "end_time" not in meta.get(second, "end_time")


def test_a_budget_for_the_whole_run_needs_an_end_and_lasts_until_then(meta):
    more = {"daily_budget": None, "lifetime_budget": 2_000, "end_time": write(END)}
    adset = meta.adset(meta.campaign(), **more)
    assert refusal(lambda: meta.call("POST", f"/{adset}", end_time=0)) == (100, 1487793)
    assert refusal(lambda: meta.call("POST", f"/{adset}", end_time=write(END + timedelta(days=20)))) == (100, 1885272)
    assert refusal(lambda: meta.call("POST", f"/{adset}", end_time=write(END - timedelta(days=11)))) == (100, 1487793)
    assert datetime.fromisoformat(meta.get(adset, "end_time")["end_time"]) == END


def test_an_audience_that_comes_into_the_eu_says_who_pays(meta):
    aim = {"targeting_automation": {"advantage_audience": 0}}
    far = {**aim, "geo_locations": {"countries": ["US"]}}
    adset = meta.adset(meta.campaign(), targeting=far, dsa_beneficiary=None, dsa_payor=None)
    near = {**aim, "geo_locations": {"countries": ["IE"]}}
    assert refusal(lambda: meta.call("POST", f"/{adset}", targeting=near)) == (100, 3858081)
    meta.call("POST", f"/{adset}", targeting=near, dsa_beneficiary="Marlow", dsa_payor="Marlow")
    assert meta.get(adset, "dsa_payor")["dsa_payor"] == "Marlow"
