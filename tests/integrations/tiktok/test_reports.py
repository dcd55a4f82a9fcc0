"""Figures: slices, filters, strings and dashes, and answers that were cut."""

import json
from datetime import date
from decimal import Decimal

from integrations import types as t
from integrations.platforms.tiktok.reports import Report
from tests.integrations.tiktok.wire import Wire, ok, rows

PATH = "report/integrated/get/"
L = t.MetricLevel


def fetch(wire: Wire, since: str, until: str, level: L = L.AD, *, hourly: bool = False) -> list[t.MetricRow]:
    report = Report(wire.api(), "1", level, hourly=hourly)
    return list(report.fetch(date.fromisoformat(since), date.fromisoformat(until)))


def row(ad: str = "9", day: str = "2026-11-01 00:00:00", **metrics: str) -> dict:
    told = {
        "spend": "12.34", "impressions": "1000", "clicks": "20", "conversion": "3", "campaign_id": "5", "adgroup_id": "6",
        "total_complete_payment_rate": "150.50",
    }  # fmt: skip
    return {"dimensions": {"ad_id_v2": ad, "stat_time_day": day}, "metrics": told | metrics}


def test_a_row_is_read_exactly():
    wire = Wire({PATH: rows(row())})
    assert fetch(wire, "2026-11-01", "2026-11-01") == [
        t.MetricRow(date(2026, 11, 1), "5", "6", "9", 1000, 20, 12_340_000, Decimal(3), 150_500_000)
    ]


def test_a_dash_is_nothing():
    wire = Wire({PATH: rows(row(spend="-", conversion="-", total_complete_payment_rate="-"))})
    (read,) = fetch(wire, "2026-11-01", "2026-11-01")
    assert (read.spend_micros, read.conversions, read.value_micros) == (0, Decimal(0), 0)


def test_days_are_asked_for_in_slices_of_thirty_with_the_deleted_ones():
    wire = Wire({PATH: rows()})
    fetch(wire, "2026-09-01", "2026-11-05")
    asked = wire.queries(PATH)
    assert [(one["start_date"], one["end_date"]) for one in asked] == [
        ("2026-09-01", "2026-09-30"), ("2026-10-01", "2026-10-30"), ("2026-10-31", "2026-11-05"),
    ]  # fmt: skip
    assert asked[0]["report_type"] == "BASIC"
    assert asked[0]["data_level"] == "AUCTION_AD"
    assert json.loads(asked[0]["dimensions"]) == ["ad_id_v2", "stat_time_day"]
    assert json.loads(asked[0]["filtering"]) == [
        {"field_name": "ad_status", "filter_type": "IN", "filter_value": '["STATUS_ALL"]'}
    ]
    assert asked[0]["page_size"] == "1000"


def test_hours_are_asked_for_a_day_at_a_time():
    found = {"dimensions": {"campaign_id": "5", "stat_time_hour": "2026-11-01 13:00:00"}, "metrics": {"spend": "1"}}
    wire = Wire({PATH: [ok(rows(found)), ok(rows())]})
    (read,) = fetch(wire, "2026-11-01", "2026-11-02", L.CAMPAIGN, hourly=True)
    assert (read.day, read.hour, read.campaign_external_id, read.ad_group_external_id) == (
        date(2026, 11, 1),
        13,
        "5",
        "",
    )
    assert [(one["start_date"], one["end_date"]) for one in wire.queries(PATH)] == [
        ("2026-11-01",) * 2,
        ("2026-11-02",) * 2,
    ]


def test_an_ad_groups_row_names_its_campaign():
    found = {"dimensions": {"adgroup_id": "6", "stat_time_day": "2026-11-01 00:00:00"}, "metrics": {"campaign_id": "5"}}
    wire = Wire({PATH: rows(found)})
    (read,) = fetch(wire, "2026-11-01", "2026-11-01", L.AD_GROUP)
    assert (read.campaign_external_id, read.ad_group_external_id, read.ad_external_id) == ("5", "6", "")


def test_every_page_is_read():
    pages = [ok({"list": [row(ad)], "page_info": {"total_page": 2}}) for ad in "78"]
    wire = Wire({PATH: pages})
    assert [read.ad_external_id for read in fetch(wire, "2026-11-01", "2026-11-01")] == ["7", "8"]


def test_what_was_cut_is_asked_for_again_by_halves_of_the_campaigns():
    cut = ok(rows(row("1")), {"X-Tt-Ads-Throttle": "20000"})
    wire = Wire({
        PATH: [cut, ok(rows(row("1"), row("2"))), cut, ok(rows(row("3"))), ok(rows(row("4")))],
        "smart_plus/campaign/get/": rows({"campaign_id": "12"}),
        "campaign/get/": rows({"campaign_id": "10"}, {"campaign_id": "11"}, {"campaign_id": "12"}),
    })  # fmt: skip
    read = [one.ad_external_id for one in fetch(wire, "2026-11-01", "2026-11-01")]
    assert read == ["1", "2", "3", "4"]
    asked = [json.loads(one["filtering"])[1:] for one in wire.queries(PATH)]
    named = [json.loads(one[0]["filter_value"]) if one else None for one in asked]
    assert named == [None, ["10"], ["11", "12"], ["11"], ["12"]]
    assert json.loads(wire.queries("campaign/get/")[0]["filtering"]) == {"primary_status": "STATUS_ALL"}
