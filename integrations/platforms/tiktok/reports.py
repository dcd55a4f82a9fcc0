"""Figures from the BASIC report: a day or an hour a row, in the account's time zone.

The ad is `ad_id_v2` (for Smart+ the ad itself and not one of its creatives), never together with `ad_id`. `conversion`
counts by the day of the impression, by the ad group's own windows. Rows without any figure are left out, and some ads
without spend besides, by a rule of TikTok's own: campaigns' totals are asked for after the ads, and hold them.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

from integrations import types as t
from integrations.platforms.tiktok import actions
from integrations.platforms.tiktok.money import NOTHING, read_count, to_micros
from integrations.platforms.tiktok.report_rows import LEVELS, Query, ReportRows, Row

_METRICS = ("spend", "impressions", "clicks", "conversion", actions.WEBSITE_VALUE)
ABOVE = {
    t.MetricLevel.CAMPAIGN: (),
    t.MetricLevel.AD_GROUP: ("campaign_id",),
    t.MetricLevel.AD: ("campaign_id", "adgroup_id"),
}
_Key = tuple[str, date, int | None]


@dataclass(frozen=True, slots=True)
class Report:
    """One account's figures at one level, or of ads and then of campaigns."""

    rows: ReportRows
    level: t.MetricLevel
    hourly: bool = False
    with_actions: bool = False

    def fetch(self, since: date, until: date) -> Iterator[t.MetricRow]:
        """Yield the rows of both days and those between."""
        if self.level != t.MetricLevel.ALL:
            for row in self.rows.fetch(self._query(self.level), since, until):
                yield self._read(row, self.level)
            return
        known: dict[_Key, list[Decimal | int]] = defaultdict(lambda: [Decimal(0), 0])
        for row in self.rows.fetch(self._query(t.MetricLevel.AD), since, until):
            ad = self._read(row, t.MetricLevel.AD)
            known[_key(ad)][0] += ad.conversions
            known[_key(ad)][1] += ad.value_micros
            yield ad
        for row in self.rows.fetch(self._query(t.MetricLevel.CAMPAIGN), since, until):
            total = self._read(row, t.MetricLevel.CAMPAIGN)
            yield _filled(total, row["metrics"], known)

    def _query(self, level: t.MetricLevel) -> Query:
        more = actions.METRICS if self.with_actions else ()
        return Query(level, tuple(dict.fromkeys((*_METRICS, *more, *ABOVE[level]))), self._time)

    @property
    def _time(self) -> str:
        return "stat_time_hour" if self.hourly else "stat_time_day"

    def _read(self, row: Row, level: t.MetricLevel) -> t.MetricRow:
        what, told = row["dimensions"], row["metrics"]
        moment = what[self._time]
        campaign, ad_group, ad = read_line(what, told, level)
        return t.MetricRow(
            day=date.fromisoformat(moment[:10]),
            campaign_external_id=campaign,
            ad_group_external_id=ad_group,
            ad_external_id=ad,
            impressions=int(read_count(told.get("impressions"))),
            clicks=int(read_count(told.get("clicks"))),
            spend_micros=to_micros(told.get("spend")),
            conversions=read_count(told.get("conversion")),
            value_micros=to_micros(told.get(actions.WEBSITE_VALUE)),
            hour=int(moment[11:13]) if self.hourly else None,
            actions=actions.read_actions(told) if self.with_actions else (),
        )


def read_line(what: Row, told: Row, level: t.MetricLevel) -> tuple[str, str, str]:
    """Return the ids of campaign, ad group and ad; empty below the level."""
    own = str(what[LEVELS[level][1]])
    if level == t.MetricLevel.CAMPAIGN:
        return own, "", ""
    if level == t.MetricLevel.AD_GROUP:
        return str(told["campaign_id"]), own, ""
    return str(told["campaign_id"]), str(told["adgroup_id"]), own


def _key(row: t.MetricRow) -> _Key:
    return row.campaign_external_id, row.day, row.hour


def _filled(total: t.MetricRow, told: Row, known: dict[_Key, list[Any]]) -> t.MetricRow:
    """Return a campaign's row with its ads' results where TikTok has none to say of campaigns (it writes a dash; an old
    page of its says that conversions are not for campaigns whose ad groups aim at different things)."""
    conversions, value = known.get(_key(total), (total.conversions, total.value_micros))
    return replace(
        total,
        conversions=conversions if told.get("conversion") in NOTHING else total.conversions,
        value_micros=value if told.get(actions.WEBSITE_VALUE) in NOTHING else total.value_micros,
    )
