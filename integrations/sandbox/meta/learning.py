"""The learning phase as Meta shows it: LEARNING for a week after a significant edit, then SUCCESS or FAIL.

The real threshold is about 50 results in a week; for purchases and installs Meta speaks of 10 (unverified).
"""

from typing import Any

from .. import store
from . import status
from .call import Call

_WEEK_S = 7 * 86_400
_FEW = ("OFFSITE_CONVERSIONS", "VALUE", "APP_INSTALLS")


def describe(call: Call, adset: store.Thing) -> dict[str, Any] | None:
    """Return learning_stage_info, or None for an ad set that is not running."""
    if status.effective(call, adset) != "ACTIVE":
        return None
    edited = adset.data["_edited"]
    done = _count_results(call, adset, edited, min(call.now, edited + _WEEK_S))
    enough = done >= (10 if adset.data["optimization_goal"] in _FEW else 50)
    state = "SUCCESS" if enough else "LEARNING" if call.now < edited + _WEEK_S else "FAIL"
    return {
        "status": state,
        "conversions": done,
        "last_sig_edit_ts": int(edited),
        "attribution_windows": ["7d_click", "1d_view"],
    }


def _count_results(call: Call, adset: store.Thing, since: float, until: float) -> int:
    ads = "SELECT id FROM objects WHERE kind='ad' AND parent=?"
    if adset.data["optimization_goal"] in (*_FEW, "LEAD_GENERATION", "QUALITY_LEAD"):
        query = f"SELECT coalesce(sum(count), 0) FROM conversions WHERE ad IN ({ads}) AND happened BETWEEN ? AND ? AND known<=?"
        return call.store.db.execute(query, (adset.id, since, until, call.now)).fetchone()[0]
    days = [day[:10] for day in (render_day(call, since), render_day(call, until))]
    column = "impressions" if adset.data["optimization_goal"] in ("REACH", "IMPRESSIONS") else "link_clicks"
    query = f"SELECT coalesce(sum({column}), 0) FROM hours WHERE ad IN ({ads}) AND day BETWEEN ? AND ?"
    return call.store.db.execute(query, (adset.id, *days)).fetchone()[0]


def render_day(call: Call, seconds: float) -> str:
    from .render import moment

    return moment(call, seconds)
