"""What a report asks for: kind, level, dimensions, days or hours, metrics, filters."""

import json
from dataclasses import dataclass
from datetime import date
from typing import Any

from . import errors
from .call import Call
from .report_words import ATTRIBUTES, AUDIENCE_MEASURES, DAY, FILTERS, HOUR, LEVELS, MEASURES, SPLITS, TIMES

_LONGEST = {HOUR: 1, DAY: 30, "": 365}
_MOST_IDS = 100


@dataclass(frozen=True, slots=True)
class Ask:
    """`key` names whose rows these are, `time` is a dimension of time or empty, `split` one of the audience or empty; days
    are the account's."""

    level: str
    key: str
    time: str
    split: str
    since: str
    until: str
    metrics: tuple[str, ...]
    ids: dict[str, frozenset[str]]
    with_deleted: bool


def read_ask(call: Call) -> Ask:
    fields = call.fields
    kind = fields.require_choice("report_type", ("BASIC", "AUDIENCE"))
    fields.choice("service_type", ("AUCTION",))
    level = fields.require_choice("data_level", LEVELS)
    key, time, split = _read_dimensions(call, level, kind)
    since, until = _read_span(call, time, split)
    ids, with_deleted = _read_filters(call, key)
    return Ask(level, key, time, split, since, until, _read_metrics(call, kind), ids, with_deleted)


def _read_dimensions(call: Call, level: str, kind: str) -> tuple[str, str, str]:
    """Read whose rows, of when, and of whom: an AUDIENCE report has one dimension of the audience, by day or without."""
    names = call.fields.texts("dimensions", least=1, most=4)
    for name in names:
        if name not in (*LEVELS[level], *TIMES, *SPLITS):
            raise errors.wrong("dimensions", f"{name} is not supported with {level} in the sandbox.")
    splits = [name for name in names if name in SPLITS]
    times = [name for name in names if name in TIMES]
    keys = [name for name in names if name in LEVELS[level]]
    if len(keys) != 1 or len(times) > 1:
        raise errors.wrong("dimensions", "Exactly one id dimension, and at most one of time.")
    if len(splits) != (kind == "AUDIENCE") or (splits and HOUR in times):
        raise errors.wrong(
            "dimensions", "Conflict occurs. The input params including metrics and dimensions have no relation."
        )
    return keys[0], times[0] if times else "", splits[0] if splits else ""


def _read_span(call: Call, time: str, split: str) -> tuple[str, str]:
    """Read the days: thirty at most by day, one by hour, a year without either; `query_lifetime` asks for all of it."""
    if call.fields.flag("query_lifetime", False):
        if time or split:
            raise errors.not_with("query_lifetime", f"with the dimension {time or split}")
        return "0000-01-01", "9999-12-31"
    since, until = _read_day(call, "start_date"), _read_day(call, "end_date")
    if since > until:
        raise errors.wrong("end_date", "Must not be before start_date.")
    if (until - since).days + 1 > _LONGEST[time]:
        raise errors.wrong("end_date", f"The time range must be no longer than {_LONGEST[time]} days.")
    return since.isoformat(), until.isoformat()


def _read_day(call: Call, name: str) -> date:
    try:
        return date.fromisoformat(call.fields.require(name))
    except ValueError:
        raise errors.wrong(name, "Not a valid date, the format is YYYY-MM-DD.") from None


def _read_metrics(call: Call, kind: str) -> tuple[str, ...]:
    names = call.fields.texts("metrics") or ["spend", "impressions"]
    for name in names:
        if name not in ATTRIBUTES and name not in (AUDIENCE_MEASURES if kind == "AUDIENCE" else MEASURES):
            raise errors.wrong("metrics", f"Invalid metric fields: {name}.")
    return tuple(names)


def _read_filters(call: Call, key: str) -> tuple[dict[str, frozenset[str]], bool]:
    """Read the filters: ids by their list, and statuses, of which STATUS_ALL brings back what was deleted."""
    ids: dict[str, frozenset[str]] = {}
    with_deleted = False
    for part in call.fields.parts("filtering"):
        name = part.require_choice("field_name", FILTERS)
        values = _read_values(part.data.get("filter_value"))
        if name.endswith("_status"):
            with_deleted = with_deleted or "STATUS_ALL" in values
        elif name != "objective_type":
            ids[name] = frozenset(values)
        if len(values) > _MOST_IDS:
            raise errors.TikTokError(f"{name}: at most {_MOST_IDS} ids.", errors.TOO_MANY_IDS)
    if ("ad_ids_v2" in ids or key == "ad_id_v2") and ("ad_ids" in ids or key == "ad_id"):
        raise errors.not_with("ad_id_v2", "together with ad_id or ad_ids")
    return ids, with_deleted


def _read_values(value: Any) -> list[str]:
    """Return a filter's values: a list as JSON text, or a single word."""
    if not isinstance(value, str):
        raise errors.wrong("filtering.filter_value", "Not a valid string.")
    try:
        found = json.loads(value)
    except json.JSONDecodeError:
        return [value]
    return [str(one) for one in found] if isinstance(found, list) else [str(found)]
