"""Campaigns' figures by country, device, age and gender, and how many people they reached.

Country is where people were (user_location_view), whether that was aimed at or not. Ages and genders are reported by ad
group, so Performance Max, which has none, is missing from them, and so may be other campaigns that aim at nobody by age:
https://developers.google.com/google-ads/api/reference/rpc/v26/AgeRangeView. What Google does not know of people is a part
of its own ("unknown"). Not checked against Google: whether Performance Max is in user_location_view, and App in ages.

People (metrics.unique_users) are told of campaigns only, never by day, for 92 days at most, and by Google's word of
Display, Video, Demand Gen and App; where others are told as well they are taken.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from typing import Any

from integrations import types as t
from integrations.platforms.google import gaql, geo, money
from integrations.platforms.google.client import Ads, word
from integrations.platforms.google.insights import FIGURES, days

UNKNOWN = "unknown"
MOST_DAYS_OF_REACH = 92
_FIELDS = {
    t.Breakdown.COUNTRY: ("user_location_view", "user_location_view.country_criterion_id"),
    t.Breakdown.DEVICE: ("campaign", "segments.device"),
    t.Breakdown.AGE: ("age_range_view", "ad_group_criterion.age_range.type"),
    t.Breakdown.GENDER: ("gender_view", "ad_group_criterion.gender.type"),
}
_DEVICES = {"MOBILE": "phone", "TABLET": "tablet", "DESKTOP": "computer", "CONNECTED_TV": "tv"}
_AGES = {geo.age_range(low, high): f"{low}+" if high > 99 else f"{low}-{high}" for low, high in geo.AGES}
_GENDERS = {told: gender.value for gender, told in geo.GENDERS.items()}


def fetch_breakdown(ads: Ads, since: date, until: date, breakdown: t.Breakdown) -> Iterator[t.BreakdownRow]:
    """Yield a row a day, campaign and part; one operation. What Google splits further (ad groups) is added up."""
    resource, field = _FIELDS[breakdown]
    fields = ("campaign.id", "segments.date", field, *FIGURES)
    rows = ads.search(gaql.select(fields, resource, days(since, until), order="segments.date, campaign.id"))
    for (day, campaign), of_day in groupby(rows, key=lambda row: (row.segments.date, row.campaign.id)):
        sums: dict[str, _Sums] = {}
        for row in of_day:
            sums.setdefault(_part(row, breakdown), _Sums()).add(row.metrics)
        for value, found in sums.items():
            yield found.row(breakdown, date.fromisoformat(day), str(campaign), value)


def fetch_reach(ads: Ads, since: date, until: date) -> Iterator[t.ReachRow]:
    """Yield the people whom each campaign reached; nothing, without asking, for more days than Google counts over."""
    if until - since >= timedelta(days=MOST_DAYS_OF_REACH):
        return
    fields = ("campaign.id", "metrics.unique_users", "metrics.impressions")
    for row in ads.search(gaql.select(fields, "campaign", days(since, until), "metrics.impressions > 0")):
        if row.metrics.unique_users:
            yield t.ReachRow(str(row.campaign.id), since, until, row.metrics.unique_users, row.metrics.impressions)


@dataclass(slots=True)
class _Sums:
    impressions: int = 0
    clicks: int = 0
    cost: int = 0
    conversions: float = 0.0
    value: float = 0.0

    def add(self, told: Any) -> None:
        self.impressions += told.impressions
        self.clicks += told.clicks
        self.cost += told.cost_micros
        self.conversions += told.conversions
        self.value += told.conversions_value

    def row(self, breakdown: t.Breakdown, day: date, campaign: str, value: str) -> t.BreakdownRow:
        conversions, worth = money.to_decimal(self.conversions), money.value_to_micros(self.value)
        return t.BreakdownRow(
            breakdown, day, campaign, value, self.impressions, self.clicks, self.cost, conversions, worth
        )


def _part(row: Any, breakdown: t.Breakdown) -> str:
    if breakdown == t.Breakdown.COUNTRY:
        return geo.country_of(f"geoTargetConstants/{row.user_location_view.country_criterion_id}") or UNKNOWN
    if breakdown == t.Breakdown.DEVICE:
        return _DEVICES.get(word(row.segments, "device"), UNKNOWN)
    if breakdown == t.Breakdown.AGE:
        return _AGES.get(word(row.ad_group_criterion.age_range, "type_"), UNKNOWN)
    return _GENDERS.get(word(row.ad_group_criterion.gender, "type_"), UNKNOWN)
