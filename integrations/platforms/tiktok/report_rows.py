"""Every row of a report: days in slices, page by page, and in smaller portions where TikTok would leave some out.

A day's query spans at most 30 days, an hour's one, and one without time 365; one that TikTok finds too large is asked for
again in halves of its days. Deleted objects are asked for too, or history
would shrink. TikTok looks at the 20,000 newest ads only and says so in a header: then it is asked for a hundred campaigns
at a time (a filter takes no more ids), for half of those that are still too many, and within one campaign for its ad
groups and ads; never for parts of what a row is about, whose sums would be several rows then.
https://business-api.tiktok.com/portal/docs?id=1740302848100353 (read in a copy of about 2026-04)
"""

import logging
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from integrations import types as t
from integrations.platforms.tiktok.client import TikTokApi
from integrations.platforms.tiktok.errors import TooLarge
from integrations.platforms.tiktok.objects import NAMES, ad_id_of, read_permitted

logger = logging.getLogger(__name__)
PAGE_SIZE, MOST_IDS = 1000, 100
LONGEST_DAYS = {"stat_time_hour": 1, "stat_time_day": 30, "": 365}
LEVELS = {
    t.MetricLevel.CAMPAIGN: ("AUCTION_CAMPAIGN", "campaign_id", "campaign_status"),
    t.MetricLevel.AD_GROUP: ("AUCTION_ADGROUP", "adgroup_id", "adgroup_status"),
    t.MetricLevel.AD: ("AUCTION_AD", "ad_id_v2", "ad_status"),
}
_FILTERS = {
    t.ObjectKind.CAMPAIGN: "campaign_ids",
    t.ObjectKind.AD_GROUP: "adgroup_ids",
    t.ObjectKind.AD: "ad_ids_v2",
}
_KINDS = list(_FILTERS)
_DEEPEST = {t.MetricLevel.CAMPAIGN: 0, t.MetricLevel.AD_GROUP: 1, t.MetricLevel.AD: 2}
Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Query:
    """What a report asks for; `time` is stat_time_day, stat_time_hour or nothing, `split` a dimension of the audience."""

    level: t.MetricLevel
    metrics: tuple[str, ...]
    time: str = ""
    split: str = ""


@dataclass(frozen=True, slots=True)
class _Portion:
    """Some of an account's objects, named by their ids and all of one kind; without ids it is everything."""

    kind: t.ObjectKind = t.ObjectKind.CAMPAIGN
    ids: tuple[str, ...] = ()


@dataclass
class ReportRows:
    """Reads one account's reports."""

    api: TikTokApi
    advertiser_id: str
    _below: dict[tuple[str, ...], list[str]] = field(default_factory=dict)

    def fetch(self, query: Query, since: date, until: date) -> Iterator[Row]:
        """Yield the rows of both days and those between. Without a dimension of time it is one slice: rows of two
        would not add up."""
        longest = timedelta(days=LONGEST_DAYS[query.time] - 1)
        while since <= until:
            last = min(until, since + longest) if query.time else until
            yield from self._slice(query, since, last)
            since = last + timedelta(days=1)

    def _slice(self, query: Query, since: date, until: date) -> Iterator[Row]:
        """Yield the rows of some days, by halves of them where they are too many for TikTok."""
        try:
            rows = self._portion(query, (since, until), _Portion())
        except TooLarge:
            if since == until or not query.time:
                raise
            middle = since + (until - since) // 2
            yield from self._slice(query, since, middle)
            yield from self._slice(query, middle + timedelta(days=1), until)
        else:
            yield from rows

    def _portion(self, query: Query, span: tuple[date, date], portion: _Portion) -> list[Row]:
        """Return a portion's rows, by smaller portions where some were left out."""
        rows, is_cut = self._ask(query, span, portion)
        smaller = self._divide(portion, _DEEPEST[query.level]) if is_cut else []
        if is_cut and not smaller:
            logger.warning("TikTok left rows of %s %s out and takes no narrower question", portion.kind, portion.ids)
        return [row for part in smaller for row in self._portion(query, span, part)] if smaller else rows

    def _divide(self, portion: _Portion, deepest: int) -> list[_Portion]:
        """Return smaller portions, which together hold it; none where it is as small as it gets."""
        if len(portion.ids) > 1:
            middle = len(portion.ids) // 2
            return [_Portion(portion.kind, ids) for ids in (portion.ids[:middle], portion.ids[middle:])]
        place = _KINDS.index(portion.kind) + bool(portion.ids)
        if place > deepest:
            return []
        ids = self._list_below(_KINDS[place], portion)
        return [_Portion(_KINDS[place], tuple(ids[at : at + MOST_IDS])) for at in range(0, len(ids), MOST_IDS)]

    def _list_below(self, kind: t.ObjectKind, above: _Portion) -> list[str]:
        """Return the ids of a kind in one object (or in all of the account), deleted ones included; asked for once."""
        key = (kind, *above.ids)
        if key not in self._below:
            within = {_FILTERS[above.kind]: list(above.ids)} if above.ids else {}
            found = {
                ad_id_of(row) if kind == t.ObjectKind.AD else str(row[f"{NAMES[kind]}_id"])
                for is_smart in (True, False)
                for row in read_permitted(
                    self.api,
                    self.advertiser_id,
                    kind,
                    is_smart=is_smart,
                    filtering={"primary_status": "STATUS_ALL"} | within,
                )
            }
            self._below[key] = sorted(found)
        return self._below[key]

    def _ask(self, query: Query, span: tuple[date, date], portion: _Portion) -> tuple[list[Row], bool]:
        data_level, own, status = LEVELS[query.level]
        rows: list[Row] = []
        is_cut, page, last = False, 1, 1
        while page <= last:
            answer = self.api.read(
                "report/integrated/get/",
                advertiser_id=self.advertiser_id,
                report_type="AUDIENCE" if query.split else "BASIC",
                data_level=data_level,
                dimensions=[one for one in (own, query.time, query.split) if one],
                metrics=list(query.metrics),
                start_date=span[0].isoformat(),
                end_date=span[1].isoformat(),
                filtering=_filters(status, portion),
                page=page,
                page_size=PAGE_SIZE,
            )
            rows += answer.data.get("list") or []
            is_cut |= answer.is_cut
            last = int((answer.data.get("page_info") or {}).get("total_page") or 1)
            page += 1
        return rows, is_cut


def _filters(status: str, portion: _Portion) -> list[dict[str, str]]:
    asked: dict[str, Sequence[str]] = {status: ["STATUS_ALL"]}
    if portion.ids:
        asked[_FILTERS[portion.kind]] = portion.ids
    return [
        {"field_name": name, "filter_type": "IN", "filter_value": "[" + ",".join(f'"{one}"' for one in values) + "]"}
        for name, values in asked.items()
    ]
