"""Whether an ad is tired: people see it more often and click less than in its own first week. Pure: no database and no clock.

judge(days, windows) -> Verdict     with its evidence: how often it was seen and clicked, at its start and now
"""

from analytics.fatigue.judging import judge
from analytics.fatigue.limits import (
    CERTAINTY,
    FEWEST_CLICKS,
    FEWEST_DAYS,
    FREQUENCY_RISE,
    LEAST_FALL,
    LEAST_FREQUENCY,
    WINDOW_DAYS,
)
from analytics.fatigue.rates import Fall
from analytics.fatigue.types import AdDay, Missing, ReachWindow, Side, State, Verdict, Want

__all__ = [
    "CERTAINTY",
    "FEWEST_CLICKS",
    "FEWEST_DAYS",
    "FREQUENCY_RISE",
    "LEAST_FALL",
    "LEAST_FREQUENCY",
    "WINDOW_DAYS",
    "AdDay",
    "Fall",
    "Missing",
    "ReachWindow",
    "Side",
    "State",
    "Verdict",
    "Want",
    "judge",
]
