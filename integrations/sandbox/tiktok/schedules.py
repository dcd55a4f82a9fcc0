"""When an ad group runs: said when it is made, and changed afterwards.

From memory: that a start which is there already may be sent again though it has passed, and that an end may be taken away.
"""

from typing import Any

from ..store import Thing
from . import errors
from .budgets import AD_GROUP_LEAST, days_of, ratio
from .call import Call
from .words import SCHEDULES, TOTAL

_FOREVER = "SCHEDULE_FROM_NOW"


def read_schedule(call: Call, campaign: Thing, mode: str) -> dict[str, Any]:
    """Read the flight (UTC); a lifetime budget, here or on the campaign, needs an end."""
    fields = call.fields
    kind = fields.require_choice("schedule_type", SCHEDULES)
    fields.require("schedule_start_time")
    starts, ends = fields.moment("schedule_start_time"), fields.moment("schedule_end_time")
    if kind == "SCHEDULE_START_END" and ends is None:
        raise errors.missing("schedule_end_time")
    if TOTAL in (mode, campaign.data["budget_mode"]) and kind != "SCHEDULE_START_END":
        raise errors.wrong("schedule_type", "Must be SCHEDULE_START_END with a lifetime budget.")
    if ends is not None and ends <= max(starts or 0.0, call.now):
        raise errors.wrong("schedule_end_time", "Must be later than schedule_start_time and lie ahead.")
    if starts is not None and starts < call.now - 86_400:
        raise errors.wrong("schedule_start_time", "The start time must not lie in the past.")
    return {
        "schedule_type": kind, "schedule_start_time": fields.text("schedule_start_time"),
        "schedule_end_time": fields.text("schedule_end_time"), "_starts": starts, "_ends": ends or 0,
    }  # fmt: skip


def change_schedule(call: Call, adgroup: Thing) -> dict[str, Any]:
    """Read another flight of an ad group that exists; what is not sent stays."""
    fields, there = call.fields, adgroup.data
    names = ("schedule_type", "schedule_start_time", "schedule_end_time")
    if not any(fields.has(name) for name in names):
        return {}
    kind = fields.choice("schedule_type", SCHEDULES, there["schedule_type"])
    starts = _read_start(call, there)
    if kind == _FOREVER:
        _refuse_for_run(call, adgroup)
        return {"schedule_type": kind, "schedule_end_time": "", "_ends": 0, **starts}
    ends = fields.moment("schedule_end_time") or there["_ends"]
    if not ends:
        raise errors.missing("schedule_end_time")
    if ends <= max(call.now, starts["_starts"]):
        raise errors.wrong("schedule_end_time", "Must be later than schedule_start_time and lie ahead.")
    _check_run(call, there, starts["_starts"], ends)
    text = fields.text("schedule_end_time") or there["schedule_end_time"]
    return {"schedule_type": kind, "schedule_end_time": text, "_ends": ends, **starts}


def _read_start(call: Call, there: dict[str, Any]) -> dict[str, Any]:
    text = call.fields.text("schedule_start_time") or there["schedule_start_time"]
    if text == there["schedule_start_time"]:
        return {"schedule_start_time": text, "_starts": there["_starts"]}
    starts = call.fields.moment("schedule_start_time")
    if there["_starts"] <= call.now or starts < call.now:
        raise errors.wrong("schedule_start_time", "It can't be changed once it has passed, or to what has passed.")
    return {"schedule_start_time": text, "_starts": starts}


def _refuse_for_run(call: Call, adgroup: Thing) -> None:
    campaign = call.store.get(adgroup.parent)
    if TOTAL in (adgroup.data["budget_mode"], campaign.data["budget_mode"]):
        raise errors.wrong("schedule_type", "Must be SCHEDULE_START_END with a lifetime budget.")


def _check_run(call: Call, there: dict[str, Any], starts: float, ends: float) -> None:
    """Refuse an end that a lifetime budget of the ad group does not last for."""
    floor = AD_GROUP_LEAST * ratio(call.account.data["currency"]) * days_of(starts, ends)
    if there["budget_mode"] == TOTAL and there["budget"] < floor:
        raise errors.wrong("schedule_end_time", f"The budget must be no less than {floor} for this schedule.")
