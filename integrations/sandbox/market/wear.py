"""How often people have seen an ad, and what follows: it is clicked less, and more and more it is shown to the same people.

An ad is delivered to a core of its audience. Impressions fade from memory by 4.5 % a day; what is left of them, for each
person of the core, is how often it is remembered. Both the pull (`response`) and the reach (the sides' reports) follow
from that one number, so an ad that is shown to few people for long has a frequency that climbs and a click rate that
falls, as platforms tell of tired ads. Plausible rather than measured.
"""

from collections.abc import Mapping
from datetime import date, timedelta

FADE_A_DAY = 0.955
REMEMBERED_DAYS = 70
"""After so many days less than a twentieth is left."""
_CORE = 0.06
_HALFWAY = 3.2
_LEAST_PULL = 0.45
_REPEATS = 0.5
_FIRST = "0002-01-01"


def frequency(worn: float, people: float) -> float:
    """Return how often each person of the core remembers an ad; `worn` are fading impressions."""
    return worn / (_CORE * people)


def pull(often: float) -> float:
    """Return what is left of an ad's clicks after people have seen it often."""
    return _LEAST_PULL + (1 - _LEAST_PULL) / (1 + (often / _HALFWAY) ** 1.5)


def share_of_new_faces(often: float) -> float:
    """Return how many impressions of a new ad reach as many people as one impression of this ad."""
    return 1 / (1 + _REPEATS * often)


def freshen(daily: Mapping[str, int], people: float) -> dict[str, float]:
    """Return, by day, to how many impressions of a new ad an ad's impressions come, in people met.

    `daily` is all that it was shown since it began, or for REMEMBERED_DAYS before the days that matter; by ISO date.
    """
    found: dict[str, float] = {}
    worn, before = 0.0, None
    for day in sorted(daily):
        today = date.fromisoformat(day)
        worn *= FADE_A_DAY ** (today - before).days if before else 1.0
        found[day] = daily[day] * share_of_new_faces(frequency(worn, people))
        worn, before = worn + daily[day], today
    return found


def remembered_since(since: str) -> str:
    """Return the first day (ISO) from which impressions still count on `since`; a day before all days is its own."""
    if since < _FIRST:
        return since
    return (date.fromisoformat(since) - timedelta(days=REMEMBERED_DAYS)).isoformat()
