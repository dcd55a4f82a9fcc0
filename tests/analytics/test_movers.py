"""Why a figure moved: the parts add up to the change to the last unit, whatever the figures are."""

from decimal import Decimal
from fractions import Fraction
from itertools import permutations

from hypothesis import given
from hypothesis import strategies as st

from analytics.movers import Measure, Reason, explain, split_product
from analytics.types import Metrics

few = st.integers(0, 3) | st.integers(0, 10**9)
metrics = st.builds(
    Metrics,
    impressions=few,
    clicks=few,
    conversions=st.decimals(0, 10**6, places=6),
    spend_micros=few | st.none(),
    value_micros=few | st.decimals(0, 10**12, places=9),
    currency=st.just("EUR"),
)
measures = st.sampled_from(Measure)
factors = st.lists(st.fractions(0, 100, max_denominator=50), min_size=4, max_size=4)


def made(spend, impressions, clicks, conversions, value=0):
    return Metrics(impressions, clicks, Decimal(conversions), spend * 1_000_000, value * 1_000_000, "EUR")


@given(metrics, metrics, measures)
def test_the_parts_add_up_exactly(before, current, measure):
    move = explain(before, current, measure)
    assert sum(move.parts.values()) == move.change


@given(metrics, measures)
def test_nothing_moves_nothing(figures, measure):
    move = explain(figures, figures, measure)
    assert (move.change, move.parts) == (0, {})


@given(metrics, metrics, measures)
def test_backwards_it_is_the_same_the_other_way_round(before, current, measure):
    there, back = explain(before, current, measure), explain(current, before, measure)
    assert all(abs(there.parts.get(reason, 0) + back.parts.get(reason, 0)) <= 1 for reason in Reason)


@given(factors, factors)
def test_no_order_of_the_factors_is_preferred(before, after):
    parts = split_product(before, after)
    for order in permutations(range(4)):
        moved = split_product([before[n] for n in order], [after[n] for n in order])
        assert moved == [parts[n] for n in order]


@given(factors, factors)
def test_it_is_the_mean_over_every_order(before, after):
    orders, parts = list(permutations(range(4))), [Fraction(0)] * 4
    for order in orders:
        now = list(before)
        for place in order:
            was = _product(now)
            now[place] = after[place]
            parts[place] += _product(now) - was
    assert split_product(before, after) == [part / len(orders) for part in parts]


def _product(numbers):
    result = Fraction(1)
    for each in numbers:
        result *= each
    return result


def test_one_thing_that_moved_is_the_whole_reason():
    before = made(100, 10_000, 200, 20, 1_000)
    for reason, current, measure, change in (
        (Reason.SPEND, made(50, 5_000, 100, 10, 500), Measure.VALUE, -500_000_000),
        (Reason.CPM, made(100, 5_000, 100, 10, 500), Measure.CONVERSIONS, -10_000_000),
        (Reason.CTR, made(100, 10_000, 100, 10, 500), Measure.CONVERSIONS, -10_000_000),
        (Reason.CVR, made(100, 10_000, 200, 8, 400), Measure.CONVERSIONS, -12_000_000),
        (Reason.VALUE_PER_CONVERSION, made(100, 10_000, 200, 20, 900), Measure.VALUE, -100_000_000),
    ):
        assert explain(before, current, measure).parts == {reason: change}


def test_what_began_or_ended_did_so_by_its_money():
    nothing, running = Metrics(), made(100, 10_000, 200, 20, 1_000)
    assert explain(nothing, running, Measure.VALUE).parts == {Reason.SPEND: 1_000_000_000}
    assert explain(running, nothing, Measure.VALUE).parts == {Reason.SPEND: -1_000_000_000}


def test_orders_without_a_click_are_told_apart():
    parts = explain(made(100, 10_000, 200, 20), made(0, 0, 0, 5), Measure.CONVERSIONS).parts
    assert parts == {Reason.SPEND: -20_000_000, Reason.REST: 5_000_000}


def test_money_in_two_currencies_is_never_set_against_each_other():
    euros, dollars = made(10, 100, 10, 1, 10), Metrics(100, 10, Decimal(1), 10, 10, "USD")
    assert explain(euros, dollars, Measure.VALUE) is None
