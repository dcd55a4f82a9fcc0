"""Answer a GAQL query: rows from the store, with their metrics, filtered, ordered, limited, and cut to what was asked for."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from . import changes, gaql_dates, gaql_fields, gaql_together, gaql_where, metrics, reaching, rows, views
from .call import Call
from .gaql_cut import Cutter
from .gaql_fields import Field
from .gaql_parse import Query, parse
from .gaql_words import refuse
from .kinds import Kind


@dataclass(frozen=True, slots=True)
class Found:
    """A query's rows, not yet messages: only those of the page that is asked for become some."""

    rows: list[dict[str, Any]]
    cutter: Cutter
    names: list[str]

    def page(self, first: int, most: int) -> list[Any]:
        """Return some of the rows as GoogleAdsRow messages."""
        return [self.cutter.cut(row) for row in self.rows[first : first + most]]


def answer(call: Call, text: str) -> Found:
    """Find a query's rows; raises QueryError."""
    query = parse(text)
    kind, fields = gaql_fields.check(query)
    gaql_together.check(query, kind)
    for condition in query.where:
        gaql_where.check(condition, fields[condition.field])
    today = local_today(call)
    found = _find(call, query, kind, fields, today)
    for condition in query.where:
        if condition.field == "segments.date" and condition.field not in query.select:
            continue  # the figures were counted over these days already
        found = [row for row in found if gaql_where.holds(condition, fields[condition.field], row, today)]
    for name, down in reversed(query.order):
        _sort(found, fields[name], down=down)
    return Found(found[: query.limit], Cutter(kind, [fields[name] for name in query.select]), query.select)


def local_today(call: Call) -> date:
    zone = call.customer.data["timezone_name"] if call.customer else "UTC"
    return datetime.fromtimestamp(call.now, ZoneInfo(zone)).date()


def _find(call: Call, query: Query, kind: Kind, fields: dict[str, Field], today: date) -> list[dict[str, Any]]:
    tops = {field.top for field in fields.values()}
    is_counted = bool(tops & {"metrics", "segments"})
    if is_counted and call.customer is not None and call.customer.kind != "account":
        raise refuse("REQUESTED_METRICS_FOR_MANAGER", "metrics cannot be requested for a manager account.")
    if kind.name == "change_event":
        changes.check(call, query)
    found = views.keep(call, kind, rows.list_rows(call, views.base_of(kind, tops), tops, set(fields)))
    if not is_counted and not views.by_of(kind):
        return found
    span = gaql_dates.span(query, today)
    reaching.check(query, span)
    return metrics.expand(call, kind, found, query, span)


def _sort(rows: list[dict[str, Any]], field: Field, *, down: bool) -> None:
    rows.sort(key=lambda row: _sortable(gaql_where.read(row, field)), reverse=down)


def _sortable(value: Any) -> tuple[bool, Any]:
    return (value is not None, value if value is not None else 0)
