"""Figures a day or an hour a row, as Google attributes them: conversions on the day of the click. Days are the account's.

Performance Max has no ads: its asset groups report at their own level, and stand for an ad group and its one ad. That
asset groups can be read by the hour could not be checked, nor how much of such a campaign they leave out (the campaign's
own total holds it all). Rows without any figure are left out by Google.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from integrations import types as t
from integrations.platforms.google import actions, gaql, ids, money
from integrations.platforms.google.client import Ads, word

Key = tuple[date, str, str, str]
"""A row's day, and its campaign's, ad group's and ad's id."""
FIGURES = (
    "metrics.impressions", "metrics.clicks", "metrics.cost_micros", "metrics.conversions", "metrics.conversions_value",
)  # fmt: skip
_CHANNEL = "campaign.advertising_channel_type"
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


def days(since: date, until: date) -> str:
    """Return the condition for both days and those between."""
    return f"segments.date BETWEEN '{since.isoformat()}' AND '{until.isoformat()}'"


@dataclass(frozen=True, slots=True)
class Reading:
    """A reading of some days; each resource costs an operation, and with actions (never by the hour) another."""

    ads: Ads
    since: date
    until: date
    hourly: bool = False
    with_actions: bool = False

    def rows(self, level: t.MetricLevel) -> Iterator[t.MetricRow]:
        """Yield a level's rows; for ALL the ads', then the campaigns', then the asset groups' where there are any.

        Whether there are any is told by the campaigns that have figures, so that an account without Performance Max
        costs two operations and not three.
        """
        if level != t.MetricLevel.ALL:
            for resource in _RESOURCES[level]:
                yield from self._read(resource, level)
            return
        channels: set[str] = set()
        yield from self._read("ad_group_ad", t.MetricLevel.AD)
        yield from self._read("campaign", t.MetricLevel.CAMPAIGN, channels)
        if "PERFORMANCE_MAX" in channels:
            yield from self._read("asset_group", t.MetricLevel.AD)

    def _read(self, resource: str, level: t.MetricLevel, channels: set[str] | None = None) -> Iterator[t.MetricRow]:
        """Yield a resource's rows with their actions; only the actions are held. `channels` gathers the campaigns'."""
        found = self._actions(resource, level)
        segments = ("segments.date", "segments.hour") if self.hourly else ("segments.date",)
        extra = () if channels is None else (_CHANNEL,)
        for row in self._search(resource, *extra, *segments, *FIGURES):
            key = _key(row, resource, level)
            yield _figures(row, key, tuple(found.pop(key, ())), hourly=self.hourly)
            if channels is not None:
                channels.add(word(row.campaign, "advertising_channel_type"))
        yield from (_only_actions(key, left) for key, left in found.items())

    def _actions(self, resource: str, level: t.MetricLevel) -> dict[tuple, list[t.ActionFigures]]:
        if not self.with_actions or self.hourly:
            return {}
        rows = self._search(resource, "segments.date", *actions.SEGMENTS, *actions.FIGURES)
        return actions.by_key((_key(row, resource, level), actions.read_action(row)) for row in rows)

    def _search(self, resource: str, *fields: str) -> Iterator[Any]:
        return self.ads.search(gaql.select((*_ID_FIELDS[resource], *fields), resource, days(self.since, self.until)))


def _key(row: Any, resource: str, level: t.MetricLevel) -> Key:
    day, campaign = date.fromisoformat(row.segments.date), str(row.campaign.id)
    if resource == "campaign":
        return day, campaign, "", ""
    if resource == "asset_group":
        group = f"{ids.GROUP}~{row.asset_group.id}"
        return day, campaign, group, ids.asset_group_ad(group) if level == t.MetricLevel.AD else ""
    group = str(row.ad_group.id)
    return day, campaign, group, f"{group}~{row.ad_group_ad.ad.id}" if resource == "ad_group_ad" else ""


def _figures(row: Any, key: Key, found: tuple[t.ActionFigures, ...], *, hourly: bool) -> t.MetricRow:
    told = row.metrics
    return t.MetricRow(
        *key,
        impressions=told.impressions,
        clicks=told.clicks,
        spend_micros=told.cost_micros,
        conversions=money.to_decimal(told.conversions),
        value_micros=money.value_to_micros(told.conversions_value),
        hour=row.segments.hour if hourly else None,
        actions=found,
    )


def _only_actions(key: Key, found: list[t.ActionFigures]) -> t.MetricRow:
    """Return the row of what has conversions by action alone: they came in between the two queries, or Google left it out."""
    conversions = sum((action.conversions for action in found), Decimal(0))
    value = sum(action.value_micros for action in found)
    return t.MetricRow(*key, 0, 0, 0, conversions, value, actions=tuple(found))
