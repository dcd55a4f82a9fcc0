"""Review, switches, learning: what an object's effective status says, and what it does to delivery."""

import pytest
from facebook_business.exceptions import FacebookRequestError

from .conftest import MARLOW


def effective(meta, node):
    return meta.get(node, "effective_status")["effective_status"]


def test_an_ad_is_reviewed_for_some_minutes_although_it_is_paused(meta):
    ad = meta.ad(meta.adset(meta.campaign()))
    assert effective(meta, ad) == "PENDING_REVIEW"
    meta.sandbox.advance(minutes=3)
    assert effective(meta, ad) == "PENDING_REVIEW"
    meta.sandbox.advance(minutes=16)
    assert effective(meta, ad) == "PAUSED"


def test_the_switches_above_an_ad_show_in_its_status(meta):
    campaign, adset, ad = meta.launch()
    assert [effective(meta, node) for node in (campaign, adset, ad)] == ["ACTIVE"] * 3
    meta.call("POST", f"/{adset}", status="PAUSED")
    assert effective(meta, ad) == "ADSET_PAUSED"
    meta.call("POST", f"/{campaign}", status="PAUSED")
    assert (effective(meta, adset), effective(meta, ad)) == ("PAUSED", "CAMPAIGN_PAUSED")
    meta.call("POST", f"/{adset}", status="ACTIVE")
    assert effective(meta, adset) == "CAMPAIGN_PAUSED"
    meta.call("POST", f"/{ad}", status="PAUSED")
    assert effective(meta, ad) == "PAUSED"
    meta.call("DELETE", f"/{campaign}")
    assert (effective(meta, adset), effective(meta, ad)) == ("DELETED", "DELETED")


@pytest.mark.parametrize(
    "words", ["The miracle cure for hunger", "Get rich quick with rolls", "Casino night at the bakery"]
)
def test_an_ad_whose_words_break_a_policy_is_rejected_with_the_reason(meta, words):
    ad = meta.ad(meta.adset(meta.campaign()), meta.creative(message=words))
    assert "ad_review_feedback" not in meta.get(ad, "ad_review_feedback")
    meta.sandbox.advance(minutes=20)
    row = meta.get(ad, "effective_status,ad_review_feedback,issues_info")
    assert row["effective_status"] == "DISAPPROVED"
    assert all(row["ad_review_feedback"]["global"].values())
    assert row["issues_info"][0]["level"] == "AD"


def test_a_rejected_ad_spends_nothing_and_is_reviewed_again_with_other_words(meta):
    campaign = meta.campaign(status="ACTIVE")
    ad = meta.ad(meta.adset(campaign, status="ACTIVE"), meta.creative(message="casino"), status="ACTIVE")
    meta.sandbox.advance(days=1)
    assert meta.insights(date_preset="today") + meta.insights(date_preset="yesterday") == []
    meta.call("POST", f"/{ad}", creative={"creative_id": meta.creative(message="Rolls.")})
    assert effective(meta, ad) == "PENDING_REVIEW"
    meta.sandbox.advance(days=1)
    assert effective(meta, ad) == "ACTIVE"
    assert meta.insights(date_preset="today")


def test_an_order_rejects_an_ad_that_runs_and_its_spending_ends(meta):
    _, _, ad = meta.launch()
    meta.sandbox.advance(hours=5)
    meta.sandbox.control("POST", f"ads/{ad}/review", verdict="reject", policy="Cakes", text="Too sweet.")
    assert meta.get(ad, "ad_review_feedback")["ad_review_feedback"] == {"global": {"Cakes": "Too sweet."}}
    spent = meta.insights(date_preset="today")
    meta.sandbox.advance(hours=5)
    assert meta.insights(date_preset="today") == spent
    meta.sandbox.control("POST", f"ads/{ad}/review", verdict="approve")
    meta.sandbox.advance(hours=1)
    assert meta.insights(date_preset="today") != spent


def test_the_length_of_a_review_can_be_ordered(meta):
    meta.sandbox.control("POST", "review", minutes=0)
    assert effective(meta, meta.ad(meta.adset(meta.campaign()))) == "PAUSED"


def test_nothing_is_spent_while_anything_above_is_off_or_the_account_is_disabled(meta):
    campaign, _, _ = meta.launch()
    meta.sandbox.advance(hours=2)
    meta.call("POST", f"/{campaign}", status="PAUSED")
    spent = meta.insights(date_preset="today")
    assert spent
    meta.sandbox.advance(hours=2)
    meta.call("POST", f"/{campaign}", status="ACTIVE")
    meta.sandbox.control("POST", f"objects/{MARLOW}", account_status=2)
    meta.sandbox.advance(hours=2)
    assert meta.insights(date_preset="today") == spent


def test_an_ad_set_learns_for_a_week_or_until_it_has_enough_results(meta):
    _, adset, _ = meta.launch()
    meta.sandbox.advance(hours=2)
    told = meta.get(adset, "learning_stage_info")["learning_stage_info"]
    assert told["status"] == "LEARNING"
    meta.sandbox.advance(days=8)
    assert meta.get(adset, "learning_stage_info")["learning_stage_info"]["status"] in ("SUCCESS", "FAIL")
    meta.call("POST", f"/{adset}", daily_budget=2500)
    assert meta.get(adset, "learning_stage_info")["learning_stage_info"]["status"] != "LEARNING"
    meta.call("POST", f"/{adset}", daily_budget=5000)
    assert meta.get(adset, "learning_stage_info")["learning_stage_info"]["status"] == "LEARNING"
    meta.call("POST", f"/{adset}", status="PAUSED")
    assert "learning_stage_info" not in meta.get(adset, "learning_stage_info")


def test_an_unpaid_account_shows_on_its_ads(meta):
    _, _, ad = meta.launch()
    meta.sandbox.control("POST", f"objects/{MARLOW}", account_status=3)
    assert effective(meta, ad) == "PENDING_BILLING_INFO"
    with pytest.raises(FacebookRequestError) as refused:
        meta.campaign()
    assert refused.value.api_error_subcode() == 1359188


def test_a_higher_budget_spends_more_from_the_next_quarter_hour_on(meta):
    _, adset, _ = meta.launch()
    meta.sandbox.advance(days=3)
    meta.call("POST", f"/{adset}", daily_budget=9600)
    meta.sandbox.advance(days=3)
    rows = meta.insights(time_increment=1, time_range={"since": "2026-08-04", "until": "2026-08-08"})
    spend = {row["date_start"]: float(row["spend"]) for row in rows}
    assert spend["2026-08-08"] > 2.5 * spend["2026-08-04"]


def test_what_somebody_changes_behind_our_back_is_what_is_read(meta):
    campaign, adset, _ = meta.launch()
    meta.sandbox.control("POST", f"objects/{adset}", daily_budget=3333)
    meta.sandbox.control("POST", f"objects/{campaign}", status="PAUSED")
    assert meta.get(adset, "daily_budget")["daily_budget"] == "3333"
    assert effective(meta, campaign) == "PAUSED"
    assert meta.sandbox.calls(method="POST", path=adset)[-1]["path"] == f"/{adset}"  # our own switch, nothing since


def test_an_account_in_its_grace_period_still_runs(meta):
    meta.launch()
    meta.sandbox.control("POST", f"objects/{MARLOW}", account_status=9)
    meta.sandbox.advance(hours=2)
    assert meta.insights(date_preset="today")
    assert meta.campaign()
