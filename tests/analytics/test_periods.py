"""What an address says of a period, and what is said back when it is none."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics import periods
from analytics.types import Period
from tenants.errors import Invalid

TODAY = date(2026, 11, 20)


def test_named_periods_leave_out_the_day_that_is_not_over():
    chosen = periods.choose({"period": "7d"}, today=TODAY)
    assert chosen.period == Period(date(2026, 11, 13), date(2026, 11, 19))
    assert chosen.before == Period(date(2026, 11, 6), date(2026, 11, 12))
    assert periods.choose({}, today=TODAY) == chosen


def test_a_month_is_set_against_the_same_days_of_the_month_before():
    chosen = periods.choose({"period": "month"}, today=date(2026, 3, 31))
    assert chosen.period == Period(date(2026, 3, 1), date(2026, 3, 30))
    assert chosen.before == Period(date(2026, 2, 1), date(2026, 2, 28))


def test_on_the_first_the_month_is_that_day():
    assert periods.choose({"period": "month"}, today=date(2026, 11, 1)).period == Period(*[date(2026, 11, 1)] * 2)


@given(
    today=st.dates(date(2020, 1, 1), date(2040, 1, 1)),
    key=st.sampled_from([k for k in periods.LABELS if k != "custom"]),
)
def test_a_named_period_never_reaches_into_the_future_and_never_meets_the_one_before(today, key):
    chosen = periods.named(key, today)
    assert chosen.period.until <= today
    assert chosen.before.until < chosen.period.since


def test_chosen_days_stand_in_the_address_and_back():
    chosen = periods.choose({"since": "2026-11-01", "until": "2026-11-03"}, today=TODAY)
    assert (chosen.key, len(chosen.period), chosen.query) == ("custom", 3, "since=2026-11-01&until=2026-11-03")


@pytest.mark.parametrize(
    ("parameters", "field"),
    [
        ({"period": "fortnight"}, "period"),
        ({"period": "custom"}, "since"),
        ({"since": "2026-11-01"}, "until"),
        ({"since": "yesterday", "until": "2026-11-03"}, "since"),
        ({"since": "2026-11-03", "until": "2026-11-01"}, "until"),
        ({"since": "2026-11-03", "until": "2026-11-21"}, "until"),
        ({"since": "2020-01-01", "until": "2026-11-01"}, "since"),
        ({"since": "' OR 1=1 --", "until": "2026-11-01"}, "since"),
    ],
)
def test_what_is_no_period_is_refused_with_its_field(parameters, field):
    with pytest.raises(Invalid) as refused:
        periods.choose(parameters, today=TODAY)
    assert list(refused.value.fields) == [field]


def test_a_period_is_set_against_the_same_dates_a_year_before():
    chosen = periods.choose({"period": "7d", "compare": "year"}, today=TODAY)
    assert chosen.before == Period(date(2025, 11, 13), date(2025, 11, 19))
    assert chosen.query == "period=7d&compare=year"
    leap = periods.choose({"since": "2028-02-29", "until": "2028-03-01", "compare": "year"}, today=date(2028, 3, 5))
    assert leap.before == Period(date(2027, 2, 28), date(2027, 3, 1))


def test_what_the_chart_is_set_against_goes_the_same_way():
    fortnight = Period(date(2026, 11, 6), date(2026, 11, 19))
    by_year = periods.compared(periods.named("7d", TODAY), "year")
    assert by_year.earlier(fortnight) == Period(date(2025, 11, 6), date(2025, 11, 19))
    assert periods.named("7d", TODAY).earlier(fortnight) == fortnight.previous()


def test_another_comparison_is_refused():
    with pytest.raises(Invalid) as refused:
        periods.choose({"compare": "yesterday"}, today=TODAY)
    assert list(refused.value.fields) == ["compare"]
