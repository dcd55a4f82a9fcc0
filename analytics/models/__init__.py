"""The tables of metrics."""

from analytics.models.audiences import BreakdownMetric, ReachMetric
from analytics.models.conversions import ActionMetric, ActionRevision, ConversionAction
from analytics.models.curves import MaturityCurve
from analytics.models.custom import CustomMetric, Retention
from analytics.models.facts import (
    AccountMetric,
    AccountRevision,
    CampaignMetric,
    CampaignRevision,
    DailyMetric,
    HourlyMetric,
    MetricRevision,
    Subject,
)
from analytics.models.rates import ExchangeRate
from analytics.models.readings import Feed, ReadDay, Reading

__all__ = [
    "AccountMetric",
    "AccountRevision",
    "ActionMetric",
    "ActionRevision",
    "BreakdownMetric",
    "CampaignMetric",
    "CampaignRevision",
    "ConversionAction",
    "CustomMetric",
    "DailyMetric",
    "ExchangeRate",
    "Feed",
    "HourlyMetric",
    "MaturityCurve",
    "MetricRevision",
    "ReachMetric",
    "ReadDay",
    "Reading",
    "Retention",
    "Subject",
]
