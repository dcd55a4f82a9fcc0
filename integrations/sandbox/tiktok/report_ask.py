"""What a report asks for: level, dimensions, days or hours, metrics, filters."""

import json
from dataclasses import dataclass
from datetime import date
from typing import Any

from . import errors
from .call import Call

LEVELS = {
    "AUCTION_ADVERTISER": ("advertiser_id",), "AUCTION_CAMPAIGN": ("campaign_id",), "AUCTION_ADGROUP": ("adgroup_id",),
    "AUCTION_AD": ("ad_id", "ad_id_v2"),
}  # fmt: skip
TIMES = ("stat_time_day", "stat_time_hour")
FILTERS = (
    "campaign_ids", "adgroup_ids", "ad_ids", "ad_id_v2", "campaign_status", "adgroup_status", "ad_status", "objective_type",
)  # fmt: skip
ATTRIBUTES = (
    "campaign_id", "campaign_name", "objective_type", "adgroup_id", "adgroup_name", "ad_id", "ad_id_v2", "ad_name", "ad_text",
    "currency", "advertiser_id", "advertiser_name", "placement_type", "promotion_type", "billing_event", "budget",
    "campaign_automation_type", "opt_status", "call_to_action",
)  # fmt: skip
MEASURES = (
    "spend", "billed_cost", "impressions", "gross_impressions", "clicks", "reach", "frequency", "cpc", "cpm", "ctr",
    "cost_per_1000_reached", "conversion", "cost_per_conversion", "conversion_rate", "conversion_rate_v2",
    "real_time_conversion", "real_time_cost_per_conversion", "result", "cost_per_result", "result_rate",
    "complete_payment", "complete_payment_rate", "cost_per_complete_payment", "total_complete_payment_rate",
    "value_per_complete_payment", "complete_payment_roas", "app_install", "cost_per_app_install", "form",
    "cost_per_form", "video_play_actions", "video_watched_2s", "video_watched_6s", "average_video_play",
    "engaged_view", "likes", "comments", "shares", "follows", "profile_visits",
)  # fmt: skip
_DAYS, _HOUR_DAYS, _LIFETIME_DAYS = 30, 1, 365


@dataclass(frozen=True, slots=True)
class Ask:
    """`key` names whose rows these are, `time` is a dimension of time or empty; days are the account's."""

    level: str
    key: str
    time: str
    since: str
    until: str
    metrics: tuple[str, ...]
    ids: dict[str, frozenset[str]]
    with_deleted: bool


def read_ask(call: Call) -> Ask:
    fields = call.fields
    if fields.require("report_type") != "BASIC":
        raise errors.wrong("report_type", "The sandbox answers BASIC reports.")
    fields.choice("service_type", ("AUCTION",))
    level = fields.require_choice("data_level", LEVELS)
    key, time = _read_dimensions(call, level)
    since, until = _read_span(call, time)
    ids, with_deleted = _read_filters(call, key)
    return Ask(level, key, time, since, until, _read_metrics(call), ids, with_deleted)


def _read_dimensions(call: Call, level: str) -> tuple[str, str]:
    names = call.fields.texts("dimensions", least=1, most=4)
    for name in names:
        if name not in (*LEVELS[level], *TIMES):
            raise errors.wrong("dimensions", f"{name} is not supported with {level} in the sandbox.")
    keys = [name for name in names if name not in TIMES]
    times = [name for name in names if name in TIMES]
    if len(keys) != 1 or len(times) > 1:
        raise errors.wrong("dimensions", "Exactly one id dimension, and at most one of time.")
    return keys[0], times[0] if times else ""


def _read_span(call: Call, time: str) -> tuple[str, str]:
    """Read the days: thirty at most by day, one by hour, a year without either; `query_lifetime` asks for all of it."""
    if call.fields.flag("query_lifetime", False):
        if time:
            raise errors.not_with("query_lifetime", f"with the dimension {time}")
        return "0000-01-01", "9999-12-31"
    since, until = _read_day(call, "start_date"), _read_day(call, "end_date")
    most = {"stat_time_hour": _HOUR_DAYS, "stat_time_day": _DAYS}.get(time, _LIFETIME_DAYS)
    if since > until:
        raise errors.wrong("end_date", "Must not be before start_date.")
    if (until - since).days + 1 > most:
        raise errors.wrong("end_date", f"The time range must be no longer than {most} days.")
    return since.isoformat(), until.isoformat()


def _read_day(call: Call, name: str) -> date:
    try:
        return date.fromisoformat(call.fields.require(name))
    except ValueError:
        raise errors.wrong(name, "Not a valid date, the format is YYYY-MM-DD.") from None


def _read_metrics(call: Call) -> tuple[str, ...]:
    names = call.fields.texts("metrics") or ["spend", "impressions"]
    for name in names:
        if name not in ATTRIBUTES and name not in MEASURES:
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
    if "ad_id_v2" in (*ids, key) and ({"ad_ids"} & ids.keys() or key == "ad_id"):
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
