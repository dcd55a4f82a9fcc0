"""Reports: made once as documents, sent by mail, made again and again by standing reports."""

from analytics.services.reporting.delivering import deliver_edition, send_again
from analytics.services.reporting.documents import list_numbers, make_document
from analytics.services.reporting.due import begin_edition
from analytics.services.reporting.editions import create_edition, fail_edition, make_edition
from analytics.services.reporting.printing import print_edition
from analytics.services.reporting.standing import (
    Wish,
    create_report,
    delete_report,
    pause_report,
    resume_report,
    update_report,
)

__all__ = [
    "Wish",
    "begin_edition",
    "create_edition",
    "create_report",
    "delete_report",
    "deliver_edition",
    "fail_edition",
    "list_numbers",
    "make_document",
    "make_edition",
    "pause_report",
    "print_edition",
    "resume_report",
    "send_again",
    "update_report",
]
