"""Meta's `filtering`: a list of {field, operator, value}, all of which must hold."""

import json
from collections.abc import Callable
from typing import Any

from ..store import Thing
from . import status
from .call import Call
from .errors import GraphError

_READERS: dict[str, Callable[[Call, Thing], str]] = {
    "id": lambda call, thing: thing.id,
    "name": lambda call, thing: thing.name,
    "status": lambda call, thing: str(thing.data.get("status")),
    "configured_status": lambda call, thing: str(thing.data.get("status")),
    "effective_status": status.effective,
    "objective": lambda call, thing: str(thing.data.get("objective")),
    "created_time": lambda call, thing: str(int(thing.created)),
    "updated_time": lambda call, thing: str(int(thing.updated)),
}
_TESTS: dict[str, Callable[[str, Any], bool]] = {
    "EQUAL": lambda actual, value: actual == str(value),
    "NOT_EQUAL": lambda actual, value: actual != str(value),
    "IN": lambda actual, value: actual in _members(value),
    "NOT_IN": lambda actual, value: actual not in _members(value),
    "CONTAIN": lambda actual, value: str(value).lower() in actual.lower(),
    "NOT_CONTAIN": lambda actual, value: str(value).lower() not in actual.lower(),
    "STARTS_WITH": lambda actual, value: actual.startswith(str(value)),
    "GREATER_THAN": lambda actual, value: float(actual) > float(value),
    "LESS_THAN": lambda actual, value: float(actual) < float(value),
}


def read_filters(call: Call) -> list[dict[str, Any]]:
    """Return the call's rules; a field or an operator that Meta does not know is refused."""
    rules = call.json("filtering", list) or []
    for rule in rules:
        if not isinstance(rule, dict) or {"field", "operator", "value"} - set(rule):
            raise GraphError("(#100) Filtering field, operator and value are required", blame=("filtering",))
        if str(rule["field"]).rpartition(".")[2] not in _READERS:
            raise GraphError(f"(#100) Filtering field {rule['field']} is not supported", blame=("filtering",))
        if rule["operator"] not in _TESTS:
            raise GraphError(f"(#100) Param filtering[0][operator] must be one of {{{', '.join(_TESTS)}}}")
    return rules


def passes(call: Call, thing: Thing, rule: dict[str, Any]) -> bool:
    """Return whether an object meets a rule; `campaign.id` reads the campaign above it."""
    owner, _, name = rule["field"].rpartition(".")
    if owner and owner != thing.kind:
        above = {part.kind: part for part in status.line(call, thing)}
        if owner not in above:
            raise GraphError(f"(#100) Filtering field {rule['field']} is invalid here", blame=("filtering",))
        thing = above[owner]
    return _TESTS[rule["operator"]](_READERS[name](call, thing), rule["value"])


def _members(value: Any) -> set[str]:
    return {str(member) for member in (value if isinstance(value, list) else json.loads(value))}
