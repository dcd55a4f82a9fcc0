"""The chain ladder on reversed hazards, drawn towards what is believed where there is little to learn from.

For each age k the reversed hazard r(k) is the part of the conversions known at k that was not yet known at k - 1. Over all
days whose both readings there are, weighted by volume, its estimate is r(k) = Σ new(k) / Σ known(k), the same as 1 - 1/f(k)
with the chain ladder's development factor f(k) (Mack, "Distribution-free Calculation of the Standard Error of Chain
Ladder Reserve Estimates", ASTIN Bulletin 23, 1993), and the maximum-likelihood estimate for right-truncated reporting
delays (Lagakos, Barraj, De Gruttola, Biometrika 75, 1988; Kalbfleisch and Lawless, JASA 84, 1989). The share known at age j is
the product of 1 - r(k) over all k > j. Conversions that are taken back count as negative arrivals, so r may be negative; the
shares themselves are kept between 0 and 1 and rising (pool-adjacent-violators, weighted by volume).

Shrinkage: a hazard is drawn towards a believed one as if `weight` more conversions had shown exactly that (the mean of a
Beta posterior): r = (new + weight · believed) / (known + weight).
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from analytics.maturity.priors import prior_share
from analytics.maturity.triangle import DayKnown

USUAL_READING = 0.1
"""At which part of a day an age is read where it was never read yet: soon after two in the morning."""
LARGEST_ERROR = 0.5
"""No quantity between 0 and 1 has a larger standard deviation."""


@dataclass(frozen=True, slots=True)
class Count:
    """At one age: its mean in days of 24 hours (None: never read), and the conversions new and known at it."""

    age: float | None = None
    new: float = 0.0
    known: float = 0.0

    def plus(self, other: "Count") -> "Count":
        """Return both together; the age is the first one's."""
        age = other.age if self.age is None else self.age
        return Count(age, self.new + other.new, self.known + other.known)


Counts = tuple[Count, ...]


def count(rows: Iterable[DayKnown], last_age: int) -> Counts:
    """Count arrivals by age over days that were read both at an age and at the one before."""
    ages: list[list[float]] = [[] for _ in range(last_age + 1)]
    new, known = [0.0] * (last_age + 1), [0.0] * (last_age + 1)
    for row in rows:
        before = None
        for entry in row.known:
            ages[entry.whole].append(entry.age)
            if before is not None and before.whole == entry.whole - 1:
                new[entry.whole] += entry.conversions - before.conversions
                known[entry.whole] += entry.conversions
            before = entry
    means = [sum(each) / len(each) if each else None for each in ages]
    return tuple(Count(*each) for each in zip(means, new, known, strict=True))


def pool(parts: Iterable[Counts]) -> Counts:
    """Return the counts of several accounts together."""
    summed: Counts = ()
    for part in parts:
        summed = tuple(a.plus(b) for a, b in zip(summed, part, strict=True)) if summed else part
    return summed


def fill_ages(counts: Counts, *others: Counts) -> Counts:
    """Give the ages that were never read those of the others, else a usual one."""
    filled = []
    for number, each in enumerate(counts):
        known = [other[number].age for other in others if other]
        found = next((age for age in (each.age, *known) if age is not None), number + USUAL_READING)
        filled.append(replace(each, age=found))
    return tuple(filled)


def prior_hazards(platform: str, counts: Counts) -> list[float]:
    """Return the platform's built-in reversed hazards at these ages (which must be filled); the first age has none."""
    shares = [prior_share(platform, max(0.0, each.age or 0.0)) for each in counts]
    return [0.0] + [1 - before / share for before, share in pairwise(shares)]


def shrink(counts: Counts, believed: Sequence[float], weight: float) -> list[float]:
    """Return the reversed hazards of these counts, drawn towards the believed ones; the believed ones without counts."""
    if not counts:
        return list(believed)
    pairs = zip(counts, believed, strict=True)
    return [(each.new + weight * hazard) / (max(0.0, each.known) + weight) for each, hazard in pairs]


def shares(hazards: Sequence[float], volumes: Sequence[float]) -> list[float]:
    """Return the shares known by age: 0-1, rising, the last one 1. `volumes` weigh them against each other."""
    found = [1.0]
    for hazard in reversed(hazards[1:]):
        found.append(found[-1] * (1 - hazard))
    found.reverse()
    return [min(1.0, max(0.0, share)) for share in _rising(found, volumes)]


def errors(hazards: Sequence[float], found: Sequence[float], volumes: Sequence[float]) -> list[float]:
    """Return the shares' standard errors by Greenwood's formula, S² · Σ r / ((1 - r) · volume) over the later ages.

    `volumes` are the conversions that a hazard was estimated from, those of the belief included, over the dispersion.
    """
    total, sums = 0.0, [0.0]
    for hazard, volume in zip(reversed(hazards[1:]), reversed(volumes[1:]), strict=True):
        kept = min(1.0, max(0.0, hazard))
        total += kept / (max(1 - kept, 1e-3) * volume)
        sums.append(total)
    sums.reverse()
    return [min(LARGEST_ERROR, share * math.sqrt(each)) for share, each in zip(found, sums, strict=True)]


def _rising(values: Sequence[float], weights: Sequence[float]) -> list[float]:
    """Return the rising sequence that is nearest by weighted squares (pool adjacent violators: Ayer et al. 1955)."""
    blocks: list[tuple[float, float, int]] = []
    for value, weight in zip(values, weights, strict=True):
        block = (value, weight, 1)
        while blocks and blocks[-1][0] > block[0]:
            last, mass, length = blocks.pop()
            both = mass + block[1]
            block = ((last * mass + block[0] * block[1]) / both, both, length + block[2])
        blocks.append(block)
    return [value for value, _, length in blocks for _ in range(length)]
