"""Figures that change afterwards, as every adapter reads them: what the sandbox's control API changes is what is told next."""

import itertools
from datetime import UTC, date, datetime, timedelta

import pytest

from integrations import types as t

STEPS = (3, -2, 0, 4, -1)


@pytest.fixture
def day(shop) -> date:
    """A day whose results have all arrived."""
    return datetime.fromtimestamp(shop.sandbox.now(), UTC).date() - timedelta(days=10)


@pytest.fixture
def ad(shop, day) -> str:
    """The ad that brought most on that day."""
    rows = shop.sandbox.books(shop.link.external_id, day=day.isoformat())["rows"]
    return max(rows, key=lambda row: (row["known"], row["spend_micros"]))["ad"]


def read(shop, day, *names) -> tuple:
    """Return the sums of the campaigns' totals, and of the ads' rows, which must be the same."""
    rows = list(shop.adapter.fetch_metrics(day, day, level=t.MetricLevel.ALL))
    ads, totals = [row for row in rows if row.ad_external_id], [row for row in rows if not row.ad_external_id]
    found = tuple(sum(getattr(row, name) for row in totals) for name in names)
    assert found == tuple(sum(getattr(row, name) for row in ads) for name in names)
    return found


def test_every_step_of_a_restated_week_is_told_when_it_is_known(shop, day, ad):
    start = shop.sandbox.now()
    for number, step in enumerate(STEPS):
        at = start + number * 86_400 + 3_600
        shop.sandbox.control("POST", "restate", ad=ad, day=day.isoformat(), count=step, value_minor=step * 1_500, at=at)
    seen = []
    for _ in range(len(STEPS) + 1):
        told = read(shop, day, "conversions", "value_micros")
        books = shop.sandbox.books(shop.link.external_id, day=day.isoformat(), as_of=shop.sandbox.now())["total"]
        assert told == (books["known"], books["known_value_micros"])
        seen.append(told[0])
        shop.wait(days=1)
    assert [after - before for before, after in itertools.pairwise(seen)] == list(STEPS)


def test_credited_clicks_lower_the_days_clicks_and_spend(shop, day, ad):
    before = read(shop, day, "impressions", "clicks", "spend_micros", "conversions")
    shop.sandbox.control("POST", "credit", ad=ad, day=day.isoformat(), clicks=4, spend_minor=250)
    after = read(shop, day, "impressions", "clicks", "spend_micros", "conversions")
    assert [b - a for b, a in zip(before, after, strict=True)] == [0, 4, 2_500_000, 0]


def test_an_ad_that_vanishes_is_told_of_at_no_level(shop, day, ad):
    (before,) = read(shop, day, "spend_micros")
    mine = [row for row in shop.sandbox.books(shop.link.external_id, day=day.isoformat())["rows"] if row["ad"] == ad]
    shop.sandbox.control("POST", f"ads/{ad}/vanish", day=day.isoformat())
    assert read(shop, day, "spend_micros") == (before - mine[0]["spend_micros"],)
    rows = shop.adapter.fetch_metrics(day - timedelta(days=1), day)
    assert {row.day for row in rows if row.ad_external_id.endswith(ad)} == {day - timedelta(days=1)}
