"""How complete conversions are, and what they will come to."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Cell:
    """The conversions of one account on one day, as known when the day was last read.

    `age_days` is the time from the end of the day (in the account's zone) to that reading, negative while the day lasts.
    """

    account_id: int
    day: date
    age_days: float
    conversions: Decimal
    clicks: int


@dataclass(frozen=True, slots=True)
class Estimate:
    """What is known, which share of the final number that normally is (0-1), and the final number with an interval.

    `low` and `high` bound the final number in four of five cases.
    """

    known: Decimal
    share: float
    final: float
    low: float
    high: float
