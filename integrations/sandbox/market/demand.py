"""Who is there, when, and at what price: audience size, weekday and hour, drift, the weeks before Christmas."""

import math
from datetime import date

from .noise import make_key, uniform
from .terms import Goal, GroupTerms

HOURS = (
    0.010, 0.006, 0.004, 0.004, 0.006, 0.014, 0.030, 0.044, 0.048, 0.046, 0.047, 0.050,
    0.056, 0.054, 0.048, 0.046, 0.047, 0.052, 0.062, 0.073, 0.083, 0.080, 0.060, 0.030,
)  # fmt: skip
WEEKDAYS = (0.93, 0.93, 0.97, 1.03, 1.10, 1.07, 0.97)

# people online in millions; what a thousand impressions cost against Ireland's
_COUNTRIES = {
    "IE": (4.0, 1.0), "GB": (52.0, 1.08), "US": (240.0, 1.6), "CA": (30.0, 1.3), "AU": (20.0, 1.35), "NZ": (4.2, 1.2),
    "DE": (60.0, 1.05), "AT": (7.0, 1.0), "CH": (7.0, 1.45), "FR": (50.0, 0.9), "BE": (9.0, 0.95), "NL": (15.0, 1.05),
    "ES": (38.0, 0.7), "PT": (8.0, 0.6), "IT": (42.0, 0.68), "PL": (28.0, 0.5), "SE": (9.0, 1.1), "DK": (5.0, 1.15),
    "NO": (5.0, 1.3), "FI": (5.0, 0.95), "JP": (95.0, 0.95), "IN": (500.0, 0.18), "BR": (150.0, 0.35), "MX": (90.0, 0.38),
}  # fmt: skip
_ELSEWHERE = (6.0, 0.6)
_PEOPLE_A_PLACE = 450_000


def count_people(group: GroupTerms) -> float:
    """Return how many people the group's targeting reaches."""
    everyone = sum(people_and_price(code)[0] for code in group.countries) * 1e6 + group.places * _PEOPLE_A_PLACE
    years = max(1, min(group.age_max, 65) - max(group.age_min, 13) + 1)
    reached = everyone * group.gender_share * min(1.0, years / 48)
    return max(500.0, min(reached, group.warm_people) if group.warm_people else reached)


def price_level(group: GroupTerms) -> float:
    """Return what impressions cost here against Ireland's price, weighted by people."""
    people = [(people_and_price(code)[0], people_and_price(code)[1]) for code in group.countries]
    people += [(0.45 * group.places, 1.1)] if group.places else []
    total = sum(size for size, _ in people) or 1.0
    return sum(size * level for size, level in people) / total * (1.35 if group.warm_people else 1.0)


def base_price(goal: Goal) -> float:
    """Return euros for a thousand impressions before competition, place and saturation."""
    return {
        Goal.PURCHASE: 7.8, Goal.LEAD: 8.8, Goal.INSTALL: 7.6, Goal.CLICK: 6.2, Goal.ENGAGEMENT: 5.6, Goal.REACH: 4.6,
    }[goal]  # fmt: skip


def drift(seed: int, name: str, day: date) -> float:
    """Return a slow movement around 1: two waves of 5 to 14 weeks with seeded phases."""
    key = make_key(seed, "drift", name)
    number = day.toordinal()
    first = math.sin(2 * math.pi * (number / (35 + 20 * uniform(key, 0)) + uniform(key, 1)))
    second = math.sin(2 * math.pi * (number / (70 + 30 * uniform(key, 2)) + uniform(key, 3)))
    return 1 + 0.05 * first + 0.06 * second


def festive(day: date) -> tuple[float, float]:
    """Return how much dearer impressions are and how much readier people are to buy, before Christmas."""
    days_left = (date(day.year, 12, 24) - day).days
    if not 0 <= days_left <= 50:
        return 1.0, 1.0
    nearness = 1 - days_left / 50
    return 1 + 0.22 * nearness, 1 + 0.34 * nearness


def weekday(day: date) -> float:
    return WEEKDAYS[day.weekday()]


def people_and_price(code: str) -> tuple[float, float]:
    """Return a country's people online in millions, and what impressions cost there against Ireland."""
    return _COUNTRIES.get(code, _ELSEWHERE)
