"""Figures a day or an hour a row, as Google attributes them: conversions on the day of the click. Days are the account's.

Performance Max has no ads: its asset groups report at their own level, and stand for an ad group and its one ad. That
asset groups can be read by the hour could not be checked. Rows without any figure are left out by Google.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from integrations import types as t
from integrations.platforms.google import gaql, ids, money
from integrations.platforms.google.client import Ads

_FIGURES = (
    "metrics.impressions", "metrics.clicks", "metrics.cost_micros", "metrics.conversions", "metrics.conversions_value",
)  # fmt: skip
_ID_FIELDS = {
    "campaign": ("campaign.id",),
    "ad_group": ("campaign.id", "ad_group.id"),
    "ad_group_ad": ("campaign.id", "ad_group.id", "ad_group_ad.ad.id"),
    "asset_group": ("campaign.id", "asset_group.id"),
}
_RESOURCES: dict[t.MetricLevel, Sequence[str]] = {
    t.MetricLevel.CAMPAIGN: ("campaign",),
    t.MetricLevel.AD_GROUP: ("ad_group", "asset_group"),
    t.MetricLevel.AD: ("ad_group_ad", "asset_group"),
}


def fetch_metrics(ads: Ads, since: date, until: date, *, level: t.MetricLevel, hourly: bool) -> Iterator[t.MetricRow]:
    """Yield the rows of both days and those between."""
    segments = ("segments.date", "segments.hour") if hourly else ("segments.date",)
    days = f"segments.date BETWEEN '{since.isoformat()}' AND '{until.isoformat()}'"
    for resource in _RESOURCES[level]:
        query = gaql.select((*_ID_FIELDS[resource], *segments, *_FIGURES), resource, days)
        for row in ads.search(query):
            yield _read(row, resource, level, hourly=hourly)


def _read(row: Any, resource: str, level: t.MetricLevel, *, hourly: bool) -> t.MetricRow:
    group, ad = _ids(row, resource, level)
    figures = row.metrics
    return t.MetricRow(
        day=date.fromisoformat(row.segments.date),
        campaign_external_id=str(row.campaign.id),
        ad_group_external_id=group,
        ad_external_id=ad,
        impressions=figures.impressions,
        clicks=figures.clicks,
        spend_micros=figures.cost_micros,
        conversions=money.to_decimal(figures.conversions),
        value_micros=money.value_to_micros(figures.conversions_value),
        hour=row.segments.hour if hourly else None,
    )


def _ids(row: Any, resource: str, level: t.MetricLevel) -> tuple[str, str]:
    if resource == "campaign":
        return "", ""
    if resource == "asset_group":
        group = f"{ids.GROUP}~{row.asset_group.id}"
        return group, ids.asset_group_ad(group) if level == t.MetricLevel.AD else ""
    group = str(row.ad_group.id)
    return group, f"{group}~{row.ad_group_ad.ad.id}" if resource == "ad_group_ad" else ""
