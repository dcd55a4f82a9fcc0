"""Changes: the right address for Smart+ and manual, what was left undone, and what TikTok never changes."""

import json
from dataclasses import replace
from decimal import Decimal

import pytest

from integrations import errors
from integrations import types as t
from tests.integrations.tiktok.changes import REFS, K, make_updates, world
from tests.integrations.tiktok.wire import LINK, Wire, make_plan, refusal, rows

BS = t.BidStrategy


@pytest.mark.parametrize(
    ("kind", "is_smart", "path", "field", "answer"),
    [
        (K.CAMPAIGN, False, "campaign/status/update/", "campaign_ids", {"campaign_ids": ["5"], "status": "DISABLE"}),
        (K.AD_GROUP, False, "adgroup/status/update/", "adgroup_ids", {"adgroup_ids": ["5"]}),
        (K.AD, False, "ad/status/update/", "ad_ids", {"ad_ids": ["5"]}),
        (
            K.CAMPAIGN,
            True,
            "smart_plus/campaign/status/update/",
            "campaign_ids",
            {"campaign_list": [{"campaign_id": "5"}]},
        ),
        (K.AD_GROUP, True, "smart_plus/adgroup/status/update/", "adgroup_ids", {"adgroup_list": [{"adgroup_id": "5"}]}),
        (K.AD, True, "smart_plus/ad/status/update/", "smart_plus_ad_ids", {"smart_plus_ad_ids": ["5"]}),
    ],
)
def test_a_switch_is_turned_at_its_own_address(kind, is_smart, path, field, answer):
    wire = world(kind, {}, is_smart=is_smart, **{path: answer})
    make_updates(wire).set_status(REFS[kind], t.RunStatus.PAUSED)
    assert wire.bodies(path) == [{"advertiser_id": LINK.external_id, field: ["5"], "operation_status": "DISABLE"}]


@pytest.mark.parametrize(
    "answer",
    [
        {"campaign_list": [], "error_list": [{"campaign_id": "5", "error_message": "Its budget is too small"}]},
        {"campaign_ids": []},
        {},
        refusal(20001, "Partial success", {"error_list": [{"campaign_id": "5", "error_message": "no"}]}),
    ],
)
def test_a_switch_that_was_not_turned_is_an_error(answer):
    wire = world(K.CAMPAIGN, {}, is_smart=True, **{"smart_plus/campaign/status/update/": answer})
    with pytest.raises(errors.InvalidRequest):
        make_updates(wire).set_status(REFS[K.CAMPAIGN], t.RunStatus.ACTIVE)


def test_many_switches_go_twenty_a_call_and_each_failure_is_told_by_its_id():
    ids = [str(number) for number in range(45)]
    answers = [
        {"ad_ids": ids[:20]},
        {"ad_ids": ids[21:40], "error_list": [{"ad_id": "20", "error_message": "deleted"}]},
        {"ad_ids": ids[40:44]},
    ]
    wire = Wire({"ad/status/update/": answers})
    failed = make_updates(wire).set_statuses(K.AD, ids, t.RunStatus.PAUSED, is_smart=False)
    assert failed == {"20": "deleted", "44": "TikTok left this as it was."}
    assert [len(body["ad_ids"]) for body in wire.bodies("ad/status/update/")] == [20, 20, 5]


def test_archiving_deletes_and_what_is_gone_stays_gone():
    wire = world(K.CAMPAIGN, {}, is_smart=False, **{"campaign/status/update/": {"campaign_ids": ["5"]}})
    make_updates(wire).set_status(REFS[K.CAMPAIGN], t.RunStatus.ARCHIVED)
    assert wire.bodies("campaign/status/update/")[0]["operation_status"] == "DELETE"
    gone = Wire({"smart_plus/campaign/get/": rows(), "campaign/get/": rows()})
    make_updates(gone).set_status(REFS[K.CAMPAIGN], t.RunStatus.ARCHIVED)
    with pytest.raises(errors.ObjectNotFound):
        make_updates(gone).set_status(REFS[K.CAMPAIGN], t.RunStatus.PAUSED)


@pytest.mark.parametrize(
    ("kind", "is_smart", "path", "field"),
    [
        (K.CAMPAIGN, False, "campaign/update/", "campaign_id"),
        (K.CAMPAIGN, True, "smart_plus/campaign/update/", "campaign_id"),
        (K.AD_GROUP, False, "adgroup/update/", "adgroup_id"),
        (K.AD_GROUP, True, "smart_plus/adgroup/update/", "adgroup_id"),
    ],
)
def test_a_budget_is_set_where_it_is(kind, is_smart, path, field):
    row = {"budget": 50.0, "budget_mode": "BUDGET_MODE_DYNAMIC_DAILY_BUDGET"}
    wire = world(kind, row, is_smart=is_smart, **{path: {}})
    make_updates(wire).set_budget(REFS[kind], 6050, t.ChangeField.DAILY_BUDGET)
    assert wire.bodies(path) == [{"advertiser_id": LINK.external_id, field: "5", "budget": 60.5}]


@pytest.mark.parametrize(
    ("row", "field"),
    [
        ({"budget": 50.0, "budget_mode": "BUDGET_MODE_TOTAL"}, t.ChangeField.DAILY_BUDGET),
        ({"budget": 50.0, "budget_mode": "BUDGET_MODE_DAY"}, t.ChangeField.LIFETIME_BUDGET),
        ({"budget": 0.0, "budget_mode": "BUDGET_MODE_INFINITE"}, t.ChangeField.DAILY_BUDGET),
    ],
)
def test_a_budget_keeps_its_kind_and_its_place(row, field):
    wire = world(K.CAMPAIGN, row, is_smart=False)
    with pytest.raises(errors.InvalidRequest) as caught:
        make_updates(wire).set_budget(REFS[K.CAMPAIGN], 6000, field)
    assert list(caught.value.fields) == [f"{field}_minor"]


@pytest.mark.parametrize(
    ("row", "bid", "sent"),
    [
        (
            {"bid_type": "BID_TYPE_CUSTOM", "billing_event": "OCPM"},
            t.Bid(BS.COST_CAP, 950),
            {"conversion_bid_price": 9.5},
        ),
        ({"bid_type": "BID_TYPE_CUSTOM", "billing_event": "CPC"}, t.Bid(BS.BID_CAP, 45), {"bid_price": 0.45}),
        ({"deep_bid_type": "VO_MIN_ROAS"}, t.Bid(BS.TARGET_ROAS, roas=Decimal("2.5")), {"roas_bid": 2.5}),
    ],
)
def test_a_bids_amount_changes(row, bid, sent):
    wire = world(K.AD_GROUP, row, is_smart=True, **{"smart_plus/adgroup/update/": {}})
    make_updates(wire).set_bid(REFS[K.AD_GROUP], bid)
    assert wire.bodies("smart_plus/adgroup/update/") == [{"advertiser_id": LINK.external_id, "adgroup_id": "5", **sent}]


def test_a_campaigns_bid_is_that_of_all_its_ad_groups():
    groups = rows(*({"adgroup_id": one, "bid_type": "BID_TYPE_CUSTOM", "billing_event": "CPC"} for one in "67"))
    wire = world(K.CAMPAIGN, {}, is_smart=False, **{"adgroup/get/": groups, "adgroup/update/": {}})
    make_updates(wire).set_bid(REFS[K.CAMPAIGN], t.Bid(BS.BID_CAP, 45))
    assert [body["adgroup_id"] for body in wire.bodies("adgroup/update/")] == ["6", "7"]
    assert json.loads(wire.queries("adgroup/get/")[0]["filtering"]) == {"campaign_ids": ["5"]}


def test_a_way_of_bidding_stays():
    wire = world(K.AD_GROUP, {"bid_type": "BID_TYPE_NO_BID", "billing_event": "CPC"}, is_smart=False)
    with pytest.raises(errors.InvalidRequest) as caught:
        make_updates(wire).set_bid(REFS[K.AD_GROUP], t.Bid(BS.BID_CAP, 45))
    assert list(caught.value.fields) == ["bid"]


FILES = {
    "file/video/ad/search/": rows({"video_id": "v9", "file_name": "cake-" + "v" * 24 + ".mp4"}),
    "file/video/ad/info/": rows({"video_id": "v9", "video_cover_url": "http://tiktok.test/cover", "displayable": True}),
    "file/image/ad/search/": rows({"image_id": "i9", "file_name": "cake-cover-" + "v" * 24 + ".jpg"}),
}


def test_a_manual_ad_gets_its_whole_creative_anew_and_stays_as_it_runs():
    row = {"ad_name": "Cake ·old", "adgroup_id": "6"}
    wire = world(K.AD, row, is_smart=False, **FILES, **{"ad/update/": {}})
    plan = make_plan()
    make_updates(wire).set_creative(REFS[K.AD], t.CreativeChange(plan, "ad-1"))
    (body,) = wire.bodies("ad/update/")
    assert body["adgroup_id"] == "6"
    (sent,) = body["creatives"]
    assert (sent["ad_id"], sent["ad_name"], sent["video_id"], sent["image_ids"]) == ("5", "Cake ·old", "v9", ["i9"])
    assert "operation_status" not in sent


def test_a_smart_ad_gets_texts_files_and_buttons_anew():
    offered = {
        "recommend_assets": [
            {"asset_content": "Learn more", "asset_ids": ["1"]},
            {"asset_content": "Shop now", "asset_ids": ["2", "3"]},
        ]
    }
    more = {
        "creative/cta/recommend/": offered,
        "creative/portfolio/create/": {"creative_portfolio_id": "c9"},
        "smart_plus/ad/update/": {},
    }
    wire = world(K.AD, {"ad_name": "Cake ·old"}, is_smart=True, **FILES, **more)
    make_updates(wire).set_creative(REFS[K.AD], t.CreativeChange(make_plan(t.Purpose.SALES), "ad-1"))
    (body,) = wire.bodies("smart_plus/ad/update/")
    assert (body["smart_plus_ad_id"], body["ad_name"]) == ("5", "Cake ·old")
    assert body["ad_configuration"]["call_to_action_id"] == "c9"
    (portfolio,) = wire.bodies("creative/portfolio/create/")
    assert portfolio["portfolio_content"] == [{"asset_content": "Shop now", "asset_ids": ["2", "3"]}]


def test_a_video_in_the_making_puts_the_change_off():
    files = FILES | {"file/video/ad/info/": rows()}
    wire = world(K.AD, {"ad_name": "x", "adgroup_id": "6"}, is_smart=False, **files)
    with pytest.raises(errors.NotReadyYet):
        make_updates(wire).set_creative(REFS[K.AD], t.CreativeChange(replace(make_plan()), "ad-1"))
    assert not wire.bodies("ad/update/")
