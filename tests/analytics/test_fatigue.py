"""An ad is tired when people see it more often and click less than in its first week, beyond chance."""

import random
from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.fatigue import FEWEST_CLICKS, LEAST_FALL, AdDay, State, Want, judge
from tests.analytics.ad_lives import Life, day, steady, week

LIVES = 400
OFTEN = [week(0, 1.6), week(21, 3.0)]


def fallen(to: float, days: int = 28) -> list[AdDay]:
    """Return days of which the last week has so much of the clicks."""
    return [
        replace(each, clicks=round(each.clicks * to)) if n >= days - 7 else each for n, each in enumerate(steady(days))
    ]


def test_seen_more_often_and_clicked_on_less_is_tired():
    verdict = judge(fallen(0.5), OFTEN)
    assert verdict.state == State.TIRED
    assert (verdict.start.frequency, verdict.now.frequency) == (1.6, 3.0)
    assert (verdict.start.ctr, verdict.now.ctr) == (0.015, 0.0075)
    assert (verdict.start.since, verdict.now.until) == (day(0), day(27))
    assert verdict.fall.low < 0.5 < verdict.fall.high < 1 - LEAST_FALL
    assert verdict.frequency_rise == 3.0 / 1.6


def test_a_fall_that_may_be_small_is_wear_only():
    assert judge(fallen(0.83), OFTEN).state == State.WEARING


def test_nothing_moved_is_fresh():
    verdict = judge(steady(), OFTEN)
    assert verdict.state == State.FRESH
    assert verdict.fall.ratio == pytest.approx(1)


def test_clicked_on_less_but_seen_no_more_often_has_another_reason():
    assert judge(fallen(0.5), [week(0, 1.6), week(21, 1.7)]).state == State.OTHERWISE
    assert judge(fallen(0.5), [week(0, 1.0), week(21, 1.4)]).state == State.OTHERWISE


def test_without_reach_it_is_never_tired():
    verdict = judge(fallen(0.3))
    assert verdict.state == State.UNTOLD
    assert (verdict.start.frequency, verdict.frequency_rise) == (None, None)
    assert judge(steady()).state == State.FRESH


def test_weeks_are_compared_with_weeks():
    day_of_reach = replace(week(0, 9.0), until=day(0))
    before_it_began = week(-3, 9.0)
    nobody = replace(week(1, 1.0), reach=0)
    verdict = judge(fallen(0.5), [*OFTEN, day_of_reach, before_it_began, nobody])
    assert verdict.start.frequency == 1.6


def test_two_weeks_that_overlap_are_too_early():
    verdict = judge(steady(13), [week(0, 1.0), week(6, 3.0)])
    (missing,) = verdict.missing
    assert (verdict.state, missing.want, missing.has, missing.needs) == (State.TOO_EARLY, Want.DAYS, 13, 14)
    assert judge(steady(13)).missing == verdict.missing
    assert judge([]).missing[0].has == 0


def test_thin_weeks_are_too_early_and_say_what_is_missing():
    few_clicks = judge(steady(clicks=3), OFTEN)
    assert [(each.want, each.has, each.needs) for each in few_clicks.missing] == [(Want.CLICKS, 21, FEWEST_CLICKS)]
    few_days = judge([each for each in steady(clicks=90) if each.day < day(24)], OFTEN)
    assert [each.want for each in few_days.missing] == [Want.DELIVERY]


def test_an_ad_that_lost_all_its_clicks_is_not_too_thin():
    assert judge(fallen(0), OFTEN).state == State.TIRED


counts = st.integers(0, 5_000).flatmap(lambda n: st.tuples(st.just(n), st.integers(0, n)))
lives = st.lists(st.tuples(st.integers(0, 60), counts), unique_by=lambda each: each[0], max_size=60).map(
    lambda found: [AdDay(day(n), shown, clicks) for n, (shown, clicks) in found]
)
weeks = st.lists(st.builds(week, st.integers(-3, 60), st.floats(0.5, 9), st.integers(0, 5_000)), max_size=6)


@given(lives, weeks, st.randoms(use_true_random=False))
def test_a_verdict_always_has_its_evidence(days, windows, chance):
    verdict = judge(days, windows)
    if verdict.state == State.TOO_EARLY:
        assert verdict.missing
        assert all(each.has < each.needs for each in verdict.missing)
    else:
        fall = verdict.fall
        assert 0 < fall.low <= fall.ratio <= fall.high
        assert (verdict.now.since - verdict.start.since).days >= 7
        assert (fall.high < 1) == (verdict.state != State.FRESH)
    if verdict.state in (State.TIRED, State.WEARING):
        assert verdict.frequency_rise > 1
    shuffled = chance.sample(days, len(days))
    assert judge(shuffled, windows[::-1]) == verdict


@given(lives)
def test_nothing_is_called_tired_whose_reach_is_not_told(days):
    assert judge(days).state not in (State.TIRED, State.WEARING, State.OTHERWISE)


@given(st.integers(0, 30), st.integers(0, 30))
def test_fewer_clicks_now_never_look_fresher(one, other):
    first, second = (
        judge([*steady(21), *(AdDay(day(n), 2_000, clicks) for n in range(21, 28))]).fall
        for clicks in sorted((one, other))
    )
    assert first.ratio <= second.ratio


def share(life: Life, *states: State) -> float:
    chance, found = random.Random(20261121), Counter()
    for _ in range(LIVES):
        found[judge(life.live(chance), [week(0, 1.6), week(life.days - 7, 3.0)]).state] += 1
    return sum(found[each] for each in states) / LIVES


@pytest.mark.parametrize("impressions", [800, 3_000, 20_000])
@pytest.mark.parametrize(("spread", "alike"), [(0.0, 0.0), (0.1, 0.0), (0.2, 0.0), (0.3, 0.0), (0.2, 0.5), (0.3, 0.5)])
def test_steady_ads_whose_days_differ_are_seldom_called_tired(impressions, spread, alike):
    life = Life(impressions=impressions, spread=spread, alike=alike)
    assert share(life, State.TIRED) <= 0.05 + 1.65 * (0.05 * 0.95 / LIVES) ** 0.5
    assert share(life, State.TIRED, State.WEARING) <= (0.14 if alike else 0.08)


@pytest.mark.parametrize(
    ("life", "least"),
    [
        (Life(impressions=3_000, spread=0.1, end=0.6), 0.85),
        (Life(impressions=3_000, spread=0.2, end=0.6), 0.7),
        (Life(impressions=20_000, spread=0.1, end=0.6), 0.97),
        (Life(impressions=800, spread=0.2, end=0.5), 0.6),
    ],
)
def test_ads_that_are_tired_are_found(life, least):
    assert share(life, State.TIRED) >= least
