"""How much of its quotas Meta says is used: what the headers of every answer tell. Pure.

`X-Business-Use-Case-Usage` is the ad account's, `X-App-Usage` the operator's app's, `x-fb-ads-insights-throttle` tells of
both for reports. Shares are percentages; the time until calls are possible again is in minutes there, in seconds here.
https://developers.facebook.com/docs/graph-api/overview/rate-limiting
"""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from integrations.types import QuotaScope, Usage

ACCOUNT_HEADER, APP_HEADER, INSIGHTS_HEADER = (
    "x-business-use-case-usage",
    "x-app-usage",
    "x-fb-ads-insights-throttle",
)
_SHARES = ("call_count", "total_cputime", "total_time")


def read_usage(headers: Mapping[str, str]) -> Iterator[Usage]:
    """Yield what an answer's headers tell, of the app and of the ad account; a header that is missing or broken tells
    nothing. Where they tell several figures of one (each kind of call has its own), the fullest counts: it stops first."""
    every = list(_read_all(headers))
    for scope in (QuotaScope.APP, QuotaScope.ACCOUNT):
        if found := [usage for usage in every if usage.scope == scope]:
            fullest = max(found, key=lambda usage: (usage.used_percent, usage.regain_s))
            tier = fullest.tier or next((usage.tier for usage in found if usage.tier), "")
            yield Usage(scope, fullest.used_percent, max(usage.regain_s for usage in found), tier)


def _read_all(headers: Mapping[str, str]) -> Iterator[Usage]:
    told = {name.lower(): value for name, value in headers.items()}
    app = _read(told.get(APP_HEADER))
    if share := _share(app):
        yield Usage(QuotaScope.APP, share)
    for entry in list_entries(headers):
        yield Usage(QuotaScope.ACCOUNT, _share(entry), read_wait_s(entry), str(entry.get("ads_api_access_tier") or ""))
    insights = _read(told.get(INSIGHTS_HEADER))
    tier = str(insights.get("ads_api_access_tier") or "")
    for scope, name in ((QuotaScope.APP, "app_id_util_pct"), (QuotaScope.ACCOUNT, "acc_id_util_pct")):
        if name in insights:
            yield Usage(scope, _number(insights[name]), tier=tier)


def list_entries(headers: Mapping[str, str]) -> list[Mapping[str, Any]]:
    """Return the entries of the account's usage header, whatever business they stand under."""
    text = next((value for name, value in headers.items() if name.lower() == ACCOUNT_HEADER), None)
    lists = [listed for listed in _read(text).values() if isinstance(listed, list)]
    return [entry for listed in lists for entry in listed if isinstance(entry, Mapping)]


def read_wait_s(entry: Mapping[str, Any]) -> int:
    """Return an entry's wait in seconds; Meta counts minutes."""
    return int(_number(entry.get("estimated_time_to_regain_access")) * 60)


def _share(entry: Mapping[str, Any]) -> float:
    return max((_number(entry.get(name)) for name in _SHARES), default=0.0)


def _read(text: str | None) -> Mapping[str, Any]:
    try:
        found = json.loads(text or "{}")
    except ValueError:
        return {}
    return found if isinstance(found, Mapping) else {}


def _number(value: Any) -> float:
    try:
        return float(value or 0)
    except (TypeError, ValueError):
        return 0.0
