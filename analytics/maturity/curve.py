"""A maturity curve: which share of a day's final conversions is normally reported at which age."""

import math
from bisect import bisect_right
from dataclasses import dataclass

LEAST_POWER = 0.01
"""So that nothing is reported as the day begins, however quickly conversions arrive."""


@dataclass(frozen=True, slots=True)
class Curve:
    """Shares (0-1) by age in days since the end of the day; both rise, and the last share is 1.

    `errors` are the shares' standard errors. `dispersion` is the variance of arriving conversions over Poisson's,
    `variation` the squared coefficient of variation of days' conversion rates beyond chance, `rate` the final
    conversions per click (0: not known).
    """

    points: tuple[tuple[float, float], ...]
    errors: tuple[float, ...] = ()
    dispersion: float = 1.0
    variation: float = 0.05
    rate: float = 0.0

    def share(self, age: float) -> float:
        """Return the share that is normally reported at an age; between two points what is missing fades geometrically.

        Before the first point, and while the day lasts (ages from -1 to 0; then of the clicks so far), delays are taken to
        follow a power of time: if clicks come evenly and u days after its click F u^p of them are reported, then T days of
        clicks are reported to F T^p / (p + 1), and one more day later the share of one day has grown by 2^(p + 1) - 1.
        """
        first_age, first_share = self.points[0]
        if age < first_age:
            growth = self.share(first_age + 1) / first_share if first_share else 1.0
            return first_share * (max(0.0, age + 1) / (first_age + 1)) ** max(LEAST_POWER, math.log2(1 + growth) - 1)
        at = bisect_right(self.points, age, key=lambda point: point[0])
        if at == len(self.points):
            return 1.0
        (age0, share0), (age1, share1) = self.points[at - 1], self.points[at]
        passed = (age - age0) / (age1 - age0)
        if share1 >= 1 or share0 >= 1:
            return share0 + (share1 - share0) * passed
        return 1 - (1 - share0) * ((1 - share1) / (1 - share0)) ** passed

    def error(self, age: float) -> float:
        """Return the standard error of the share at an age; 0 where none was estimated."""
        if not self.errors or age >= self.points[-1][0]:
            return 0.0
        at = bisect_right(self.points, age, key=lambda point: point[0])
        if at == 0:
            return self.errors[0]
        (age0, _), (age1, _) = self.points[at - 1], self.points[at]
        passed = (age - age0) / (age1 - age0)
        return self.errors[at - 1] + (self.errors[at] - self.errors[at - 1]) * passed
