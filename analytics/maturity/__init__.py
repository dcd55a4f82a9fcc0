"""How complete a day's conversions are, and what they will come to. Pure: knows no database and no clock.

Conversions are dated by their click but reported later, so a young day always looks worse than an old one. What share is
normally reported at which age is learned from what was known at each reading (`ladder`), and the final number is estimated
from it (`final`).
"""

from analytics.maturity.ages import age_days
from analytics.maturity.curve import Curve
from analytics.maturity.final import estimate
from analytics.maturity.priors import prior_curve
from analytics.maturity.windows import (
    LONGEST_DELAY_DAYS,
    RESTATEMENT_DAYS,
    last_age,
)

__all__ = [
    "LONGEST_DELAY_DAYS",
    "RESTATEMENT_DAYS",
    "Curve",
    "age_days",
    "estimate",
    "last_age",
    "prior_curve",
]
