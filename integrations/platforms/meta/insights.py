"""Figures at campaign, ad set or ad level, a day or an hour a row, as Meta attributes them by default (the ad set's own
windows).

Clicks are clicks on the link, so that a click means the same on every platform. Days and hours are the account's.
Rows without any figure are left out by Meta, and so are deleted and archived ads and ad sets; a campaign's own row still
holds theirs, and it is asked for whatever became of the campaign. By the hour Meta tells of no conversions outside
Meta (websites, apps): those rows have none.
https://developers.facebook.com/documentation/ads-commerce/marketing-api/insights/breakdowns
https://developers.facebook.com/docs/marketing-api/best-practices/storing_adobjects
"""

import functools
from collections import defaultdict
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Any

from facebook_business.adobjects.adaccount import AdAccount

from integrations import types as t
from integrations.platforms.meta.counting import add_conversions, count_conversions, list_actions
from integrations.platforms.meta.money import to_micros
from integrations.platforms.meta.windows import Row, read_days

WINDOW_DAYS, HOURLY_WINDOW_DAYS = 28, 7
COUNTED = ["date_start", "impressions", "inline_link_clicks", "spend", "objective", "actions", "action_values"]
WHATEVER_BECAME = {
    "filtering": [
        {
            "field": "campaign.effective_status",
            "operator": "IN",
            "value": ["ACTIVE", "PAUSED", "IN_PROCESS", "WITH_ISSUES", "ARCHIVED", "DELETED"],
        }
    ]
}
"""Meta leaves deleted and archived campaigns out of its answers unless a filter names them."""
LEVELS = {t.MetricLevel.CAMPAIGN: "campaign", t.MetricLevel.AD_GROUP: "adset", t.MetricLevel.AD: "ad"}
IDS = {"campaign": ["campaign_id"], "adset": ["campaign_id", "adset_id"], "ad": ["campaign_id", "adset_id", "ad_id"]}
_HOUR = "hourly_stats_aggregated_by_advertiser_time_zone"


def fetch_metrics(
    account: AdAccount, since: date, until: date, *, level: t.MetricLevel, hourly: bool, with_actions: bool = False
) -> Iterator[t.MetricRow]:
    """Yield the rows of both days and those between; `ALL` is the ads' rows, then the campaigns'."""
    if level == t.MetricLevel.ALL:
        return _fetch_all(
            functools.partial(fetch_metrics, account, since, until, hourly=hourly, with_actions=with_actions)
        )
    most = timedelta(days=HOURLY_WINDOW_DAYS if hourly else WINDOW_DAYS)
    rows = read_days(account, since, until, _asked(LEVELS[level], hourly=hourly), most=most)
    return (_read(row, with_actions=with_actions) for row in rows)


def _fetch_all(fetch: Callable[..., Iterator[t.MetricRow]]) -> Iterator[t.MetricRow]:
    """Yield ads, then campaigns. A campaign's row without conversions takes its ads': Meta adds none up where the ad sets'
    attribution settings differ (the page on breakdowns, "Action metrics")."""
    below: dict[tuple, dict[str, t.MetricRow]] = defaultdict(dict)
    for row in fetch(level=t.MetricLevel.AD):
        if row.conversions:
            below[row.day, row.hour, row.campaign_external_id][row.ad_external_id] = row
        yield row
    for row in fetch(level=t.MetricLevel.CAMPAIGN):
        rows = below.get((row.day, row.hour, row.campaign_external_id))
        yield add_conversions(row, list(rows.values())) if rows and not row.conversions else row


def _asked(word: str, *, hourly: bool) -> dict[str, Any]:
    asked: dict[str, Any] = {"level": word, "time_increment": "1", "fields": ",".join([*IDS[word], *COUNTED])}
    asked |= WHATEVER_BECAME if word == "campaign" else {}
    return asked | ({"breakdowns": [_HOUR]} if hourly else {})


def _read(row: Row, *, with_actions: bool) -> t.MetricRow:
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
        actions=tuple(list_actions(row)) if with_actions else (),
    )
