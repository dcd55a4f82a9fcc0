"""Pages of numbers, one module a subject."""

from analytics.views.campaign import campaign_numbers
from analytics.views.custom import (
    change_custom_metric,
    create_custom_metric,
    custom_metrics,
    delete_custom_metric,
    edit_custom_metric,
    preview_custom_metric,
)
from analytics.views.dashboard import dashboard, freshness, reading, reports
from analytics.views.numbers import numbers, read_again
from analytics.views.retention import change_retention, retention

__all__ = [
    "campaign_numbers",
    "change_custom_metric",
    "change_retention",
    "create_custom_metric",
    "custom_metrics",
    "dashboard",
    "delete_custom_metric",
    "edit_custom_metric",
    "freshness",
    "numbers",
    "preview_custom_metric",
    "read_again",
    "reading",
    "reports",
    "retention",
]
