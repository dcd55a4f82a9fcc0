"""Ads that are shown to the same people for long: clicked less, reaching fewer; and how far videos are watched."""

from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from integrations.sandbox.market import wear
from integrations.sandbox.market.audience import reach
from integrations.sandbox.market.state import AdState
from integrations.sandbox.market.watching import Watched, watch

FIRST = date(2026, 8, 3)


def days(counts) -> dict[str, int]:
    return {(FIRST + timedelta(days=number)).isoformat(): count for number, count in enumerate(counts)}


def weekly(counts, people: float) -> list[tuple[float, float]]:
    """Return the frequency and the pull at the end of each week."""
    fresh, state, found = wear.freshen(days(counts), people), AdState(), []
    for number, (day, count) in enumerate(days(counts).items(), 1):
        state.roll(date.fromisoformat(day))
        pull = wear.pull(wear.frequency(state.worn, people))
        state.today = count
        if number % 7 == 0:
            week = list(fresh)[number - 7 : number]
            shown = sum(counts[number - 7 : number])
            found.append((shown / reach([fresh[one] for one in week], people, "meta"), pull))
    return found


def test_in_a_small_audience_the_frequency_climbs_while_the_pull_falls():
    found = weekly([1_700] * 56, 200_000)
    often, pull = zip(*found, strict=True)
    assert list(often) == sorted(often)
    assert list(pull) == sorted(pull, reverse=True)
    assert often[-1] > 1.9 * often[0]
    assert pull[-1] < 0.8 * pull[0]


def test_in_a_large_audience_an_ad_stays_as_it_was():
    (first, new), *_, (last, old) = weekly([1_700] * 56, 4_000_000)
    assert last < 1.2 * first
    assert old > 0.98 * new


def test_what_the_market_remembers_is_what_the_reports_reckon_with():
    counts, people = [900, 0, 1_200, 40], 50_000.0
    state, expected = AdState(), []
    for day, count in days(counts).items():
        state.roll(date.fromisoformat(day))
        expected.append(count * wear.share_of_new_faces(wear.frequency(state.worn, people)))
        state.today = count
    assert list(wear.freshen(days(counts), people).values()) == expected


def test_a_day_is_remembered_until_nothing_is_left_and_all_days_are_their_own_beginning():
    assert wear.remembered_since("2026-08-03") == "2026-05-25"
    assert wear.FADE_A_DAY**wear.REMEMBERED_DAYS < 0.05
    assert wear.remembered_since("0000-01-01") == "0000-01-01"


@settings(max_examples=100, deadline=None)
@given(
    shown=st.integers(0, 10**6),
    more=st.integers(0, 10**4),
    film=st.text(max_size=9),
    platform=st.sampled_from(["meta", "google", "tiktok"]),
)
def test_fewer_come_to_each_quarter_and_no_count_shrinks(shown, more, film, platform):
    here, there = (watch(count, film, platform, seed=20, day="2026-08-03") for count in (shown, shown + more))
    counts = (here.plays, here.to_25, here.to_50, here.to_75, here.to_100)
    assert shown >= here.plays
    assert list(counts) == sorted(counts, reverse=True)
    assert all(getattr(here, name) <= getattr(there, name) for name in ("plays", "to_25", "to_50", "to_75", "to_100"))
    assert watch(shown, film, platform, seed=20, day="2026-08-03") == here


def test_films_differ_by_more_than_days_do():
    def held(film, day):
        found = watch(100_000, film, "meta", seed=20, day=day)
        return found.to_25 / found.plays

    films = [held(str(number), "2026-08-03") for number in range(40)]
    one = [held("one", str(number)) for number in range(40)]
    assert max(films) / min(films) > 1.6
    assert max(one) / min(one) < 1.3
    assert Watched(5, 4, 3, 2, 1) + Watched(1, 1, 1, 1, 1) == Watched(6, 5, 4, 3, 2)
