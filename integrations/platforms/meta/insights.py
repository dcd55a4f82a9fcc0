"""Figures at campaign, ad set or ad level, a day or an hour a row, as Meta attributes them by default (the ad set's own
windows).

Clicks are clicks on the link, so that a click means the same on every platform. Days and hours are the account's.
Rows without any figure are left out by Meta. A window that Meta answers at once is read at once, a larger one as a report
that Meta prepares. https://developers.facebook.com/docs/marketing-api/insights
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from typing import Any

from facebook_business.adobjects.adaccount import AdAccount

from integrations import types as t
from integrations.errors import NotReadyYet
from integrations.platforms.meta import reports
from integrations.platforms.meta.client import list_edge
from integrations.platforms.meta.counting import count_conversions
from integrations.platforms.meta.errors import TooMuchAtOnce
from integrations.platforms.meta.money import to_micros

WINDOW_DAYS, HOURLY_WINDOW_DAYS = 28, 7
PAGE_SIZE = 500
_LEVELS = {t.MetricLevel.CAMPAIGN: "campaign", t.MetricLevel.AD_GROUP: "adset", t.MetricLevel.AD: "ad"}
_IDS = {"campaign": ["campaign_id"], "adset": ["campaign_id", "adset_id"], "ad": ["campaign_id", "adset_id", "ad_id"]}
_FIELDS = ["date_start", "impressions", "inline_link_clicks", "spend", "objective", "actions", "action_values"]
_HOUR = "hourly_stats_aggregated_by_advertiser_time_zone"


def fetch_metrics(
    account: AdAccount, since: date, until: date, *, level: t.MetricLevel, hourly: bool
) -> Iterator[t.MetricRow]:
    """Yield the rows of both days and those between; a report that Meta takes too long over is read in smaller windows."""
    word = _LEVELS[level]
    asked = {"level": word, "time_increment": "1", "fields": ",".join([*_IDS[word], *_FIELDS])}
    asked |= {"breakdowns": [_HOUR]} if hourly else {}
    most = timedelta(days=HOURLY_WINDOW_DAYS if hourly else WINDOW_DAYS)
    if until - since >= most:
        try:
            return _read_all(reports.run(account, asked | _range(since, until), page_size=PAGE_SIZE))
        except NotReadyYet:
            pass  # ordering the same again would begin it anew: smaller windows come to an end
    return _fetch_windows(account, since, until, most, asked)


def _fetch_windows(
    account: AdAccount, since: date, until: date, most: timedelta, asked: Mapping[str, Any]
) -> Iterator[t.MetricRow]:
    while since <= until:
        last = min(until, since + most - timedelta(days=1))
        yield from _fetch_window(account, since, last, asked)
        since = last + timedelta(days=1)


def _fetch_window(account: AdAccount, since: date, until: date, asked: Mapping[str, Any]) -> list[t.MetricRow]:
    """Return a window's rows; one that is too much at once is halved, and a day that is too much is prepared."""
    params = {**asked, **_range(since, until)}
    fields = params.pop("fields").split(",")
    try:
        rows = list_edge(account, "insights", fields, limit=PAGE_SIZE, shrinks=False, **params)
        return list(_read_all(rows))
    except TooMuchAtOnce:
        if since == until:
            return list(_read_all(reports.run(account, {**asked, **_range(since, until)}, page_size=PAGE_SIZE)))
    middle = since + (until - since) // 2
    first = _fetch_window(account, since, middle, asked)
    return first + _fetch_window(account, middle + timedelta(days=1), until, asked)


def _range(since: date, until: date) -> dict[str, Any]:
    return {"time_range": {"since": since.isoformat(), "until": until.isoformat()}}


def _read_all(rows: Iterable[Mapping[str, Any]]) -> Iterator[t.MetricRow]:
    return map(_read, rows)


def _read(row: Mapping[str, Any]) -> t.MetricRow:
    conversions, value_micros = count_conversions(row)
    return t.MetricRow(
        day=date.fromisoformat(row["date_start"]),
        campaign_external_id=row["campaign_id"],
        ad_group_external_id=row.get("adset_id") or "",
        ad_external_id=row.get("ad_id") or "",
        impressions=int(row.get("impressions", 0)),
        clicks=int(row.get("inline_link_clicks", 0)),
        spend_micros=to_micros(row.get("spend")),
        conversions=conversions,
        value_micros=value_micros,
        hour=int(row[_HOUR][:2]) if _HOUR in row else None,
    )
