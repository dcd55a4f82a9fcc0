"""Other ends and audiences on TikTok: the right address, the schedule's kind, and what is left as somebody chose it."""

from datetime import UTC, datetime

import pytest

from integrations import errors
from integrations import types as t
from integrations.platforms.tiktok.audience import read_targeting
from integrations.platforms.tiktok.objects import with_end
from integrations.platforms.tiktok.places import Places
from tests.integrations.tiktok.changes import REFS, K, make_updates, world
from tests.integrations.tiktok.wire import LINK, Wire, aimed, make_plan, rows

END = datetime(2026, 12, 15, 23, 59, 59, tzinfo=UTC)
STARTS = {"schedule_start_time": "2026-11-20 09:00:00"}
OPEN = {"schedule_type": "SCHEDULE_FROM_NOW", **STARTS, "schedule_end_time": "2036-11-20 09:00:00"}
CLOSED = {"schedule_type": "SCHEDULE_START_END", **STARTS, "schedule_end_time": "2026-12-15 23:59:59"}
REGIONS = {
    "region_info": [
        {"location_id": str(number), "region_code": code, "level": "COUNTRY", "name": code}
        for number, code in enumerate(("IE", "GB"), 1)
    ]
}
TOOLS = {"tool/region/": REGIONS, "tool/language/": {"languages": [{"code": "en", "name": "English"}]}}


@pytest.mark.parametrize(("is_smart", "path"), [(False, "adgroup/update/"), (True, "smart_plus/adgroup/update/")])
@pytest.mark.parametrize(("row", "at", "sent"), [(OPEN, END, CLOSED), (CLOSED, None, OPEN)], ids=["given", "taken"])
def test_an_end_goes_with_its_kind_of_schedule_and_the_start_that_is_there(is_smart, path, row, at, sent):
    wire = world(K.AD_GROUP, row, is_smart=is_smart, **{path: {}})
    make_updates(wire).set_end(REFS[K.AD_GROUP], at)
    (body,) = wire.bodies(path)
    told = {name: value for name, value in sent.items() if at or name != "schedule_end_time"}
    assert body == {"advertiser_id": LINK.external_id, "adgroup_id": "5", **told}


def campaign_of(*groups: dict, mode: str = "BUDGET_MODE_DAY") -> Wire:
    found = rows(*({"adgroup_id": str(number), **group} for number, group in enumerate(groups, 6)))
    more = {"smart_plus/adgroup/get/": found, "smart_plus/adgroup/update/": {}}
    return world(K.CAMPAIGN, {"budget_mode": mode, "budget": 50.0}, is_smart=True, **more)


def test_a_campaigns_end_is_that_of_all_its_ad_groups_and_what_ends_then_is_left_alone():
    wire = campaign_of(OPEN, CLOSED, OPEN)
    make_updates(wire).set_end(REFS[K.CAMPAIGN], END)
    assert [body["adgroup_id"] for body in wire.bodies("smart_plus/adgroup/update/")] == ["6", "8"]


@pytest.mark.parametrize("mode", ["BUDGET_MODE_TOTAL", "BUDGET_MODE_DAY"])
def test_a_budget_for_the_run_keeps_its_end(mode):
    of_group = {"budget_mode": "BUDGET_MODE_TOTAL"} if mode == "BUDGET_MODE_DAY" else {}
    wire = campaign_of({**CLOSED, **of_group}, mode=mode)
    with pytest.raises(errors.InvalidRequest) as refused:
        make_updates(wire).set_end(REFS[K.CAMPAIGN], None)
    assert list(refused.value.fields) == ["end_at"]
    assert not wire.bodies("smart_plus/adgroup/update/")


@pytest.mark.parametrize(("groups", "end"), [([CLOSED, OPEN], None), ([], None), ([CLOSED, CLOSED], END)])
def test_a_campaign_ends_with_the_last_of_its_ad_groups(groups, end):
    seen = t.Observed(REFS[K.CAMPAIGN], "Cakes", t.RunStatus.ACTIVE, t.Delivery.DELIVERING)
    assert with_end(seen, groups).end_at == end


def change(plan: t.CampaignPlan | None = None, **people) -> t.TargetingChange:
    return t.TargetingChange(aimed(plan or make_plan(), **people), "group-1")


def test_a_manual_ad_group_is_told_all_that_is_ours_and_nothing_else():
    wire = world(K.AD_GROUP, {"device_model_ids": ["9"]}, is_smart=False, **TOOLS, **{"adgroup/update/": {}})
    wanted = change(countries=("GB",), languages=("en",), genders=(t.Gender.WOMEN,))
    make_updates(wire).set_targeting(REFS[K.AD_GROUP], wanted)
    (body,) = wire.bodies("adgroup/update/")
    assert body == {
        "advertiser_id": LINK.external_id,
        "adgroup_id": "5",
        "location_ids": ["2"],
        "languages": ["en"],
        "age_groups": [],
        "gender": "GENDER_FEMALE",
        "interest_category_ids": [],
        "audience_ids": [],
        "excluded_audience_ids": [],
    }


@pytest.mark.parametrize(
    ("mode", "people", "told"),
    [
        ("AUTOMATIC", {"countries": ("GB",)}, None),
        ("AUTOMATIC", {"countries": ("GB",), "age_min": 25, "age_max": 34}, "MANUAL"),
        ("MANUAL", {"countries": ("GB",)}, None),
    ],
)
def test_smart_plus_keeps_what_is_not_ours_and_aims_by_hand_where_it_must(mode, people, told):
    spec = {"location_ids": ["1"], "device_model_ids": ["9"], "spc_audience_age": "OVER_EIGHTEEN", "carrier_ids": None}
    row = {"targeting_spec": spec, "targeting_optimization_mode": mode}
    wire = world(K.AD_GROUP, row, is_smart=True, **TOOLS, **{"smart_plus/adgroup/update/": {}})
    make_updates(wire).set_targeting(REFS[K.AD_GROUP], change(make_plan(t.Purpose.SALES), **people))
    (body,) = wire.bodies("smart_plus/adgroup/update/")
    sent = body["targeting_spec"]
    assert (sent["location_ids"], sent["device_model_ids"]) == (["2"], ["9"])
    assert sent["age_groups"] == (["AGE_25_34"] if told else [])
    assert ("spc_audience_age" in sent) == (mode == "AUTOMATIC" and told is None)
    assert "carrier_ids" not in sent
    assert body.get("targeting_optimization_mode") == told


@pytest.mark.parametrize(
    ("people", "field"),
    [
        ({"age_min": 20, "age_max": 30}, "age_min"),
        ({"countries": ("FR",)}, "countries"),
        ({"languages": ("xx",)}, "languages"),
        ({"placements": ("PLACEMENT_PANGLE",)}, "placements"),
    ],
)
def test_an_audience_that_tiktok_cannot_aim_at_is_refused_beside_its_field(people, field):
    wire = world(K.AD_GROUP, {}, is_smart=False, **TOOLS, **{"adgroup/update/": {}})
    with pytest.raises(errors.InvalidRequest) as refused:
        make_updates(wire).set_targeting(REFS[K.AD_GROUP], change(**people))
    assert list(refused.value.fields) == [field]
    assert not wire.bodies("adgroup/update/")


def test_ages_with_a_gap_stay_where_the_same_span_is_wanted():
    row = {"age_groups": ["AGE_18_24", "AGE_45_54"]}
    for people, told in (
        ({"age_min": 18, "age_max": 54}, row["age_groups"]),
        ({"age_min": 18, "age_max": 24}, ["AGE_18_24"]),
    ):
        wire = world(K.AD_GROUP, row, is_smart=False, **TOOLS, **{"adgroup/update/": {}})
        make_updates(wire).set_targeting(REFS[K.AD_GROUP], change(**people))
        assert wire.bodies("adgroup/update/")[0]["age_groups"] == told


@pytest.mark.parametrize("is_smart", [True, False])
def test_an_audience_is_read_in_our_words(is_smart):
    aimed = {
        "location_ids": ["1"],
        "languages": ["en"],
        "age_groups": ["AGE_25_34"],
        "gender": "GENDER_FEMALE",
        "interest_category_ids": ["3"],
        "audience_ids": ["8"],
        "excluded_audience_ids": ["9"],
        "device_model_ids": ["4"],
    }
    places = Places(Wire(TOOLS).api(), LINK.external_id)
    told = t.Targeting(
        countries=("IE",), languages=("en",), age_min=25, age_max=34, genders=(t.Gender.WOMEN,), interests=("3",),
        audiences=("8",), excluded_audiences=("9",),
    )  # fmt: skip
    assert read_targeting({"targeting_spec": aimed} if is_smart else aimed, places) == told
    assert read_targeting({}, places) == t.Targeting()


def test_a_town_makes_all_of_them_places():
    town = {"location_id": "7", "region_code": "GB", "level": "CITY", "name": "Leeds", "parent_id": "2"}
    regions = {"region_info": [*REGIONS["region_info"], town]}
    places = Places(Wire({"tool/region/": regions}).api(), LINK.external_id)
    read = read_targeting({"location_ids": ["1", "7"]}, places)
    assert read.places == (t.Place("1", "IE", "country"), t.Place("7", "Leeds", "city"))
    assert read.countries == ()
