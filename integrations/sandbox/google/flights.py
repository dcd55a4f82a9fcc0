"""A campaign's dates: `yyyy-MM-dd HH:mm:ss` in the account's time zone."""

import re
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from ..store import Thing
from . import budgets
from .batch import Batch
from .errors import Problem

_SHAPE = re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d")


def today(batch: Batch) -> date:
    return datetime.fromtimestamp(batch.now, ZoneInfo(batch.account.data["timezone_name"])).date()


def check(batch: Batch, data: dict[str, Any], verb: str, budget: Thing, before: dict[str, Any] | None = None) -> None:
    """Refuse dates that are no dates, lie in the past or in the wrong order; a total budget needs an end."""
    start = _read(data.get("start_date_time", ""), verb, "start_date_time")
    end = _read(data.get("end_date_time", ""), verb, "end_date_time")
    _check_start(batch, data, verb, start, before)
    if end and end.date() < today(batch):
        raise _past(verb, "end_date_time", data["end_date_time"])
    if start and end and end <= start:
        words = "The start date comes after the end date."
        raise Problem("date_range_error", "START_DATE_AFTER_END_DATE", words, (verb, "end_date_time"))
    if budget.data["period"] != "CUSTOM_PERIOD":
        return
    if not end:
        words = "A campaign with a total budget needs an end."
        raise Problem("campaign_error", "END_DATE_TIME_REQUIRED_FOR_TOTAL_BUDGET", words, (verb, "end_date_time"))
    first = start.date() if start else today(batch)
    budgets.check_total(batch, budget, max(1, (end.date() - first + timedelta(days=1)).days))


def _check_start(
    batch: Batch, data: dict[str, Any], verb: str, start: datetime | None, before: dict[str, Any] | None
) -> None:
    is_new = before is None or data.get("start_date_time") != before.get("start_date_time")
    if start is None or not is_new:
        return
    if before and before.get("start_date_time", "9")[:10] < today(batch).isoformat():
        words = "The start of a campaign that has started can't be changed."
        path = (verb, "start_date_time")
        raise Problem("date_range_error", "CANNOT_MODIFY_START_DATE_IF_ALREADY_STARTED", words, path)
    if start.date() < today(batch):
        raise _past(verb, "start_date_time", data["start_date_time"])


def _read(text: str, verb: str, name: str) -> datetime | None:
    if not text:
        return None
    try:
        if not _SHAPE.fullmatch(text):
            raise ValueError(text)
        return datetime.fromisoformat(text)
    except ValueError:
        words = "The date must have the form yyyy-MM-dd HH:mm:ss."
        raise Problem("date_error", "INVALID_STRING_DATE_TIME_SECONDS", words, (verb, name), text) from None


def _past(verb: str, name: str, text: str) -> Problem:
    return Problem("date_range_error", "CANNOT_SET_DATE_TO_PAST", "The date lies in the past.", (verb, name), text)
