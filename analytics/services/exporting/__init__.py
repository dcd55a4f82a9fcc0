"""Exports: asking for a file, making it, and removing it when its days are over."""

from analytics.services.exporting.asking import create_export, delete_export, get_export, list_exports
from analytics.services.exporting.keeping import forget_exports
from analytics.services.exporting.making import MAKE_EXPORT, make_export

__all__ = [
    "MAKE_EXPORT",
    "create_export",
    "delete_export",
    "forget_exports",
    "get_export",
    "list_exports",
    "make_export",
]
