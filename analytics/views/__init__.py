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
from analytics.views.dashboard import dashboard, days, freshness, reading, reports
from analytics.views.exports import create_export, delete_export, download_export, exports
from analytics.views.moved import movers
from analytics.views.numbers import numbers, read_again
from analytics.views.pacing import pacing
from analytics.views.retention import change_retention, retention
from analytics.views.sales import (
    delete_sale,
    keep_upload,
    record_sales,
    sale_list,
    sale_upload,
    sales,
    sales_example,
    take_upload,
    undo_upload,
)

__all__ = [
    "campaign_numbers",
    "change_custom_metric",
    "change_retention",
    "create_custom_metric",
    "create_export",
    "custom_metrics",
    "dashboard",
    "days",
    "delete_custom_metric",
    "delete_export",
    "delete_sale",
    "download_export",
    "edit_custom_metric",
    "exports",
    "freshness",
    "keep_upload",
    "movers",
    "numbers",
    "pacing",
    "preview_custom_metric",
    "read_again",
    "reading",
    "record_sales",
    "reports",
    "retention",
    "sale_list",
    "sale_upload",
    "sales",
    "sales_example",
    "take_upload",
    "undo_upload",
]
