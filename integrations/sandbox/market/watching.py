"""How far videos are watched: of an ad's impressions of a day, how many were plays, and how many came to each quarter.

Pure and seeded; nothing is stored. Each film has a curve of its own, the same wherever it is shown on a platform: what its
first moments hold, and how many of those who stayed stay for the next quarter. Days differ a little. A count never shrinks
when the impressions grow; counts are rounded down, so that parts of a day may come to a few less than the whole. Levels
are plausible rather than measured: most people scroll on at once, those who do not mostly stay.
"""

import math
from dataclasses import astuple, dataclass

from .noise import make_key, normal, uniform

_PLAYED = {"meta": 0.88, "google": 1.0, "tiktok": 0.98}
_HELD = {"meta": 0.24, "google": 0.52, "tiktok": 0.30}
_STAYED = (0.62, 0.72, 0.78)
_FILMS_DIFFER, _QUARTERS_DIFFER, _DAYS_DIFFER = 0.30, 0.22, 0.04


@dataclass(frozen=True, slots=True)
class Watched:
    """Plays, and how many of them came to a quarter, half, three quarters and the end."""

    plays: int = 0
    to_25: int = 0
    to_50: int = 0
    to_75: int = 0
    to_100: int = 0

    def __add__(self, other: "Watched") -> "Watched":
        return Watched(*(mine + theirs for mine, theirs in zip(astuple(self), astuple(other), strict=True)))


def watch(impressions: int, film: str, platform: str, *, seed: int, day: str) -> Watched:
    """Return what became of a day's impressions of a film; `day` is any name of the day."""
    key, today = make_key(seed, "film", platform, film), make_key(seed, "watched", platform, film, day)
    spread = _FILMS_DIFFER * normal(uniform(key, 0)) + _DAYS_DIFFER * normal(uniform(today, 0))
    rates = [_PLAYED[platform], min(0.95, _HELD[platform] * math.exp(spread))]
    for number, stays in enumerate(_STAYED, 1):
        spread = _QUARTERS_DIFFER * normal(uniform(key, number)) + _DAYS_DIFFER * normal(uniform(today, number))
        rates.append(stays ** math.exp(spread))
    counts, share = [], 1.0
    for rate in rates:
        share *= rate
        counts.append(int(impressions * share))
    return Watched(*counts)
