"""The tables of metrics."""

from analytics.models.audiences import BreakdownMetric, ReachMetric
from analytics.models.conversions import ActionMetric, ActionRevision, ConversionAction
from analytics.models.creatives import WatchMetric
from analytics.models.curves import MaturityCurve
from analytics.models.custom import CustomMetric, Retention
from analytics.models.exports import Export, Warehouse, WarehouseDay
from analytics.models.facts import (
    AccountMetric,
    AccountRevision,
    CampaignMetric,
    CampaignRevision,
    CampaignWeek,
    DailyMetric,
    HourlyMetric,
    MetricRevision,
    Subject,
)
from analytics.models.rates import ExchangeRate
from analytics.models.readings import Feed, ReadDay, Reading
from analytics.models.reports import Branding, Delivery, Edition, Report, ShareLink
from analytics.models.sales import CountedAction, Sale, SaleUpload, UploadState

__all__ = [
    "AccountMetric",
    "AccountRevision",
    "ActionMetric",
    "ActionRevision",
    "Branding",
    "BreakdownMetric",
    "CampaignMetric",
    "CampaignRevision",
    "CampaignWeek",
    "ConversionAction",
    "CountedAction",
    "CustomMetric",
    "DailyMetric",
    "Delivery",
    "Edition",
    "ExchangeRate",
    "Export",
    "Feed",
    "HourlyMetric",
    "MaturityCurve",
    "MetricRevision",
    "ReachMetric",
    "ReadDay",
    "Reading",
    "Report",
    "Retention",
    "Sale",
    "SaleUpload",
    "ShareLink",
    "Subject",
    "UploadState",
    "Warehouse",
    "WarehouseDay",
    "WatchMetric",
]
