"""Lists: Meta's filtering, effective_status, cursors and paging links."""

import base64
import json
from collections.abc import Callable, Iterable
from typing import Any
from urllib.parse import urlencode

from ..store import Thing
from . import status
from .call import Call
from .errors import GraphError
from .render import render

_GONE = ("DELETED", "ARCHIVED")


def list_things(call: Call, things: Iterable[Thing]) -> dict[str, Any]:
    """Answer a GET on an edge of campaigns, ad sets or ads: filtered, newest first, a page at a time."""
    wanted = call.json("effective_status", list) if call.has("effective_status") else None
    filters = read_filters(call)
    if wanted is None and not any(f["field"].endswith("effective_status") for f in filters):
        things = [thing for thing in things if status.effective(call, thing) not in _GONE]
    elif wanted is not None:
        things = [thing for thing in things if status.effective(call, thing) in wanted]
    kept = [thing for thing in things if all(passes(call, thing, rule) for rule in filters)]
    return page(call, kept[::-1], lambda thing: render(call, thing, call.text("fields")))


def page(call: Call, rows: list, write: Callable[[Any], Any] | None = None, most: int = 500) -> dict[str, Any]:
    """Return one page with cursors, and `next` where more follows."""
    limit = max(1, min(call.integer("limit") or 25, most))
    start = _read_cursor(call.text("after"))
    part = rows[start : start + limit]
    answer: dict[str, Any] = {"data": [write(row) if write else row for row in part]}
    if not part:
        return answer
    answer["paging"] = {"cursors": {"before": _cursor(start), "after": _cursor(start + len(part))}}
    if start + len(part) < len(rows):
        answer["paging"]["next"] = _link(call, limit, start + len(part))
    if start:
        answer["paging"]["previous"] = _link(call, limit, max(0, start - limit))
    return answer


def _link(call: Call, limit: int, start: int) -> str:
    params = {**call.params, "limit": str(limit), "after": _cursor(start)}
    return f"{call.base}/{'/'.join(call.path)}?{urlencode(params)}"


def _cursor(place: int) -> str:
    return base64.urlsafe_b64encode(f"c{place}".encode()).decode()


def _read_cursor(text: str) -> int:
    if not text:
        return 0
    try:
        return int(base64.urlsafe_b64decode(text.encode()).decode().removeprefix("c"))
    except ValueError:
        raise GraphError("(#100) Invalid cursor for after", blame=("after",)) from None


def read_filters(call: Call) -> list[dict[str, Any]]:
    filters = call.json("filtering", list) or []
    for rule in filters:
        if not isinstance(rule, dict) or {"field", "operator", "value"} - set(rule):
            raise GraphError("(#100) Filtering field, operator and value are required", blame=("filtering",))
    return filters


def passes(call: Call, thing: Thing, rule: dict[str, Any]) -> bool:
    actual = _read(call, thing, rule["field"])
    value, operator = rule["value"], rule["operator"]
    if operator in ("IN", "NOT_IN"):
        values = value if isinstance(value, list) else json.loads(value)
        return (actual in map(str, values)) == (operator == "IN")
    tests: dict[str, Callable[[], bool]] = {
        "EQUAL": lambda: actual == str(value),
        "NOT_EQUAL": lambda: actual != str(value),
        "CONTAIN": lambda: str(value).lower() in actual.lower(),
        "NOT_CONTAIN": lambda: str(value).lower() not in actual.lower(),
        "STARTS_WITH": lambda: actual.startswith(str(value)),
        "GREATER_THAN": lambda: float(actual) > float(value),
        "LESS_THAN": lambda: float(actual) < float(value),
    }
    if operator not in tests:
        raise GraphError(
            f"(#100) Param filtering[0][operator] must be one of {{{', '.join([*tests, 'IN', 'NOT_IN'])}}}"
        )
    return tests[operator]()


def _read(call: Call, thing: Thing, name: str) -> str:
    """Read a filter's field: `name`, or `campaign.id` on something below a campaign."""
    owner, _, rest = name.rpartition(".")
    if owner and owner != thing.kind:
        above = {t.kind: t for t in status.line(call, thing)}.get(owner)
        if above is None:
            raise GraphError(f"(#100) Filtering field {name} is invalid", blame=("filtering",))
        thing = above
    readers: dict[str, Callable[[], str]] = {
        "id": lambda: thing.id,
        "name": lambda: thing.name,
        "status": lambda: str(thing.data.get("status")),
        "configured_status": lambda: str(thing.data.get("status")),
        "effective_status": lambda: status.effective(call, thing),
        "delivery_info": lambda: status.effective(call, thing).lower(),
        "objective": lambda: str(thing.data.get("objective")),
        "created_time": lambda: str(int(thing.created)),
        "updated_time": lambda: str(int(thing.updated)),
    }
    if rest not in readers:
        raise GraphError(f"(#100) Filtering field {name} with operation is not supported", blame=("filtering",))
    return readers[rest]()
