"""Quantiles of counts that vary more than Poisson's."""

import math
from collections.abc import Sequence
from statistics import NormalDist

EXACT_UP_TO_SD = 200.0


def quantile(chance: float, mean: float, variance: float) -> float:
    """Return the smallest count whose distribution function reaches `chance` (0-1); see `quantiles`."""
    return quantiles([chance], mean, variance)[0]


def quantiles(chances: Sequence[float], mean: float, variance: float) -> list[float]:
    """Return the smallest counts whose distribution function reaches each of the chances (0-1, ascending), in one pass.

    Negative binomial with this mean and variance (size = mean² / (variance - mean)), Poisson where the variance is not
    above the mean: exact, by summing probabilities. Where the standard deviation is beyond 200 the first
    Cornish-Fisher correction for skewness is taken instead (Johnson, Kemp, Kotz, "Univariate Discrete Distributions", 2005).
    """
    if mean <= 0:
        return [0.0] * len(chances)
    if variance > EXACT_UP_TO_SD**2:
        return [_approximate(chance, mean, variance) for chance in chances]
    size = mean**2 / (variance - mean) if variance > mean * (1 + 1e-9) else math.inf
    reach = math.sqrt(max(variance, mean))
    count, last = max(0, math.floor(mean - 9 * reach)), mean + 40 * reach + 40
    probability = math.exp(_log_probability(count, mean, size))
    total, whole, found = probability, size + mean, []
    for chance in chances:
        while total < chance and count < last:
            # how much likelier the next count is: Poisson's, or the negative binomial's
            probability *= mean / (count + 1) if size == math.inf else (size + count) / (count + 1) * mean / whole
            count += 1
            total += probability
        found.append(float(count))
    return found


def _log_probability(count: int, mean: float, size: float) -> float:
    if math.isinf(size):
        return count * math.log(mean) - mean - math.lgamma(count + 1)
    chance = size / (size + mean)
    ways = math.lgamma(count + size) - math.lgamma(size) - math.lgamma(count + 1)
    return ways + size * math.log(chance) + count * math.log1p(-chance)


def _approximate(chance: float, mean: float, variance: float) -> float:
    z, sd = NormalDist().inv_cdf(chance), math.sqrt(variance)
    skewness = (2 * variance - mean) / (sd * mean)
    return max(0.0, mean + sd * (z + (z * z - 1) * skewness / 6))
