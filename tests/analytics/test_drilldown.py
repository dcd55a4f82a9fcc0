"""Whatever is asked for, the parts add up to the whole: now, as of any moment, as they are and in one currency."""

from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from decimal import Decimal
from itertools import pairwise

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from analytics.selectors import Cut, Dimension, Scope, gather, statement, tables
from analytics.types import Metrics, Period, combine
from tests.analytics.build import NOW, days_before, make_account, row, store
from tests.analytics.rates import set_rates

PERIOD = Period(days_before(20), days_before(0))
MOMENTS = [NOW + timedelta(hours=hours) for hours in (0, 5, 30)]
ADS = {"a1": 1, "a2": 1, "a3": 2, "": 1}
"""Ads, and the residual of campaign 1; a4 is of a campaign that is not imported."""
LEVELS = [
    (),
    (Dimension.PLATFORM,),
    (Dimension.PLATFORM, Dimension.ACCOUNT),
    (Dimension.PLATFORM, Dimension.ACCOUNT, Dimension.CURRENCY),
    (Dimension.PLATFORM, Dimension.ACCOUNT, Dimension.CURRENCY, Dimension.CAMPAIGN),
    (Dimension.PLATFORM, Dimension.ACCOUNT, Dimension.CURRENCY, Dimension.CAMPAIGN, Dimension.AD_GROUP),
    (Dimension.PLATFORM, Dimension.ACCOUNT, Dimension.CURRENCY, Dimension.CAMPAIGN, Dimension.AD_GROUP, Dimension.AD),
]
CALENDAR = [(), (Dimension.MONTH,), (Dimension.MONTH, Dimension.DAY), (Dimension.MONTH, Dimension.DAY, Dimension.AD)]
WEEKS = [(), (Dimension.WEEK,), (Dimension.WEEK, Dimension.DAY), (Dimension.WEEK, Dimension.DAY, Dimension.CAMPAIGN)]


@dataclass(frozen=True)
class Known:
    """One figure of one account's ad, as it was known from a moment on."""

    moment: int
    account: int
    ad: str
    ago: int
    counts: tuple[int, int]
    money: tuple[int, int]
    conversions: Decimal


known = st.lists(
    st.builds(
        Known,
        st.integers(0, len(MOMENTS) - 1),
        st.integers(0, 2),
        st.sampled_from([*ADS, "a4"]),
        st.integers(0, 20),
        st.tuples(st.integers(0, 10**9), st.integers(-5, 10**6)),
        st.tuples(st.integers(0, 10**12), st.integers(0, 10**12)),
        st.decimals(0, 10**4, places=3),
    ),
    min_size=1,
    max_size=14,
)


@pytest.fixture
def accounts(organization):
    quoted = [n for n in range(1, 25) if n % 7 > 1]
    usual = {"USD": 1100, "GBP": 870}
    set_rates({each: {days_before(n): str(Decimal(rate + n) / 1000) for n in quoted} for each, rate in usual.items()})
    return [
        make_account("Bakery"),
        make_account("Shop", currency="USD", platform="google"),
        make_account("Elsewhere", currency="XOF", platform="tiktok"),
    ]


@contextmanager
def stored(accounts, figures: list[Known]):
    """Store what was known at each moment, and forget it all afterwards."""
    with transaction.atomic():
        for number, moment in enumerate(MOMENTS):
            for which, account in enumerate(accounts):
                rows = [_row(each) for each in figures if (each.moment, each.account) == (number, which)]
                store(account, rows, at=moment, campaigns={ad: campaign for ad, campaign in ADS.items() if ad})
        yield
        transaction.set_rollback(True)


def _row(each: Known):
    names = ("impressions", "clicks", "spend_micros", "value_micros")
    figures = dict(zip(names, (*each.counts, *each.money), strict=True))
    made = row(
        days_before(each.ago), each.ad, campaign=f"c{ADS.get(each.ad, 9)}", conversions=each.conversions, **figures
    )
    return made if each.ad else replace(made, ad_group_external_id="")


def parents(children: dict[tuple, Metrics], length: int) -> dict[tuple, Metrics]:
    """Return the sums of children by the first parts of their keys."""
    groups: dict[tuple, list[Metrics]] = {}
    for key, metrics in children.items():
        groups.setdefault(key[:length], []).append(metrics)
    return {key: combine(group) for key, group in groups.items()}


moments = st.none() | st.datetimes(NOW.replace(tzinfo=None) - timedelta(hours=1), datetime(2026, 11, 22)).map(
    lambda moment: moment.replace(tzinfo=NOW.tzinfo)
)
lightly = settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@lightly
@given(figures=known, as_of=moments, currency=st.sampled_from([None, "EUR", "USD", "GBP"]))
@pytest.mark.parametrize("chain", [LEVELS, CALENDAR, WEEKS], ids=["levels", "months", "weeks"])
def test_every_drill_down_adds_up_to_its_parent(accounts, chain, figures, as_of, currency):
    with stored(accounts, figures):
        answers = gather([Cut(PERIOD, dimensions, as_of=as_of, currency=currency, marks=True) for dimensions in chain])
        for (shallow, deep), (parent, child) in zip(pairwise(chain), pairwise(answers), strict=True):
            assert parents(child.sums, len(shallow)) == parent.sums, deep
            assert min(child.first_days.values(), default=None) == min(parent.first_days.values(), default=None)
            assert child.newest_at == parent.newest_at


@lightly
@given(figures=known, as_of=moments)
def test_sums_are_those_of_the_rows_that_were_known_last(accounts, figures, as_of):
    with stored(accounts, figures):
        last = {}
        for each in sorted(figures, key=lambda each: each.moment):
            if as_of is None or MOMENTS[each.moment] <= as_of:
                last[each.account, each.ad, each.ago] = each
        (answer,) = gather([Cut(PERIOD, (Dimension.CURRENCY,), as_of=as_of)])
        for which, currency in enumerate(("EUR", "USD", "XOF")):
            own = [each for each in last.values() if each.account == which]
            found = answer.sums.get((currency,), Metrics())
            assert found.spend_micros == sum(each.money[0] for each in own)
            assert found.clicks == sum(each.counts[1] for each in own)
            assert found.conversions == sum((each.conversions for each in own), Decimal(0))


@lightly
@given(figures=known, as_of=moments, currency=st.sampled_from([None, "EUR"]))
def test_the_sums_that_are_kept_answer_as_the_facts_do(accounts, figures, as_of, currency):
    with stored(accounts, figures):
        cuts = [
            Cut(PERIOD, dimensions, scope, as_of, currency)
            for dimensions in [(), (Dimension.DAY,), (Dimension.PLATFORM,), (Dimension.ACCOUNT, Dimension.WEEK)]
            for scope in (Scope(), Scope(campaign_ids=[1]), Scope(account_ids=[accounts[1].pk]))
        ] + [Cut(PERIOD, (Dimension.CAMPAIGN, Dimension.MONTH), as_of=as_of, currency=currency)]
        kept = gather(cuts)
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(statement, "choose_table", lambda cut: tables.FACTS)
            facts = gather(cuts)
        assert kept == facts


@lightly
@given(figures=known, currency=st.sampled_from([None, "EUR"]))
def test_ratios_are_ratios_of_sums(accounts, figures, currency):
    with stored(accounts, figures):
        whole, by_ad = gather([Cut(PERIOD, dimensions, currency=currency) for dimensions in [(), (Dimension.AD,)]])
        parts = by_ad.sums.values()
        for metrics in (combine(parts), whole.sums[()]):
            clicks, impressions = (sum(getattr(part, name) for part in parts) for name in ("clicks", "impressions"))
            assert metrics.ctr == (Decimal(clicks) / impressions if impressions else None)
            for own in metrics.by_currency or (metrics,):
                assert own.cpc_micros == (Decimal(own.spend_micros) / own.clicks if own.clicks else None)
                assert own.roas == (Decimal(own.value_micros) / Decimal(own.spend_micros) if own.spend_micros else None)
