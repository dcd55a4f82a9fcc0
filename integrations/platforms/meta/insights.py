"""Figures at ad level, a day or an hour a row, as Meta attributes them by default (the ad set's own windows).

Clicks are clicks on the link, so that a click means the same on every platform. Days and hours are the account's.
Rows without any figure are left out by Meta. https://developers.facebook.com/docs/marketing-api/insights
"""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import Any

from facebook_business.adobjects.adaccount import AdAccount

from integrations import types as t
from integrations.platforms.meta.counting import count_conversions
from integrations.platforms.meta.errors import TooMuchAtOnce
from integrations.platforms.meta.money import to_micros

WINDOW_DAYS, HOURLY_WINDOW_DAYS = 28, 7
PAGE_SIZE = 500
_FIELDS = [
    "campaign_id", "adset_id", "ad_id", "date_start", "impressions", "inline_link_clicks", "spend", "objective", "actions",
    "action_values",
]  # fmt: skip
_HOUR = "hourly_stats_aggregated_by_advertiser_time_zone"


def fetch_metrics(account: AdAccount, since: date, until: date, *, hourly: bool) -> Iterator[t.MetricRow]:
    """Yield the rows of both days and those between, in windows that Meta answers at once."""
    most = HOURLY_WINDOW_DAYS if hourly else WINDOW_DAYS
    while since <= until:
        last = min(until, since + timedelta(days=most - 1))
        yield from _fetch_window(account, since, last, hourly=hourly)
        since = last + timedelta(days=1)


def _fetch_window(account: AdAccount, since: date, until: date, *, hourly: bool) -> list[t.MetricRow]:
    """Return a window's rows; one that is too much at once is halved, down to a day."""
    try:
        return [_read(row) for row in account.get_insights(fields=_FIELDS, params=_params(since, until, hourly))]
    except TooMuchAtOnce:
        if since == until:
            raise
    middle = since + (until - since) // 2
    first = _fetch_window(account, since, middle, hourly=hourly)
    return first + _fetch_window(account, middle + timedelta(days=1), until, hourly=hourly)


def _params(since: date, until: date, hourly: bool) -> dict[str, Any]:
    asked = {
        "level": "ad",
        "time_increment": "1",
        "time_range": {"since": since.isoformat(), "until": until.isoformat()},
        "limit": PAGE_SIZE,
    }
    return asked | ({"breakdowns": [_HOUR]} if hourly else {})


def _read(row: Mapping[str, Any]) -> t.MetricRow:
    conversions, value_micros = count_conversions(row)
    return t.MetricRow(
        day=date.fromisoformat(row["date_start"]),
        campaign_external_id=row["campaign_id"],
        ad_group_external_id=row["adset_id"],
        ad_external_id=row["ad_id"],
        impressions=int(row.get("impressions", 0)),
        clicks=int(row.get("inline_link_clicks", 0)),
        spend_micros=to_micros(row.get("spend")),
        conversions=conversions,
        value_micros=value_micros,
        hour=int(row[_HOUR][:2]) if _HOUR in row else None,
    )
