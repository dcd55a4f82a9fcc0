"""What an insights call asks for: level, range, step, breakdown, fields, attribution windows."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from ..store import Thing
from .call import Call
from .errors import GraphError, not_one_of, wrong_type
from .fields import parse_fields
from .insights_parts import HOURLY, read_breakdown
from .known import FIELDS

WINDOWS = ["1d_click", "7d_click", "28d_click", "1d_view", "1d_ev", "default", "dda", "skan_click", "skan_view"]
_LEVELS = ["ad", "adset", "campaign", "account"]
_OLDEST_MONTHS = 37
_OLDEST_HOURLY_MONTHS = OLDEST_REACH_MONTHS = 13


@dataclass(frozen=True, slots=True)
class Ask:
    """`step` is days a row, 0 for the whole range in one; days are the account's. `breakdown` may be the hours.

    `tells_reach`: not by the hour, and with a breakdown not for days older than 13 months; it is left out then.
    """

    level: str
    since: str
    until: str
    step: int
    breakdown: str
    fields: tuple[str, ...]
    windows: tuple[str, ...]
    tells_reach: bool = True

    @property
    def hourly(self) -> bool:
        return self.breakdown == HOURLY


def read_ask(call: Call, owner: Thing) -> Ask:
    today = datetime.fromtimestamp(call.now, ZoneInfo(call.account.data["timezone_name"])).date()
    breakdown = read_breakdown(call)
    since, until = _read_range(call, today)
    _check_age(today, since, hourly=breakdown == HOURLY)
    tells_reach = breakdown != HOURLY and not (breakdown and _is_older(today, since, OLDEST_REACH_MONTHS))
    level = call.one_of("level", _LEVELS, owner.kind)
    return Ask(
        level, since.isoformat(), until.isoformat(), _read_step(call), breakdown, _read_fields(call), _read_windows(call),
        tells_reach,
    )  # fmt: skip


def _read_range(call: Call, today: date) -> tuple[date, date]:
    spec = call.json("time_range")
    if spec is None:
        return _preset(call, today)
    try:
        since, until = (date.fromisoformat(spec[name]) for name in ("since", "until"))
    except (KeyError, ValueError, TypeError):
        raise GraphError(
            "(#100) Must be a date representation in the format YYYY-MM-DD", blame=("time_range",)
        ) from None
    if since > until:
        raise GraphError("(#100) Start date must be before end date", blame=("time_range",))
    return since, until


def _preset(call: Call, today: date) -> tuple[date, date]:
    """Return a named range; like Meta's, last_Nd ends yesterday and the default is last_30d."""
    yesterday, month = today - timedelta(days=1), today.replace(day=1)
    ranges = {f"last_{n}d": (today - timedelta(days=n), yesterday) for n in (3, 7, 14, 28, 30, 90)}
    ranges |= {"today": (today, today), "yesterday": (yesterday, yesterday), "this_month": (month, today)}
    ranges["last_month"] = ((month - timedelta(days=1)).replace(day=1), month - timedelta(days=1))
    ranges["maximum"] = (today - timedelta(days=31 * 36), today)
    ranges["this_year"] = (today.replace(month=1, day=1), today)
    name = call.text("date_preset", "last_30d")
    if name not in ranges:
        raise not_one_of("date_preset", sorted(ranges))
    return ranges[name]


def _check_age(today: date, since: date, *, hourly: bool) -> None:
    months = _OLDEST_HOURLY_MONTHS if hourly else _OLDEST_MONTHS
    if _is_older(today, since, months):
        raise GraphError(
            f"(#3018) The start date of the time range cannot be beyond {months} months from the current date", 3018
        )


def _is_older(today: date, since: date, months: int) -> bool:
    return (today - since).days > months * 30.44


def _read_step(call: Call) -> int:
    text = call.text("time_increment", "all_days").strip('"')
    if text in ("all_days", ""):
        return 0
    if not text.isdigit() or not 1 <= int(text) <= 90:
        raise wrong_type("time_increment", "an integer from 1 to 90, or all_days")
    return int(text)


def _read_fields(call: Call) -> tuple[str, ...]:
    names = [field.name for field in parse_fields(call.text("fields") or "impressions,spend")]
    for name in names:
        if name not in FIELDS["insights"]:
            raise GraphError(
                f"(#100) {name} is not valid for fields param. please check"
                " https://developers.facebook.com/docs/marketing-api/reference/ads-insights/ for all valid values"
            )
    return tuple(names)


def _read_windows(call: Call) -> tuple[str, ...]:
    """Read the windows; 7d_view and 28d_view are gone since 2026-01-12."""
    if not call.has("action_attribution_windows"):
        return ()
    windows: list[Any] = call.json("action_attribution_windows", list)
    for window in windows:
        if window not in WINDOWS:
            raise not_one_of("action_attribution_windows", WINDOWS)
    return tuple(windows)
