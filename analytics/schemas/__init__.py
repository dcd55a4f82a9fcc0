"""What the API takes and answers, one module a subject."""

from analytics.schemas.dashboard import ComparisonOut, DashboardOut, FreshnessOut, PeriodOut, comparison_out, period_out
from analytics.schemas.metrics import CampaignSplit, MetricsOut, MetricsRow, PeriodIn, Split, parameters

__all__ = [
    "CampaignSplit",
    "ComparisonOut",
    "DashboardOut",
    "FreshnessOut",
    "MetricsOut",
    "MetricsRow",
    "PeriodIn",
    "PeriodOut",
    "Split",
    "comparison_out",
    "parameters",
    "period_out",
]
