"""Conversions by conversion action: beside the same figures, each action counted once, orders and leads apart."""

from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest

from integrations import types as t
from tests.integrations.contract.conftest import World

DAYS = 14


def today(world: World) -> date:
    """Return today as the account has it."""
    return datetime.fromtimestamp(world.sandbox.now(), UTC).astimezone(ZoneInfo(world.link.time_zone)).date()


def fetch(world: World, days: int = DAYS, **more) -> list[t.MetricRow]:
    """Return the rows of the last days, by action, in the order of days and ids."""
    last = today(world)
    rows = world.adapter.fetch_metrics(last - timedelta(days=days), last, **{"with_actions": True, **more})
    return sorted(rows, key=lambda row: (row.day, row.campaign_external_id, row.ad_external_id))


def by_kind(rows) -> Counter:
    """Return the conversions and value of each kind of action."""
    found = Counter()
    for action in (action for row in rows for action in row.actions):
        found.update({action.kind: action.conversions, (action.kind, "value"): action.value_micros})
    return found


def test_the_figures_are_the_same_with_and_without_actions(shop):
    plain = fetch(shop, with_actions=False)
    assert all(row.actions == () for row in plain)
    split = fetch(shop)
    assert any(row.actions for row in split)
    assert [replace(row, actions=()) for row in split] == plain


def test_an_action_stands_once_in_a_row_with_a_name_and_something_to_count(shop):
    names = {}
    for row in fetch(shop, level=t.MetricLevel.ALL):
        assert len({action.external_id for action in row.actions}) == len(row.actions)
        for action in row.actions:
            assert isinstance(action.conversions, Decimal)
            assert isinstance(action.value_micros, int)
            assert action.conversions or action.value_micros
            assert names.setdefault(action.external_id, (action.name, action.kind)) == (action.name, action.kind)
    assert all(number and name for number, (name, _) in names.items())
    assert t.ConversionKind.PURCHASE in {kind for _, kind in names.values()}


def test_the_orders_of_a_shop_are_its_conversions_and_counted_once(shop):
    for row in fetch(shop, level=t.MetricLevel.ALL):
        orders = [action for action in row.actions if action.kind == t.ConversionKind.PURCHASE]
        assert len(orders) <= 1
        assert sum(action.conversions for action in orders) == row.conversions
        assert sum(action.value_micros for action in orders) == row.value_micros


def test_a_campaigns_actions_hold_those_of_its_ads(shop):
    rows = fetch(shop, level=t.MetricLevel.ALL)
    ads, campaigns = (by_kind(row for row in rows if bool(row.ad_external_id) == is_ad) for is_ad in (True, False))
    assert ads.total() > 0
    assert ads.keys() == campaigns.keys()
    assert all(0.95 * float(campaigns[key]) <= ads[key] <= campaigns[key] for key in campaigns)


@pytest.mark.parametrize(
    ("kind", "counted"), [("purchase", t.ConversionKind.PURCHASE), ("lead", t.ConversionKind.LEAD)]
)
def test_a_result_that_comes_late_is_read_with_its_own_action_only(shop, kind, counted):
    day = today(shop) - timedelta(days=3)
    books = shop.sandbox.books(shop.link.external_id, day=day.isoformat())["rows"]
    before = by_kind(fetch(shop))
    shop.sandbox.control("POST", "restate", ad=books[0]["ad"], day=day.isoformat(), count=2, value_minor=0, kind=kind)
    after = by_kind(fetch(shop))
    assert {key: after[key] - before[key] for key in after if after[key] != before[key]} == {counted: 2}


def test_an_account_without_campaigns_has_no_actions(world):
    assert fetch(world, level=t.MetricLevel.ALL) == []
