"""Learning a curve: counts by age, drawn towards those of like accounts, which are drawn towards a built-in belief."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from analytics.maturity import ladder, spread
from analytics.maturity.curve import Curve
from analytics.maturity.ladder import Counts
from analytics.maturity.triangle import DayKnown
from analytics.maturity.windows import last_age

PRIOR_WEIGHT = 30.0
"""The built-in belief weighs like so many conversions at each age."""
POOL_WEIGHT = 60.0
"""What like accounts showed weighs like so many conversions at each age, however many there were."""
LEAST_STEP = 0.01
"""Between the ages of two points, in days."""


@dataclass(frozen=True, slots=True)
class Lesson:
    """A curve and what it was learned from: the counts by age, conversions as known last, and days."""

    curve: Curve
    counts: Counts
    conversions: float
    days: int


def learn(rows: Sequence[DayKnown], *, platform: str, pools: Sequence[Counts] = ()) -> Lesson:
    """Learn the curve of one account and conversion action from its triangle.

    `pools` are other accounts' counts, the most general first; each draws what is learned towards it, the built-in belief
    of the platform stands before them all.
    """
    counts = ladder.fill_ages(ladder.count(rows, last_age(platform)), *reversed(pools))
    believed = ladder.prior_hazards(platform, counts)
    weight = PRIOR_WEIGHT
    for pool in pools:
        if pool:
            believed, weight = ladder.shrink(pool, believed, PRIOR_WEIGHT), POOL_WEIGHT
    hazards = ladder.shrink(counts, believed, weight)
    curve = _curve(counts, hazards, weight, spread.dispersion(rows, hazards))
    curve = replace(curve, rate=spread.rate(rows, curve), variation=spread.variation(rows, curve))
    return Lesson(curve, counts, sum(row.newest.conversions for row in rows), len(rows))


def _curve(counts: Counts, hazards: Sequence[float], weight: float, dispersion: float) -> Curve:
    volumes = [max(0.0, each.known) + weight for each in counts]
    found = ladder.shares(hazards, volumes)
    errors = ladder.errors(hazards, found, [volume / dispersion for volume in volumes])
    return Curve(tuple(zip(_ages(counts), found, strict=True)), tuple(errors), dispersion)


def _ages(counts: Counts) -> list[float]:
    """Return the ages of the points: rising whatever the readings' hours were, the last one whole."""
    ages = [float(len(counts) - 1)]
    for each in reversed(counts[:-1]):
        ages.append(min(each.age or 0.0, ages[-1] - LEAST_STEP))
    return ages[::-1]
