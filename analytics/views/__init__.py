"""Pages of numbers, one module a subject."""

from analytics.views.branding import branding, change_branding, preview_branding
from analytics.views.campaign import campaign_numbers
from analytics.views.counting import choose_counted_action, counted_actions
from analytics.views.creatives import creative_ads, creative_results, tired_ads, tired_need, video_watching
from analytics.views.custom import (
    change_custom_metric,
    create_custom_metric,
    custom_metrics,
    delete_custom_metric,
    edit_custom_metric,
    preview_custom_metric,
)
from analytics.views.dashboard import dashboard, days, freshness, reading
from analytics.views.explore import explore, explore_hours
from analytics.views.exports import create_export, delete_export, download_export, exports
from analytics.views.moved import movers
from analytics.views.numbers import numbers, read_again
from analytics.views.pacing import pacing
from analytics.views.reports import create_edition, report, report_pdf, reports, send_delivery_again
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
from analytics.views.shared import shared_pdf, shared_report
from analytics.views.shares import create_share_link, revoke_share_link, share_links
from analytics.views.standing import create_report, delete_report, pause_report, resume_report, update_report
from analytics.views.warehouse import check_warehouse, delete_warehouse, request_copy, set_warehouse, warehouse

__all__ = [
    "branding",
    "campaign_numbers",
    "change_branding",
    "change_custom_metric",
    "change_retention",
    "check_warehouse",
    "choose_counted_action",
    "counted_actions",
    "create_custom_metric",
    "create_edition",
    "create_export",
    "create_report",
    "create_share_link",
    "creative_ads",
    "creative_results",
    "custom_metrics",
    "dashboard",
    "days",
    "delete_custom_metric",
    "delete_export",
    "delete_report",
    "delete_sale",
    "delete_warehouse",
    "download_export",
    "edit_custom_metric",
    "explore",
    "explore_hours",
    "exports",
    "freshness",
    "keep_upload",
    "movers",
    "numbers",
    "pacing",
    "pause_report",
    "preview_branding",
    "preview_custom_metric",
    "read_again",
    "reading",
    "record_sales",
    "report",
    "report_pdf",
    "reports",
    "request_copy",
    "resume_report",
    "retention",
    "revoke_share_link",
    "sale_list",
    "sale_upload",
    "sales",
    "sales_example",
    "send_delivery_again",
    "set_warehouse",
    "share_links",
    "shared_pdf",
    "shared_report",
    "take_upload",
    "tired_ads",
    "tired_need",
    "undo_upload",
    "update_report",
    "video_watching",
    "warehouse",
]
