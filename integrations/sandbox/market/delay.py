"""When a conversion becomes known: the delay between the click and the report, up to seven days.

Two kinds of buyers: those who decide at once and those who sleep on it. Each is an exponential, cut off at
seven days, so the distribution has a closed form that tests and maturity models can be held against.
"""

import math

from .demand import HOURS

LONGEST_S = 7 * 86_400

# kind: (share of the quick, their mean delay in seconds, the slow ones' mean delay in seconds)
_CURVES = {
    "purchase": (0.58, 5_400.0, 172_800.0),
    "lead": (0.84, 1_800.0, 86_400.0),
    "install": (0.90, 1_200.0, 57_600.0),
}


def share_known(kind: str, delay_s: float) -> float:
    """Return the share of final conversions that is known `delay_s` seconds after their click."""
    if delay_s <= 0:
        return 0.0
    quick, quick_mean, slow_mean = _CURVES[kind]
    return quick * _cut(quick_mean, delay_s) + (1 - quick) * _cut(slow_mean, delay_s)


def share_known_by_day(kind: str, days: float) -> float:
    """Return the share of a day's final conversions that is known `days` days after the midnight that ends it.

    Clicks are spread over the day as demand is.
    """
    return sum(
        weight * share_known(kind, (days + 1) * 86_400 - (hour + 0.5) * 3_600) for hour, weight in enumerate(HOURS)
    )


def draw_delay(kind: str, u_kind: float, u_delay: float) -> float:
    """Turn two uniform draws into a delay in seconds."""
    quick, quick_mean, slow_mean = _CURVES[kind]
    mean = quick_mean if u_kind < quick else slow_mean
    return -mean * math.log(1 - u_delay * (1 - math.exp(-LONGEST_S / mean)))


def _cut(mean: float, delay_s: float) -> float:
    return min(1.0, (1 - math.exp(-delay_s / mean)) / (1 - math.exp(-LONGEST_S / mean)))
