"""Values that other apps see: periods, metrics, metrics by day, and how complete they are. Frozen."""

from analytics.types.maturing import Cell, Estimate
from analytics.types.metrics import (
    Basis,
    Comparison,
    DayMetrics,
    DayState,
    Freshness,
    InternalIds,
    Metrics,
    Period,
    combine,
)

__all__ = [
    "Basis",
    "Cell",
    "Comparison",
    "DayMetrics",
    "DayState",
    "Estimate",
    "Freshness",
    "InternalIds",
    "Metrics",
    "Period",
    "combine",
]
