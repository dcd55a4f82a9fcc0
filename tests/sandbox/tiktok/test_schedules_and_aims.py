"""Other schedules and audiences of ad groups, as TikTok takes and refuses them."""

import pytest

from .conftest import START

END, LATER, PAST = "2026-08-20 21:00:00", "2026-08-31 21:00:00", "2026-08-02 00:00:00"
CLOSED = {"schedule_type": "SCHEDULE_START_END", "schedule_start_time": START, "schedule_end_time": END}
OPEN = {"schedule_type": "SCHEDULE_FROM_NOW", "schedule_start_time": START}
GREAT_BRITAIN, AMERICA = "2635167", "6252001"


@pytest.fixture(params=["manual", "smart"])
def group(request, tiktok) -> tuple[str, str]:
    """An ad group without an end, and where it is changed."""
    if request.param == "manual":
        return tiktok.adgroup(tiktok.campaign()), "/adgroup"
    return tiktok.smart_adgroup(tiktok.smart_campaign()), "/smart_plus/adgroup"


def seen(tiktok, group: tuple[str, str]) -> dict:
    return next(row for row in tiktok.get(f"{group[1]}/get/")["list"] if row["adgroup_id"] == group[0])


def test_an_end_is_given_moved_and_taken_away(tiktok, group):
    tiktok.sandbox.advance(days=3)
    for wish, kind, ends in (
        (CLOSED, "SCHEDULE_START_END", END),
        ({"schedule_end_time": LATER}, "SCHEDULE_START_END", LATER),
        (OPEN, "SCHEDULE_FROM_NOW", ""),
    ):
        tiktok.post(f"{group[1]}/update/", adgroup_id=group[0], **wish)
        row = seen(tiktok, group)
        assert (row["schedule_type"], row["schedule_start_time"], row["schedule_end_time"]) == (kind, START, ends)


@pytest.mark.parametrize(
    ("wish", "word"),
    [
        (CLOSED | {"schedule_end_time": PAST}, "schedule_end_time"),
        ({"schedule_type": "SCHEDULE_START_END"}, "schedule_end_time"),
        (CLOSED | {"schedule_start_time": PAST}, "schedule_start_time"),
        ({"schedule_type": "SOMETIME"}, "schedule_type"),
    ],
)
def test_a_schedule_that_cannot_be_is_refused(tiktok, group, wish, word):
    code, words = tiktok.refused("POST", f"{group[1]}/update/", adgroup_id=group[0], **wish)
    assert code == 40002
    assert word in words


def test_a_budget_for_the_run_keeps_its_end_and_lasts_until_then(tiktok):
    campaign = tiktok.campaign(budget_optimize_on=False, budget_mode="BUDGET_MODE_INFINITE", budget=None)
    adgroup = tiktok.adgroup(campaign, budget_mode="BUDGET_MODE_TOTAL", budget=400.0, **CLOSED)
    assert "schedule_type" in tiktok.refused("POST", "/adgroup/update/", adgroup_id=adgroup, **OPEN)[1]
    words = tiktok.refused("POST", "/adgroup/update/", adgroup_id=adgroup, schedule_end_time=LATER)[1]
    assert "budget must be no less than" in words


def test_of_an_audience_what_is_sent_changes_and_an_empty_list_takes_away(tiktok):
    adgroup = tiktok.adgroup(tiktok.campaign(), age_groups=["AGE_25_34"], languages=["en"], device_model_ids=["9"])
    tiktok.post("/adgroup/update/", adgroup_id=adgroup, location_ids=[GREAT_BRITAIN], age_groups=[])
    row = seen(tiktok, (adgroup, "/adgroup"))
    assert (row["location_ids"], row["languages"], row["device_model_ids"]) == ([GREAT_BRITAIN], ["en"], ["9"])
    assert not row.get("age_groups")
    assert "location_ids" in tiktok.refused("POST", "/adgroup/update/", adgroup_id=adgroup, location_ids=[])[1]


def test_smart_plus_aims_by_hand_once_it_is_told_to(tiktok):
    adgroup = tiktok.smart_adgroup(tiktok.smart_campaign())
    spec = {"location_ids": [GREAT_BRITAIN], "age_groups": ["AGE_25_34"]}
    wish = {"adgroup_id": adgroup, "targeting_spec": spec}
    assert "MANUAL" in tiktok.refused("POST", "/smart_plus/adgroup/update/", **wish)[1]
    tiktok.post("/smart_plus/adgroup/update/", targeting_optimization_mode="MANUAL", **wish)
    row = seen(tiktok, (adgroup, "/smart_plus/adgroup"))
    assert row["targeting_optimization_mode"] == "MANUAL"
    assert row["targeting_spec"]["age_groups"] == ["AGE_25_34"]


def test_who_aims_at_america_stays_there_too(tiktok):
    adgroup = tiktok.adgroup(tiktok.campaign(), location_ids=[AMERICA])
    words = tiktok.refused("POST", "/adgroup/update/", adgroup_id=adgroup, location_ids=[GREAT_BRITAIN])[1]
    assert "United States" in words
    tiktok.post("/adgroup/update/", adgroup_id=adgroup, location_ids=[AMERICA, GREAT_BRITAIN])
