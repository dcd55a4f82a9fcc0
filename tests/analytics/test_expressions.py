"""Own figures: what can be written, what it comes to, and what is said of what cannot be."""

from decimal import Decimal

import pytest

from analytics.expressions import FIGURES, ExpressionError, Unit, parse
from analytics.types import Metrics, combine

WEEK = Metrics(10_000, 200, Decimal(8), 40_000_000, 100_000_000, "EUR")
"""€40 spent, €100 brought in."""


@pytest.mark.parametrize(
    ("text", "unit", "value"),
    [
        ("value - spend", Unit.MONEY, "60"),
        ("revenue × 0.4 − cost", Unit.MONEY, "0"),
        ("(value - spend) / spend", Unit.RATIO, "1.5"),
        ("value - spend - spend", Unit.MONEY, "20"),
        ("spend / clicks / 2", Unit.MONEY, "0.1"),
        ("2 + 3 * roas", Unit.RATIO, "9.5"),
        ("(2 + 3) * roas", Unit.RATIO, "12.5"),
        ("-spend * -2", Unit.MONEY, "80"),
        ("value - -spend", Unit.MONEY, "140"),
        ("cpc * clicks", Unit.MONEY, "40"),
        ("clicks * conversion_rate", Unit.COUNT, "8"),
        ("impressions / 1000 * cpm", Unit.MONEY, "40"),
        ("conversions / spend * 1000", Unit.PER_MONEY, "200"),
        ("value / conversions - cpa", Unit.MONEY, "7.5"),
        ("max(value - spend, 0)", Unit.MONEY, "60"),
        ("min(clicks, 50, conversions + .5)", Unit.COUNT, "8.5"),
        ("ABS(Spend - VALUE)", Unit.MONEY, "60"),
        (" \n spend\t", Unit.MONEY, "40"),
        ("1 - ctr * 50", Unit.RATIO, "0"),
    ],
)
def test_what_can_be_written_has_a_unit_and_a_value(text, unit, value):
    expression = parse(text)
    assert (expression.unit, expression.evaluate(WEEK)) == (unit, Decimal(value))


@pytest.mark.parametrize("name", FIGURES)
def test_every_base_figure_can_be_named_alone(name):
    assert parse(name).evaluate(WEEK) is not None


@pytest.mark.parametrize(
    ("text", "place", "why"),
    [
        ("spend + clicks", "spend + clicks", "“spend” is money and “clicks” is a count: they cannot be added."),
        ("roas * (value - spend) - ctr", "roas * (value - spend) - ctr", "“ctr” is a ratio: they cannot be subtracted"),
        ("max(spend, conversions)", "max(spend, conversions)", "they cannot be compared"),
        ("value - 2 * cpa", "value - 2 * cpa", "“2 * cpa” is a cost of each"),
        ("spend - 50", "50", "A plain number has no currency."),
        ("value * spend", "value * spend", "money times money, which is no figure"),
        ("clicks * conversions", "clicks * conversions", "a count times a count"),
        ("1 / clicks", "1 / clicks", "no figure"),
        ("spend * value * clicks", "spend * value * clicks", "a product of several figures"),
        ("2 * 3", "2 * 3", "names no figure"),
        ("value / 0", "value / 0", "divided by 0"),
        ("value / (-0.00)", "value / (-0.00)", "divided by 0"),
        ("spnd * 2", "spnd", "Did you mean spend?"),
        ("profit", "profit", "There are impressions, clicks"),
        ("sqrt(clicks)", "sqrt", "no function"),
        ("spend(2)", "spend", "a sign is missing"),
        ("min", "min", "Write brackets"),
        ("abs(spend, value)", "abs(spend, value)", "takes 1 part"),
        ("min(spend)", "min(spend)", "takes 2 to 8 parts"),
        ("spend +", "+", "missing after “+”"),
        ("spend ** 2", "**", "missing after “*”"),
        ("* spend", "*", "missing before “*”"),
        ("()", "()", "missing after “(”"),
        ("max(spend,)", ",)", "missing after “,”"),
        ("(value - spend", "(", "never closed"),
        ("value - spend)", ")", "No bracket was opened"),
        ("2 spend", "spend", "A sign is missing before “spend”"),
        ("0,4 * value", ",", "decimals with a point"),
        ("30% * value", "%", "0.3 for 30 %"),
        ("spend^2", "^", "no powers"),
        ("spend.real", ".", "means nothing"),
        ("spend; value", ";", "means nothing"),
        ("__import__('os')", "'", "means nothing"),
        ("spend\u200b", "\u200b", "cannot be seen"),
        ("ｓｐｅｎｄ", "ｓ", "means nothing"),
        ("1e9 * spend", "e9", "A sign is missing"),
        ("1234567890123456 * spend", "1234567890123456", "at most 15 digits"),
        ("-" * 21 + "spend", "-", "More than 20"),
        ("(" * 100 + "spend" + ")" * 100, "(", "More than 20"),
    ],
)
def test_what_means_nothing_is_refused_at_its_place_with_the_reason(text, place, why):
    with pytest.raises(ExpressionError) as refused:
        parse(text)
    assert why in refused.value.message
    assert text[refused.value.start : refused.value.end] == place


def test_nothing_and_too_much_are_refused():
    with pytest.raises(ExpressionError, match="Write an expression"):
        parse("  ")
    with pytest.raises(ExpressionError, match="longer than 300"):
        parse("spend" + "+spend" * 50)
    assert parse("spend" + "+spend" * 49).evaluate(WEEK) == 2_000


def test_a_denominator_of_zero_gives_nothing_not_zero():
    nothing = Metrics(currency="EUR")
    for text in ("value / spend", "roas", "cpa * 2", "spend / (clicks - clicks)", "max(roas, 0)", "0 * roas"):
        assert parse(text).evaluate(nothing) is None, text
    assert parse("value - spend").evaluate(nothing) == 0


def test_money_of_mixed_currencies_gives_nothing_and_counts_go_on():
    mixed = combine([WEEK, Metrics(10_000, 100, Decimal(2), 1_000_000, 0, "JPY")])
    assert parse("value - spend").evaluate(mixed) is None
    assert parse("cpc").evaluate(mixed) is None
    assert parse("clicks / impressions").evaluate(mixed) == Decimal("0.015")


def test_money_is_exact_to_the_micro_and_after_conversion_to_the_last_digit():
    fine = Metrics(1, 1, Decimal("0.1"), 123_456_789_012_345_678, 1, "EUR")
    assert parse("value - spend").evaluate(fine) == Decimal("-123456789012.345677")
    converted = Metrics(1, 1, Decimal(1), Decimal("0.0063774144"), Decimal("0.3"), "EUR")
    assert parse("spend + value").evaluate(converted) == Decimal("0.0000003063774144")


def test_what_nobody_can_read_any_more_is_left_out():
    huge = Metrics(10**12, 10**12, Decimal(10**9), 10**18, 10**18, "EUR")
    assert parse("spend * 999999999999999").evaluate(huge) is None
    assert parse("-spend * 999999999999999").evaluate(huge) is None
    assert parse("spend * 100").evaluate(huge) == 10**14
