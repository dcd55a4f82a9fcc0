"""What a figure is made of: each step from the money to what it brought, as a product of ratios.

value = spend × (views / spend) × (clicks / views) × (conversions / clicks) × (value / conversion)
"""

from enum import StrEnum
from fractions import Fraction

from analytics.types import Metrics


class Measure(StrEnum):
    """The figure whose change is explained."""

    VALUE = "value"
    CONVERSIONS = "conversions"
    CLICKS = "clicks"


class Reason(StrEnum):
    """What moved it."""

    SPEND = "spend"
    """More or less money was spent."""
    CPM = "cpm"
    """A view became dearer or cheaper."""
    VIEWS = "views"
    """It was seen more or less often; where what was spent is not known in one currency."""
    CTR = "ctr"
    """A larger or smaller part of those who saw it clicked."""
    CVR = "cvr"
    """A larger or smaller part of those who clicked converted."""
    VALUE_PER_CONVERSION = "value_per_conversion"
    REST = "rest"
    """What came without the step before it: conversions without a click, clicks without a view."""


UNITS = {Measure.VALUE: 1, Measure.CONVERSIONS: 1_000_000, Measure.CLICKS: 1}
"""How many of the smallest units one is: value is in micros already, conversions have six decimals."""
LEVELS = ("spend_micros", "impressions", "clicks", "conversions", "value_micros")
REASONS = (Reason.SPEND, Reason.CPM, Reason.CTR, Reason.CVR, Reason.VALUE_PER_CONVERSION)
CHAINS = {Measure.CLICKS: LEVELS[:3], Measure.CONVERSIONS: LEVELS[:4], Measure.VALUE: LEVELS}


def read_levels(metrics: Metrics, measure: Measure) -> list[Fraction | None]:
    """Return the steps from the money to the measure; money is None where it is unknown or in several currencies."""
    found = [getattr(metrics, name) for name in CHAINS[measure]]
    return [None if each is None else Fraction(each) for each in found]
