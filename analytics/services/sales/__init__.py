"""The business's own sales: taken, shown before they are taken, and taken back."""

from analytics.services.sales.recording import delete_sale, record_sales
from analytics.services.sales.uploads import (
    TAKE,
    choose_reading,
    keep_upload,
    preview_upload,
    take_lines,
    take_upload,
    undo_upload,
)

__all__ = [
    "TAKE",
    "choose_reading",
    "delete_sale",
    "keep_upload",
    "preview_upload",
    "record_sales",
    "take_lines",
    "take_upload",
    "undo_upload",
]
