"""What one currency was worth in another on a day."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class DayRate:
    """One unit of `currency` was worth `rate` units of the currency asked for, for figures of `day`.

    `rate_date` is the day that the rate is of: the same day, or the last one before it that has a rate.
    """

    currency: str
    day: date
    rate: Decimal
    rate_date: date
