"""The organisation's own storage, and the nightly copy of all facts to it."""

from analytics.services.warehouse.bucket import Refused, Unreachable
from analytics.services.warehouse.copying import COPY, copy_to_warehouse, request_copy
from analytics.services.warehouse.settings import (
    check_warehouse,
    delete_warehouse,
    get_warehouse,
    note_problem,
    set_warehouse,
)

__all__ = [
    "COPY",
    "Refused",
    "Unreachable",
    "check_warehouse",
    "copy_to_warehouse",
    "delete_warehouse",
    "get_warehouse",
    "note_problem",
    "request_copy",
    "set_warehouse",
]
