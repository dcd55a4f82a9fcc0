"""Figures at every level, read at once or as a report that Meta prepares."""

from collections import defaultdict
from datetime import UTC, date, datetime, timedelta

import pytest

from integrations import errors
from integrations import types as t
from integrations.platforms.meta import reports
from tests.integrations.meta.conftest import Shop, connect

DAYS = 40
ONE_LEVEL = (t.MetricLevel.CAMPAIGN, t.MetricLevel.AD_GROUP, t.MetricLevel.AD)


@pytest.fixture
def busy(sandbox, monkeypatch) -> Shop:
    """A shop with two campaigns that have been running for weeks."""
    monkeypatch.setattr(reports, "WAITS_S", (0.01,) * 5)
    campaigns = [{"name": "Always on", "days": DAYS}, {"name": "Courses", "days": 20}]
    sandbox.control(
        "POST", "people", name="Ben Byrne", key="byrne", accounts=[{"name": "Pottery", "campaigns": campaigns}]
    )
    return connect(sandbox, "byrne")


@pytest.fixture
def today(busy) -> date:
    return datetime.fromtimestamp(busy.sandbox.now(), UTC).date()


def orders(shop) -> list[dict]:
    return [call for call in shop.sandbox.calls(method="POST") if call["path"].endswith("/insights")]


def test_each_level_adds_up_to_the_one_above_it(busy, today):
    since = today - timedelta(days=20)
    rows = {level: list(busy.adapter.fetch_metrics(since, today, level=level)) for level in ONE_LEVEL}
    totals = {level: defaultdict(int) for level in ONE_LEVEL}
    for level, found in rows.items():
        for row in found:
            totals[level][row.day, row.campaign_external_id] += row.impressions
    assert totals[t.MetricLevel.AD] == totals[t.MetricLevel.AD_GROUP] == totals[t.MetricLevel.CAMPAIGN]
    assert {bool(row.ad_group_external_id) for row in rows[t.MetricLevel.CAMPAIGN]} == {False}
    assert {(bool(row.ad_group_external_id), bool(row.ad_external_id)) for row in rows[t.MetricLevel.AD_GROUP]} == {
        (True, False)
    }
    assert orders(busy) == []


def test_a_large_window_is_one_report_with_the_same_figures(busy, today, monkeypatch):
    monkeypatch.setattr("integrations.platforms.meta.windows.PAGE_SIZE", 7)
    since = today - timedelta(days=DAYS)
    prepared = list(busy.adapter.fetch_metrics(since, today))
    assert len(orders(busy)) == 1
    middle = since + timedelta(days=20)
    parts = [*busy.adapter.fetch_metrics(since, middle), *busy.adapter.fetch_metrics(middle + timedelta(days=1), today)]
    assert sorted(map(repr, prepared)) == sorted(map(repr, parts))
    assert len(orders(busy)) == 1


@pytest.mark.parametrize("level", ONE_LEVEL)
def test_many_hours_are_a_report_too(busy, today, level):
    since = today - timedelta(days=9)
    hourly = list(busy.adapter.fetch_metrics(since, today, level=level, hourly=True))
    assert len(orders(busy)) == 1
    daily = list(busy.adapter.fetch_metrics(since, today, level=level))
    assert sum(row.impressions for row in hourly) == sum(row.impressions for row in daily) > 0
    assert {row.hour for row in hourly} <= set(range(24))


def test_a_day_that_is_too_much_at_once_is_prepared(busy, today):
    day = today - timedelta(days=3)
    whole = list(busy.adapter.fetch_metrics(day, day))
    busy.sandbox.control("POST", "faults", kind="error", method="GET", path="/insights$", code=100, subcode=1504018)
    assert list(busy.adapter.fetch_metrics(day, day)) == whole
    assert len(orders(busy)) == 1


def test_a_report_that_takes_long_is_read_in_smaller_windows_with_the_same_figures(busy, today, monkeypatch):
    since = today - timedelta(days=DAYS)
    prepared = list(busy.adapter.fetch_metrics(since, today))
    monkeypatch.setattr(reports, "WAITS_S", (0.01,))
    parts = list(busy.adapter.fetch_metrics(since, today))
    assert sorted(map(repr, parts)) == sorted(map(repr, prepared))
    assert len(orders(busy)) == 2


def test_a_day_that_takes_long_is_come_back_to(busy, today, monkeypatch):
    monkeypatch.setattr(reports, "WAITS_S", (0.01,))
    day = today - timedelta(days=3)
    busy.sandbox.control("POST", "faults", kind="error", method="GET", path="/insights$", code=100, subcode=1504018)
    with pytest.raises(errors.NotReadyYet) as wait:
        list(busy.adapter.fetch_metrics(day, day))
    assert wait.value.retry_after_s == 120


@pytest.mark.parametrize("word", ["Job Failed", "Job Skipped"])
def test_a_report_that_failed_may_be_ordered_again(busy, today, word):
    busy.sandbox.control("POST", f"objects/act_{busy.link.external_id}", _report_ends=word)
    with pytest.raises(errors.Temporary):
        list(busy.adapter.fetch_metrics(today - timedelta(days=DAYS), today))
    busy.sandbox.control("POST", f"objects/act_{busy.link.external_id}", _report_ends="")
    assert list(busy.adapter.fetch_metrics(today - timedelta(days=DAYS), today))


def test_a_window_that_ends_before_it_begins_has_no_rows(busy, today):
    assert list(busy.adapter.fetch_metrics(today, today - timedelta(days=1))) == []
