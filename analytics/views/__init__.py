"""Pages of numbers, one module a subject."""

from analytics.views.campaign import campaign_numbers
from analytics.views.dashboard import dashboard, freshness, reading, reports

__all__ = ["campaign_numbers", "dashboard", "freshness", "reading", "reports"]
