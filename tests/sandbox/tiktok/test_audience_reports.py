"""Who saw it: AUDIENCE reports, reach, forms inside TikTok, ads that reports leave out."""

from collections import defaultdict
from decimal import Decimal

import pytest

from .conftest import TikTok

ASKED = {"spend": Decimal, "impressions": int, "clicks": int, "conversion": int}
WORDS = {
    "country_code": {"IE"},
    "age": {"AGE_18_24", "AGE_25_34", "AGE_35_44", "AGE_45_54", "AGE_55_100", "NONE"},
    "gender": {"FEMALE", "MALE", "NONE"},
    "platform": {"ANDROID", "IPHONE", "IPAD", "NONE"},
}
SETTLED = "2026-08-05"


def sums(rows, *, until: str = SETTLED) -> dict[str, dict]:
    """Add up by day, up to the last day of which everything has come."""
    found: dict[str, dict] = defaultdict(lambda: dict.fromkeys(ASKED, 0))
    for row in rows:
        for name, kind in ASKED.items():
            found[row["dimensions"]["stat_time_day"][:10]][name] += kind(row["metrics"][name])
    return {day: counted for day, counted in found.items() if day <= until}


def audience(tiktok: TikTok, split: str, **more) -> list[dict]:
    wish = {"report_type": "AUDIENCE", "dimensions": ["campaign_id", "stat_time_day", split], "metrics": list(ASKED)}
    return tiktok.report("AUCTION_CAMPAIGN", **(wish | more))


@pytest.fixture
def running(tiktok) -> TikTok:
    """A campaign that sells and has run since Monday morning; it is Friday."""
    tiktok.launch_smart(budget=400.0)
    tiktok.sandbox.advance(days=4)
    return tiktok


@pytest.mark.parametrize("split", WORDS)
def test_the_parts_of_days_gone_by_add_up_to_the_campaign(running, split):
    parts = audience(running, split)
    days = sums(parts)
    assert len(days) == 3
    assert days == sums(running.report("AUCTION_CAMPAIGN", "campaign_id"))
    assert {row["dimensions"][split] for row in parts} <= WORDS[split]
    assert len({tuple(row["dimensions"].values()) for row in parts}) == len(parts)


def test_people_are_told_apart_half_a_day_later_and_countries_at_once(running):
    today = {"start_date": "2026-08-07", "end_date": "2026-08-07"}
    assert audience(running, "country_code", **today)
    assert audience(running, "gender", **today) == []
    assert running.report("AUCTION_CAMPAIGN", "campaign_id", metrics=["reach"], **today)[0]["metrics"]["reach"] == "0"
    running.sandbox.advance(hours=15)
    assert audience(running, "gender", **today)


def test_a_part_that_is_aimed_at_alone_is_all_there_is(tiktok):
    campaign = tiktok.campaign()
    adgroup = tiktok.adgroup(campaign, gender="GENDER_FEMALE", age_groups=["AGE_25_34"])
    tiktok._start(campaign, adgroup, tiktok.ad(adgroup))
    tiktok.sandbox.advance(days=3)
    assert {row["dimensions"]["gender"] for row in audience(tiktok, "gender")} <= {"FEMALE", "NONE"}
    assert {row["dimensions"]["age"] for row in audience(tiktok, "age")} <= {"AGE_25_34", "NONE"}


def test_a_week_reaches_fewer_people_than_its_days_together(running):
    running.sandbox.advance(days=4)
    week = {"start_date": "2026-08-03", "end_date": "2026-08-09", "metrics": ["reach", "impressions", "frequency"]}
    days = [row["metrics"] for row in running.report("AUCTION_CAMPAIGN", "campaign_id", **week)]
    (whole,) = running.report("AUCTION_CAMPAIGN", "campaign_id", dimensions=["campaign_id"], **week)
    reach, shown = (int(whole["metrics"][name]) for name in ("reach", "impressions"))
    assert max(int(day["reach"]) for day in days) < reach < sum(int(day["reach"]) for day in days)
    assert reach < shown == sum(int(day["impressions"]) for day in days)
    assert whole["metrics"]["frequency"] == f"{shown / reach:.2f}"


def test_forms_inside_tiktok_are_counted_apart_from_those_on_a_website(tiktok):
    found = {}
    for target in ("INSTANT_PAGE", "EXTERNAL_WEBSITE"):
        campaign = tiktok.smart_campaign(campaign_name=target, budget=600.0)
        adgroup = tiktok.smart_adgroup(campaign, adgroup_name=target)
        tiktok._start(campaign, adgroup, tiktok.smart_ad(adgroup), "/smart_plus", "smart_plus_ad")
        lead = {"optimization_event": "FORM", "promotion_target_type": target}
        tiktok.sandbox.control("POST", f"objects/{adgroup}", **lead)
        found[campaign] = target
    tiktok.sandbox.advance(days=5)
    counted = defaultdict(lambda: [0, 0])
    for row in tiktok.report("AUCTION_CAMPAIGN", "campaign_id", metrics=["form", "onsite_form"]):
        for place, name in enumerate(("form", "onsite_form")):
            counted[found[row["dimensions"]["campaign_id"]]][place] += int(row["metrics"][name])
    assert (counted["INSTANT_PAGE"][0] == 0) is (counted["EXTERNAL_WEBSITE"][1] == 0) is True
    assert counted["INSTANT_PAGE"][1] > 0 < counted["EXTERNAL_WEBSITE"][0]


def test_an_ad_with_hardly_any_spend_is_left_out_until_it_has_more_and_its_campaign_has_it(tiktok):
    tiktok.launch(budget=50.0)
    tiktok.sandbox.advance(minutes=60)  # the ad group begins at eight, after three quarters of it
    (whole,) = tiktok.report("AUCTION_CAMPAIGN", "campaign_id")
    assert Decimal(0) < Decimal(whole["metrics"]["spend"]) < Decimal("0.50")
    assert tiktok.report() == []
    assert (
        tiktok.report(dimensions=["ad_id_v2", "stat_time_hour"], start_date="2026-08-03", end_date="2026-08-03") == []
    )
    tiktok.sandbox.advance(hours=6)
    assert len(tiktok.report()) == 1


def test_a_filter_takes_a_hundred_ids(tiktok):
    def ask(number: int) -> dict:
        ids = "[" + ",".join(f'"{one}"' for one in range(number)) + "]"
        return {"filtering": [{"field_name": "campaign_ids", "filter_type": "IN", "filter_value": ids}]}

    assert tiktok.report(**ask(100)) == []
    asked = {"report_type": "BASIC", "data_level": "AUCTION_AD", "dimensions": ["ad_id_v2", "stat_time_day"]}
    asked |= {"start_date": "2026-08-03", "end_date": "2026-08-16", "metrics": ["spend"]}
    assert tiktok.refused("GET", "/report/integrated/get/", **asked, **ask(101))[0] == 40011
