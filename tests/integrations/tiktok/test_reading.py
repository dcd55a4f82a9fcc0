"""What is on an account, manual and Smart+, as one tree with its state, reasons and budgets."""

from datetime import UTC, datetime

import pytest

from integrations import errors
from integrations import types as t
from integrations.platforms.tiktok import accounts, delivery
from integrations.platforms.tiktok.objects import find_object
from integrations.platforms.tiktok.places import Places
from integrations.platforms.tiktok.reading import Reading
from tests.integrations.tiktok.wire import LINK, Wire, refusal, rows

D, R = t.Delivery, t.Review
REGIONS = {
    "region_info": [
        {"location_id": "2963597", "region_code": "IE", "name": "Ireland", "level": "COUNTRY", "parent_id": "0"}
    ]
}
SMART = {
    "smart_plus/campaign/get/": rows({
        "campaign_id": "1", "campaign_name": "Sales", "objective_type": "WEB_CONVERSIONS", "operation_status": "ENABLE",
        "secondary_status": "CAMPAIGN_STATUS_ENABLE", "budget": 60.0, "budget_mode": "BUDGET_MODE_DYNAMIC_DAILY_BUDGET",
    }),
    "smart_plus/adgroup/get/": rows({
        "adgroup_id": "11", "campaign_id": "1", "adgroup_name": "Ireland", "operation_status": "ENABLE",
        "secondary_status": "ADGROUP_STATUS_DELIVERY_OK", "budget": 0.0, "bid_type": "BID_TYPE_CUSTOM", "conversion_bid_price": 9.5,
        "schedule_type": "SCHEDULE_FROM_NOW", "schedule_start_time": "2026-11-01 10:00:00",
        "schedule_end_time": "2036-11-01 10:00:00",
        "targeting_spec": {"location_ids": ["2963597"], "age_groups": ["AGE_25_34", "AGE_35_44"]},
    }),
    "smart_plus/ad/get/": rows({
        "smart_plus_ad_id": "111", "adgroup_id": "11", "campaign_id": "1", "ad_name": "Cake", "operation_status": "ENABLE",
        "secondary_status": "AD_STATUS_AUDIT_DENY", "ad_text_list": [{"ad_text": "Order"}],
        "landing_page_url_list": [{"landing_page_url": "https://marlow.example/"}],
    }),
}  # fmt: skip
MANUAL = {
    "campaign/get/": rows(
        {"campaign_id": "1", "campaign_name": "Sales", "secondary_status": "CAMPAIGN_STATUS_ENABLE"},
        {
            "campaign_id": "2", "campaign_name": "Visits", "objective_type": "TRAFFIC", "operation_status": "ENABLE",
            "secondary_status": "CAMPAIGN_STATUS_ENABLE", "budget": 0.0, "budget_mode": "BUDGET_MODE_INFINITE",
        },
    ),
    "adgroup/get/": rows(
        {"adgroup_id": "11", "campaign_id": "1", "adgroup_name": "Ireland"},
        {
            "adgroup_id": "21", "campaign_id": "2", "adgroup_name": "Dublin", "operation_status": "DISABLE",
            "secondary_status": "ADGROUP_STATUS_DISABLE", "budget": 500.0, "budget_mode": "BUDGET_MODE_TOTAL",
            "schedule_type": "SCHEDULE_START_END", "schedule_start_time": "2026-11-01 10:00:00",
            "schedule_end_time": "2026-12-01 10:00:00", "location_ids": ["2963597"],
        },
    ),
    "ad/get/": rows(
        {"ad_id": "1119", "adgroup_id": "11", "campaign_id": "1", "ad_name": "one creative of Cake"},
        {
            "ad_id": "211", "adgroup_id": "21", "campaign_id": "2", "ad_name": "Bread", "operation_status": "ENABLE",
            "secondary_status": "AD_STATUS_ADGROUP_DISABLE", "ad_text": "Bread", "call_to_action": "SHOP_NOW",
            "landing_page_url": "https://marlow.example/bread",
        },
    ),
}  # fmt: skip
REVIEWS = {
    "smart_plus/ad/review_info/": {
        "smart_plus_ad_review_infos": [
            {
                "smart_plus_ad_id": "111",
                "review_status": "UNAVAILABLE",
                "reject_info": [{"reasons": ["Misleading claims"], "suggestion": "Change the text"}],
            }
        ]
    }
}
WORLD = SMART | MANUAL | REVIEWS | {"tool/region/": REGIONS}


def read(wire: Wire) -> Reading:
    api = wire.api()
    return Reading(api, LINK, Places(api, LINK.external_id))


def test_smart_and_manual_campaigns_are_one_list_and_none_is_told_twice():
    observed = list(read(Wire(dict(WORLD))).observed())
    assert [one.ref.external_id for one in observed] == ["1", "11", "111", "2", "21", "211"]


def test_a_tree_holds_what_was_asked_for():
    smart, manual = read(Wire(dict(WORLD))).trees()
    assert (smart.purpose, smart.budget_level, smart.observed.daily_budget_minor) == (
        t.Purpose.SALES,
        t.BudgetLevel.CAMPAIGN,
        6000,
    )
    group = smart.ad_groups[0]
    assert (group.countries, group.age_min, group.age_max) == (("IE",), 25, 44)
    assert group.observed.bid == t.Bid(t.BidStrategy.COST_CAP, 950)
    assert (group.observed.start_at, group.observed.end_at) == (datetime(2026, 11, 1, 10, tzinfo=UTC), None)
    assert (group.ads[0].primary_text, group.ads[0].link) == ("Order", "https://marlow.example/")
    assert (manual.purpose, manual.budget_level) == (t.Purpose.TRAFFIC, t.BudgetLevel.AD_GROUP)
    group = manual.ad_groups[0]
    assert (group.observed.daily_budget_minor, group.observed.lifetime_budget_minor) == (None, 50_000)
    assert group.observed.end_at == datetime(2026, 12, 1, 10, tzinfo=UTC)
    assert (group.ads[0].call_to_action, group.ads[0].link) == ("shop_now", "https://marlow.example/bread")


def test_what_was_refused_is_told_with_the_reviewers_reasons_up_to_the_campaign():
    campaign, group, ad, *_ = read(Wire(dict(WORLD))).observed()
    assert (ad.delivery, ad.review, ad.platform_word) == (D.REJECTED, R.REJECTED, "AD_STATUS_AUDIT_DENY")
    assert ad.reason == "Misleading claims Change the text"
    assert (group.delivery, group.reason) == (D.REJECTED, "Misleading claims Change the text")
    assert campaign.delivery == D.REJECTED


def test_nobody_is_asked_for_reasons_where_nothing_was_refused():
    wire = Wire(dict(WORLD) | {"smart_plus/ad/get/": rows()})
    list(read(wire).observed())
    assert not wire.queries("smart_plus/ad/review_info/")


def test_an_app_without_smart_plus_reads_the_manual_ones():
    denied = dict.fromkeys(SMART, refusal(40001, "No permission to operate smart plus"))
    observed = list(read(Wire(WORLD | denied)).observed())
    assert [one.ref.external_id for one in observed][:2] == ["1", "11"]
    with pytest.raises(errors.PermissionDenied):
        read(Wire(WORLD | denied | {"campaign/get/": refusal(40001, "No permission")}))


def test_an_object_is_found_where_it_is_and_not_found_once_deleted():
    wire = Wire(dict(WORLD))
    assert find_object(wire.api(), "1", t.ObjectRef(t.ObjectKind.AD, "111"))[1] is True
    assert find_object(wire.api(), "1", t.ObjectRef(t.ObjectKind.AD, "211"))[1] is False
    with pytest.raises(errors.ObjectNotFound):
        find_object(wire.api(), "1", t.ObjectRef(t.ObjectKind.AD, "999"))


@pytest.mark.parametrize(
    ("word", "state", "review"),
    [
        ("AD_STATUS_DELIVERY_OK", D.DELIVERING, R.APPROVED),
        ("AD_STATUS_AUDIT", D.IN_REVIEW, R.PENDING),
        ("AD_STATUS_REAUDIT", D.IN_REVIEW, R.PENDING),
        ("AD_STATUS_AUDIT_DENY", D.REJECTED, R.REJECTED),
        ("AD_STATUS_REVIEW_PARTIALLY_APPROVED", D.LIMITED, R.LIMITED),
        ("AD_STATUS_BALANCE_EXCEED", D.NOT_DELIVERING, R.UNKNOWN),
        ("AD_STATUS_DONE", D.ENDED, R.UNKNOWN),
        ("AD_STATUS_ADGROUP_INDUSTRY_QUALIFICATION_MISSING", D.NOT_DELIVERING, R.UNKNOWN),
        ("ADVERTISER_ACCOUNT_PUNISH", D.NOT_DELIVERING, R.UNKNOWN),
        ("ADVERTISER_CONTRACT_PENDING", D.NOT_DELIVERING, R.UNKNOWN),
        ("AD_STATUS_ADVERTISER_AUDIT_DENY", D.NOT_DELIVERING, R.UNKNOWN),
        ("AD_STATUS_OF_NEXT_YEAR", D.UNKNOWN, R.UNKNOWN),
    ],
)
def test_a_status_has_its_meaning(word, state, review):
    row = {"secondary_status": word}
    assert (delivery.own_state(row)[0], delivery.review_of(row)) == (state, review)
    assert word == "AD_STATUS_OF_NEXT_YEAR" or state == D.DELIVERING or delivery.own_state(row)[1]


def test_without_a_word_the_switch_tells():
    assert delivery.own_state({"operation_status": "DISABLE"}) == (D.NOT_DELIVERING, "It is switched off.")
    assert delivery.own_state({"operation_status": "ENABLE"}) == (D.UNKNOWN, "")


ACCOUNT = {
    "advertiser_id": "1", "name": "Marlow", "currency": "EUR", "timezone": "Etc/GMT", "display_timezone": "Europe/Dublin",
    "status": "STATUS_ENABLE", "balance": 25.5,
}  # fmt: skip
IDENTITY = t.Presence("identity", "71", "Marlow", {"identity_id": "71"})
PIXEL = t.Presence("pixel", "81", "Shop", {"pixel_id": "81"})


@pytest.mark.parametrize(
    ("row", "presence", "needs"),
    [
        ({}, [IDENTITY, PIXEL], []),
        ({}, [PIXEL], [("identity", True)]),
        ({}, [IDENTITY], [("pixel", False)]),
        ({"balance": 0}, [IDENTITY, PIXEL], [("payment", False)]),
        ({"status": "STATUS_LIMIT"}, [IDENTITY, PIXEL], [("standing", True)]),
    ],
)
def test_an_account_says_what_it_lacks(row, presence, needs):
    account = accounts.read_account(ACCOUNT | row, presence)
    assert [(need.key, need.is_blocking) for need in account.needs] == needs
    assert (account.time_zone, account.is_usable) == ("Europe/Dublin", row.get("status") != "STATUS_LIMIT")


def test_a_refused_account_says_why():
    row = ACCOUNT | {"status": "STATUS_CONFIRM_FAIL", "rejection_reason": "The licence cannot be read."}
    assert accounts.read_account(row, []).status_words == "Refused by TikTok: The licence cannot be read."


@pytest.mark.parametrize(
    ("row", "can_speak"),
    [
        ({"identity_type": "TT_USER"}, True),
        ({"identity_type": "BC_AUTH_TT", "identity_authorized_bc_id": "5"}, True),
        ({"identity_type": "CUSTOMIZED_USER"}, False),
        ({"identity_type": "AUTH_CODE"}, False),
        ({"identity_type": "TT_USER", "available_status": "NO_VALID_BIND_ACCOUNT"}, False),
        ({"identity_type": "TT_USER", "can_push_video": False}, False),
    ],
)
def test_only_a_linked_tiktok_account_that_may_post_can_be_spoken_for(row, can_speak):
    found = accounts.read_identity({"identity_id": "71", "display_name": "Marlow", **row})
    assert (found is not None) is can_speak
    assert not found or found.sets.get("identity_bc_id", "") == row.get("identity_authorized_bc_id", "")


def test_a_pixel_names_the_events_it_has_counted():
    row = {
        "pixel_id": "81",
        "pixel_name": "Shop",
        "events": [{"optimization_event": "SHOPPING"}, {"event_type": "PAGE_VIEW", "optimization_event": None}],
    }
    assert accounts.read_pixel(row).sets["pixel_events"] == "SHOPPING,PAGE_VIEW"
