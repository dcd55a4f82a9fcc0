"""Reports: made once as documents, sent by mail, made again and again by standing reports."""

from analytics.services.reporting.documents import list_numbers, make_document
from analytics.services.reporting.editions import create_edition, fail_edition, make_edition

__all__ = ["create_edition", "fail_edition", "list_numbers", "make_document", "make_edition"]
