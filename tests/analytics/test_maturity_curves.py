"""Curves before anything was learned, and what is expected of days that still mature."""

from datetime import date
from decimal import Decimal
from itertools import pairwise

import pytest

from analytics import maturity
from analytics.selectors.curves import get_curves
from analytics.types import Cell
from integrations.types import Platform
from tests.analytics.build import TODAY, days_before, make_account, read_days

pytestmark = pytest.mark.django_db


def cell(account_id, age_days, conversions, clicks, day: date = TODAY) -> Cell:
    return Cell(account_id, day, age_days, Decimal(conversions), clicks)


@pytest.mark.parametrize("platform", list(Platform))
def test_a_curve_rises_from_the_days_first_moment_to_everything(platform):
    curve = maturity.prior_curve(platform)
    ages = [step / 24 for step in range(-24, 24 * 32)]
    shares = [curve.share(age) for age in ages]
    assert shares == sorted(shares)
    assert (shares[0], shares[-1]) == (0.0, 1.0)
    assert curve.share(maturity.last_age(platform)) == 1.0
    assert all(later - earlier < 0.06 for earlier, later in pairwise(shares[24:]))


def test_before_anything_is_learned_each_account_has_its_platforms_curve(organization):
    meta, google = make_account(), make_account("Search", platform="google")
    for account in (meta, google):
        read_days(account, [f"c{account.pk}"])
    curves = get_curves()
    assert curves.share(meta.pk, 8.0) == 1.0
    assert 0.9 < curves.share(google.pk, 8.0) < 1.0


def test_a_day_with_none_known_is_not_zero(organization):
    account = make_account()
    young, old = cell(account.pk, 0.1, 0, 200, days_before(1)), cell(account.pk, 27.1, 10, 400, days_before(28))
    curves = get_curves()
    alone, both = curves.estimate([young]), curves.estimate([young, old])
    assert alone.known == 0
    assert 0 < alone.final < 1
    assert alone.high >= 1
    assert 0.5 < both.final - 10 < 1.5
    assert 10 <= both.low < both.final < both.high


def test_a_complete_day_is_known_and_nothing_is_expected_of_no_days(organization):
    account = make_account()
    done = get_curves().estimate([cell(account.pk, 27.08, "12.5", 300)])
    assert (done.share, done.final, done.low, done.high) == (1.0, 12.5, 12.5, 12.5)
    nothing = get_curves().estimate([])
    assert (nothing.known, nothing.share, nothing.final, nothing.low, nothing.high) == (0, 1.0, 0, 0, 0)


def test_the_share_of_a_sum_is_weighed_by_what_the_days_will_come_to(organization):
    account = make_account()
    curves = get_curves()
    few, many = cell(account.pk, 0.1, 1, 20), cell(account.pk, 27.1, 99, 2000, days_before(28))
    assert curves.estimate([few, many]).share > 0.98
    assert curves.estimate([few]).share == pytest.approx(curves.share(account.pk, 0.1))
