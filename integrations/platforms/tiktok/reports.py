"""Figures from the integrated report: BASIC, a day or an hour a row, in the account's time zone.

A day's query spans at most 30 days, an hour's one. Deleted objects are asked for too, or history would shrink. The ad is
`ad_id_v2` (for Smart+ the ad itself and not one of its creatives), never together with `ad_id`. `conversion` counts by
the day of the impression, by the ad group's own windows; `total_complete_payment_rate` is, in spite of its name, the
value of purchases on the website. TikTok counts at most 20,000 ads at once and says so in a header: then campaigns are
asked for in halves. Rows without any figure are left out. https://business-api.tiktok.com/portal/docs?id=1740302848100353
"""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import Any

from integrations import types as t
from integrations.platforms.tiktok.client import TikTokApi
from integrations.platforms.tiktok.money import read_count, to_micros
from integrations.platforms.tiktok.objects import read_permitted

WINDOW_DAYS, PAGE_SIZE = 30, 1000
_LEVELS = {
    t.MetricLevel.CAMPAIGN: ("AUCTION_CAMPAIGN", "campaign_id", "campaign_status"),
    t.MetricLevel.AD_GROUP: ("AUCTION_ADGROUP", "adgroup_id", "adgroup_status"),
    t.MetricLevel.AD: ("AUCTION_AD", "ad_id_v2", "ad_status"),
}
_METRICS = ["spend", "impressions", "clicks", "conversion", "total_complete_payment_rate"]
_ABOVE = {
    t.MetricLevel.CAMPAIGN: [],
    t.MetricLevel.AD_GROUP: ["campaign_id"],
    t.MetricLevel.AD: ["campaign_id", "adgroup_id"],
}
Row = Mapping[str, Any]


class Report:
    """One account's figures at one level."""

    def __init__(self, api: TikTokApi, advertiser_id: str, level: t.MetricLevel, *, hourly: bool):
        self.api = api
        self.advertiser_id = advertiser_id
        self.level = level
        self.hourly = hourly
        self.data_level, self.dimension, self.status = _LEVELS[level]

    def fetch(self, since: date, until: date) -> Iterator[t.MetricRow]:
        """Yield the rows of both days and those between."""
        while since <= until:
            last = since if self.hourly else min(until, since + timedelta(days=WINDOW_DAYS - 1))
            for row in self._window(since, last, None):
                yield self._read(row)
            since = last + timedelta(days=1)

    def _window(self, since: date, until: date, campaigns: list[str] | None) -> list[Row]:
        """Return a window's rows; what is cut is asked for again by halves of the campaigns, down to one."""
        rows, is_cut = self._ask(since, until, campaigns)
        if not is_cut:
            return rows
        asked = campaigns if campaigns is not None else self._campaign_ids()
        if len(asked) < 2:
            return rows
        middle = len(asked) // 2
        return self._window(since, until, asked[:middle]) + self._window(since, until, asked[middle:])

    def _ask(self, since: date, until: date, campaigns: list[str] | None) -> tuple[list[Row], bool]:
        rows: list[Row] = []
        is_cut, page, last = False, 1, 1
        while page <= last:
            answer = self.api.read(
                "report/integrated/get/",
                advertiser_id=self.advertiser_id,
                report_type="BASIC",
                data_level=self.data_level,
                dimensions=[self.dimension, self._time],
                metrics=[*_METRICS, *_ABOVE[self.level]],
                start_date=since.isoformat(),
                end_date=until.isoformat(),
                filtering=self._filters(campaigns),
                page=page,
                page_size=PAGE_SIZE,
            )
            rows += answer.data.get("list") or []
            is_cut |= answer.is_cut
            last = int((answer.data.get("page_info") or {}).get("total_page") or 1)
            page += 1
        return rows, is_cut

    def _filters(self, campaigns: list[str] | None) -> list[dict[str, str]]:
        asked = {self.status: '["STATUS_ALL"]'}
        if campaigns is not None:
            asked["campaign_ids"] = "[" + ",".join(f'"{one}"' for one in campaigns) + "]"
        return [{"field_name": name, "filter_type": "IN", "filter_value": value} for name, value in asked.items()]

    def _campaign_ids(self) -> list[str]:
        every = {"primary_status": "STATUS_ALL"}
        found = {
            str(row["campaign_id"])
            for is_smart in (True, False)
            for row in read_permitted(
                self.api, self.advertiser_id, t.ObjectKind.CAMPAIGN, is_smart=is_smart, filtering=every
            )
        }
        return sorted(found)

    @property
    def _time(self) -> str:
        return "stat_time_hour" if self.hourly else "stat_time_day"

    def _read(self, row: Row) -> t.MetricRow:
        what, told = row["dimensions"], row["metrics"]
        moment, own = what[self._time], str(what[self.dimension])
        return t.MetricRow(
            day=date.fromisoformat(moment[:10]),
            campaign_external_id=own if self.level == t.MetricLevel.CAMPAIGN else str(told["campaign_id"]),
            ad_group_external_id={t.MetricLevel.CAMPAIGN: "", t.MetricLevel.AD_GROUP: own}.get(
                self.level, str(told.get("adgroup_id", ""))
            ),
            ad_external_id=own if self.level == t.MetricLevel.AD else "",
            impressions=int(read_count(told.get("impressions"))),
            clicks=int(read_count(told.get("clicks"))),
            spend_micros=to_micros(told.get("spend")),
            conversions=read_count(told.get("conversion")),
            value_micros=to_micros(told.get("total_complete_payment_rate")),
            hour=int(moment[11:13]) if self.hourly else None,
        )
