"""Sums over a period are those of its days, also where whole weeks of it are read as one."""

from datetime import timedelta
from itertools import product

import pytest

from analytics import services
from analytics.models import CampaignMetric, CampaignWeek, Retention
from analytics.selectors import Cut, Dimension, Scope, statement, sums
from analytics.types import Period, combine
from tests.analytics.build import NOW, TODAY, days_before, make_account, row, store
from tests.analytics.rates import set_rates

DAYS = 24


@pytest.fixture
def filled(organization):
    """Two accounts in two currencies, each with two campaigns, whose days differ; every day has a rate of its own."""
    set_rates({"USD": {days_before(n): str(1 + n / 100) for n in range(DAYS + 1)}})
    for number, currency in enumerate(("EUR", "USD")):
        rows = [
            row(
                days_before(n),
                f"{ad}{number}",
                campaign=f"c{ad}{number}",
                clicks=n + 1,
                conversions=n % 3,
                spend_micros=n * 7,
            )
            for n in range(DAYS)
            for ad in "ab"
        ]
        ids = {"a0": 1, "b0": 2, "a1": 1, "b1": 4}
        store(make_account(currency=currency), rows, campaigns={f"{ad}{number}": ids[f"{ad}{number}"] for ad in "ab"})


PERIODS = [(23, 0), (20, 0), (18, 5), (11, 5), (10, 5), (12, 4), (4, 0), (3, 3)]
"""From and until so many days before a Friday: with and without whole weeks, and days beside them."""


@pytest.mark.parametrize("scope", [Scope(), Scope(campaign_ids=[1, 2]), Scope(platform="meta")])
def test_a_period_comes_to_the_sums_of_its_days(filled, scope):
    for (since, until), currency in product(PERIODS, [None, "EUR", "USD", "GBP"]):
        period = Period(days_before(since), days_before(until))
        parts: dict = {}
        by_day = sums(period, Dimension.CAMPAIGN, Dimension.DAY, scope=scope, currency=currency)
        for (campaign, _), metrics in by_day.items():
            parts.setdefault((campaign,), []).append(metrics)
        together = {key: combine(found) for key, found in parts.items()}
        assert sums(period, Dimension.CAMPAIGN, scope=scope, currency=currency) == together


def test_many_campaigns_are_joined_and_come_to_the_same_as_looked_up(filled, monkeypatch):
    scope, days = Scope(campaign_ids=[1, 2]), [(Dimension.CAMPAIGN,), (Dimension.CAMPAIGN, Dimension.DAY), ()]
    asked = list(product([Period(days_before(3), TODAY), Period(days_before(20), TODAY)], days, [None, "EUR", "USD"]))

    def answers():
        return [sums(period, *by, scope=scope, currency=currency) for period, by, currency in asked]

    looked_up = answers()
    assert all(looked_up)
    monkeypatch.setattr(statement, "MANY", 2)
    assert "subject_id IN (" in statement.write_statement([Cut(asked[0][0], (), scope)])[0]
    assert answers() == looked_up


def test_weeks_are_read_where_money_stays_as_it_is(filled):
    period = Period(days_before(23), TODAY)
    CampaignMetric.objects.filter(day=days_before(11)).update(clicks=1_000)
    plain, dollars = (sums(period, Dimension.CAMPAIGN, currency=each)[4,] for each in ("USD", "EUR"))
    assert plain.clicks < 1_000 < dollars.clicks


def test_a_weeks_sums_go_down_with_the_days_that_are_forgotten(filled):
    Retention.objects.create(pk=1, facts_months=1)
    services.forget_numbers(now=NOW + timedelta(days=31 - 10))
    assert min(CampaignMetric.objects.values_list("day", flat=True)) == days_before(10)
    assert min(CampaignWeek.objects.values_list("week", flat=True)) == days_before(11)
    assert services.list_differences(now=NOW) == []
