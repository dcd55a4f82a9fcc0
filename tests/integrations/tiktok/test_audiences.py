"""Parts of the audience and reach, as TikTok's reports tell them."""

import json
from datetime import date
from decimal import Decimal

import pytest

from integrations import types as t
from integrations.platforms.tiktok.audiences import fetch_breakdown, fetch_reach
from integrations.platforms.tiktok.report_rows import ReportRows
from integrations.platforms.tiktok.watching import fetch_watching
from tests.integrations.tiktok.wire import Wire, ok, rows

PATH = "report/integrated/get/"
DAY = date(2026, 11, 1)


def part(campaign: str = "5", **split: str) -> dict:
    told = {"spend": "1.25", "impressions": "100", "clicks": "7", "conversion": "2"}
    return {"dimensions": {"campaign_id": campaign, "stat_time_day": "2026-11-01 00:00:00", **split}, "metrics": told}


def values(wire: Wire, breakdown: t.Breakdown) -> list[str]:
    return [row.value for row in fetch_breakdown(ReportRows(wire.api(), "1"), DAY, DAY, breakdown)]


@pytest.mark.parametrize(
    ("breakdown", "dimension", "words", "ours"),
    [
        (t.Breakdown.COUNTRY, "country_code", ["IE", "NONE"], ["IE", "unknown"]),
        (
            t.Breakdown.AGE,
            "age",
            ["AGE_13_17", "AGE_18_24", "AGE_55_100", "NONE"],
            ["13-17", "18-24", "55+", "unknown"],
        ),
        (t.Breakdown.GENDER, "gender", ["FEMALE", "MALE", "NONE"], ["women", "men", "unknown"]),
        (
            t.Breakdown.DEVICE,
            "platform",
            ["ANDROID", "IPAD", "PC", "FRIDGE"],
            ["phone", "tablet", "computer", "unknown"],
        ),
    ],
)
def test_parts_are_put_into_our_words(breakdown, dimension, words, ours):
    wire = Wire({PATH: rows(*(part(**{dimension: word}) for word in words))})
    assert values(wire, breakdown) == ours
    (asked,) = wire.queries(PATH)
    assert (asked["report_type"], asked["data_level"]) == ("AUDIENCE", "AUCTION_CAMPAIGN")
    assert json.loads(asked["dimensions"]) == ["campaign_id", "stat_time_day", dimension]
    assert json.loads(asked["metrics"]) == ["spend", "impressions", "clicks", "conversion"]
    assert "STATUS_ALL" in asked["filtering"]


def test_what_we_have_one_word_for_is_one_row():
    found = (part(platform="IPHONE"), part(platform="ANDROID"), part("6", platform="ANDROID"))
    wire = Wire({PATH: rows(*found)})
    both, other = fetch_breakdown(ReportRows(wire.api(), "1"), DAY, DAY, t.Breakdown.DEVICE)
    assert both == t.BreakdownRow(t.Breakdown.DEVICE, DAY, "5", "phone", 200, 14, 2_500_000, Decimal(4), 0)
    assert (other.campaign_external_id, other.impressions) == ("6", 100)


def test_more_than_thirty_days_of_parts_are_asked_for_in_slices():
    wire = Wire({PATH: rows()})
    assert list(fetch_breakdown(ReportRows(wire.api(), "1"), date(2026, 9, 1), DAY, t.Breakdown.AGE)) == []
    assert [(one["start_date"], one["end_date"]) for one in wire.queries(PATH)] == [
        ("2026-09-01", "2026-09-30"), ("2026-10-01", "2026-10-30"), ("2026-10-31", "2026-11-01"),
    ]  # fmt: skip


def test_plays_are_whole_numbers_and_ads_without_any_are_left_out():
    names = ("video_play_actions", "video_views_p25", "video_views_p50", "video_views_p75", "video_views_p100")

    def row(ad, *counts):
        told = {"campaign_id": "5", "adgroup_id": "51"} | dict(zip(names, counts, strict=True))
        return {"dimensions": {"ad_id_v2": ad, "stat_time_day": "2026-11-01 00:00:00"}, "metrics": told}

    wire = Wire({PATH: ok(rows(row("511", "900", "300", "200", "150", "-"), row("512", "0", "0", "0", "0", "0")))})
    found = list(fetch_watching(ReportRows(wire.api(), "1"), DAY, DAY))
    assert found == [t.WatchRow(DAY, "5", "51", "511", 900, 300, 200, 150, 0)]
    (asked,) = wire.queries(PATH)
    assert set(names) < set(json.loads(asked["metrics"]))
    assert (asked["data_level"], json.loads(asked["dimensions"])) == ("AUCTION_AD", ["ad_id_v2", "stat_time_day"])


def test_reach_is_asked_for_in_one_and_without_days():
    found = [
        {"dimensions": {"campaign_id": campaign}, "metrics": {"reach": reach, "impressions": shown}}
        for campaign, reach, shown in (("5", "800", "1000"), ("6", "-", "0"), ("7", "0", "12"))
    ]
    wire = Wire({PATH: ok(rows(*found))})
    since = date(2026, 9, 1)
    assert list(fetch_reach(ReportRows(wire.api(), "1"), since, DAY)) == [t.ReachRow("5", since, DAY, 800, 1000)]
    (asked,) = wire.queries(PATH)
    assert json.loads(asked["dimensions"]) == ["campaign_id"]
    assert (asked["report_type"], asked["start_date"], asked["end_date"]) == ("BASIC", "2026-09-01", "2026-11-01")
