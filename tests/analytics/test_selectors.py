"""Sums add up at every level, ratios are ratios of sums, and money of different currencies is never added."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from analytics import selectors
from analytics.selectors import NOT_BY_AD, Dimension
from analytics.selectors.cuts import SPECIAL
from analytics.types import Metrics, Period, combine
from tests.analytics.build import NOW, TODAY, days_before, make_account, row, store

ADDITIVE = [each for each in Dimension if each not in SPECIAL]
WEEK = Period(days_before(7), days_before(1))

facts = st.lists(
    st.tuples(
        st.integers(0, 13),
        st.sampled_from(["a1", "a2", "a3", "a4"]),
        st.integers(0, 10**9),
        st.integers(0, 10**6),
        st.integers(0, 10**12),
        st.decimals(0, 10**4, places=3),
        st.integers(0, 10**12),
    ),
    max_size=25,
    unique_by=lambda fact: fact[:2],
)


@pytest.fixture
def account(organization):
    return make_account()


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(facts=facts)
def test_every_drill_down_adds_up_to_its_parent(account, facts):
    with transaction.atomic():
        names = ("impressions", "clicks", "spend_micros", "conversions", "value_micros")
        campaigns = {"a1": 1, "a2": 1, "a3": 2, "a4": 3}
        rows = [
            row(days_before(ago), ad, campaign=f"c{campaigns[ad]}", **dict(zip(names, fact, strict=True)))
            for ago, ad, *fact in facts
        ]
        store(account, rows, campaigns=campaigns)
        period = Period(days_before(13), TODAY)
        whole = selectors.totals(period)
        for dimensions in [(each,) for each in ADDITIVE] + [(Dimension.DAY, Dimension.CAMPAIGN)]:
            assert combine(selectors.sums(period, *dimensions).values()) == whole
        assert whole.spend_micros == sum(each.spend_micros for each in rows)
        assert whole.conversions == sum((each.conversions for each in rows), Decimal(0))
        transaction.set_rollback(True)


def test_ratios_are_ratios_of_sums_not_averages_of_ratios(account):
    store(account, [row(days_before(1), clicks=10, impressions=100), row(days_before(2), clicks=0, impressions=900)])
    week = selectors.totals(WEEK)
    assert week.ctr == Decimal(10) / 1000
    assert week.cpc_micros == Decimal(2_000_000)
    assert (week.cpa_micros, week.roas) == (Decimal(5_000_000), Decimal(5))


def test_a_ratio_without_denominator_is_none_and_not_zero():
    nothing = Metrics()
    assert [nothing.ctr, nothing.cpc_micros, nothing.cpm_micros, nothing.cpa_micros, nothing.roas] == [None] * 5


def test_currencies_are_shown_side_by_side_and_never_added(account):
    store(account, [row(TODAY)])
    store(make_account("Shop", currency="USD"), [row(TODAY, "ad9", spend_micros=3_000_000)])
    both = selectors.totals(Period(TODAY, TODAY))
    assert (both.clicks, both.currency, both.spend_micros, both.cpc_micros, both.roas) == (40, None, None, None, None)
    assert {part.currency: part.spend_micros for part in both.by_currency} == {"EUR": 10_000_000, "USD": 3_000_000}


def test_both_ends_of_a_period_belong_to_it(account):
    store(account, [row(days_before(n)) for n in range(10)])
    assert selectors.totals(WEEK).clicks == 7 * 20


def test_as_of_gives_what_was_known_at_each_moment(account):
    day = days_before(3)
    for hours, conversions in [(0, 1), (5, 2), (9, 3)]:
        store(account, [row(day, conversions=conversions)], at=NOW + timedelta(hours=hours))
    known = {
        hours: selectors.totals(Period(day, day), as_of=NOW + timedelta(hours=hours)).conversions
        for hours in (-1, 0, 4, 5, 8, 9, 50)
    }
    assert known == {-1: 0, 0: 1, 4: 1, 5: 2, 8: 2, 9: 3, 50: 3}
    assert selectors.totals(Period(day, day)).conversions == 3


def test_a_question_costs_one_query_whatever_the_number_of_campaigns(account):
    ads = {f"ad{n}": n for n in range(1, 60)}
    store(account, [row(days_before(1), ad, campaign=f"c-{ad}") for ad in ads], campaigns=ads)
    for ask in (selectors.by_campaign, selectors.by_ad, selectors.by_ad_group, selectors.by_platform_campaign):
        with CaptureQueriesContext(connection) as queries:
            found = ask(WEEK, campaign_ids=list(ads.values()))
        assert (len(queries), len(found)) == (1, 59)


def test_campaigns_that_are_not_asked_for_do_not_count(account):
    store(account, [row(TODAY, "a"), row(TODAY, "b", campaign="c2")], campaigns={"a": 1, "b": 2})
    day = Period(TODAY, TODAY)
    assert selectors.totals(day, campaign_ids=[1]).clicks == 20
    assert selectors.totals(day, campaign_ids=[]).is_empty
    assert set(selectors.by_campaign(day, campaign_ids=[2])) == {2}


def test_a_residual_belongs_to_its_campaign_and_to_no_ad(account):
    rest = replace(row(TODAY, "", clicks=1), ad_group_external_id="")
    store(account, [row(TODAY, "a"), rest], campaigns={"a": 5})
    day = Period(TODAY, TODAY)
    assert selectors.by_campaign(day)[5].clicks == 21
    assert {ad: each.clicks for ad, each in selectors.by_ad(day).items()} == {5: 20}
    for dimension in (Dimension.AD, Dimension.AD_GROUP):
        parts = selectors.sums(day, dimension)
        assert {key: each.clicks for (key,), each in parts.items()} == {5: 20, NOT_BY_AD: 1}
