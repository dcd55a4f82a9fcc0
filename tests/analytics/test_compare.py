"""A young period is compared with the one before as that was known at the same age, or not at all."""

from datetime import timedelta

import pytest

from analytics import periods, selectors, services
from analytics.models import Feed
from analytics.types import Basis, Period
from tests.analytics.build import NOW, TODAY, days_before, make_account, row, store

WEEK_AGO = NOW - timedelta(days=7)


@pytest.fixture
def account(organization):
    return make_account()


def read(account, rows, *, at):
    store(account, rows, at=at)
    services.record_reading(account=account, period=Period(days_before(20), days_before(1)), read_at=at)


def compare(key="7d", now=NOW):
    return selectors.compare(periods.named(key, TODAY), now=now, today=TODAY)


def test_without_anything_before_there_is_no_comparison(account):
    read(account, [row(days_before(2))], at=NOW)
    assert compare().basis == Basis.NONE


def test_what_was_remembered_a_week_ago_is_what_the_week_is_set_against(account):
    before = days_before(9)
    read(account, [row(before, conversions=4)], at=WEEK_AGO - timedelta(hours=2))
    read(account, [row(before, conversions=9), row(days_before(2), conversions=5)], at=NOW)
    found = compare()
    assert found.basis == Basis.SAME_AGE
    assert (found.current.conversions, found.previous.conversions) == (5, 4)


def test_an_account_that_was_not_read_then_leaves_a_young_week_without_a_verdict(account):
    read(account, [row(days_before(9), conversions=9), row(days_before(2), conversions=5)], at=NOW)
    found = compare()
    assert found.basis == Basis.UNEQUAL
    assert found.previous.conversions == 9


def test_a_memory_that_slept_for_days_is_not_trusted(account):
    read(account, [row(days_before(12), conversions=4)], at=WEEK_AGO - timedelta(days=3))
    read(account, [row(days_before(9)), row(days_before(2))], at=NOW)
    assert compare().basis == Basis.UNEQUAL


def test_one_account_without_memory_spoils_the_comparison_of_all(account):
    read(account, [row(days_before(9), conversions=4)], at=WEEK_AGO - timedelta(hours=2))
    read(account, [row(days_before(2))], at=NOW)
    read(make_account("New"), [row(days_before(9), "other"), row(days_before(2), "other")], at=NOW)
    assert compare().basis == Basis.UNEQUAL


def test_two_periods_that_are_complete_are_compared_as_they_are(account):
    old = periods.choose({"since": str(days_before(15)), "until": str(days_before(9))}, today=TODAY)
    read(account, [row(days_before(10)), row(days_before(20))], at=NOW)
    found = selectors.compare(old, now=NOW, today=TODAY)
    assert found.basis == Basis.FINAL


def test_a_day_matures_when_the_longest_delay_lies_behind_its_end(account):
    read(account, [row(days_before(n)) for n in (7, 8)], at=NOW)
    series = selectors.daily_series(Period(days_before(8), days_before(7)), today=TODAY)
    assert [each.state for each in series] == ["mature", "maturing"]


def test_a_young_week_is_set_against_the_year_before_as_it_was_known_then(account):
    year_before = days_before(9) - timedelta(days=358)
    read(account, [row(year_before, conversions=4)], at=NOW - timedelta(days=365, hours=2))
    read(account, [row(year_before, conversions=9), row(days_before(2), conversions=5)], at=NOW)
    found = selectors.compare(periods.compared(periods.named("7d", TODAY), "year"), now=NOW, today=TODAY)
    assert found.basis == Basis.SAME_AGE
    assert (found.current.conversions, found.previous.conversions) == (5, 4)


def test_where_nothing_is_to_be_compared_nothing_is(account):
    read(account, [row(days_before(9)), row(days_before(2))], at=NOW)
    found = selectors.compare(periods.compared(periods.named("7d", TODAY), "none"), now=NOW, today=TODAY)
    assert (found.basis, found.previous.is_empty, found.current.conversions) == (Basis.NONE, True, 2)


@pytest.mark.parametrize(("first", "basis"), [(13, Basis.NONE), (14, Basis.UNEQUAL), (60, Basis.UNEQUAL)])
def test_days_before_an_accounts_first_are_a_gap_and_no_zeros(account, first, basis):
    read(account, [row(days_before(n)) for n in range(1, min(first, 20) + 1)], at=NOW)
    Feed.objects.filter(account_id=account.pk).update(history_from_date=days_before(first))
    assert compare().basis == basis
