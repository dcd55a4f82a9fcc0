"""Pages of numbers, one module a subject."""

from analytics.views.campaign import campaign_numbers
from analytics.views.dashboard import dashboard, freshness, reading, reports
from analytics.views.retention import change_retention, retention

__all__ = [
    "campaign_numbers",
    "change_retention",
    "dashboard",
    "freshness",
    "reading",
    "reports",
    "retention",
]
