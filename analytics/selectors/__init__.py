"""Reads of metrics. Days are the accounts' own, both ends included; money is micros; ratios are ratios of sums."""

from analytics.selectors.comparison import Days, compare, daily_series, read_days
from analytics.selectors.facts import Dimension, Scope, recall, sums
from analytics.selectors.freshness import list_freshness, list_read_days
from analytics.selectors.metrics import (
    by_ad,
    by_ad_group,
    by_campaign,
    by_platform,
    by_platform_campaign,
    totals,
)

__all__ = [
    "Days",
    "Dimension",
    "Scope",
    "by_ad",
    "by_ad_group",
    "by_campaign",
    "by_platform",
    "by_platform_campaign",
    "compare",
    "daily_series",
    "list_freshness",
    "list_read_days",
    "read_days",
    "recall",
    "sums",
    "totals",
]
