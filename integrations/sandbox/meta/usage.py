"""Counted calls and the headers that tell of them: business use case, app, insights throttle.

Limits by access tier, an account and an hour (platform facts, section E): management 300 or 100,000 plus 40 an
active ad; insights 600 or 190,000 plus 400 an active ad. Simulated time counts.
"""

import json
import math

from . import errors
from .call import Call

_HOUR_S = 3600
_BASE = {
    ("standard_access", "ads_management"): 100_000, ("standard_access", "ads_insights"): 190_000,
    ("development_access", "ads_management"): 300, ("development_access", "ads_insights"): 600,
}  # fmt: skip
_A_LIVE_AD = {"ads_management": 40, "ads_insights": 400}


def check(call: Call) -> None:
    """Refuse a call over its account's limit, as Meta refuses it."""
    kind = _kind(call)
    if call.account and sum(_minutes(call, kind).values()) >= _limit(call, kind):
        raise errors.throttled(80000 if kind == "ads_insights" else 80004)


def count(call: Call) -> None:
    """Count this call against its account, whether it succeeded or not."""
    if call.account is None:
        return
    kind = _kind(call)
    minutes = _minutes(call, kind)
    this = str(int(call.now // 60))
    call.store.set_value(f"usage:{call.account.id}:{kind}", minutes | {this: minutes.get(this, 0) + 1})


def _minutes(call: Call, kind: str) -> dict[str, int]:
    """Return the last hour's calls by minute."""
    this = call.now // 60
    kept = call.store.get_value(f"usage:{call.account.id}:{kind}", {})
    return {minute: number for minute, number in kept.items() if this - 60 < int(minute) <= this}


def headers(call: Call) -> dict[str, str]:
    """Return the usage headers; percentages round up, minutes until calls are possible again where none are left."""
    made = {"facebook-api-version": "v26.0", "x-app-usage": json.dumps(_app_usage(call))}
    if call.account is None:
        return made
    kind = _kind(call)
    share, minutes = _share(call, kind)
    entry = {"type": kind, "call_count": share, "total_cputime": share // 4, "total_time": share // 3}
    entry |= {"estimated_time_to_regain_access": minutes, "ads_api_access_tier": call.world.config.tier}
    made["x-business-use-case-usage"] = json.dumps({call.account.data.get("_business", call.account.id): [entry]})
    if kind == "ads_insights":
        throttle = {
            "app_id_util_pct": share / 10,
            "acc_id_util_pct": share,
            "ads_api_access_tier": call.world.config.tier,
        }
        made["x-fb-ads-insights-throttle"] = json.dumps(throttle)
    return made


def _share(call: Call, kind: str) -> tuple[int, int]:
    minutes = _minutes(call, kind)
    made, limit = sum(minutes.values()), _limit(call, kind)
    left = int(min(map(int, minutes)) + 60 - call.now // 60) if made >= limit else 0
    return min(100, math.ceil(100 * made / limit)), left


def _app_usage(call: Call) -> dict[str, int]:
    users = max(1, len(call.store.list("person")))
    row = call.store.db.execute(
        "SELECT count(*) FROM calls WHERE platform='meta' AND at > ?", (call.now - _HOUR_S,)
    ).fetchone()
    share = min(100, math.ceil(100 * row[0] / (200 * users + 20_000)))
    return {"call_count": share, "total_time": share // 3, "total_cputime": share // 4}


def _kind(call: Call) -> str:
    return "ads_insights" if "insights" in call.path or "insights" in call.text("fields") else "ads_management"


def _limit(call: Call, kind: str) -> int:
    live = call.store.db.execute(
        "SELECT count(*) FROM objects WHERE kind='ad' AND account=? AND data LIKE '%\"status\": \"ACTIVE\"%'",
        (call.account.id,),
    ).fetchone()[0]
    return _BASE[call.world.config.tier, kind] + _A_LIVE_AD[kind] * live
