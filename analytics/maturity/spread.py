"""How much conversions vary beyond chance: in how they arrive, and in how often a day's clicks convert."""

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import pairwise

from analytics.maturity.curve import Curve
from analytics.maturity.triangle import DayKnown

HALF_LIFE_DAYS = 14.0
"""How fast a day's conversion rate loses weight: our choice."""
DISPERSION_WEIGHT = 50.0
"""Arrivals behave like Poisson's with the weight of so many conversions."""
USUAL_VARIATION, VARIATION_WEIGHT = 0.05, 400.0
"""Days' rates vary by about 22 %, with the weight of four days of ten conversions."""
LEAST_VARIATION = 0.002


def rate(rows: Sequence[DayKnown], curve: Curve) -> float:
    """Return the final conversions per click of the newest days: Σ w K / Σ w n S, the weights w halving every two weeks.

    The Cape Cod estimate with decay (Gluck, "Balancing Development and Trend in Loss Reserve Analysis", PCAS 84, 1997): young
    days count too, by the share that is known of them. 0 where there are neither clicks nor conversions.
    """
    conversions = clicks = 0.0
    newest = max((row.day for row in rows), default=date.min)
    for row in rows:
        weight = 0.5 ** ((newest - row.day).days / HALF_LIFE_DAYS)
        conversions += weight * max(0.0, row.newest.conversions)
        clicks += weight * row.clicks * curve.share(row.newest.age)
    return conversions / clicks if clicks > 0 else 0.0


def dispersion(rows: Iterable[DayKnown], hazards: Sequence[float]) -> float:
    """Return the variance of what arrives between two readings over that of chance, at least 1.

    Pearson's statistic in its ratio form, Σ (new - e)² / Σ e (1 - r) with e = r · known (Mack's σ² for a chain ladder), drawn
    towards 1.
    """
    squares = expected = DISPERSION_WEIGHT
    for row in rows:
        for before, entry in pairwise(row.known):
            if before.whole == entry.whole - 1:
                hazard = hazards[entry.whole]
                mean = hazard * entry.conversions
                squares += (entry.conversions - before.conversions - mean) ** 2
                expected += max(0.0, mean * (1 - hazard))
    return max(1.0, squares / expected)


def variation(rows: Sequence[DayKnown], curve: Curve) -> float:
    """Return the squared coefficient of variation of days' conversion rates, beyond what chance explains.

    By moments, Σ ((K - μ)² - d μ) / Σ μ² over days that are nearly complete, with μ = the days' mean rate · n S and d the
    dispersion; drawn towards the usual one.
    """
    days = [(row, curve.share(row.newest.age)) for row in rows]
    done = [(row.newest.conversions, row.clicks * share) for row, share in days if share >= 0.8 and row.clicks]
    clicks = sum(exposed for _, exposed in done)
    mean = sum(conversions for conversions, _ in done) / clicks if clicks else 0.0
    above = sum((conversions - mean * n) ** 2 - curve.dispersion * mean * n for conversions, n in done)
    squares = sum((mean * n) ** 2 for _, n in done)
    found = (above + USUAL_VARIATION * VARIATION_WEIGHT) / (squares + VARIATION_WEIGHT)
    return max(LEAST_VARIATION, found)
