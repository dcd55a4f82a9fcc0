"""Writes of metrics: reading them from the platforms, and storing what changed."""

from analytics.services.audiences import read_audiences
from analytics.services.branding import change_branding, check_branding, put_logo, remove_logo
from analytics.services.counting import choose_counted_action
from analytics.services.custom import change_custom_metric, create_custom_metric, delete_custom_metric
from analytics.services.exporting import (
    create_export,
    delete_export,
    forget_exports,
    get_export,
    list_exports,
    make_export,
)
from analytics.services.guarding import guard_spend, tell_rates
from analytics.services.history import request_history, sync_history
from analytics.services.hours import forget_hours, read_hours
from analytics.services.rates import load_rates, refresh_rates
from analytics.services.reading import link_account, local_day, sync_account
from analytics.services.reporting import (
    create_edition,
    create_report,
    delete_report,
    pause_report,
    print_edition,
    resume_report,
    send_again,
    update_report,
)
from analytics.services.rereading import find_reread, request_reread, reread_days
from analytics.services.retention import forget_numbers
from analytics.services.rollups import Difference, list_differences, nightly_days, repair_rollups
from analytics.services.sales import (
    choose_reading,
    delete_sale,
    keep_upload,
    preview_upload,
    record_sales,
    take_upload,
    undo_upload,
)
from analytics.services.sales import take_lines as take_sale_lines
from analytics.services.settings import change_retention
from analytics.services.sharing import check_share_password, create_share_link, note_opened, revoke_share_link
from analytics.services.store import BeingRead, Stored, link_subjects, record_reading, store_reading, store_rows
from analytics.services.warehouse import (
    check_warehouse,
    copy_to_warehouse,
    delete_warehouse,
    get_warehouse,
    request_copy,
    set_warehouse,
)

__all__ = [
    "BeingRead",
    "Difference",
    "Stored",
    "change_branding",
    "change_custom_metric",
    "change_retention",
    "check_branding",
    "check_share_password",
    "check_warehouse",
    "choose_counted_action",
    "choose_reading",
    "copy_to_warehouse",
    "create_custom_metric",
    "create_edition",
    "create_export",
    "create_report",
    "create_share_link",
    "delete_custom_metric",
    "delete_export",
    "delete_report",
    "delete_sale",
    "delete_warehouse",
    "find_reread",
    "forget_exports",
    "forget_hours",
    "forget_numbers",
    "get_export",
    "get_warehouse",
    "guard_spend",
    "keep_upload",
    "link_account",
    "link_subjects",
    "list_differences",
    "list_exports",
    "load_rates",
    "local_day",
    "make_export",
    "nightly_days",
    "note_opened",
    "pause_report",
    "preview_upload",
    "print_edition",
    "put_logo",
    "read_audiences",
    "read_hours",
    "record_reading",
    "record_sales",
    "refresh_rates",
    "remove_logo",
    "repair_rollups",
    "request_copy",
    "request_history",
    "request_reread",
    "reread_days",
    "resume_report",
    "revoke_share_link",
    "send_again",
    "set_warehouse",
    "store_reading",
    "store_rows",
    "sync_account",
    "sync_history",
    "take_sale_lines",
    "take_upload",
    "tell_rates",
    "undo_upload",
    "update_report",
]
