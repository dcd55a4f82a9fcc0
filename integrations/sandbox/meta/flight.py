"""When an ad set runs."""

from datetime import datetime
from zoneinfo import ZoneInfo

from ..store import Thing
from .call import Call
from .errors import refused, wrong_type


def read_flight(call: Call, adset: Thing | None = None) -> dict[str, float]:
    """Read start and end: ISO 8601, or seconds since 1970; without an offset it is the account's time."""
    starts = _read_moment(call, "start_time") or (adset.data["_starts"] if adset else call.now)
    ends = _read_moment(call, "end_time") if call.has("end_time") else (adset.data.get("_ends", 0) if adset else 0)
    if ends and ends <= max(starts, call.now if call.has("end_time") else 0):
        raise refused(
            "End date in the past", "The end must come after the start, and lie ahead.", "end_time", subcode=1487793
        )
    return {"_starts": starts, "_ends": ends}


def _read_moment(call: Call, name: str) -> float:
    text = call.text(name).strip()
    if text in ("", "0"):
        return 0.0
    if text.isdigit():
        return float(text)
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise wrong_type(name, "a valid date time") from None
    return (
        moment if moment.tzinfo else moment.replace(tzinfo=ZoneInfo(call.account.data["timezone_name"]))
    ).timestamp()
