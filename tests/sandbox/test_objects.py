"""Campaigns, ad sets, creatives and ads through the official SDK: made, listed, found, changed, deleted."""

import json

import pytest
from facebook_business.adobjects.ad import Ad
from facebook_business.adobjects.campaign import Campaign
from facebook_business.exceptions import FacebookRequestError

from .conftest import MARLOW


def test_a_campaign_is_made_from_top_to_bottom_and_read_back(meta):
    campaign = meta.campaign(name="Christmas cakes ·a1")
    adset = meta.adset(campaign)
    creative = meta.creative(image_hash=meta.image())
    ad = meta.ad(adset, creative)
    row = meta.get(
        ad, "name,status,adset{name,daily_budget,campaign{objective}},creative{body,title,image_url,link_url}"
    )
    assert row["adset"]["campaign"]["objective"] == "OUTCOME_SALES"
    assert row["adset"]["daily_budget"] == "2400"
    assert row["creative"]["body"] == "Fresh from the oven."
    assert row["creative"]["image_url"].startswith("http")
    assert row["status"] == "PAUSED"


def test_a_node_answers_only_its_id_unless_fields_are_named(meta):
    campaign = meta.campaign()
    assert meta.call("GET", f"/{campaign}") == {"id": campaign}
    assert meta.call("GET", f"/{campaign}", fields="name,issues_info") == {"id": campaign, "name": "Bread"}


def test_money_comes_back_as_strings_of_minor_units_and_moments_with_the_accounts_offset(meta):
    campaign = meta.campaign(daily_budget=1550)
    row = meta.get(campaign, "daily_budget,created_time,special_ad_categories,buying_type")
    assert row["daily_budget"] == "1550"
    assert row["created_time"] == "2026-08-03T08:00:00+0100"
    assert row["special_ad_categories"] == []


def test_an_object_is_found_by_its_exact_name(meta):
    meta.campaign(name="Bread ·x1")
    wanted = meta.campaign(name="Bread ·x2")
    rule = [{"field": "name", "operator": "EQUAL", "value": "Bread ·x2"}]
    found = meta.account.get_campaigns(fields=["id", "name"], params={"filtering": rule})
    assert [row["id"] for row in found] == [wanted]
    rule[0] |= {"operator": "CONTAIN", "value": "·x"}
    assert len(list(meta.account.get_campaigns(params={"filtering": rule}))) == 2


def test_lists_come_newest_first_in_pages_that_the_sdk_follows(meta):
    made = [meta.campaign(name=f"Bread {n}") for n in range(7)]
    found = meta.account.get_campaigns(fields=["name"], params={"limit": 3})
    assert [row["id"] for row in found] == made[::-1]
    page = meta.call("GET", f"/{MARLOW}/campaigns", limit=3)
    assert len(page["data"]) == 3
    assert set(page["paging"]["cursors"]) == {"before", "after"}
    assert "after=" in page["paging"]["next"]


def test_nested_fields_are_expanded_with_their_own_options(meta):
    campaign = meta.campaign()
    for number in range(3):
        meta.adset(campaign, name=f"Set {number}")
    row = meta.get(campaign, "name,adsets.limit(2){name,campaign{id}}")
    assert [a["name"] for a in row["adsets"]["data"]] == ["Set 2", "Set 1"]
    assert row["adsets"]["data"][0]["campaign"] == {"id": campaign}
    assert "next" in row["adsets"]["paging"]


def test_deleted_and_archived_objects_are_listed_only_when_asked_for(meta):
    kept, deleted, archived = (meta.campaign(name=name) for name in ("kept", "deleted", "archived"))
    Campaign(deleted, api=meta.api).api_delete()
    Campaign(archived, api=meta.api).api_update(params={"status": "ARCHIVED"})
    assert [row["id"] for row in meta.account.get_campaigns()] == [kept]
    shown = meta.account.get_campaigns(params={"effective_status": ["ARCHIVED"]})
    assert [row["id"] for row in shown] == [archived]
    rule = [{"field": "campaign.effective_status", "operator": "IN", "value": ["DELETED"]}]
    assert [row["id"] for row in meta.account.get_campaigns(params={"filtering": rule})] == [deleted]
    assert meta.get(deleted, "status")["status"] == "DELETED"


def test_a_deleted_object_takes_no_changes_and_an_archived_one_stays_archived(meta):
    campaign = meta.campaign()
    Campaign(campaign, api=meta.api).api_update(params={"status": "ARCHIVED"})
    with pytest.raises(FacebookRequestError):
        Campaign(campaign, api=meta.api).api_update(params={"status": "ACTIVE"})
    Campaign(campaign, api=meta.api).api_delete()
    with pytest.raises(FacebookRequestError):
        Campaign(campaign, api=meta.api).api_update(params={"name": "other"})


def test_several_objects_are_read_at_once_and_one_unknown_fails_the_call(meta):
    first, second = meta.campaign(name="one"), meta.campaign(name="two")
    rows = meta.call("GET", "/", ids=f"{first},{second}", fields="name")
    assert {row["name"] for row in rows.values()} == {"one", "two"}
    with pytest.raises(FacebookRequestError):
        meta.call("GET", "/", ids=f"{first},123")


def test_parts_of_a_batch_stand_alone(meta):
    good, bad, outcome = meta.campaign(), "1234567", []
    batch = meta.api.new_batch()
    for node in (good, bad):
        Campaign(node, api=meta.api).api_get(
            fields=["name"],
            batch=batch,
            success=lambda r: outcome.append(r.json()["name"]),
            failure=lambda r: outcome.append(r.status()),
        )
    batch.execute()
    assert outcome == ["Bread", 400]


def test_a_part_of_a_batch_that_fails_leaves_nothing_behind(meta):
    campaign = meta.campaign()
    adset = meta.adset(campaign)
    creative = meta.creative_wish() | {"name": "in place"}
    parts = [
        {
            "method": "POST",
            "relative_url": f"{MARLOW}/ads",
            "body": f"name=&adset_id={adset}&creative={json.dumps(creative)}",
        }
    ]
    answers = meta.call("POST", "/", batch=json.dumps(parts))
    assert answers[0]["code"] == 400
    assert meta.sandbox.count("creative") == 0


def test_validate_only_says_success_and_makes_nothing(meta):
    wish = {"name": "x", "objective": "OUTCOME_SALES", "special_ad_categories": [], "daily_budget": 2000}
    answer = meta.call("POST", f"/{MARLOW}/campaigns", **wish, execution_options=["validate_only"])
    assert answer == {"success": True}
    meta.account.create_ad_creative(params=meta.creative_wish() | {"execution_options": ["validate_only"]})
    assert meta.sandbox.count("campaign") == meta.sandbox.count("creative") == 0


def test_an_ad_can_bring_its_creative_along(meta):
    adset = meta.adset(meta.campaign())
    ad = meta.account.create_ad(
        params={"name": "a", "adset_id": adset, "status": "PAUSED", "creative": meta.creative_wish()}
    )
    assert Ad(ad["id"], api=meta.api).api_get(fields=["creative"])["creative"]["id"]
    assert meta.sandbox.count("creative") == 1


def test_a_creatives_post_cannot_be_changed_but_the_ad_can_have_another(meta):
    first, second = meta.creative(), meta.creative(message="Other words.")
    ad = meta.ad(meta.adset(meta.campaign()), first)
    with pytest.raises(FacebookRequestError):
        meta.call("POST", f"/{first}", object_story_spec=json.dumps(meta.creative_wish()["object_story_spec"]))
    meta.call("POST", f"/{ad}", creative=json.dumps({"creative_id": second}))
    assert meta.get(ad, "creative{body}")["creative"]["body"] == "Other words."


def test_an_ad_sets_budget_takes_four_changes_an_hour(meta):
    adset = meta.adset(meta.campaign())
    for budget in (2500, 2600, 2700, 2800):
        meta.call("POST", f"/{adset}", daily_budget=budget)
    with pytest.raises(FacebookRequestError) as refused:
        meta.call("POST", f"/{adset}", daily_budget=2900)
    assert (refused.value.api_error_code(), refused.value.api_error_subcode()) == (613, 1487632)
    meta.sandbox.advance(hours=1.1)
    meta.call("POST", f"/{adset}", daily_budget=2900)


def test_names_with_markup_and_quotes_come_back_as_they_went_in(meta):
    name = """<b>"Brot" & 'Spiele'</b> '; DROP TABLE objects; -- 🍞"""
    assert meta.get(meta.campaign(name=name), "name")["name"] == name
    assert meta.sandbox.count("campaign", name=name) == 1
