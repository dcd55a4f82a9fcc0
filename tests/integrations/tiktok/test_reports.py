"""Figures: slices, filters, strings and dashes, and answers that were cut."""

import json
from datetime import date
from decimal import Decimal

import pytest

from integrations import errors
from integrations import types as t
from integrations.platforms.tiktok.report_rows import ReportRows
from integrations.platforms.tiktok.reports import Report
from tests.integrations.tiktok.wire import Wire, ok, refusal, rows

PATH = "report/integrated/get/"
L = t.MetricLevel


def fetch(wire: Wire, since: str, until: str, level: L = L.AD, **more: bool) -> list[t.MetricRow]:
    report = Report(ReportRows(wire.api(), "1"), level, **more)
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


CUT = {"X-Tt-Ads-Throttle": "Number of ad ids is equal or more than 20k, only return the top 20k id's results"}


def narrowed(wire: Wire) -> list[tuple[str, list[str]] | None]:
    """Which ids each report was asked for."""
    filters = [json.loads(one["filtering"])[1:] for one in wire.queries(PATH)]
    return [(one[0]["field_name"], json.loads(one[0]["filter_value"])) if one else None for one in filters]


def test_what_was_cut_is_asked_for_again_by_halves_of_the_campaigns():
    cut = ok(rows(row("1")), CUT)
    wire = Wire({
        PATH: [cut, cut, ok(rows(row("1"), row("2"))), cut, ok(rows(row("3"))), ok(rows(row("4")))],
        "smart_plus/campaign/get/": rows({"campaign_id": "12"}),
        "campaign/get/": rows({"campaign_id": "10"}, {"campaign_id": "11"}, {"campaign_id": "12"}),
    })  # fmt: skip
    assert [one.ad_external_id for one in fetch(wire, "2026-11-01", "2026-11-01")] == ["1", "2", "3", "4"]
    campaigns = [("campaign_ids", ids) for ids in (["10", "11", "12"], ["10"], ["11", "12"], ["11"], ["12"])]
    assert narrowed(wire) == [None, *campaigns]
    assert json.loads(wire.queries("campaign/get/")[0]["filtering"]) == {"primary_status": "STATUS_ALL"}


def test_one_campaign_with_too_many_ads_is_asked_for_by_its_ad_groups_and_their_ads():
    cut = ok(rows(row("1")), CUT)
    wire = Wire({
        PATH: [*[cut] * 3, ok(rows(row("1"))), cut, cut, ok(rows(row("2"))), ok(rows(row("3")))],
        "smart_plus/campaign/get/": rows(), "campaign/get/": rows({"campaign_id": "5"}),
        "smart_plus/adgroup/get/": rows(), "adgroup/get/": rows({"adgroup_id": "6"}, {"adgroup_id": "7"}),
        "smart_plus/ad/get/": rows({"smart_plus_ad_id": "3"}), "ad/get/": rows({"ad_id": "2"}),
    })  # fmt: skip
    assert [one.ad_external_id for one in fetch(wire, "2026-11-01", "2026-11-01")] == ["1", "2", "3"]
    assert narrowed(wire) == [
        None, ("campaign_ids", ["5"]), ("adgroup_ids", ["6", "7"]), ("adgroup_ids", ["6"]), ("adgroup_ids", ["7"]),
        ("ad_ids_v2", ["2", "3"]), ("ad_ids_v2", ["2"]), ("ad_ids_v2", ["3"]),
    ]  # fmt: skip
    assert json.loads(wire.queries("ad/get/")[0]["filtering"]) == {"primary_status": "STATUS_ALL", "adgroup_ids": ["7"]}


def test_no_question_names_more_than_a_hundred_campaigns_and_their_list_is_read_once():
    wire = Wire({
        PATH: [ok(rows(), CUT), *[ok(rows())] * 3, ok(rows(), CUT), ok(rows())],
        "smart_plus/campaign/get/": rows(),
        "campaign/get/": rows(*({"campaign_id": str(number)} for number in range(1000, 1250))),
    })  # fmt: skip
    fetch(wire, "2026-09-01", "2026-10-01")
    assert [len(one[1]) if one else 0 for one in narrowed(wire)] == [0, 100, 100, 50, 0, 100, 100, 50]
    assert len(wire.queries("campaign/get/")) == 1


def test_a_campaigns_row_is_never_asked_for_in_parts():
    found = {"dimensions": {"campaign_id": "5", "stat_time_day": "2026-11-01 00:00:00"}, "metrics": {"spend": "1"}}
    wire = Wire({
        PATH: ok(rows(found), CUT), "smart_plus/campaign/get/": rows(), "campaign/get/": rows({"campaign_id": "5"}),
    })  # fmt: skip
    assert len(fetch(wire, "2026-11-01", "2026-11-01", L.CAMPAIGN)) == 1
    assert narrowed(wire) == [None, ("campaign_ids", ["5"])]


def test_days_that_are_too_many_for_tiktok_are_asked_for_in_halves_and_one_alone_is_put_off():
    words = "Your query is too large, please reduce the query size (e.g. fewer metrics or time range) and retry after a while."
    large = refusal(40067, words)
    wire = Wire({PATH: [large, ok(rows(row("1"))), large, ok(rows(row("2"))), ok(rows(row("3")))]})
    assert [one.ad_external_id for one in fetch(wire, "2026-11-01", "2026-11-05")] == ["1", "2", "3"]
    assert [(one["start_date"][8:], one["end_date"][8:]) for one in wire.queries(PATH)] == [
        ("01", "05"), ("01", "03"), ("04", "05"), ("04", "04"), ("05", "05"),
    ]  # fmt: skip
    with pytest.raises(errors.Temporary):
        fetch(Wire({PATH: large}), "2026-11-01", "2026-11-01")


def total(campaign: str = "5", **metrics: str) -> dict:
    told = {"spend": "30.00", "impressions": "1500", "clicks": "30", "conversion": "5"}
    told["total_complete_payment_rate"] = "200.00"
    return {"dimensions": {"campaign_id": campaign, "stat_time_day": "2026-11-01 00:00:00"}, "metrics": told | metrics}


def test_all_are_the_ads_and_then_the_campaigns_own_totals():
    wire = Wire({PATH: [ok(rows(row("8"), row("9"))), ok(rows(total()))]})
    *ads, whole = fetch(wire, "2026-11-01", "2026-11-01", L.ALL)
    assert [one.ad_external_id for one in ads] == ["8", "9"]
    assert whole == t.MetricRow(date(2026, 11, 1), "5", "", "", 1500, 30, 30_000_000, Decimal(5), 200_000_000)
    assert [one["data_level"] for one in wire.queries(PATH)] == ["AUCTION_AD", "AUCTION_CAMPAIGN"]


def test_a_campaign_that_has_no_conversions_to_tell_has_its_ads():
    dashes = {"conversion": "-", "total_complete_payment_rate": "-"}
    wire = Wire({PATH: [ok(rows(row("8"), row("9"))), ok(rows(total(**dashes), total("6", **dashes)))]})
    whole, other = fetch(wire, "2026-11-01", "2026-11-01", L.ALL)[2:]
    assert (whole.conversions, whole.value_micros, whole.clicks) == (6, 301_000_000, 30)
    assert (other.conversions, other.value_micros) == (0, 0)


def test_actions_come_with_the_figures_and_only_those_that_happened():
    told = {"complete_payment": "2", "total_complete_payment_rate": "150.50", "form": "0", "onsite_form": "1",
            "app_install": "-", "total_purchase": "0", "total_purchase_value": "0.00"}  # fmt: skip
    wire = Wire({PATH: rows(row(**told))})
    (read,) = fetch(wire, "2026-11-01", "2026-11-01", with_actions=True)
    assert [(one.external_id, one.kind, one.conversions, one.value_micros) for one in read.actions] == [
        ("complete_payment", t.ConversionKind.PURCHASE, 2, 150_500_000), ("onsite_form", t.ConversionKind.LEAD, 1, 0),
    ]  # fmt: skip
    asked = json.loads(wire.queries(PATH)[0]["metrics"])
    assert len(asked) == len(set(asked))
    assert {"conversion", "app_install", "total_onsite_shopping_value", "adgroup_id"} <= set(asked)
