"""Values that other apps see: periods, metrics, metrics by day, and how complete they are. Frozen."""

from analytics.types.days import Basis, Comparison, DayMetrics, DayState, Freshness, InternalIds, Period
from analytics.types.maturing import Cell, Estimate
from analytics.types.metrics import Conversion, Metrics, combine
from analytics.types.rates import DayRate
from analytics.types.splits import ASSETS, ELEMENTS, KEPT, OBJECTS, OVERLAPPING, SAVED_PAGE, Split

__all__ = [
    "ASSETS",
    "ELEMENTS",
    "KEPT",
    "OBJECTS",
    "OVERLAPPING",
    "SAVED_PAGE",
    "Basis",
    "Cell",
    "Comparison",
    "Conversion",
    "DayMetrics",
    "DayRate",
    "DayState",
    "Estimate",
    "Freshness",
    "InternalIds",
    "Metrics",
    "Period",
    "Split",
    "combine",
]
