"""What the API takes and answers, one module a subject."""

from analytics.schemas.dashboard import ComparisonOut, DashboardOut, FreshnessOut, PeriodOut, comparison_out, period_out
from analytics.schemas.metrics import MetricsIn, MetricsOut, Moment, PeriodIn, TableIn
from analytics.schemas.rows import EstimateOut, MetricsRow, Named, OwnValue, ReachRow

__all__ = [
    "ComparisonOut",
    "DashboardOut",
    "EstimateOut",
    "FreshnessOut",
    "MetricsIn",
    "MetricsOut",
    "MetricsRow",
    "Moment",
    "Named",
    "OwnValue",
    "PeriodIn",
    "PeriodOut",
    "ReachRow",
    "TableIn",
    "comparison_out",
    "period_out",
]
