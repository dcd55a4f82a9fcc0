"""Campaigns and ad groups: what must be said, what is refused, what is taken for granted."""

import pytest

from .conftest import IRELAND, START

DYNAMIC, DAILY, TOTAL, INFINITE = (
    "BUDGET_MODE_DYNAMIC_DAILY_BUDGET", "BUDGET_MODE_DAY", "BUDGET_MODE_TOTAL", "BUDGET_MODE_INFINITE",
)  # fmt: skip


def test_a_campaign_is_on_unless_told_otherwise_and_answers_what_it_is(tiktok):
    made = tiktok.post("/campaign/create/", **tiktok.campaign_wish(operation_status=None))
    assert (made["operation_status"], made["secondary_status"]) == ("ENABLE", "CAMPAIGN_STATUS_ENABLE")
    assert (len(made["campaign_id"]), made["budget"]) == (19, 60.0)
    assert made["campaign_automation_type"] == "MANUAL"


@pytest.mark.parametrize("objective", ["WEB_CONVERSIONS", "LEAD_GENERATION", "APP_PROMOTION", "PRODUCT_SALES"])
def test_what_smart_plus_has_taken_over_is_sent_there(tiktok, objective):
    code, words = tiktok.refused("POST", "/campaign/create/", **tiktok.campaign_wish(objective_type=objective))
    assert (code, "/smart_plus/" in words) == (40002, True)


@pytest.mark.parametrize(
    ("wish", "named"),
    [
        ({"campaign_name": None}, "campaign_name"),
        ({"campaign_name": "面" * 257}, "campaign_name"),
        ({"campaign_name": "Bread 🍞"}, "campaign_name"),
        ({"objective_type": "FAME"}, "objective_type"),
        ({"budget_mode": None}, "budget_mode"),
        ({"budget": 49.99}, "50 EUR"),
        ({"budget": None}, "budget"),
        ({"budget": 60.001}, "budget"),
        ({"budget_mode": INFINITE}, "budget_mode"),
        ({"budget_mode": INFINITE, "budget_optimize_on": False}, "budget"),
        ({"budget_optimize_on": False}, "budget_mode"),
        ({"objective_type": "REACH"}, "allowlist"),
        ({"operation_status": "DELETE"}, "operation_status"),
        ({"request_id": "abc"}, "request_id"),
        ({"request_id": str(2**63)}, "request_id"),
        ({"request_id": 5}, "request_id"),
        ({"special_industries": ["HOUSING"]}, "special_industries"),
    ],
)
def test_a_campaign_is_refused_with(tiktok, wish, named):
    _, words = tiktok.refused("POST", "/campaign/create/", **tiktok.campaign_wish(**wish))
    assert named in words
    assert tiktok.sandbox.count("tiktok.campaign") == 0


@pytest.mark.parametrize(
    ("wish", "named"),
    [
        ({"request_id": None}, "request_id"),
        ({"sales_destination": None}, "sales_destination"),
        ({"sales_destination": "APP"}, "catalog_enabled"),
        ({"budget_mode": DAILY}, "budget_mode"),
        ({"budget_mode": None}, "budget_mode"),
        ({"budget_optimize_on": False}, "budget_mode"),
        ({"objective_type": "TRAFFIC"}, "objective_type"),
        ({"objective_type": "APP_PROMOTION"}, "app_promotion_type"),
    ],
)
def test_a_smart_campaign_is_refused_with(tiktok, wish, named):
    _, words = tiktok.refused("POST", "/smart_plus/campaign/create/", **tiktok.smart_wish() | wish)
    assert named in words


def test_smart_plus_optimises_its_budget_unless_told_otherwise(tiktok):
    made = tiktok.post("/smart_plus/campaign/create/", **tiktok.smart_wish(budget_optimize_on=None))
    assert (made["budget_optimize_on"], made["budget_mode"]) == (True, DYNAMIC)
    wish = {"budget_optimize_on": False, "budget_mode": None, "budget": None, "campaign_name": "Other"}
    assert tiktok.post("/smart_plus/campaign/create/", **tiktok.smart_wish(**wish))["budget_mode"] == INFINITE


def test_a_name_is_taken_once_unless_a_request_id_comes_with_it(tiktok):
    tiktok.campaign(request_id=None)
    assert tiktok.refused("POST", "/campaign/create/", **tiktok.campaign_wish(request_id=None))[0] == 40002
    tiktok.campaign()
    assert tiktok.sandbox.count("tiktok.campaign", name="Bread") == 2


def test_a_request_id_works_once_and_is_forgotten_soon(tiktok):
    wish = tiktok.campaign_wish()
    tiktok.post("/campaign/create/", **wish)
    assert tiktok.refused("POST", "/campaign/create/", **wish)[0] == 40050
    tiktok.sandbox.advance(minutes=1)
    tiktok.post("/campaign/create/", **wish)
    assert tiktok.sandbox.count("tiktok.campaign") == 2


def test_a_refused_campaign_does_not_use_up_its_request_id(tiktok):
    wish = tiktok.campaign_wish()
    tiktok.refused("POST", "/campaign/create/", **wish | {"budget": 1.0})
    assert tiktok.post("/campaign/create/", **wish)["campaign_id"]


def test_the_search_by_name_is_fuzzy_and_by_moment_exact(tiktok):
    first = tiktok.campaign(campaign_name="Bread 1 ·op1")
    tiktok.sandbox.advance(hours=2)
    second = tiktok.smart_campaign(campaign_name="BREAD 2 ·op1")
    found = tiktok.get("/campaign/get/", filtering={"campaign_name": "·OP1"})["list"]
    assert [row["campaign_id"] for row in found] == [second, first]
    assert [row["is_smart_performance_campaign"] for row in found] == [True, False]
    late = {"campaign_name": "op1", "creation_filter_start_time": "2026-08-03 08:00:00"}
    assert [row["campaign_id"] for row in tiktok.get("/campaign/get/", filtering=late)["list"]] == [second]
    assert [row["campaign_id"] for row in tiktok.get("/smart_plus/campaign/get/")["list"]] == [second]


def test_lists_come_in_pages_and_with_the_fields_asked_for(tiktok):
    for number in range(12):
        tiktok.campaign(campaign_name=f"c{number}")
    first = tiktok.get("/campaign/get/")
    assert (len(first["list"]), first["page_info"]["total_page"]) == (10, 2)
    rest = tiktok.get("/campaign/get/", page=2, fields=["campaign_name"])["list"]
    assert rest == [{"campaign_name": "c1"}, {"campaign_name": "c0"}]
    assert tiktok.refused("GET", "/campaign/get/", page_size=1001)[0] == 40002
    assert tiktok.refused("GET", "/campaign/get/", filtering={"campaign_ids": ["1"] * 101})[0] == 40011


def test_a_budget_can_be_changed_but_not_its_kind(tiktok):
    campaign = tiktok.campaign()
    assert tiktok.post("/campaign/update/", campaign_id=campaign, budget=75.5)["budget"] == 75.5
    assert tiktok.refused("POST", "/campaign/update/", campaign_id=campaign, budget=10)[0] == 40002
    assert tiktok.refused("POST", "/campaign/update/", campaign_id=campaign, budget_mode=TOTAL)[0] == 40002
    assert tiktok.refused("POST", "/campaign/update/", campaign_id=campaign)[0] == 40012
    assert tiktok.refused("POST", "/smart_plus/campaign/update/", campaign_id=campaign, budget=80)[0] == 40002
    assert tiktok.refused("POST", "/campaign/update/", campaign_id="1", budget=80)[0] == 40007


@pytest.mark.parametrize(
    ("wish", "named"),
    [
        ({"adgroup_name": None}, "adgroup_name"),
        ({"campaign_id": "1"}, "Campaign 1"),
        ({"location_ids": None}, "location_ids"),
        ({"location_ids": ["1"]}, "location_ids"),
        ({"location_ids": [IRELAND, "2964574"]}, "location_ids"),
        ({"optimization_goal": "CONVERT"}, "optimization_goal"),
        ({"billing_event": "OCPM"}, "billing_event"),
        ({"promotion_type": None}, "promotion_type"),
        ({"schedule_type": "SCHEDULE_START_END"}, "schedule_end_time"),
        ({"schedule_start_time": "2026-08-03T08:00:00Z"}, "schedule_start_time"),
        ({"schedule_start_time": "2026-01-01 08:00:00"}, "schedule_start_time"),
        ({"pacing": None}, "pacing"),
        ({"pacing": "PACING_MODE_FAST"}, "pacing"),
        ({"bid_type": "BID_TYPE_CUSTOM"}, "bid_price"),
        ({"bid_type": "BID_TYPE_CUSTOM", "conversion_bid_price": 2.0}, "conversion_bid_price"),
        ({"bid_price": 2.0}, "bid_price"),
        ({"placements": []}, "placements"),
        ({"age_groups": ["AGE_0_99"]}, "age_groups"),
        ({"languages": ["klingon"]}, "languages"),
        ({"audience_ids": ["1"]}, "audience_ids"),
    ],
)
def test_an_ad_group_is_refused_with(tiktok, wish, named):
    campaign = tiktok.campaign()
    _, words = tiktok.refused("POST", "/adgroup/create/", **tiktok.adgroup_wish(campaign) | wish)
    assert named in words
    assert tiktok.sandbox.count("tiktok.adgroup") == 0


@pytest.mark.parametrize(
    ("wish", "named"),
    [
        ({"targeting_spec": None}, "targeting_spec"),
        ({"targeting_spec": {"location_ids": [IRELAND], "gender": "GENDER_MALE"}}, "AUTOMATIC"),
        ({"targeting_spec": {"location_ids": [IRELAND], "age_groups": ["AGE_18_24"]}}, "AUTOMATIC"),
        ({"pixel_id": None}, "pixel_id"),
        ({"optimization_event": None}, "optimization_event"),
        ({"optimization_event": "CONSULT"}, "optimization_event"),
        ({"optimization_goal": "CLICK", "billing_event": "CPC"}, "pixel_id"),
        ({"optimization_goal": "TRAFFIC_LANDING_PAGE_VIEW"}, "pixel_id"),
        ({"request_id": None}, "request_id"),
        ({"budget_mode": DYNAMIC, "budget": 30.0}, "budget"),
        ({"deep_bid_type": "VO_MIN_ROAS"}, "roas_bid"),
    ],
)
def test_a_smart_ad_group_is_refused_with(tiktok, wish, named):
    campaign = tiktok.smart_campaign()
    _, words = tiktok.refused("POST", "/smart_plus/adgroup/create/", **tiktok.smart_adgroup_wish(campaign) | wish)
    assert named in words


def test_an_ad_group_with_its_own_budget_has_a_least_one(tiktok):
    campaign = tiktok.campaign(budget_optimize_on=False, budget_mode=INFINITE, budget=None)
    wish = {"budget_mode": DAILY, "budget": 19.0}
    assert "20 EUR" in tiktok.refused("POST", "/adgroup/create/", **tiktok.adgroup_wish(campaign, **wish))[1]
    week = {
        "schedule_type": "SCHEDULE_START_END",
        "schedule_start_time": START,
        "schedule_end_time": "2026-08-10 08:00:00",
    }
    lifetime = {"budget_mode": TOTAL, "budget": 139.0, **week}
    assert "140 EUR" in tiktok.refused("POST", "/adgroup/create/", **tiktok.adgroup_wish(campaign, **lifetime))[1]
    adgroup = tiktok.adgroup(campaign, **lifetime | {"budget": 140.0})
    assert tiktok.post("/adgroup/update/", adgroup_id=adgroup, budget=200.0)["budget"] == 200.0


def test_where_the_campaign_optimises_its_budget_a_manual_ad_groups_is_ignored(tiktok):
    made = tiktok.post("/adgroup/create/", **tiktok.adgroup_wish(tiktok.campaign(), budget_mode=DAILY, budget=30.0))
    assert (made["budget_mode"], made["budget"]) == (INFINITE, 0.0)


def test_a_lifetime_budget_needs_an_end(tiktok):
    campaign = tiktok.campaign(budget_mode=TOTAL)
    assert "schedule_type" in tiktok.refused("POST", "/adgroup/create/", **tiktok.adgroup_wish(campaign))[1]


def test_manual_and_smart_are_not_mixed(tiktok):
    manual, smart = tiktok.campaign(), tiktok.smart_campaign()
    assert tiktok.refused("POST", "/adgroup/create/", **tiktok.adgroup_wish(smart))[0] == 40002
    assert tiktok.refused("POST", "/smart_plus/adgroup/create/", **tiktok.smart_adgroup_wish(manual))[0] == 40002


def test_a_lead_campaign_takes_a_form_or_a_pixels_event(tiktok):
    campaign = tiktok.post("/smart_plus/campaign/create/", **tiktok.campaign_wish(objective_type="LEAD_GENERATION"))[
        "campaign_id"
    ]
    form = {
        "promotion_type": "LEAD_GENERATION",
        "promotion_target_type": "INSTANT_PAGE",
        "optimization_goal": "LEAD_GENERATION",
    }
    wish = tiktok.smart_adgroup_wish(campaign, **form, pixel_id=None, optimization_event=None)
    assert tiktok.post("/smart_plus/adgroup/create/", **wish)["promotion_target_type"] == "INSTANT_PAGE"
    wish |= {"promotion_target_type": "EXTERNAL_WEBSITE", "request_id": tiktok.request_id()}
    assert "optimization_goal" in tiktok.refused("POST", "/smart_plus/adgroup/create/", **wish)[1]


def test_an_app_campaign_names_an_app_of_its_system(tiktok):
    wish = tiktok.campaign_wish(objective_type="APP_PROMOTION", app_promotion_type="APP_INSTALL")
    campaign = tiktok.post("/smart_plus/campaign/create/", **wish)["campaign_id"]
    apps = {app["platform"]: app["app_id"] for app in tiktok.get("/app/list/")["apps"]}
    goal = {
        "optimization_goal": "INSTALL",
        "promotion_type": "APP_ANDROID",
        "pixel_id": None,
        "optimization_event": None,
    }
    wish = tiktok.smart_adgroup_wish(campaign, **goal, app_id=apps["IOS"])
    assert "promotion_type" in tiktok.refused("POST", "/smart_plus/adgroup/create/", **wish)[1]
    assert tiktok.post("/smart_plus/adgroup/create/", **wish | {"app_id": apps["ANDROID"]})["app_id"] == apps["ANDROID"]


def test_a_bid_can_be_changed_where_there_is_one(tiktok):
    campaign = tiktok.smart_campaign()
    free = tiktok.smart_adgroup(campaign)
    capped = tiktok.smart_adgroup(campaign, adgroup_name="b", bid_type="BID_TYPE_CUSTOM", conversion_bid_price=4.0)
    path = "/smart_plus/adgroup/update/"
    assert tiktok.refused("POST", path, adgroup_id=free, conversion_bid_price=5.0)[0] == 40002
    assert tiktok.post(path, adgroup_id=capped, conversion_bid_price=5.0)["conversion_bid_price"] == 5.0


@pytest.mark.parametrize(
    "wish", [{"click_attribution_window": "ONE_DAY"}, {"optimization_goal": "VALUE"}, {"pixel_id": "1"}]
)
def test_what_an_ad_group_aims_at_is_fixed(tiktok, wish):
    adgroup = tiktok.smart_adgroup(tiktok.smart_campaign())
    assert "after creation" in tiktok.refused("POST", "/smart_plus/adgroup/update/", adgroup_id=adgroup, **wish)[1]


def test_a_smart_ad_group_has_its_own_budget_where_the_campaign_has_none(tiktok):
    campaign = tiktok.smart_campaign(budget_optimize_on=False, budget_mode=None, budget=None)
    path = "/smart_plus/adgroup/create/"
    assert "budget_mode" in tiktok.refused("POST", path, **tiktok.smart_adgroup_wish(campaign))[1]
    plain = tiktok.smart_adgroup_wish(campaign, budget_mode=DAILY, budget=30.0)
    assert "budget_mode" in tiktok.refused("POST", path, **plain)[1]
    made = tiktok.post(path, **tiktok.smart_adgroup_wish(campaign, budget_mode=DYNAMIC, budget=30.0))
    assert tiktok.post("/smart_plus/adgroup/update/", adgroup_id=made["adgroup_id"], budget=45.0)["budget"] == 45.0


def test_yen_know_no_decimals_and_have_their_own_least(tiktok):
    made = tiktok.sandbox.control("POST", "accounts", person="marlow", platform="tiktok", name="Tokyo", currency="JPY")
    tiktok.advertiser = made["id"]
    assert "5000 JPY" in tiktok.refused("POST", "/campaign/create/", **tiktok.campaign_wish(budget=4999))[1]
    assert "Decimals" in tiktok.refused("POST", "/campaign/create/", **tiktok.campaign_wish(budget=5000.5))[1]
    assert tiktok.campaign(budget=5000)
