"""Curves are learned from what was known at each reading: by the chain ladder, and carefully where there is little."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics import maturity
from analytics.maturity import ladder, learning
from analytics.maturity.triangle import DayKnown, Known, Read, build_rows

START = date(2026, 9, 1)


def row(number: int, *conversions: float | None, clicks: int = 100, first: int = 0) -> DayKnown:
    """Return a day that was known so at ages first, first + 1 …; None: there was no reading."""
    known = enumerate(conversions, first)
    return DayKnown(
        START + timedelta(days=number),
        clicks,
        tuple(Known(age, age + 0.1, float(count)) for age, count in known if count is not None),
    )


def triangle(*cumulative: float, days: int, last: int = 27) -> list[DayKnown]:
    """Return days that all develop like this; the newest were known at fewer ages."""
    whole = [*cumulative, *[cumulative[-1]] * (last + 1 - len(cumulative))]
    return [row(number, *whole[: days - number]) for number in range(days)]


def shares_of(curve, *ages: int) -> list[float]:
    return [round(curve.share(age + 0.1), 3) for age in ages]


def test_factors_are_ratios_of_sums_over_the_days_read_at_both_ages():
    rows = [row(0, 60, 90, 100), row(1, 10, 20), row(2, 1)]
    counts = ladder.count(rows, 27)
    assert [(each.new, each.known) for each in counts[:4]] == [(0, 0), (40, 110), (10, 100), (0, 0)]
    hazards = ladder.shrink(counts, [0.0] * 28, 1e-9)
    assert ladder.shares(hazards, [1.0] * 28)[:3] == pytest.approx([70 / 110 * 0.9, 0.9, 1.0])


def test_an_age_without_a_reading_is_left_out_and_nothing_is_made_up():
    counts = ladder.count([row(0, 60, None, 100), row(1, 50, 80, 90)], 27)
    assert [(each.new, each.known) for each in counts[:3]] == [(0, 0), (30, 80), (10, 90)]


def test_much_data_overrules_the_belief_and_young_days_do_not_bend_it():
    lesson = learning.learn(triangle(600, 800, 900, 1000, days=40), platform="meta")
    assert shares_of(lesson.curve, 0, 1, 2, 3) == pytest.approx([0.6, 0.8, 0.9, 1.0], abs=0.005)
    assert (lesson.days, lesson.curve.points[-1]) == (40, (27.0, 1.0))


def test_without_data_the_belief_stands_and_little_data_moves_it_a_little():
    believed = maturity.prior_curve("meta").share(0.1)
    nothing = learning.learn([], platform="meta").curve
    little = learning.learn(triangle(1, 2, 3, 4, days=12), platform="meta").curve
    much = learning.learn(triangle(100, 200, 300, 400, days=12), platform="meta").curve
    assert nothing.share(0.1) == pytest.approx(believed, abs=0.005)
    assert 0.25 <= much.share(0.1) < little.share(0.1) < believed - 0.05
    assert nothing.error(0.1) > little.error(0.1) > much.error(0.1) > 0


def test_a_thin_account_follows_the_other_accounts_of_the_platform():
    pool = learning.learn(triangle(100, 200, 300, 400, days=40), platform="meta").counts
    thin = learning.learn(triangle(1, 2, days=3), platform="meta", pools=[pool]).curve
    assert thin.share(0.1) == pytest.approx(0.25, abs=0.03)
    own = learning.learn(triangle(900, 1000, days=40), platform="meta", pools=[pool]).curve
    assert own.share(0.1) == pytest.approx(0.9, abs=0.01)


def test_the_kind_of_an_action_counts_more_than_the_platform():
    everything = learning.learn(triangle(100, 200, 300, 400, days=40), platform="meta").counts
    leads = learning.learn(triangle(380, 400, days=40), platform="meta").counts
    curve = learning.learn([], platform="meta", pools=[everything, leads]).curve
    assert curve.share(0.1) == pytest.approx(0.95, abs=0.02)


def test_conversions_that_are_taken_back_leave_a_rising_curve():
    lesson = learning.learn(triangle(800, 1000, 950, 900, days=40), platform="meta")
    shares = [share for _, share in lesson.curve.points]
    assert shares == sorted(shares)
    assert shares_of(lesson.curve, 0) == [pytest.approx(800 / 900, abs=0.01)]
    assert shares[3:] == [pytest.approx(1.0)] * 25


@given(st.lists(st.lists(st.integers(0, 500), min_size=1, max_size=28), max_size=12))
def test_whatever_was_read_the_curve_rises_to_one_and_errors_are_finite(days):
    curve = learning.learn([row(n, *known) for n, known in enumerate(days)], platform="tiktok").curve
    shares = [share for _, share in curve.points]
    assert shares == sorted(shares)
    assert 0 <= shares[0] <= shares[-1] == 1.0
    assert all(0 <= error <= 0.5 for error in curve.errors)
    assert curve.dispersion >= 1
    assert curve.variation > 0


def test_arrivals_in_heaps_are_noticed():
    smooth = learning.learn(triangle(60, 80, 100, days=40), platform="meta").curve
    heaps = [row(n, 60, *([60, 100] if n % 2 else [100, 100]), *[100] * 24) for n in range(40)]
    assert smooth.dispersion == 1.0
    assert learning.learn(heaps, platform="meta").curve.dispersion > 5


def test_days_whose_rates_differ_are_noticed():
    same = [row(n, *[100] * 28) for n in range(40)]
    changing = [row(n, *[150 if n % 2 else 50] * 28) for n in range(40)]
    assert learning.learn(same, platform="meta").curve.variation < 0.02
    assert learning.learn(changing, platform="meta").curve.variation == pytest.approx(0.24, abs=0.03)


def test_the_rate_is_that_of_the_newest_weeks_and_of_what_young_days_will_come_to():
    rows = triangle(60, 80, 100, days=80)
    rows = [replace(each, clicks=1000 if each.day < START + timedelta(days=30) else 2000) for each in rows]
    assert learning.learn(rows, platform="meta").curve.rate == pytest.approx(0.05, abs=0.005)


def test_an_unchanged_value_is_known_at_every_reading_since_and_a_missing_reading_is_a_gap():
    night = datetime(2026, 11, 11, 2, tzinfo=UTC)
    reads = [Read(night + timedelta(days=n), date(2026, 11, 10), date(2026, 11, 12)) for n in (0, 1, 3)]
    steps = {date(2026, 11, 10): [(night, 5.0), (night + timedelta(days=3), 7.0)]}
    rows = build_rows(reads, steps, {date(2026, 11, 10): 90}, time_zone="UTC", last_age=27)
    assert [(each.whole, each.conversions) for each in rows[0].known] == [(0, 5), (1, 5), (3, 7)]
    assert (rows[0].clicks, rows[0].newest.age) == (90, pytest.approx(3 + 2 / 24))
    assert [(each.day.day, each.known[0].conversions) for each in rows[1:]] == [(11, 0.0), (12, 0.0)]


@pytest.mark.parametrize(("day", "shift_h"), [(date(2026, 3, 27), -1), (date(2026, 10, 23), 1)])
def test_a_change_of_the_clocks_moves_no_reading_to_another_age(day, shift_h):
    """Read at five past two in Dublin each night, over the last weekend of March or October."""
    zone = ZoneInfo("Europe/Dublin")
    nights = [datetime.combine(day + timedelta(days=n), time(2, 5), zone).astimezone(UTC) for n in range(1, 7)]
    (row,) = build_rows([Read(at, day, day) for at in nights], {}, {}, time_zone="Europe/Dublin", last_age=27)
    assert [each.whole for each in row.known] == [0, 1, 2, 3, 4, 5]
    at = (2 + 5 / 60) / 24
    assert [each.age for each in row.known[:3]] == pytest.approx([at, 1 + at + shift_h / 24, 2 + at + shift_h / 24])


def test_the_first_reading_of_a_night_counts_and_the_night_begins_at_two():
    reads = [Read(datetime(2026, 11, 11, hour, tzinfo=UTC), START, date(2026, 11, 11)) for hour in (14, 1, 3, 9)]
    rows = build_rows(reads, {}, {}, time_zone="UTC", last_age=27)
    assert rows[-1].day == date(2026, 11, 10)
    assert [(each.whole, each.age) for each in rows[-1].known] == [(0, 3 / 24)]
    assert [(each.whole, each.age) for each in rows[-2].known] == [(0, 1 + 1 / 24), (1, 1 + 3 / 24)]


def test_readings_just_before_two_leave_ages_that_rise_up_to_the_last_whole_one():
    late = [DayKnown(START, 100, tuple(Known(whole, whole + 1.08, 5.0) for whole in range(27)))]
    ages = [age for age, _ in learning.learn(late, platform="meta").curve.points]
    assert ages == sorted(set(ages))
    assert ages[-1] == 27.0
