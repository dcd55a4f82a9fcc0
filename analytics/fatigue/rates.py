"""How far a click rate has moved between two weeks, when days differ by more than chance."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import NormalDist

MOST_ALIKE = 0.6
HALF = 0.5
"""Added to clicks, so that a week without any has a rate to take the logarithm of (Haldane 1956)."""

Count = tuple[int, int]
"""A day's clicks and impressions."""


@dataclass(frozen=True, slots=True)
class Fall:
    """The newest week's click rate for 1 of the first week's, the interval of that, and how far days differ.

    `dispersion` is the variance of a day's clicks over that of chance, at least 1.
    """

    ratio: float
    low: float
    high: float
    dispersion: float


def measure(
    start: Sequence[Count], now: Sequence[Count], weeks: Iterable[Sequence[Count]], *, certainty: float
) -> Fall:
    """Return the ratio of two weeks' click rates with its interval. Both weeks need impressions.

    Quasi-binomial: the logarithm of the ratio has the variance φ (1/c₀ - 1/n₀ + 1/c₁ - 1/n₁), and Student's quantile is taken
    with the degrees of freedom from which φ was estimated (McCullagh and Nelder, "Generalized Linear Models", 1989, 4.5).
    `weeks` are all weeks from which φ is learned, these two among them.
    """
    spread, freedom = disperse(weeks)
    (clicks, shown), (clicks_now, shown_now) = _sum(start), _sum(now)
    logarithm = math.log((clicks_now + HALF) / (shown_now + HALF)) - math.log((clicks + HALF) / (shown + HALF))
    variance = sum(1 / (c + HALF) - 1 / (n + HALF) for c, n in ((clicks, shown), (clicks_now, shown_now)))
    margin = student(0.5 + certainty / 2, freedom) * math.sqrt(spread * max(variance, 0.0))
    return Fall(math.exp(logarithm), math.exp(logarithm - margin), math.exp(logarithm + margin), spread)


def disperse(weeks: Iterable[Sequence[Count]]) -> tuple[float, int]:
    """Return how much days' clicks vary beyond chance (at least 1), and from how many free days that is known.

    Pearson's statistic of each day around its own week's rate, over the degrees of freedom; widened for days that stray like
    the day before, of which a week's sum averages out less.
    """
    strayed = [stray for week in weeks if (stray := _stray(week))]
    freedom = sum(len(week) - 1 for week in strayed)
    if freedom < 1:
        return 1.0, 1
    squares = sum(each * each for week in strayed for each in week)
    alike = _alike(strayed, squares)
    return max(1.0, squares / freedom) * (1 + alike) / (1 - alike), freedom


def student(chance: float, freedom: int) -> float:
    """Return Student's quantile, to about 0.01 from 5 degrees of freedom on (Abramowitz and Stegun, 26.7.5)."""
    z = NormalDist().inv_cdf(chance)
    first = (z**3 + z) / 4
    second = (5 * z**5 + 16 * z**3 + 3 * z) / 96
    third = (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / 384
    return z + first / freedom + second / freedom**2 + third / freedom**3


def _stray(week: Sequence[Count]) -> list[float]:
    """Return how far each delivered day is off its week's rate, in standard deviations of chance."""
    days = [(clicks, shown) for clicks, shown in week if shown]
    clicks, shown = _sum(days)
    if len(days) < 2 or not 0 < clicks < shown:
        return []
    rate = clicks / shown
    return [(c - n * rate) / math.sqrt(n * rate * (1 - rate)) for c, n in days]


def _alike(strayed: Sequence[Sequence[float]], squares: float) -> float:
    """Return how much a day strays like the one before it: 0 to MOST_ALIKE.

    Days around their own mean seem to stray against each other by 1/days; that is put back.
    """
    pairs = sum(len(week) - 1 for week in strayed)
    days = sum(len(week) for week in strayed)
    if not squares or not pairs:
        return 0.0
    together = sum(one * other for week in strayed for one, other in pairwise(week))
    return min(max((together / pairs) / (squares / days) + len(strayed) / days, 0.0), MOST_ALIKE)


def _sum(days: Iterable[Count]) -> Count:
    clicks = shown = 0
    for c, n in days:
        clicks, shown = clicks + c, shown + n
    return clicks, shown
