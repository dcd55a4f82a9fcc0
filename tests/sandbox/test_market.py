"""The market: pure, the same whatever the steps, within its limits, plausible for a bakery."""

import itertools
from collections import defaultdict
from dataclasses import astuple, replace
from datetime import date, timedelta
from statistics import median

from hypothesis import given, settings
from hypothesis import strategies as st

from integrations.sandbox.market import delay, demand, engine, pacing
from integrations.sandbox.market.state import MarketState
from integrations.sandbox.market.terms import AccountTerms, AdTerms, Goal, GroupTerms, Outcome, UnitTerms

MONDAY = 1_785_715_200 // 900  # 2026-08-03 00:00 UTC, as a tick
DAY = 96
SEEDS = st.integers(0, 2**31)


def make_group(name="g", goal=Goal.PURCHASE, ads=2, **more):
    group = GroupTerms(
        id=name, goal=goal, countries=("IE",), places=0, age_min=18, age_max=65, edited=MONDAY * 900,
        ads=tuple(AdTerms(f"{name}{n}", f"taste {name}{n}", 0) for n in range(ads)),
    )  # fmt: skip
    return replace(group, **more)


def make_account(*units, time_zone="Europe/Dublin", minor=10_000, level=1.0):
    return AccountTerms("1", time_zone, minor, level, units or (UnitTerms("u", 24_000_000, 0, (make_group(),)),))


def run(account, ticks, seed=20, start=MONDAY):
    return engine.run(seed, account, MarketState(), start, start + ticks)


def merge(*outcomes):
    """Add outcomes up: comparable figures by (ad, day, hour), and all conversions."""
    hours = defaultdict(lambda: [0, 0, 0, 0])
    for outcome in outcomes:
        for key, row in outcome.hours.items():
            hours[key] = [a + b for a, b in zip(hours[key], astuple(row), strict=True)]
    return dict(hours), sorted(astuple(c) for outcome in outcomes for c in outcome.conversions)


def spend_by_day(outcome: Outcome):
    days = defaultdict(int)
    for (_, day, _), row in outcome.hours.items():
        days[day] += row.spend
    return days


@settings(max_examples=15, deadline=None)
@given(seed=SEEDS, cuts=st.lists(st.integers(1, 3 * DAY - 1), max_size=12, unique=True))
def test_any_steps_give_the_same_as_one(seed, cuts):
    account = make_account()
    whole = run(account, 3 * DAY, seed)
    state, parts, edges = MarketState(), [], [0, *sorted(cuts), 3 * DAY]
    for first, last in itertools.pairwise(edges):
        state = MarketState.load(state.dump())  # as if the process had been restarted
        parts.append(engine.run(seed, account, state, MONDAY + first, MONDAY + last))
    assert merge(*parts) == merge(whole)


def test_the_same_history_of_settings_gives_the_same_numbers_in_coarse_and_fine_steps():
    low, high = (
        make_account(),
        make_account(UnitTerms("u", 60_000_000, 0, (make_group(edited=MONDAY * 900 + 129_600),))),
    )
    history = [(low, 0, 144), (make_account(UnitTerms("v", 1, 0, ())), 144, 160), (high, 160, 400)]

    def live(step):
        state, parts = MarketState(), []
        for account, first, last in history:
            for tick in range(first, last, step):
                parts.append(engine.run(7, account, state, MONDAY + tick, MONDAY + min(tick + step, last)))
        return merge(*parts)

    assert live(1) == live(16) == live(10_000)


def test_another_seed_gives_other_numbers():
    assert merge(run(make_account(), DAY, 1)) != merge(run(make_account(), DAY, 2))


@settings(max_examples=25, deadline=None)
@given(seed=SEEDS, daily=st.integers(100, 500_000), goal=st.sampled_from(list(Goal)))
def test_spend_stays_within_the_days_and_the_weeks_limit(seed, daily, goal):
    budget = daily * 10_000
    days = spend_by_day(run(make_account(UnitTerms("u", budget, 0, (make_group(goal=goal),))), 14 * DAY, seed))
    assert all(0 <= spend <= budget * pacing.DAY_LIMIT for spend in days.values())
    weeks = defaultdict(int)
    for day, spend in days.items():
        weeks[(date.fromisoformat(day) + timedelta(days=1)).isocalendar()[:2]] += spend  # Sunday to Saturday
    assert all(spend <= 7 * budget for spend in weeks.values())
    assert sum(days.values()) > 0.8 * 13 * budget or daily < 500


def test_some_days_go_over_the_daily_budget_and_some_stay_under_it():
    days = list(spend_by_day(run(make_account(), 28 * DAY)).values())[1:-1]
    assert max(days) > 24_000_000 > min(days)


@settings(max_examples=20, deadline=None)
@given(seed=SEEDS, lifetime=st.integers(1_000, 100_000), length=st.integers(1, 20))
def test_a_lifetime_budget_is_never_exceeded_and_lasts_to_the_end(seed, lifetime, length):
    ends = (MONDAY + length * DAY) * 900
    unit = UnitTerms("u", 0, lifetime * 10_000, (make_group(ends=ends),), ends)
    days = spend_by_day(run(make_account(unit), (length + 3) * DAY, seed))
    assert sum(days.values()) <= lifetime * 10_000
    assert max(days) < (date(2026, 8, 3) + timedelta(days=length + 1)).isoformat()


def test_a_budget_that_was_cut_below_what_is_spent_stops_the_day():
    state = MarketState()
    engine.run(1, make_account(), state, MONDAY, MONDAY + 80)
    cut = make_account(UnitTerms("u", 5_000_000, 0, (make_group(),)))
    assert state.units["u"].spent_day > 5_000_000 * pacing.DAY_LIMIT
    assert engine.run(1, cut, state, MONDAY + 80, MONDAY + 88).hours == {}


@settings(max_examples=10, deadline=None)
@given(seed=SEEDS, minor=st.sampled_from([10_000, 1_000_000]))
def test_money_is_whole_minor_units_and_no_ad_gets_more_clicks_than_impressions(seed, minor):
    level = 1.0 if minor == 10_000 else 162.0
    account = make_account(UnitTerms("u", int(24e6 * level), 0, (make_group(),)), minor=minor, level=level)
    outcome = run(account, 2 * DAY, seed)
    assert outcome.hours
    for row in outcome.hours.values():
        assert row.spend % minor == 0
        assert row.link_clicks <= row.clicks <= row.impressions
    assert all(c.value % minor == 0 for c in outcome.conversions)


def test_a_shared_budget_is_shared_and_the_better_group_gets_more():
    wide = make_group("wide")
    narrow = make_group("slim", countries=(), places=1, age_min=18, age_max=24)
    outcome = run(make_account(UnitTerms("u", 40_000_000, 0, (wide, narrow))), 6 * DAY)
    spend = defaultdict(int)
    for (ad, _, _), row in outcome.hours.items():
        spend[ad[:4]] += row.spend
    assert spend["wide"] > 1.2 * spend["slim"] > 0
    assert 5 * 40e6 < sum(spend.values()) <= 7 * 40e6


def test_more_money_brings_more_results_but_less_for_each():
    def results(euros):
        outcome = run(make_account(UnitTerms("u", euros * 10**6, 0, (make_group(),))), 60 * DAY)
        return len(outcome.conversions)

    small, medium, large = results(20), results(80), results(320)
    assert small < medium < large
    assert small / 20 > medium / 80 > large / 320


def test_an_ad_that_everybody_has_seen_loses_its_pull():
    outcome = run(
        make_account(UnitTerms("u", 60_000_000, 0, (make_group(ads=1, warm_people=20_000, places=1),))), 60 * DAY
    )
    rates = []
    for first in (0, 45):
        days = {(date(2026, 8, 3) + timedelta(days=first + n)).isoformat() for n in range(14)}
        rows = [row for (_, day, _), row in outcome.hours.items() if day in days]
        rates.append(sum(r.link_clicks for r in rows) / sum(r.impressions for r in rows))
    assert rates[1] < 0.8 * rates[0]


def test_a_group_learns_in_its_first_week():
    learned = make_group(edited=(MONDAY - 30 * DAY) * 900)
    new = [
        len(run(make_account(UnitTerms("u", 200_000_000, 0, (make_group(),))), 2 * DAY, seed).conversions)
        for seed in range(12)
    ]
    old = [
        len(run(make_account(UnitTerms("u", 200_000_000, 0, (learned,))), 2 * DAY, seed).conversions)
        for seed in range(12)
    ]
    assert sum(new) < sum(old)


def test_a_low_cap_holds_spend_back_and_a_high_one_does_not():
    def spend(cap):
        return sum(
            spend_by_day(
                run(make_account(UnitTerms("u", 24_000_000, 0, (make_group(cost_cap=cap),))), 7 * DAY)
            ).values()
        )

    assert spend(3_000_000) < 0.3 * spend(0)
    assert spend(90_000_000) > 0.95 * spend(0)


def test_nothing_happens_before_the_start_after_the_end_or_before_an_ad_is_live():
    starts, ends = (MONDAY + DAY) * 900, (MONDAY + 2 * DAY) * 900
    group = make_group(starts=starts, ends=ends, ads=1)
    late = replace(group, ads=(AdTerms("late", "t", (MONDAY + DAY + 40) * 900),))
    hours = run(make_account(UnitTerms("u", 24_000_000, 0, (group,)), time_zone="UTC"), 4 * DAY).hours
    assert {day for _, day, _ in hours} == {"2026-08-04"}
    hours = run(make_account(UnitTerms("u", 24_000_000, 0, (late,)), time_zone="UTC"), 4 * DAY).hours
    assert {day for _, day, _ in hours} == {"2026-08-04"}
    assert min(hour for _, _, hour in hours) == 10


def test_the_night_the_clocks_go_back_has_its_extra_hour_in_hour_one():
    start = 1_792_882_800 // 900  # 2026-10-25 00:00 in Dublin
    account = make_account(UnitTerms("u", 960_000_000, 0, (make_group(),)))
    usual, long = run(account, DAY, start=start - DAY), run(account, DAY + 4, start=start)
    assert {day for _, day, _ in long.hours} == {"2026-10-25"}
    assert {hour for _, _, hour in long.hours} == set(range(24))

    def night(outcome):
        return sum(row.impressions for (_, _, hour), row in outcome.hours.items() if hour == 1)

    assert night(long) > 1.5 * night(usual)


def test_conversions_become_known_as_the_delay_curve_says():
    groups = [make_group(f"g{n}", countries=("US",), ads=1) for n in range(20)]
    account = make_account(*(UnitTerms(g.id, 200_000_000, 0, (g,)) for g in groups))
    clicks = [c for c in run(account, 20 * DAY).conversions if c.window != "1d_view"]
    assert len(clicks) > 2_000
    assert all(0 < c.known_at - c.happened_at <= delay.LONGEST_S for c in clicks)
    for hours in (1, 6, 24, 72, 144, 168):
        share = sum(c.known_at - c.happened_at <= hours * 3600 for c in clicks) / len(clicks)
        assert abs(share - delay.share_known("purchase", hours * 3600)) < 0.025


@given(first=st.floats(0, 7 * 86_400), more=st.floats(0, 86_400), kind=st.sampled_from(["purchase", "lead", "install"]))
def test_the_delay_curve_only_rises_and_is_complete_after_seven_days(first, more, kind):
    assert 0 <= delay.share_known(kind, first) <= delay.share_known(kind, first + more) <= 1
    assert delay.share_known(kind, delay.LONGEST_S) == 1


def test_a_bakerys_figures_are_plausible():
    goals = {"sales": Goal.PURCHASE, "traffic": Goal.CLICK}
    for name, goal in goals.items():
        account = make_account(UnitTerms(name, 24_000_000, 0, (make_group(name, goal=goal, ads=4),)))
        outcome = run(account, 90 * DAY)
        impressions, clicks, spend = (
            sum(getattr(row, field) for row in outcome.hours.values())
            for field in ("impressions", "link_clicks", "spend")
        )
        assert 5 <= spend / impressions / 1000 <= 12, name  # euros a thousand
        assert 0.009 <= clicks / impressions <= 0.025, name
        if goal == Goal.PURCHASE:
            assert 0.02 <= len(outcome.conversions) / clicks <= 0.05
            assert 10 <= spend / 1e6 / len(outcome.conversions) <= 25
            assert 38 <= sum(c.value for c in outcome.conversions) / 1e6 / len(outcome.conversions) <= 52


def test_weekends_evenings_and_december_differ_from_the_rest():
    assert demand.weekday(date(2026, 8, 7)) > demand.weekday(date(2026, 8, 3))
    assert demand.HOURS[20] > 5 * demand.HOURS[3]
    assert abs(sum(demand.HOURS) - 1) < 0.001
    assert (
        demand.festive(date(2026, 12, 20))[1]
        > demand.festive(date(2026, 11, 10))[1]
        > demand.festive(date(2026, 8, 1))[1]
        == 1
    )


def test_campaigns_with_one_ad_differ_around_a_price_a_bakery_can_live_on():
    prices = []
    for number in range(8):
        group = make_group(f"one{number}", ads=1)
        outcome = run(make_account(UnitTerms(f"u{number}", 24_000_000, 0, (group,))), 60 * DAY)
        prices.append(sum(row.spend for row in outcome.hours.values()) / 1e6 / len(outcome.conversions))
    assert 10 < median(prices) < 16
    assert max(prices) > 1.3 * min(prices)
    assert max(prices) < 25
