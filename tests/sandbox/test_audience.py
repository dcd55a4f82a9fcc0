"""Audiences: parts that add up, follow the targeting and the platform, stay where they are; people reached, saturating."""

from collections import Counter
from dataclasses import astuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from integrations.sandbox.market.audience import (
    By,
    Crowd,
    Figures,
    count_people,
    list_parts,
    reach,
    split,
    split_results,
)
from integrations.sandbox.market.noise import make_key
from integrations.sandbox.market.sharing import share_out

CROWDS = st.builds(
    Crowd,
    platform=st.sampled_from(["meta", "google", "tiktok"]),
    countries=st.lists(st.sampled_from(["IE", "GB", "US", "DE", "XX"]), unique=True).map(tuple),
    age_min=st.integers(13, 65),
    genders=st.sampled_from([("women",), ("men",), ("women", "men")]),
)
FIGURES = st.builds(
    lambda shown, rate, spend, few, value: Figures(shown, int(shown * rate), spend, few, value if few else 0),
    st.integers(0, 10**6),
    st.floats(0, 1),
    st.integers(0, 10**12),
    st.integers(-20, 400),
    st.integers(-(10**9), 10**10),
)
BAKERY = Crowd("meta", ("IE", "GB"), age_min=18)


def add_up(found):
    return Figures(*(sum(column) for column in zip(*map(astuple, found), strict=True))) if found else Figures()


@settings(max_examples=150, deadline=None)
@given(
    crowd=CROWDS, by=st.sampled_from(By), whole=FIGURES, key=st.integers(0, 2**63), unit=st.sampled_from([1, 10_000])
)
def test_parts_add_up_exactly_to_what_was_split(crowd, by, whole, key, unit):
    parts = list_parts(crowd, by, 20, "campaign")
    found = split(whole, parts, key, unit=unit)
    assert add_up(list(found.values())) == whole
    assert all(0 <= one.clicks <= one.impressions for one in found.values())
    assert all(one.conversions or not one.value for one in found.values()) or not whole.conversions
    assert split(whole, parts, key, unit=unit) == found


@settings(max_examples=100, deadline=None)
@given(
    whole=st.integers(0, 5000),
    more=st.integers(0, 40),
    weights=st.lists(st.floats(0, 10, allow_subnormal=False), min_size=1, max_size=9),
    key=st.integers(0, 2**63),
)
def test_no_share_shrinks_when_the_whole_grows(whole, more, weights, key):
    before, after = share_out(whole, weights, key), share_out(whole + more, weights, key)
    assert sum(before) == whole
    assert all(first <= second for first, second in zip(before, after, strict=True))
    assert not any(share for share, weight in zip(after, weights, strict=True) if not weight and any(weights))


@given(weights=st.lists(st.floats(0.01, 10), min_size=2, max_size=6), key=st.integers(0, 2**63), data=st.data())
def test_no_share_exceeds_its_limit(weights, key, data):
    most = data.draw(st.lists(st.integers(0, 30), min_size=len(weights), max_size=len(weights)))
    whole = data.draw(st.integers(0, sum(most)))
    shares = share_out(whole, weights, key, most=most)
    assert sum(shares) == whole
    assert all(share <= limit for share, limit in zip(shares, most, strict=True))


@pytest.mark.parametrize("whole", [1, 3, 17, 400])
def test_few_go_by_their_weights_as_many_do(whole):
    weights, tries = (0.62, 0.27, 0.08, 0.03), 4_000
    sums = [sum(column) for column in zip(*(share_out(whole, weights, make_key(n)) for n in range(tries)), strict=True)]
    for total, weight in zip(sums, weights, strict=True):
        assert total / tries / whole == pytest.approx(weight, abs=0.035 if whole < 4 else 0.01)


def test_money_is_split_in_whole_cents_and_only_where_something_was_shown():
    parts = list_parts(BAKERY, By.AGE, 20, "campaign")
    found = split(Figures(900, 40, 7_310_000, 3, 135_000_000), parts, 1, unit=10_000)
    assert all(one.spend % 10_000 == 0 == one.value % 10_000 for one in found.values())
    found = split(Figures(2, 0, 20_000), parts, 1, unit=10_000)
    assert all(one.impressions for one in found.values())


@pytest.mark.parametrize("key", range(12))
def test_what_is_less_than_a_cent_goes_to_a_part_that_has_results(key):
    parts = list_parts(BAKERY, By.AGE, 20, "campaign")
    found = split(Figures(conversions=1, value=1), parts, key, unit=10_000)
    assert list(found.values()) == [Figures(conversions=1, value=1)]


def test_results_taken_away_are_negative_parts():
    parts = list_parts(BAKERY, By.DEVICE, 20, "campaign")
    given_, taken = split_results(5, 500, parts, 7), split_results(-5, -500, parts, 7)
    assert taken == {name: (-count, -value) for name, (count, value) in given_.items()}


def names(by, **more):
    crowd = Crowd(**{"platform": "meta", "countries": ("IE",)} | more)
    return {part.name for part in list_parts(crowd, by, 20, "c")}


def test_only_who_was_aimed_at_is_there():
    assert names(By.COUNTRY, countries=("IE", "DE")) == {"IE", "DE"}
    assert names(By.COUNTRY, countries=()) == {"unknown"}
    assert names(By.GENDER, genders=("women",)) == {"women", "unknown"}
    assert names(By.AGE, age_min=25, age_max=44) == {"25-34", "35-44", "unknown"}
    assert names(By.AGE, age_min=65) == {"65+", "unknown"}
    assert "13-17" in names(By.AGE, age_min=13)
    assert "computer" not in names(By.DEVICE, platform="tiktok")


def share(platform, by, *wanted):
    """Return the share of impressions that some parts have, over many campaigns."""
    shown = Counter()
    for owner in range(60):
        for part in list_parts(Crowd(platform, ("IE", "GB", "US")), by, 20, str(owner)):
            shown[part.name] += part.shown
    return sum(shown[name] for name in wanted) / shown.total()


def test_each_platform_has_its_people_and_devices():
    young = {name: share(name, By.AGE, "18-24", "25-34") for name in ("meta", "google", "tiktok")}
    assert young["tiktok"] > 0.65 > young["meta"] > young["google"]
    computers = {name: share(name, By.DEVICE, "computer") for name in ("meta", "google", "tiktok")}
    assert computers["google"] > 0.3 > computers["meta"] > computers["tiktok"] == 0
    assert share("google", By.GENDER, "unknown") > 0.2 > 0.05 > share("meta", By.GENDER, "unknown")
    assert share("meta", By.COUNTRY, "US") > share("meta", By.COUNTRY, "GB") > share("meta", By.COUNTRY, "IE")


def test_parts_differ_in_what_they_do_and_campaigns_in_their_parts():
    parts = {part.name: part for part in list_parts(Crowd("google", ("IE",)), By.DEVICE, 20, "c")}
    computer, phone = parts["computer"], parts["android_phone"]
    assert computer.clicked / computer.shown < phone.clicked / phone.shown
    assert computer.bought / computer.clicked > phone.bought / phone.clicked
    assert list_parts(BAKERY, By.AGE, 20, "a") != list_parts(BAKERY, By.AGE, 20, "b")


@settings(max_examples=150, deadline=None)
@given(
    days=st.lists(st.integers(0, 300_000), min_size=1, max_size=35),
    people=st.floats(500, 1e8),
    platform=st.sampled_from(["meta", "google", "tiktok"]),
)
def test_reach_lies_between_its_best_day_and_the_sum_of_its_days(days, people, platform):
    each = [reach([day], people, platform) for day in days]
    whole = reach(days, people, platform)
    assert max(each) <= whole <= min(sum(each), sum(days), people + 1)
    assert whole <= reach([*days, 100], people, platform)
    if sum(day > 10 for day in days) > 1:
        assert whole < sum(each)


def test_a_small_audience_is_soon_reached_and_a_large_one_hardly_begun():
    week = [4_000] * 7
    small, large = reach(week, 5_000, "meta"), reach(week, 5e6, "meta")
    assert 3_000 < small < 5_000
    assert 1.5 < sum(week) / large < 3
    assert reach([], 5_000, "meta") == reach([0, 0], 5_000, "meta") == 0
    assert count_people(Crowd("meta", ("IE",), genders=("men",))) == 2_000_000
