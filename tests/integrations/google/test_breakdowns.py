"""Campaigns' figures by part of the audience, and people reached: what each kind of campaign tells."""

from collections import Counter
from datetime import timedelta

import pytest

from integrations import types as t
from tests.factories import START
from tests.integrations.google.plans import C, P, make_plan, with_people

WEEK = (START.date(), START.date() + timedelta(days=6))
PLANS = {
    "search": make_plan(P.SALES, C.SEARCH, name="Search"),
    "max": make_plan(P.SALES, C.PERFORMANCE_MAX, name="Max"),
    "display": with_people(make_plan(P.BRAND_AWARENESS, C.DISPLAY, name="Display"), age_min=25, age_max=54),
    "app": make_plan(P.APP_INSTALLS, C.APP, name="App"),
}


@pytest.fixture
def campaigns(shop):
    """One campaign of each kind, six days on the air, by name."""
    return dict(zip(PLANS, shop.run(*PLANS.values(), days=6), strict=True))


def _sums(rows) -> Counter:
    found = Counter()
    for row in rows:
        key = (row.day, row.campaign_external_id)
        found.update(
            {(*key, name): getattr(row, name) for name in ("impressions", "clicks", "spend_micros", "conversions")}
        )
        found.update({(*key, "value"): row.value_micros})
    return found


def test_parts_add_up_to_their_campaign_where_google_tells_of_them(shop, campaigns):
    whole = _sums(shop.adapter.fetch_metrics(*WEEK, level=t.MetricLevel.CAMPAIGN))
    told = {}
    for breakdown in t.Breakdown:
        shop.meter.spent.clear()
        rows = list(shop.adapter.fetch_breakdown(*WEEK, breakdown))
        assert shop.meter.spent == [(1, False)]
        assert len({(row.day, row.campaign_external_id, row.value) for row in rows}) == len(rows)
        told[breakdown] = {(row.campaign_external_id, row.value) for row in rows}
        ids = {campaign for campaign, _ in told[breakdown]}
        assert _sums(rows) == Counter({key: count for key, count in whole.items() if key[1] in ids})
    names = {number: name for name, number in campaigns.items()}
    values = {b: {name: {v for c, v in told[b] if names[c] == name} for name in PLANS} for b in t.Breakdown}
    assert values[t.Breakdown.COUNTRY] == {name: {"IE"} for name in PLANS}
    assert values[t.Breakdown.DEVICE] == {name: {"phone", "tablet", "computer", "tv"} for name in PLANS}
    assert values[t.Breakdown.GENDER]["search"] == {"women", "men", "unknown"}
    assert values[t.Breakdown.AGE]["search"] == {"18-24", "25-34", "35-44", "45-54", "55-64", "65+", "unknown"}
    assert values[t.Breakdown.AGE]["display"] == {"25-34", "35-44", "45-54"}
    assert values[t.Breakdown.AGE]["max"] == values[t.Breakdown.GENDER]["max"] == set()


def test_people_are_told_of_display_and_app_and_grow_slower_than_days(shop, campaigns):
    days = [START.date() + timedelta(days=n) for n in range(7)]
    week = {row.campaign_external_id: row for row in shop.adapter.fetch_reach(*WEEK)}
    assert set(week) == {campaigns["display"], campaigns["app"]}
    daily = Counter()
    for day in days:
        for row in shop.adapter.fetch_reach(day, day):
            assert (row.since, row.until) == (day, day)
            assert 0 < row.reach <= row.impressions
            daily[row.campaign_external_id] += row.reach
    totals = _sums(shop.adapter.fetch_metrics(*WEEK, level=t.MetricLevel.CAMPAIGN))
    for campaign, row in week.items():
        assert (row.since, row.until) == WEEK
        assert row.reach < daily[campaign]
        assert row.impressions == sum(totals[day, campaign, "impressions"] for day in days)


def test_people_of_more_days_than_google_counts_over_are_not_asked_for(shop):
    shop.meter.spent.clear()
    assert list(shop.adapter.fetch_reach(START.date() - timedelta(days=92), START.date())) == []
    assert shop.meter.spent == []
    assert list(shop.adapter.fetch_reach(START.date() - timedelta(days=91), START.date())) == []
    assert shop.meter.spent == [(1, False)]
