"""Who saw it: campaigns' figures by country, device, age and gender, and how many people they or their ads reached.

Meta's words for parts become the house's. A device is `device_platform`'s, which does not tell tablets from phones:
`impression_device` would, but since 2026-08-03 it answers nothing for an account that has not opted in
(https://developers.facebook.com/documentation/ads-commerce/marketing-api/out-of-cycle-changes/occ-2026). Breakdowns hold
conversions, which Meta attributes to the part that saw the ad; they are estimates and need not add up to the campaign's. A
campaign whose ad sets' attribution settings differ has none there.
"""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from facebook_business.adobjects.adaccount import AdAccount

from integrations import types as t
from integrations.platforms.meta.counting import count_conversions
from integrations.platforms.meta.insights import COUNTED, IDS, LEVELS, WHATEVER_BECAME, WINDOW_DAYS
from integrations.platforms.meta.money import to_micros
from integrations.platforms.meta.windows import Row, read_days, read_whole

UNKNOWN = "unknown"
_FIELDS = ",".join(["campaign_id", *COUNTED])
_BREAKDOWNS = {
    t.Breakdown.COUNTRY: "country", t.Breakdown.DEVICE: "device_platform", t.Breakdown.AGE: "age",
    t.Breakdown.GENDER: "gender",
}  # fmt: skip
_DEVICES = {"mobile_app": "phone", "mobile_web": "phone", "mobile": "phone", "desktop": "computer"}
_AGES = ("13-17", "18-24", "25-34", "35-44", "45-54", "55-64", "65+")
_GENDERS = {"female": "women", "male": "men"}
_Key = tuple[date, str, str]


def fetch_breakdown(account: AdAccount, since: date, until: date, breakdown: t.Breakdown) -> Iterator[t.BreakdownRow]:
    """Yield a row for each day, campaign and part; parts that are one in our words are added up, rows sent twice are not."""
    word = _BREAKDOWNS[breakdown]
    asked = {"level": "campaign", "time_increment": "1", "fields": _FIELDS, "breakdowns": [word], **WHATEVER_BECAME}
    told: dict[_Key, Row] = {}
    for row in read_days(account, since, until, asked, most=timedelta(days=WINDOW_DAYS)):
        told[date.fromisoformat(row["date_start"]), row["campaign_id"], row.get(word) or ""] = row
    found: dict[_Key, tuple] = defaultdict(lambda: (0, 0, 0, Decimal(0), 0))
    for (day, campaign_id, part), row in told.items():
        key = (day, campaign_id, _name(breakdown, part))
        found[key] = tuple(a + b for a, b in zip(found[key], _count(row), strict=True))
    return (t.BreakdownRow(breakdown, *key, *figures) for key, figures in found.items())


def fetch_reach(
    account: AdAccount, since: date, until: date, level: t.MetricLevel = t.MetricLevel.CAMPAIGN
) -> Iterator[t.ReachRow]:
    """Yield a row for each campaign or ad; those that reached nobody are left out by Meta, and so are archived ads."""
    word = LEVELS[level]
    asked: dict[str, Any] = {"level": word, "fields": ",".join([*IDS[word], "reach", "impressions"])}
    asked |= WHATEVER_BECAME if word == "campaign" else {}
    for row in read_whole(account, since, until, asked):
        if row.get("reach"):
            figures = int(row["reach"]), int(row.get("impressions", 0))
            yield t.ReachRow(
                row["campaign_id"], since, until, *figures, row.get("adset_id") or "", row.get("ad_id") or ""
            )


def _count(row: Row) -> tuple[int, int, int, Decimal, int]:
    clicks, spend = int(row.get("inline_link_clicks", 0)), to_micros(row.get("spend"))
    return (int(row.get("impressions", 0)), clicks, spend, *count_conversions(row))


def _name(breakdown: t.Breakdown, word: str) -> str:
    """Return a part in our words; what Meta does not know, and what we do not know of Meta's, is unknown."""
    if breakdown == t.Breakdown.COUNTRY:
        return word if len(word) == 2 and word.isalpha() else UNKNOWN
    if breakdown == t.Breakdown.DEVICE:
        return _DEVICES.get(word, UNKNOWN)
    if breakdown == t.Breakdown.AGE:
        return word if word in _AGES else UNKNOWN
    return _GENDERS.get(word, UNKNOWN)
