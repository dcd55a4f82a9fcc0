"""Figures: three levels, days and hours, and the platform's own books."""

from collections import Counter
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from integrations import types as t
from tests.integrations.contract.conftest import SHOP_DAYS

COUNTED = ("impressions", "clicks", "spend_micros", "conversions", "value_micros")
CENT = 10_000
NO_ORDERS_BY_HOUR = (t.Platform.META,)  # of what happens outside Meta, it tells by the day only


def today(world) -> date:
    return datetime.fromtimestamp(world.sandbox.now(), UTC).date()


def window(world) -> tuple[date, date]:
    return today(world) - timedelta(days=SHOP_DAYS), today(world) - timedelta(days=1)


def total(rows) -> dict[str, Decimal | int]:
    """Return the sums of some rows."""
    rows = list(rows)
    return {name: sum(getattr(row, name) for row in rows) for name in COUNTED}


def test_figures_are_whole_exact_and_once_a_day_and_ad(shop):
    since, until = window(shop)
    rows = list(shop.adapter.fetch_metrics(since, until))
    assert len({(row.day, row.ad_external_id) for row in rows}) == len(rows)
    assert {row.day for row in rows} <= {since + timedelta(days=n) for n in range(SHOP_DAYS + 1)}
    assert all(isinstance(row.conversions, Decimal) and isinstance(row.spend_micros, int) for row in rows)
    assert all(row.campaign_external_id and row.ad_group_external_id and row.ad_external_id for row in rows)
    assert all(row.hour is None for row in rows)
    sums = total(rows)
    assert sums["spend_micros"] > 0
    assert sums["conversions"] > 0
    assert sums["clicks"] < sums["impressions"]


def test_the_ids_of_figures_are_those_of_the_objects(shop):
    since, until = window(shop)
    known = {(seen.ref.kind, seen.ref.external_id) for seen in shop.adapter.observe()}
    for row in shop.adapter.fetch_metrics(since, until):
        assert (t.ObjectKind.CAMPAIGN, row.campaign_external_id) in known
        assert (t.ObjectKind.AD_GROUP, row.ad_group_external_id) in known
        assert (t.ObjectKind.AD, row.ad_external_id) in known


def test_figures_are_what_stands_in_the_platforms_books(shop):
    since, until = window(shop)
    books = shop.sandbox.books(shop.link.external_id, since=since.isoformat(), until=until.isoformat())
    told = Counter({"impressions": 0})
    for row in shop.adapter.fetch_metrics(since, until):
        told.update({row.day: row.spend_micros, (row.day, "impressions"): row.impressions})
        told.update({(row.day, "value"): row.value_micros, (row.day, "conversions"): row.conversions})
    booked, rows_of_day = Counter({"impressions": 0}), Counter()
    for row in books["rows"]:
        day = date.fromisoformat(row["day"])
        rows_of_day[day] += 1
        booked.update({(day, "impressions"): row["impressions"], (day, "value"): row["known_value_micros"]})
        booked.update({(day, "conversions"): row["known"], day: row["spend_micros"]})
    assert booked.total() > 0
    for key, count in booked.items():
        if isinstance(key, date):
            assert abs(told[key] - count) <= CENT * rows_of_day[key], key
        else:
            assert told[key] == count, key


@pytest.mark.parametrize("level", [t.MetricLevel.AD_GROUP, t.MetricLevel.CAMPAIGN])
def test_a_level_is_the_sum_of_what_is_below_it(shop, level):
    since, until = window(shop)
    below, above = Counter(), {}
    field = f"{level}_external_id"
    for row in shop.adapter.fetch_metrics(since, until):
        for name in ("impressions", "clicks", "conversions"):
            below[row.day, getattr(row, field), name] += getattr(row, name)
    for row in shop.adapter.fetch_metrics(since, until, level=level):
        assert row.ad_external_id == ""
        assert (row.ad_group_external_id == "") == (level == t.MetricLevel.CAMPAIGN)
        for name in ("impressions", "clicks", "conversions"):
            above[row.day, getattr(row, field), name] = getattr(row, name)
    assert above == dict(below)


def test_the_hours_of_a_day_add_up_to_the_day(shop):
    day = today(shop) - timedelta(days=2)
    daily = list(shop.adapter.fetch_metrics(day, day))
    hourly = list(shop.adapter.fetch_metrics(day, day, hourly=True))
    assert {row.hour for row in hourly} <= set(range(24))
    assert len({(row.hour, row.ad_external_id) for row in hourly}) == len(hourly)
    told = ("impressions", "clicks") if shop.platform in NO_ORDERS_BY_HOUR else ("impressions", "clicks", "conversions")
    for name in told:
        assert sum(getattr(row, name) for row in hourly) == sum(getattr(row, name) for row in daily)
    difference = abs(sum(row.spend_micros for row in hourly) - sum(row.spend_micros for row in daily))
    assert difference <= CENT * len(hourly)


def test_a_result_that_is_restated_is_read_anew_and_spend_is_not_touched(shop):
    day = today(shop) - timedelta(days=3)
    before = total(shop.adapter.fetch_metrics(day, day))
    books = shop.sandbox.books(shop.link.external_id, day=day.isoformat())["rows"]
    shop.sandbox.control("POST", "restate", ad=books[0]["ad"], day=day.isoformat(), count=2, value_minor=9000)
    after = total(shop.adapter.fetch_metrics(day, day))
    assert after["conversions"] - before["conversions"] == 2
    assert after["value_micros"] - before["value_micros"] == 90_000_000
    assert after["spend_micros"] == before["spend_micros"]


def test_spend_and_clicks_that_are_credited_are_read_anew(shop):
    day = today(shop) - timedelta(days=3)
    before = total(shop.adapter.fetch_metrics(day, day))
    ad = shop.sandbox.books(shop.link.external_id, day=day.isoformat())["rows"][0]["ad"]
    shop.sandbox.control("POST", "credit", ad=ad, day=day.isoformat(), clicks=3, impressions=40, spend_minor=210)
    after = total(shop.adapter.fetch_metrics(day, day))
    assert after["impressions"] == before["impressions"] - 40
    assert after["spend_micros"] == before["spend_micros"] - 2_100_000
    assert after["clicks"] == before["clicks"] - 3
    assert after["conversions"] == before["conversions"]


def test_an_ad_whose_figures_vanish_is_absent_and_the_others_are_untouched(shop):
    def by_ad() -> dict[str, int]:
        found = Counter()
        for row in shop.adapter.fetch_metrics(*window(shop)):
            found[row.ad_external_id] += row.impressions
        return dict(found)

    before = by_ad()
    ad = shop.sandbox.books(shop.link.external_id)["rows"][0]["ad"]
    shop.sandbox.control("POST", f"ads/{ad}/vanish")
    after = by_ad()
    assert after.items() < before.items()
    assert len(after) == len(before) - 1


def test_the_day_on_which_clocks_go_back_has_its_hours_and_is_their_sum(shop):
    day = date(2026, 10, 25)
    daily = total(shop.adapter.fetch_metrics(day, day))
    hourly = list(shop.adapter.fetch_metrics(day, day, hourly=True))
    assert daily["impressions"] > 0
    assert len({(row.hour, row.ad_external_id) for row in hourly}) == len(hourly)
    assert {row.day for row in hourly} == {day}
    assert total(hourly)["impressions"] == daily["impressions"]


def test_days_without_anything_give_no_rows(world):
    assert list(world.adapter.fetch_metrics(today(world) - timedelta(days=9), today(world))) == []


def test_a_day_is_the_accounts_own(world):
    account = {
        "name": "Tokyo", "currency": "JPY", "time_zone": "Asia/Tokyo",
        "campaigns": [{"name": "Always on", "days": 4, "daily_budget_minor": 9000}],
    }  # fmt: skip
    person = {"name": "Kei Tokyo", "key": "kei", "platform": str(world.platform)}
    world.sandbox.control("POST", "people", accounts=[account], **person)
    kei = world.connect("kei")
    days = {row.day for row in kei.adapter.fetch_metrics(date(2026, 11, 14), date(2026, 11, 20))}
    booked = {
        date.fromisoformat(row["day"]) for row in kei.sandbox.books(kei.link.external_id, since="2026-11-14")["rows"]
    }
    assert days == {day for day in booked if day <= date(2026, 11, 20)}
    assert kei.link.time_zone == "Asia/Tokyo"
