"""change_event: what was changed through the API in the last 30 days, told three minutes later."""

import re
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from ..store import Thing
from .batch import Batch
from .call import Call
from .errors import Failure, Problem
from .gaql_dates import parse_day
from .gaql_parse import Query
from .kinds import new_number, resource_name

if TYPE_CHECKING:
    from .mutate import Operation

_LATE_S = 180
_DAYS = 30
_MOST = 10_000
_TOLD = (
    "campaign_budget", "campaign", "campaign_criterion", "ad_group", "ad_group_criterion", "ad_group_ad", "ad", "asset",
    "campaign_asset",
)  # fmt: skip


def note(batch: Batch, operation: "Operation", thing: Thing) -> None:
    """Keep what an operation did."""
    if operation.kind not in _TOLD:
        return
    zone = ZoneInfo(batch.account.data["timezone_name"])
    person = batch.call.person
    is_ad = operation.kind == "ad"
    data: dict[str, Any] = {
        "change_date_time": datetime.fromtimestamp(batch.now, zone).strftime("%Y-%m-%d %H:%M:%S.%f"),
        "change_resource_type": operation.kind.upper(), "client_type": "GOOGLE_ADS_API",
        "change_resource_name": thing.data["ad"]["resource_name"] if is_ad else resource_name(thing),
        "resource_change_operation": operation.verb.upper(), "user_email": person.data["email"] if person else "",
        "changed_fields": ",".join(_camel(path) for path in operation.paths), **_above(batch, thing),
    }  # fmt: skip
    number = f"{int(batch.now * 1_000_000)}~{new_number(batch.call.world)}"
    batch.call.store.put(Thing(number, "google.change_event", batch.account.id, thing.id, batch.now, batch.now, data))


def _above(batch: Batch, thing: Thing) -> dict[str, str]:
    """Name the campaign and the ad group that a thing is, or lies in."""
    found: dict[str, str] = {}
    at: Thing | None = thing
    while at is not None and at.kind.startswith("google."):
        name = at.kind.removeprefix("google.")
        if name in ("campaign", "ad_group"):
            found[name] = resource_name(at)
        at = batch.call.store.get(at.parent) if at.parent and name != "campaign" else None
    return found


def _camel(path: str) -> str:
    """Write a field's path as JSON does."""
    return re.sub(r"_([a-z])", lambda found: found[1].upper(), path)


def is_told(call: Call, thing: Thing) -> bool:
    return thing.created <= call.now - _LATE_S


def check(call: Call, query: Query) -> None:
    """Refuse a query without a limit, or without a range of dates within the last 30 days."""
    conditions = [c for c in query.where if c.field == "change_event.change_date_time"]
    starts = [c for c in conditions if c.operator in ("BETWEEN", ">=", ">", "DURING", "=")]
    if not starts:
        raise _problem("CHANGE_DATE_RANGE_INFINITE", "The change date range must be finite.")
    today = datetime.fromtimestamp(call.now, ZoneInfo(call.account.data["timezone_name"])).date()
    days = [parse_day(c.values[0][:10]) for c in starts if c.operator != "DURING"]
    if any(day < today - timedelta(days=_DAYS) for day in days):
        raise _problem("START_DATE_TOO_OLD", f"The start date is older than {_DAYS} days.")
    if query.limit is None:
        raise _problem("LIMIT_NOT_SPECIFIED", "The LIMIT clause must be specified.")
    if query.limit > _MOST:
        raise _problem("INVALID_LIMIT_CLAUSE", "The LIMIT clause must be at most 10,000.")


def _problem(code: str, words: str) -> Failure:
    return Failure([Problem("change_event_error", code, words)])
