"""Lists: Meta's filtering, effective_status, cursors and paging links."""

import base64
from collections.abc import Callable, Iterable
from typing import Any
from urllib.parse import urlencode

from ..store import Thing
from . import status
from .call import Call
from .errors import GraphError
from .filters import passes, read_filters
from .render import render

_COUNT_WISHES = ("true", "1", "total_count", '["total_count"]')  # the SDK always sends true
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
    if call.text("summary") in _COUNT_WISHES:
        answer["summary"] = {"total_count": len(rows)}
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
