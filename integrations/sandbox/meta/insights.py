"""Insights: what ads did, at a level, over days or hours; at once or as an asynchronous report."""

from typing import Any

from ..store import Thing
from . import insights_ask, insights_rows, insights_write
from .call import Call
from .errors import GraphError
from .lists import page
from .registry import computed, edge

_MOST, _MOST_AT_ONCE = 5_000, 20_000


@edge("account campaign adset ad", "insights")
def get_insights(call: Call, owner: Thing) -> dict[str, Any]:
    """Answer rows that are not zero; every number is a string, money in main units. Very many must be a report."""
    return _answer(call, owner, most_rows=call.account.data.get("_most_rows", _MOST_AT_ONCE))


def _answer(call: Call, owner: Thing, *, most_rows: int | None) -> dict[str, Any]:
    ask = insights_ask.read_ask(call, owner)
    groups = insights_rows.collect(call, owner, ask)
    if most_rows is not None and len(groups) > most_rows:
        raise GraphError("Please reduce the amount of data you're asking for, then retry your request", 100, 1504018)
    answer = page(call, groups, lambda group: insights_write.write(call, ask, group), most=_MOST)
    if call.flag("default_summary") or call.text("summary").startswith("["):
        answer["summary"] = insights_write.write_summary(call, ask, groups)
    return answer


@edge("account campaign adset ad", "insights", "POST")
def start_report(call: Call, owner: Thing) -> dict[str, Any]:
    ask = insights_ask.read_ask(call, owner)
    kept = {name: value for name, value in call.params.items() if name not in ("access_token", "appsecret_proof")}
    data = {"_owner": owner.id, "_params": kept, "_polls": 0, "date_start": ask.since, "date_stop": ask.until}
    report = Thing(call.world.new_id(), "report", call.account.id, owner.id, call.now, call.now, data)
    call.store.put(report)
    return {"report_run_id": report.id}


@computed("report", "async_status")
def async_status(call: Call, report: Thing) -> str:
    """The first look finds it running, the second done, or ended as `_report_ends` on the account says."""
    report.data["_polls"] += 1
    call.store.put(report)
    if report.data["_polls"] == 1:
        return "Job Running"
    return call.account.data.get("_report_ends") or "Job Completed"


@computed("report", "async_percent_completion")
def async_percent_completion(call: Call, report: Thing) -> int:
    return 100 if report.data["_polls"] > 1 else 40


@computed("report", "time_ref")
def time_ref(call: Call, report: Thing) -> int:
    return int(report.created)


@edge("report", "insights")
def read_report(call: Call, report: Thing) -> dict[str, Any]:
    if report.data["_polls"] <= 1:
        raise GraphError("(#2601) Data for the report run is not ready yet", 2601)
    owner = call.store.get(report.data["_owner"])
    paging = {name: call.params[name] for name in ("limit", "after") if call.has(name)}
    return _answer(call.sub((owner.id, "insights"), {**report.data["_params"], **paging}), owner, most_rows=None)
