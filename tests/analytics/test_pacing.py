"""Where a month's spending ends: the range holds as often as it says, and budgets, ends and pauses bound it."""

import random
from datetime import date, timedelta

from analytics.pacing import Course, Week, forecast, learn_week

TODAY = date(2026, 11, 15)
LAST = date(2026, 11, 30)
EURO = 1_000_000
SHAPE = (1.0, 0.95, 0.9, 1.0, 1.15, 1.3, 0.7)


def days(first: date, last: date) -> list[date]:
    return [first + timedelta(days=n) for n in range((last - first).days + 1)]


def lived(rng: random.Random, *, level: int, noise: float, alike: float = 0.0) -> dict[date, int]:
    """Return what a campaign really spent from 1 October to the end of November, in micros."""
    made, stray = {}, 0.0
    for day in days(date(2026, 10, 1), LAST):
        stray = alike * stray + rng.gauss(0, noise) * (1 - alike**2) ** 0.5
        made[day] = round(level * EURO * SHAPE[day.weekday()] * max(1 + stray, 0))
    return made


def known(spent: dict[date, int], today: date, **more) -> Course:
    """Return what is known of it at the beginning of a day."""
    began = min(spent)
    return Course(
        {day: each for day, each in spent.items() if day < today},
        **{"budget_micros": 0, "runs": True, "began": began} | more,
    )


def coverage(made, *, today=TODAY) -> float:
    """Return how many of these months ended within the range that was said of them."""
    hits = 0
    for months in made:
        courses = [known(spent, today) for spent in months]
        said = forecast(courses, learn_week(courses, today=today), today=today)
        ended = sum(amount for spent in months for day, amount in spent.items() if day.month == 11)
        hits += said.low <= ended <= said.high
    return hits / len(made)


def test_four_in_five_months_end_within_the_range():
    rng = random.Random(7)
    single = [[lived(rng, level=100, noise=0.25)] for _ in range(200)]
    assert 0.74 <= coverage(single) <= 0.9
    assert 0.74 <= coverage(single, today=date(2026, 11, 24)) <= 0.9


def test_it_holds_for_days_that_stray_alike_and_for_several_campaigns():
    rng = random.Random(8)
    assert 0.7 <= coverage([[lived(rng, level=80, noise=0.3, alike=0.5)] for _ in range(200)]) <= 0.92
    assert (
        0.72 <= coverage([[lived(rng, level=level, noise=0.3) for level in (20, 50, 90)] for _ in range(120)]) <= 0.92
    )


def test_the_days_of_the_week_are_learned():
    week = learn_week([known(lived(random.Random(1), level=100, noise=0.05), TODAY)], today=TODAY)
    assert week.factor(date(2026, 11, 14)) > 1.15  # a Saturday
    assert week.factor(date(2026, 11, 15)) < 0.85
    assert learn_week([], today=TODAY) == Week()


def steady(**more) -> Course:
    spent = dict.fromkeys(days(date(2026, 10, 10), date(2026, 11, 14)), 10 * EURO)
    return known(spent, TODAY, **more)


def said(course: Course) -> tuple[int, int]:
    found = forecast([course], Week(), today=TODAY)
    return found.low // EURO, found.high // EURO


def test_steady_days_go_on_steadily():
    assert said(steady()) == (300, 300)


def test_a_budget_an_end_and_a_pause_bound_it():
    assert said(steady(budget_micros=5 * EURO)) == (220, 220)
    assert said(steady(end=date(2026, 11, 20))) == (200, 200)
    assert said(steady(end=date(2026, 11, 10))) == (140, 140)
    assert said(steady(runs=False)) == (140, 140)


def test_what_was_spent_today_is_not_counted_twice():
    course = steady()
    so_far = Course({**course.spent, TODAY: 4 * EURO}, 0, runs=True, began=course.began)
    assert said(so_far) == (300, 300)


def test_of_a_campaign_that_has_just_begun_only_its_budget_tells():
    new = Course({date(2026, 11, 14): 10 * EURO}, 20 * EURO, runs=True, began=date(2026, 11, 14))
    assert said(new) == (10, 10 + 16 * 20)
    both = forecast([steady(), new], Week(), today=TODAY)
    assert (both.low // EURO, both.high // EURO) == (310, 300 + 10 + 16 * 20)
    boundless = Course({date(2026, 11, 14): 10 * EURO}, 0, runs=True)
    assert forecast([boundless], Week(), today=TODAY) is None
