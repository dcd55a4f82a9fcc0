"""What is sent to make each object: everything off, budgets and bids under TikTok's names."""

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

import pytest

from integrations import types as t
from integrations.platforms.tiktok import creatives, params
from integrations.platforms.tiktok.purposes import aim_for
from tests.integrations.tiktok.wire import PRESENCE, aimed, make_plan

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
P, BS = t.Purpose, t.BidStrategy
MEDIA = creatives.Media("v1", ("i1",), button_id="cta1")


def campaign(plan):
    return params.campaign(plan, aim_for(plan, PRESENCE), "Cakes ·mark", "42")


def ad_group(plan):
    group, aim = plan.ad_groups[0], aim_for(plan, PRESENCE)
    return params.ad_group(plan, group, aim, places=["2963597"], now=NOW, ids={"campaign_id": "1"})


@pytest.mark.parametrize(
    ("plan", "budget"),
    [
        (make_plan(), {"budget_optimize_on": True, "budget_mode": "BUDGET_MODE_DYNAMIC_DAILY_BUDGET", "budget": 50.0}),
        (
            make_plan(P.SALES),
            {"budget_optimize_on": True, "budget_mode": "BUDGET_MODE_DYNAMIC_DAILY_BUDGET", "budget": 50.0},
        ),
        (make_plan(P.BRAND_AWARENESS), {"budget_optimize_on": True, "budget_mode": "BUDGET_MODE_DAY", "budget": 50.0}),
        (
            make_plan(daily_budget_minor=None, lifetime_budget_minor=90_050, end_at=NOW),
            {"budget_optimize_on": True, "budget_mode": "BUDGET_MODE_TOTAL", "budget": 900.5},
        ),
        (
            make_plan(budget_level=t.BudgetLevel.AD_GROUP),
            {"budget_optimize_on": False, "budget_mode": "BUDGET_MODE_INFINITE"},
        ),
        (make_plan(P.SALES, budget_level=t.BudgetLevel.AD_GROUP), {"budget_optimize_on": False}),
    ],
)
def test_a_campaign_is_switched_off_and_holds_the_budget_or_none(plan, budget):
    made = campaign(plan)
    assert {name: made[name] for name in made if "budget" in name} == budget
    assert (made["campaign_name"], made["operation_status"], made["request_id"]) == ("Cakes ·mark", "DISABLE", "42")


def test_a_website_is_where_smart_plus_sells_and_an_app_is_installed():
    assert campaign(make_plan(P.SALES))["sales_destination"] == "WEBSITE"
    app = t.PromotedApp(t.AppStore.GOOGLE_PLAY, "ie.marlow.cakes", external_id="6001")
    assert campaign(make_plan(P.APP_INSTALLS, app=app))["app_promotion_type"] == "APP_INSTALL"


def test_what_the_law_wants_declared_is_declared_where_tiktok_knows_it():
    plan = make_plan(special_categories=(t.SpecialCategory.CREDIT,))
    assert "special_industries" not in campaign(plan)
    assert campaign(aimed(plan, countries=("US",)))["special_industries"] == ["CREDIT"]


def test_a_manual_ad_group_says_who_where_and_when():
    wanted = {"age_min": 25, "age_max": 44, "genders": (t.Gender.WOMEN,), "languages": ("en",), "interests": ("15",)}
    made = ad_group(aimed(make_plan(start_at=NOW, end_at=datetime(2026, 12, 1, tzinfo=UTC)), **wanted))
    assert made == {
        "campaign_id": "1", "operation_status": "DISABLE", "promotion_type": "WEBSITE", "optimization_goal": "CLICK",
        "billing_event": "CPC", "placement_type": "PLACEMENT_TYPE_NORMAL", "placements": ["PLACEMENT_TIKTOK"],
        "schedule_type": "SCHEDULE_START_END", "schedule_start_time": "2026-11-21 12:00:00",
        "schedule_end_time": "2026-12-01 00:00:00", "bid_type": "BID_TYPE_NO_BID", "location_ids": ["2963597"],
        "languages": ["en"], "age_groups": ["AGE_25_34", "AGE_35_44"], "gender": "GENDER_FEMALE",
        "interest_category_ids": ["15"], "pacing": "PACING_MODE_SMOOTH",
    }  # fmt: skip


def test_an_ad_group_without_a_start_starts_now_and_runs_on():
    made = ad_group(make_plan())
    assert (made["schedule_type"], made["schedule_start_time"]) == ("SCHEDULE_FROM_NOW", "2026-11-21 12:00:00")
    assert "schedule_end_time" not in made


def test_a_start_that_has_passed_is_now():
    made = ad_group(make_plan(start_at=datetime(2026, 11, 1, tzinfo=UTC)))
    assert made["schedule_start_time"] == "2026-11-21 12:00:00"


def test_smart_plus_keeps_its_targeting_apart_and_aims_by_hand_only_where_something_is_narrowed():
    made = ad_group(make_plan(P.SALES))
    assert made["targeting_spec"] == {"location_ids": ["2963597"], "gender": "GENDER_UNLIMITED"}
    assert made["targeting_optimization_mode"] == "AUTOMATIC"
    assert (made["optimization_event"], "pacing" in made, "location_ids" in made) == ("SHOPPING", False, False)
    narrowed = ad_group(aimed(make_plan(P.RETARGETING), audiences=("77",)))
    assert narrowed["targeting_optimization_mode"] == "MANUAL"
    assert narrowed["targeting_spec"]["audience_ids"] == ["77"]


def test_reach_is_capped_for_one_person():
    made = ad_group(make_plan(P.BRAND_AWARENESS))
    assert (made["frequency"], made["frequency_schedule"], made["billing_event"]) == (3, 7, "CPM")


@pytest.mark.parametrize(
    ("purpose", "bid", "sent"),
    [
        (P.TRAFFIC, None, {"bid_type": "BID_TYPE_NO_BID"}),
        (P.TRAFFIC, t.Bid(BS.MAXIMIZE_CLICKS), {"bid_type": "BID_TYPE_NO_BID"}),
        (P.TRAFFIC, t.Bid(BS.BID_CAP, 45), {"bid_type": "BID_TYPE_CUSTOM", "bid_price": 0.45}),
        (P.SALES, t.Bid(BS.TARGET_CPA, 900), {"bid_type": "BID_TYPE_CUSTOM", "conversion_bid_price": 9.0}),
        (P.SALES, t.Bid(BS.MAXIMIZE_VALUE), {"bid_type": "BID_TYPE_NO_BID", "deep_bid_type": "VO_HIGHEST_VALUE"}),
        (
            P.SALES,
            t.Bid(BS.TARGET_ROAS, roas=Decimal("3.5")),
            {"bid_type": "BID_TYPE_NO_BID", "deep_bid_type": "VO_MIN_ROAS", "roas_bid": 3.5},
        ),
    ],
)
def test_a_bid_has_tiktoks_name(purpose, bid, sent):
    made = ad_group(make_plan(purpose, bid=bid))
    assert {name: made[name] for name in made if "bid" in name} == sent


def test_an_ad_groups_own_budget_goes_with_it():
    plan = make_plan(budget_level=t.BudgetLevel.AD_GROUP, daily_budget_minor=None)
    plan = replace(plan, ad_groups=(replace(plan.ad_groups[0], daily_budget_minor=2050),))
    made = ad_group(plan)
    assert (made["budget_mode"], made["budget"]) == ("BUDGET_MODE_DYNAMIC_DAILY_BUDGET", 20.5)


def test_a_manual_ad_speaks_for_the_account_and_is_no_post_of_its_own():
    plan = make_plan()
    ad = plan.ad_groups[0].ads[0]
    made = creatives.manual_ad(ad, aim_for(plan, PRESENCE), "Cake", replace(MEDIA, button_id=""), PRESENCE)
    assert made == {
        "ad_name": "Cake", "ad_format": "SINGLE_VIDEO", "identity_type": "TT_USER", "identity_id": "71", "video_id": "v1",
        "image_ids": ["i1"], "ad_text": "Order a Christmas cake by 10 December.", "call_to_action": "SHOP_NOW",
        "landing_page_url": "https://marlow.example/cakes", "dark_post_status": "ON", "operation_status": "DISABLE",
    }  # fmt: skip


def test_a_smart_ad_takes_several_texts_and_a_set_of_buttons_and_no_button_by_name():
    plan = make_plan(P.SALES)
    made = creatives.smart_ad(
        plan.ad_groups[0].ads[0], aim_for(plan, PRESENCE), MEDIA, PRESENCE | {"identity_bc_id": "5"}
    )
    assert made == {
        "creative_list": [{"creative_info": {
            "ad_format": "SINGLE_VIDEO", "image_info": [{"web_uri": "i1"}], "identity_type": "TT_USER", "identity_id": "71",
            "identity_authorized_bc_id": "5", "video_info": {"video_id": "v1"},
        }}],
        "ad_text_list": [{"ad_text": "Order a Christmas cake by 10 December."}, {"ad_text": "Baked in Dublin."}],
        "landing_page_url_list": [{"landing_page_url": "https://marlow.example/cakes"}],
        "ad_configuration": {"call_to_action_id": "cta1", "dark_post_status": "ON"},
    }  # fmt: skip


def test_a_form_and_an_app_take_the_place_of_the_link():
    form = t.LeadForm("Cakes", "", (), "", external_id="9001")
    plan = make_plan(P.LEAD_GENERATION, lead_form=form)
    made = creatives.smart_ad(plan.ad_groups[0].ads[0], aim_for(plan, PRESENCE), MEDIA, PRESENCE)
    assert made["page_list"] == [{"page_id": "9001"}]
    assert "landing_page_url_list" not in made
    app = t.PromotedApp(t.AppStore.GOOGLE_PLAY, "ie.marlow.cakes", external_id="6001")
    plan = make_plan(P.APP_INSTALLS, app=app)
    assert "landing_page_url_list" not in creatives.smart_ad(
        plan.ad_groups[0].ads[0], aim_for(plan, PRESENCE), MEDIA, PRESENCE
    )


def test_a_carousel_has_music():
    plan = make_plan()
    media = creatives.Media("", ("i1", "i2"), "m1")
    made = creatives.manual_ad(plan.ad_groups[0].ads[0], aim_for(plan, PRESENCE), "Cake", media, PRESENCE)
    assert (made["ad_format"], made["image_ids"], made["music_id"]) == ("CAROUSEL_ADS", ["i1", "i2"], "m1")
    assert "video_id" not in made
