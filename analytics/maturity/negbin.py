"""Quantiles of counts that vary more than Poisson's."""

import math
from statistics import NormalDist

EXACT_UP_TO_SD = 200.0


def quantile(chance: float, mean: float, variance: float) -> float:
    """Return the smallest count whose distribution function reaches `chance` (0-1).

    Negative binomial with this mean and variance (size = mean² / (variance - mean)), Poisson where the variance is not
    above the mean: exact, by summing probabilities. Where the standard deviation is beyond 200 the first
    Cornish-Fisher correction for skewness is taken instead (Johnson, Kemp, Kotz, "Univariate Discrete Distributions", 2005).
    """
    if mean <= 0:
        return 0.0
    if variance > EXACT_UP_TO_SD**2:
        return _approximate(chance, mean, variance)
    size = mean**2 / (variance - mean) if variance > mean * (1 + 1e-9) else math.inf
    count = max(0, math.floor(mean - 9 * math.sqrt(max(variance, mean))))
    probability = math.exp(_log_probability(count, mean, size))
    total = probability
    while total < chance and count < mean + 40 * math.sqrt(max(variance, mean)) + 40:
        probability *= _step(count, mean, size)
        count += 1
        total += probability
    return float(count)


def _log_probability(count: int, mean: float, size: float) -> float:
    if math.isinf(size):
        return count * math.log(mean) - mean - math.lgamma(count + 1)
    chance = size / (size + mean)
    ways = math.lgamma(count + size) - math.lgamma(size) - math.lgamma(count + 1)
    return ways + size * math.log(chance) + count * math.log1p(-chance)


def _step(count: int, mean: float, size: float) -> float:
    """Return how much likelier the next count is."""
    if math.isinf(size):
        return mean / (count + 1)
    return (size + count) / (count + 1) * mean / (size + mean)


def _approximate(chance: float, mean: float, variance: float) -> float:
    z, sd = NormalDist().inv_cdf(chance), math.sqrt(variance)
    skewness = (2 * variance - mean) / (sd * mean)
    return max(0.0, mean + sd * (z + (z * z - 1) * skewness / 6))
