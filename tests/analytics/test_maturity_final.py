"""The final number of conversions comes with an interval that holds it in four of five cases, for days and for sums."""

import math
import random
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest

from analytics import maturity
from analytics.maturity import Curve
from analytics.maturity.negbin import quantile
from analytics.types import Cell, Estimate

START = date(2026, 9, 1)
CURVE = Curve(((0.1, 0.6), (1.1, 0.8), (2.1, 0.9), (3.0, 1.0)), variation=0.05, rate=0.05)


def cell(age: float, conversions: float, clicks: int, account_id: int = 1) -> Cell:
    return Cell(account_id, START - timedelta(days=int(age)), age, Decimal(str(conversions)), clicks)


def estimate(*cells: Cell, curve: Curve = CURVE) -> Estimate:
    return maturity.estimate(cells, {each.account_id: curve for each in cells})


def exact_quantile(chance: float, size: int, odds: Fraction) -> int:
    """Count failures until the `size`-th success, with whole numbers only; `odds` is the chance of a success."""
    count, total = 0, Fraction(0)
    while True:
        total += math.comb(count + size - 1, count) * odds**size * (1 - odds) ** count
        if total >= Fraction(chance):
            return count
        count += 1


@pytest.mark.parametrize("chance", [0.1, 0.5, 0.9])
@pytest.mark.parametrize(("size", "mean"), [(1, 1), (2, 7), (5, 40), (30, 12), (20, 300)])
def test_quantiles_are_exact(chance, size, mean):
    odds = Fraction(size, size + mean)
    assert quantile(chance, mean, mean + mean**2 / size) == exact_quantile(chance, size, odds)


def test_quantiles_of_poisson_counts():
    def at_most(count: int) -> float:
        return sum(math.exp(-4) * 4**each / math.factorial(each) for each in range(count + 1))

    for chance in (0.05, 0.1, 0.5, 0.9, 0.99):
        found = int(quantile(chance, 4, 4))
        assert at_most(found) >= chance > at_most(found - 1)
    assert quantile(0.9, 0, 0) == 0


def test_beyond_large_numbers_the_approximation_goes_on_where_the_exact_one_ends():
    below, above = (quantile(0.9, mean, mean**2 / 25) for mean in (999, 1001))
    assert above / below == pytest.approx(1001 / 999, rel=3e-3)


def test_many_clicks_with_few_conversions_are_expected_to_catch_up_with_the_rate():
    """n = 1000 clicks at a rate of 0.05, S = 0.6, K = 10; own rate (20 + 10) / (400 + 600) = 0.03, times n (1 - S)."""
    alone = estimate(cell(0.1, 10, 1000), curve=Curve(CURVE.points, variation=0.05, rate=0.05))
    known_rate = (8 + 10) / (8 / 0.05 + 600)
    assert alone.final == pytest.approx(10 + (20 + 10) / (20 / known_rate + 600) * 400)
    assert alone.share == 0.6


def test_the_interval_of_a_sum_is_narrower_than_the_sum_of_the_intervals():
    days = [cell(0.1, 30, 1000, account_id) for account_id in range(1, 5)]
    one, together = estimate(days[0]), estimate(*days)
    assert together.known == 120
    assert together.final == pytest.approx(4 * one.final)
    assert together.high - together.low < 0.6 * 4 * (one.high - one.low)


def test_an_unsure_curve_and_arrivals_in_heaps_widen_the_interval():
    plain = estimate(cell(0.1, 60, 2000))
    unsure = estimate(cell(0.1, 60, 2000), curve=Curve(CURVE.points, (0.1, 0.05, 0.02, 0), 1.0, 0.05, 0.05))
    heaps = estimate(cell(0.1, 60, 2000), curve=Curve(CURVE.points, (), 4.0, 0.05, 0.05))
    assert plain.final == unsure.final == heaps.final
    assert unsure.high - unsure.low > 1.2 * (plain.high - plain.low)
    assert heaps.high - heaps.low > 1.2 * (plain.high - plain.low)


def test_conversions_without_clicks_follow_the_chain_ladder():
    views = estimate(cell(0.1, 6, 0))
    assert views.final == pytest.approx(10.0)
    assert views.low < 10 < views.high
    assert estimate(cell(0.1, 0, 0)).final == 0


def test_a_campaign_that_converts_otherwise_than_its_account_is_judged_by_its_own_days():
    """Twice the account's rate for a week, then a day of which nothing is known yet."""
    week = [cell(3.1 + n, 100, 1000) for n in range(7)]
    young = cell(0.1, 0, 1000)
    alone, after_a_week = estimate(young).final, estimate(young, *week).final - 700
    assert after_a_week > 1.5 * alone


def test_today_so_far_is_expected_to_grow():
    morning, evening = estimate(cell(-0.6, 5, 200)), estimate(cell(-0.1, 5, 200))
    assert morning.share < evening.share < 0.6
    assert morning.final > evening.final > 5


@pytest.mark.parametrize(("clicks", "days"), [(40, 1), (400, 1), (4000, 1), (100, 4), (1000, 4)])
def test_four_of_five_finals_lie_within(clicks, days):
    """Six hundred draws from the model itself; an interval of whole numbers holds more rather than fewer."""
    dice = random.Random(4 + clicks)
    held = sum(_holds(dice, clicks, days) for _ in range(600))
    assert 0.77 <= held / 600 <= (0.9 if clicks * days > 300 else 0.97)


def _holds(dice: random.Random, clicks: int, days: int) -> bool:
    final, cells = 0, []
    for age in range(days):
        share = CURVE.share(age + 0.1)
        rate = dice.gammavariate(20, CURVE.rate / 20)
        total = _poisson(dice, clicks * rate)
        final += total
        cells.append(cell(age + 0.1, sum(dice.random() < share for _ in range(total)), clicks))
    found = estimate(*cells)
    return found.low <= final <= found.high


def _poisson(dice: random.Random, mean: float) -> int:
    """Count arrivals of mean one a step of time until it is up."""
    count, passed = 0, dice.expovariate(1)
    while passed < mean:
        count += 1
        passed += dice.expovariate(1)
    return count
