"""What is believed of a platform's delays before anything was learned.

The shape is an assumption of ours, weighed like some dozens of conversions only and overruled by what an account shows:
a part is reported by the end of the day, the rest arrives with an exponential delay that is cut off at the platform's
default click window (`windows.LONGEST_DELAY_DAYS`). Chapelle took exponential delays for display advertising and saw about
a third of conversions within an hour and half within a day, of those within 30 days ("Modeling Delayed Feedback in Display
Advertising", KDD 2014); search and shorter windows are quicker. The numbers below are nobody's measurement.
"""

import math
from dataclasses import dataclass
from functools import cache

from analytics.maturity.curve import Curve
from analytics.maturity.windows import LONGEST_DELAY_DAYS, last_age
from integrations.types import Platform


@dataclass(frozen=True, slots=True)
class Belief:
    """The share reported by the end of the day, and the mean delay in days of the others."""

    by_end: float
    mean_days: float


BELIEFS = {
    Platform.META: Belief(0.70, 1.5),
    Platform.TIKTOK: Belief(0.70, 1.5),
    Platform.GOOGLE: Belief(0.70, 4.0),
}
STANDARD_ERROR = 0.10
"""How sure we are of a built-in share: not very."""


def prior_share(platform: str, age: float) -> float:
    """Return the share believed to be reported at an age of at least 0 days."""
    belief, window = BELIEFS[Platform(platform)], LONGEST_DELAY_DAYS[Platform(platform)]
    if age >= min(window, last_age(platform)):
        return 1.0
    cut_off = math.exp(-window / belief.mean_days)
    missing = (math.exp(-age / belief.mean_days) - cut_off) / (1 - cut_off)
    return 1 - (1 - belief.by_end) * missing


@cache
def prior_curve(platform: str) -> Curve:
    """Return the curve of a platform of which nothing was learned."""
    points = tuple((float(age), prior_share(platform, age)) for age in range(last_age(platform) + 1))
    return Curve(points, errors=tuple(STANDARD_ERROR * (1 - share) / (1 - points[0][1]) for _, share in points))
