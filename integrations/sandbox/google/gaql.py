"""Answer a GAQL query: rows from the store, with their metrics, filtered, ordered, limited, and cut to what was asked for."""

from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from . import gaql_dates, gaql_fields, gaql_where, metrics, rows
from .call import Call
from .gaql_fields import Field
from .gaql_parse import Query, parse
from .gaql_words import refuse
from .kinds import Kind
from .protos import fill, message_class


def answer(call: Call, text: str) -> tuple[list[Any], list[str]]:
    """Return the rows as GoogleAdsRow messages and the fields selected; raises QueryError."""
    query = parse(text)
    kind, fields = gaql_fields.check(query)
    for condition in query.where:
        gaql_where.check(condition, fields[condition.field])
    today = local_today(call)
    found = _find(call, query, kind, fields, today)
    for condition in query.where:
        if condition.field == "segments.date" and condition.field not in query.select:
            continue  # the figures were counted over these days already
        found = [row for row in found if gaql_where.holds(condition, fields[condition.field], row, today)]
    for name, down in reversed(query.order):
        found.sort(key=lambda row, field=fields[name]: _sortable(gaql_where.read(row, field)), reverse=down)
    selected = [fields[name] for name in query.select]
    return [_cut(row, kind, selected) for row in found[: query.limit]], query.select


def local_today(call: Call) -> date:
    zone = call.customer.data["timezone_name"] if call.customer else "UTC"
    return datetime.fromtimestamp(call.now, ZoneInfo(zone)).date()


def _find(call: Call, query: Query, kind: Kind, fields: dict[str, Field], today: date) -> list[dict[str, Any]]:
    tops = {field.top for field in fields.values()}
    is_counted = bool(tops & {"metrics", "segments"})
    if is_counted and call.customer is not None and call.customer.kind != "account":
        raise refuse("REQUESTED_METRICS_FOR_MANAGER", "metrics cannot be requested for a manager account.")
    if kind.name == "change_event":
        _check_changes(query)
    found = rows.list_rows(call, kind, tops, set(fields))
    if not is_counted:
        return found
    return metrics.expand(call, kind, found, query, gaql_dates.span(query, today))


def _check_changes(query: Query) -> None:
    from .errors import Failure, Problem

    if not any(condition.field == "change_event.change_date_time" for condition in query.where):
        words = "The change date range must be finite."
        raise Failure([Problem("change_event_error", "CHANGE_DATE_RANGE_INFINITE", words)])
    if query.limit is None:
        raise Failure([Problem("change_event_error", "LIMIT_NOT_SPECIFIED", "The LIMIT clause must be specified.")])
    if query.limit > 10_000:
        words = "The LIMIT clause must be at most 10,000."
        raise Failure([Problem("change_event_error", "INVALID_LIMIT_CLAUSE", words)])


def _sortable(value: Any) -> tuple[bool, Any]:
    return (value is not None, value if value is not None else 0)


def _cut(row: dict[str, Any], kind: Kind, selected: list[Field]) -> Any:
    """Keep what was selected, and the resource names of every resource that was."""
    kept: dict[str, Any] = {}
    for top in {kind.name, *(field.top for field in selected)} - {"metrics", "segments"}:
        kept[top] = {"resource_name": row.get(top, {}).get("resource_name", "")}
    for field in selected:
        _copy(row, kept, field.path)
    return fill(message_class("services.GoogleAdsRow")(), kept)


def _copy(source: dict[str, Any], target: dict[str, Any], path: tuple[str, ...]) -> None:
    """Copy what is there; a message without the field is not made, for it may be one of several that exclude each other."""
    found: Any = source
    for part in path:
        found = found.get(part) if isinstance(found, dict) else None
    if found is None:
        return
    for part in path[:-1]:
        target = target.setdefault(part, {})
    target[path[-1]] = found
