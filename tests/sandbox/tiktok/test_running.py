"""What runs: switches and their partial failures, delivery, reports, what happens behind our back."""

from collections import defaultdict
from decimal import Decimal

import pytest

from tests.sandbox.conftest import START as MONDAY

from .conftest import MARLOW, TikTok

DAY = {"dimensions": ["campaign_id", "stat_time_day"], "data_level": "AUCTION_CAMPAIGN"}


def spend(rows):
    return [Decimal(row["metrics"]["spend"]) for row in rows]


def test_of_several_campaigns_those_that_can_be_switched_are(tiktok):
    first, second = tiktok.campaign(campaign_name="a"), tiktok.campaign(campaign_name="b")
    tiktok.post("/campaign/status/update/", campaign_ids=[second], operation_status="DELETE")
    done = tiktok.post("/campaign/status/update/", campaign_ids=[first, second], operation_status="ENABLE")
    assert (done["campaign_ids"], done["status"]) == ([first], "ENABLE")
    assert "error_list" not in done
    assert (
        tiktok.refused("POST", "/campaign/status/update/", campaign_ids=[second], operation_status="ENABLE")[0] == 40007
    )


def test_smart_plus_names_those_that_failed(tiktok):
    smart, manual = tiktok.smart_campaign(), tiktok.campaign()
    done = tiktok.post("/smart_plus/campaign/status/update/", campaign_ids=[smart, manual], operation_status="ENABLE")
    assert [row["campaign_id"] for row in done["campaign_list"]] == [smart]
    assert [row["campaign_id"] for row in done["error_list"]] == [manual]


def test_ad_groups_change_all_or_none_unless_some_are_enough(tiktok):
    adgroup = tiktok.adgroup(tiktok.campaign())
    wish = {"adgroup_ids": [adgroup, "1"], "operation_status": "ENABLE"}
    tiktok.refused("POST", "/adgroup/status/update/", **wish)
    assert tiktok.one("/adgroup/get/")["operation_status"] == "DISABLE"
    done = tiktok.post("/adgroup/status/update/", allow_partial_success=True, **wish)
    assert (done["adgroup_ids"], done["error_list"][0]["adgroup_id"]) == ([adgroup], "1")


def test_twenty_at_a_time_are_the_most(tiktok):
    wish = {"operation_status": "DISABLE", "campaign_ids": [str(number) for number in range(21)]}
    assert tiktok.refused("POST", "/campaign/status/update/", **wish)[0] == 40002


def test_what_was_deleted_shows_up_only_when_asked_for(tiktok):
    campaign = tiktok.campaign()
    tiktok.post("/campaign/status/update/", campaign_ids=[campaign], operation_status="DELETE")
    assert tiktok.get("/campaign/get/")["list"] == []
    (gone,) = tiktok.get("/campaign/get/", filtering={"primary_status": "STATUS_ALL"})["list"]
    assert gone["secondary_status"] == "CAMPAIGN_STATUS_DELETE"
    assert tiktok.sandbox.count("tiktok.campaign") == 0


def test_a_dynamic_daily_budget_keeps_to_its_limits(tiktok):
    tiktok.launch(budget=60.0)
    tiktok.sandbox.advance(days=13)
    days = spend(tiktok.report("AUCTION_CAMPAIGN", "campaign_id"))
    assert len(days) == 14
    assert max(days) <= Decimal("75.00")
    assert max(days) > Decimal("60.00")
    assert sum(days[6:13]) <= 7 * 60


def test_a_plain_daily_budget_is_never_passed(tiktok):
    campaign = tiktok.campaign(budget_optimize_on=False, budget_mode="BUDGET_MODE_INFINITE", budget=None)
    adgroup = tiktok.adgroup(campaign, budget_mode="BUDGET_MODE_DAY", budget=40.0)
    tiktok._start(campaign, adgroup, tiktok.ad(adgroup))
    tiktok.sandbox.advance(days=6)
    assert Decimal(30) < max(spend(tiktok.report("AUCTION_ADGROUP", "adgroup_id"))) <= Decimal("40.00")


def test_levels_add_up_and_agree_with_the_books(tiktok):
    campaign, adgroup, _ = tiktok.launch()
    tiktok.sandbox.advance(days=3)
    totals = []
    for level, key in (
        ("AUCTION_AD", "ad_id_v2"),
        ("AUCTION_ADGROUP", "adgroup_id"),
        ("AUCTION_CAMPAIGN", "campaign_id"),
    ):
        totals.append(sum(spend(tiktok.report(level, key))))
    books = tiktok.sandbox.books(MARLOW, since="2026-08-03", until="2026-08-16")
    assert set(totals) == {Decimal(books["total"]["spend_micros"]) / 1_000_000}
    assert {(row["campaign"], row["adset"]) for row in books["rows"]} == {(campaign, adgroup)}


def test_hours_add_up_to_their_day(tiktok):
    tiktok.launch()
    tiktok.sandbox.advance(days=2)
    asked = {"start_date": "2026-08-04", "end_date": "2026-08-04"}
    hours = tiktok.report(dimensions=["ad_id_v2", "stat_time_hour"], **asked)
    (day,) = tiktok.report(**asked)
    assert len(hours) > 12
    assert hours[0]["dimensions"]["stat_time_hour"].startswith("2026-08-04 ")
    assert sum(spend(hours)) == Decimal(day["metrics"]["spend"])


@pytest.mark.parametrize(
    "wish",
    [
        {"end_date": "2026-09-02"},
        {"dimensions": ["ad_id_v2", "stat_time_hour"], "end_date": "2026-08-04"},
        {"end_date": "2026-08-01"},
        {"start_date": "03.08.2026"},
        {"page_size": 1001},
        {"metrics": ["spend", "fame"]},
        {"dimensions": ["stat_time_day"]},
        {"dimensions": ["ad_id", "ad_id_v2"]},
        {"dimensions": ["campaign_id", "stat_time_day"]},
        {"data_level": None},
        {"report_type": None},
        {"filtering": [{"field_name": "ad_ids", "filter_type": "IN", "filter_value": '["1"]'}]},
        {"dimensions": ["ad_id_v2", "stat_time_day", "age"]},
        {"report_type": "AUDIENCE"},
        {"report_type": "AUDIENCE", "dimensions": ["ad_id_v2", "age", "gender"]},
        {"report_type": "AUDIENCE", "dimensions": ["ad_id_v2", "stat_time_hour", "age"], "end_date": "2026-08-03"},
        {"report_type": "AUDIENCE", "dimensions": ["ad_id_v2", "age"], "metrics": ["spend", "reach"]},
        {"report_type": "AUDIENCE", "dimensions": ["ad_id_v2", "age"], "metrics": ["complete_payment"]},
        {"report_type": "AUDIENCE", "dimensions": ["ad_id_v2", "age"], "query_lifetime": True},
    ],
)
def test_a_report_is_refused_with(tiktok, wish):
    asked = {"report_type": "BASIC", "data_level": "AUCTION_AD", "dimensions": ["ad_id_v2", "stat_time_day"]}
    asked |= {"start_date": "2026-08-03", "end_date": "2026-08-16", "metrics": ["spend"]}
    assert tiktok.refused("GET", "/report/integrated/get/", **asked | wish)[0] == 40002


def test_a_smart_ad_has_one_id_of_its_own_and_one_a_creative(tiktok):
    campaign, _, ad = tiktok.launch_smart()
    tiktok.sandbox.advance(days=2)
    rows = tiktok.report(metrics=["spend", "campaign_id", "campaign_name", "adgroup_id", "ad_name"])
    assert {row["dimensions"]["ad_id_v2"] for row in rows} == {ad}
    assert rows[0]["metrics"]["campaign_id"] == campaign
    creatives = {row["dimensions"]["ad_id"] for row in tiktok.report(key="ad_id")}
    assert creatives == {tiktok.one("/smart_plus/ad/get/")["creative_list"][0]["ad_material_id"]}
    assert creatives != {ad}
    assert {row["ad_id"] for row in tiktok.get("/ad/get/")["list"]} == creatives


def test_what_was_deleted_is_missing_from_reports_unless_asked_for(tiktok):
    campaign, _, ad = tiktok.launch()
    tiktok.sandbox.advance(days=1)
    tiktok.post("/campaign/status/update/", campaign_ids=[campaign], operation_status="DELETE")
    assert tiktok.report() == []
    everything = [{"field_name": "ad_status", "filter_type": "IN", "filter_value": '["STATUS_ALL"]'}]
    assert {row["dimensions"]["ad_id_v2"] for row in tiktok.report(filtering=everything)} == {ad}


def test_results_become_known_late_and_can_be_restated(tiktok):
    _, _, ad = tiktok.launch_smart(budget=400.0)
    tiktok.sandbox.advance(days=2)
    first = {row["dimensions"]["stat_time_day"]: int(row["metrics"]["conversion"]) for row in tiktok.report()}
    tiktok.sandbox.advance(days=8)
    later = {row["dimensions"]["stat_time_day"]: int(row["metrics"]["conversion"]) for row in tiktok.report()}
    assert later["2026-08-04 00:00:00"] > first["2026-08-04 00:00:00"]
    tiktok.sandbox.control("POST", "restate", ad=ad, day="2026-08-04", count=-1, value_minor=-4500)
    again = {row["dimensions"]["stat_time_day"]: int(row["metrics"]["conversion"]) for row in tiktok.report()}
    assert again["2026-08-04 00:00:00"] == later["2026-08-04 00:00:00"] - 1


def test_pages_of_a_report_hold_every_row_once(tiktok):
    tiktok.launch()
    tiktok.sandbox.advance(days=6)
    seen = defaultdict(int)
    for number in (1, 2, 3, 4):
        for row in tiktok.report(page=number, page_size=2):
            seen[row["dimensions"]["stat_time_day"]] += 1
    assert (len(seen), set(seen.values())) == (7, {1})


def test_what_happens_behind_our_back_is_seen(tiktok):
    campaign, _, _ = tiktok.launch()
    tiktok.sandbox.control("POST", f"objects/{campaign}", budget=120.0, operation_status="DISABLE")
    told = tiktok.one("/campaign/get/")
    assert (told["budget"], told["operation_status"]) == (120.0, "DISABLE")
    assert tiktok.one("/adgroup/get/")["secondary_status"] == "ADGROUP_STATUS_CAMPAIGN_DISABLE"


def test_a_closed_account_makes_nothing_but_can_be_switched_off(tiktok):
    campaign, _, _ = tiktok.launch()
    tiktok.sandbox.control("POST", f"objects/{MARLOW}", status="STATUS_LIMIT")
    assert tiktok.refused("POST", "/campaign/create/", **tiktok.campaign_wish(campaign_name="x"))[0] == 40001
    assert tiktok.one("/adgroup/get/")["secondary_status"] == "ADGROUP_STATUS_ADVERTISER_AUDIT_DENY"
    tiktok.sandbox.advance(days=1)
    before = tiktok.report()
    tiktok.sandbox.advance(days=1)
    assert tiktok.report() == before
    assert tiktok.post("/campaign/status/update/", campaign_ids=[campaign], operation_status="DISABLE")["campaign_ids"]


def test_without_money_nothing_runs(tiktok):
    tiktok.launch()
    tiktok.sandbox.control("POST", f"objects/{MARLOW}", balance=0)
    assert tiktok.one("/ad/get/")["secondary_status"] == "AD_STATUS_BALANCE_EXCEED"


def test_an_ad_group_begins_and_ends_by_utc(tiktok):
    campaign = tiktok.campaign()
    span = {"schedule_start_time": "2026-08-04 12:00:00", "schedule_end_time": "2026-08-06 12:00:00"}
    adgroup = tiktok.adgroup(campaign, schedule_type="SCHEDULE_START_END", **span)
    tiktok._start(campaign, adgroup, tiktok.ad(adgroup))
    assert tiktok.one("/adgroup/get/")["secondary_status"] == "ADGROUP_STATUS_NOT_START"
    tiktok.sandbox.advance(days=6)
    assert tiktok.one("/adgroup/get/")["secondary_status"] == "ADGROUP_STATUS_TIME_DONE"
    days = [row["dimensions"]["stat_time_day"][:10] for row in tiktok.report()]
    assert days == ["2026-08-04", "2026-08-05", "2026-08-06"]


def test_time_in_one_step_or_in_many_gives_the_same_numbers(sandbox):
    found = []
    for steps in (1, 36):
        sandbox.control("POST", "reset", now=MONDAY, speed=0, seed=20)
        tiktok = TikTok(sandbox, sandbox.token("marlow", platform="tiktok"))
        tiktok.launch_smart()
        for _ in range(steps):
            sandbox.advance(hours=72 / steps)
        found.append(tiktok.report())
    assert found[0]
    assert found[0] == found[1]


def test_a_lifetime_budget_is_never_passed(tiktok):
    campaign = tiktok.campaign(budget_mode="BUDGET_MODE_TOTAL", budget=100.0)
    span = {"schedule_start_time": "2026-08-03 08:00:00", "schedule_end_time": "2026-08-08 08:00:00"}
    adgroup = tiktok.adgroup(campaign, schedule_type="SCHEDULE_START_END", **span)
    tiktok._start(campaign, adgroup, tiktok.ad(adgroup))
    tiktok.sandbox.advance(days=8)
    assert Decimal(80) < sum(spend(tiktok.report())) <= Decimal(100)


def test_days_are_the_accounts(tiktok):
    wish = {"person": "marlow", "platform": "tiktok", "name": "Tokyo", "currency": "JPY", "time_zone": "Asia/Tokyo"}
    tiktok.advertiser = tiktok.sandbox.control("POST", "accounts", **wish)["id"]
    tiktok.launch(budget=20_000)
    tiktok.sandbox.advance(hours=9)  # past midnight in Tokyo, still Monday in UTC
    rows = tiktok.report()
    assert [row["dimensions"]["stat_time_day"][:10] for row in rows] == ["2026-08-03", "2026-08-04"]
    assert all("." not in row["metrics"]["spend"] for row in rows)
