"""Figures of every kind of campaign: by day and hour, at every level, as exact decimals."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from integrations import types as t
from integrations.platforms.google import money
from tests.factories import START
from tests.integrations.google.plans import C, P, make_plan

DAY = timedelta(days=1)


@pytest.fixture
def running(shop):
    """A Search and a Performance Max campaign, three days on the air."""
    shop.run(make_plan(P.TRAFFIC, C.SEARCH, name="Search"), make_plan(P.SALES, C.PERFORMANCE_MAX, name="Max"), days=3)
    return shop


def _window() -> tuple[date, date]:
    return START.date(), START.date() + 3 * DAY


def test_an_asset_group_reports_as_an_ad_group_with_one_ad(running):
    known = {seen.ref.external_id for seen in running.adapter.observe()}
    rows = list(running.adapter.fetch_metrics(*_window()))
    groups = {row.ad_group_external_id for row in rows}
    assert any(group.startswith("assetGroup~") for group in groups)
    assert any(not group.startswith("assetGroup~") for group in groups)
    for row in rows:
        assert {row.campaign_external_id, row.ad_group_external_id, row.ad_external_id} <= known


@pytest.mark.parametrize("hourly", [False, True])
def test_everything_is_the_ads_and_the_campaigns(running, hourly):
    rows = list(running.adapter.fetch_metrics(*_window(), level=t.MetricLevel.ALL, hourly=hourly))
    assert all((row.hour is not None) == hourly for row in rows)
    ads = [row for row in rows if row.ad_external_id]
    campaigns = [row for row in rows if not row.ad_external_id]
    assert all(row.ad_group_external_id == "" for row in campaigns)
    levels = (t.MetricLevel.AD, t.MetricLevel.CAMPAIGN)
    for found, level in zip((ads, campaigns), levels, strict=True):
        assert found
        assert found == list(running.adapter.fetch_metrics(*_window(), level=level, hourly=hourly))


def test_everything_costs_two_operations_and_a_third_with_performance_max(running):
    running.meter.spent.clear()
    list(running.adapter.fetch_metrics(*_window(), level=t.MetricLevel.ALL))
    assert running.meter.spent == [(1, False)] * 3


def test_a_campaign_of_performance_max_holds_more_than_its_asset_groups(running):
    spent = {True: [0, 0], False: [0, 0]}
    rows = list(running.adapter.fetch_metrics(*_window(), level=t.MetricLevel.ALL))
    maxes = {row.campaign_external_id for row in rows if row.ad_external_id.startswith("assetGroup~")}
    for row in rows:
        spent[row.campaign_external_id in maxes][bool(row.ad_external_id)] += row.spend_micros
    assert spent[False][0] == spent[False][1] > 0
    assert 0.8 < spent[True][1] / spent[True][0] < 1


def test_ids_below_the_level_are_empty(running):
    for row in running.adapter.fetch_metrics(*_window(), level=t.MetricLevel.CAMPAIGN):
        assert (row.ad_group_external_id, row.ad_external_id) == ("", "")
    for row in running.adapter.fetch_metrics(*_window(), level=t.MetricLevel.AD_GROUP):
        assert row.ad_group_external_id
        assert row.ad_external_id == ""


@pytest.mark.parametrize(
    ("reported", "exact"),
    [(0.1 + 0.2, "0.3"), (2.0, "2"), (0.0, "0"), (1 / 3, "0.333333"), (1e-7, "0"), (12345.678901, "12345.678901")],
)
def test_a_reported_double_leaves_no_binary_dust(reported, exact):
    assert money.to_decimal(reported) == Decimal(exact)
    assert money.value_to_micros(reported) == int(Decimal(exact) * 1_000_000)


@pytest.mark.parametrize(
    ("currency", "minor", "micros"), [("EUR", 2550, 25_500_000), ("JPY", 300, 300_000_000), ("KWD", 1500, 1_500_000)]
)
def test_money_goes_to_micros_and_back(currency, minor, micros):
    assert money.to_micros(minor, currency) == micros
    assert money.from_micros(str(micros), currency) == minor
    assert money.from_micros(micros + 1, currency) == minor + 1
    assert money.from_micros(0, currency) is None
