"""The rate of a day: the bank's own, the last one before a weekend, none where the bank quotes none."""

from datetime import date
from decimal import Decimal

import pytest

from analytics.selectors.rates import get_newest_rate_date, list_rates
from analytics.types import DayRate, Period
from tests.analytics.rates import set_rates

pytestmark = pytest.mark.usefixtures("organization")
"""Rates are public; they are asked for in an organisation's schema."""
FRIDAY, SATURDAY, SUNDAY, MONDAY = (date(2026, 10, day) for day in (23, 24, 25, 26))
WEEKEND = Period(FRIDAY, MONDAY)


def test_a_weekend_has_the_rate_of_friday_and_says_so():
    set_rates({"USD": {FRIDAY: "1.25", MONDAY: "1.6"}})
    assert list_rates(["USD"], WEEKEND) == [
        DayRate("USD", FRIDAY, Decimal("0.8"), FRIDAY),
        DayRate("USD", SATURDAY, Decimal("0.8"), FRIDAY),
        DayRate("USD", SUNDAY, Decimal("0.8"), FRIDAY),
        DayRate("USD", MONDAY, Decimal("0.625"), MONDAY),
    ]


def test_between_two_currencies_stands_the_euro_and_ten_decimals():
    set_rates({"USD": {FRIDAY: "1.1193"}, "JPY": {FRIDAY: "175.51"}})
    (yen,) = list_rates(["JPY"], Period(FRIDAY, FRIDAY), to="USD")
    (dollar,) = list_rates(["USD"], Period(FRIDAY, FRIDAY), to="JPY")
    assert (yen.rate, dollar.rate) == (Decimal("0.0063774144"), Decimal("156.8033592424"))


def test_euros_become_another_currency_and_a_currency_is_worth_one_of_itself():
    set_rates({"USD": {FRIDAY: "1.1193"}})
    rates = list_rates(["EUR", "USD"], Period(SATURDAY, SATURDAY), to="USD")
    assert [(one.currency, one.rate, one.rate_date) for one in rates] == [
        ("EUR", Decimal("1.1193"), FRIDAY),
        ("USD", Decimal(1), SATURDAY),
    ]


def test_a_cross_rate_is_as_old_as_the_older_of_its_two():
    set_rates({"USD": {FRIDAY: "1.1", MONDAY: "1.2"}, "ISK": {FRIDAY: "136"}})
    (rate,) = list_rates(["ISK"], Period(MONDAY, MONDAY), to="USD")
    assert rate.rate_date == FRIDAY


def test_the_newest_known_rate_goes_on_where_nobody_fetched_newer_ones():
    set_rates({"USD": {FRIDAY: "1.25"}})
    (rate,) = list_rates(["USD"], Period(date(2027, 3, 1), date(2027, 3, 1)))
    assert (rate.rate, rate.rate_date) == (Decimal("0.8"), FRIDAY)
    assert get_newest_rate_date() == FRIDAY


def test_a_currency_that_is_quoted_no_more_has_no_rate_soon_after():
    set_rates({"RUB": {date(2026, 3, 1): "117.2"}, "USD": {date(2026, 3, 1): "1.1", FRIDAY: "1.12"}})
    days = [rate.day for rate in list_rates(["RUB"], Period(date(2026, 3, 1), FRIDAY))]
    assert (days[0], days[-1]) == (date(2026, 3, 1), date(2026, 3, 11))


def test_there_is_no_rate_before_the_first_nor_of_what_the_bank_does_not_quote():
    set_rates({"USD": {MONDAY: "1.25"}})
    assert [rate.day for rate in list_rates(["USD", "VND", "", "usd"], WEEKEND)] == [MONDAY]
    assert list_rates(["USD"], WEEKEND, to="VND") == []
    assert list_rates([], WEEKEND) == []


def test_without_any_rates_only_the_euro_is_worth_something():
    set_rates({})
    assert get_newest_rate_date() is None
    assert {rate.currency for rate in list_rates(["USD", "EUR"], WEEKEND)} == {"EUR"}


def test_one_question_is_one_query(django_assert_num_queries):
    set_rates({each: {FRIDAY: "1.25"} for each in ("USD", "JPY", "GBP", "CHF")})
    with django_assert_num_queries(1):
        assert len(list_rates(["USD", "JPY", "GBP"], WEEKEND, to="CHF")) == 12
