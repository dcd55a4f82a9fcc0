"""The EU's political advertising declaration: one campaign without it blocks every change to campaigns of the account,
except the one that declares. https://support.google.com/google-ads (blog of 2026-02; in force since 2026-04-01)"""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from .call import Call
from .campaign_states import is_undeclared
from .errors import Problem
from .kinds import last

if TYPE_CHECKING:
    from .mutate import Operation

_FIELD = "contains_eu_political_advertising"
_FREE = ("asset", "user_list", "conversion_action", "customer")


def check_declared(call: Call, operations: Sequence["Operation"]) -> list[Problem]:
    """Return an error for every operation that the missing declarations block."""
    undeclared = {
        c.id for c in call.store.list("google.campaign", account=call.account.id)
        if c.data["status"] != "REMOVED" and is_undeclared(c)
    }  # fmt: skip
    if not undeclared:
        return []
    words = "Campaigns of this account lack the declaration on EU political advertising; declare it first."
    code = "EU_POLITICAL_ADVERTISING_DECLARATION_REQUIRED"
    return [
        Problem("mutate_error", code, words, (*operation.place, operation.verb))
        for operation in operations if operation.kind not in _FREE and not _declares(operation, undeclared)
    ]  # fmt: skip


def _declares(operation: "Operation", undeclared: set[str]) -> bool:
    is_update = operation.kind == "campaign" and operation.verb == "update" and operation.paths == [_FIELD]
    return is_update and last(operation.given.resource_name) in undeclared
