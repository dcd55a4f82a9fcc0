"""Who saw it: AUDIENCE reports of campaigns by day, and how many people a campaign or an ad reached.

By country, age, gender and device; a day a row and part, at most 30 days a query, with `conversion` but without values
(`value_micros` is 0). What TikTok cannot tell is "NONE". Its oldest group is 55+. Devices it knows by their operating
system only (`platform`), so that tablets with Android are among the phones; which words it has for the others could not
be checked: those not listed here are unknown. Ages, genders and devices come up to 16 hours late (countries half an hour),
and so does reach, an estimate, which TikTok gives for any span of days up to a year.
https://business-api.tiktok.com/portal/docs?id=1738864928947201 and id=1738864894606337 (read in a copy of about 2026-04)
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date

from integrations import types as t
from integrations.platforms.tiktok.money import read_count, to_micros
from integrations.platforms.tiktok.report_rows import Query, ReportRows, Row
from integrations.platforms.tiktok.reports import ABOVE, read_line

UNKNOWN = "unknown"
_DAY = "stat_time_day"
_METRICS = ("spend", "impressions", "clicks", "conversion")
_GENDERS = {"FEMALE": "women", "MALE": "men"}
_DEVICES = {"ANDROID": "phone", "IPHONE": "phone", "IOS": "phone", "IPAD": "tablet", "PC": "computer"}


def _country(word: str) -> str:
    return word if re.fullmatch(r"[A-Z]{2}", word) else UNKNOWN


def _age(word: str) -> str:
    found = re.fullmatch(r"AGE_(\d+)_(\d+)", word)
    if not found:
        return UNKNOWN
    return f"{found[1]}+" if int(found[2]) >= 100 else f"{found[1]}-{found[2]}"


_SPLITS: dict[t.Breakdown, tuple[str, Callable[[str], str]]] = {
    t.Breakdown.COUNTRY: ("country_code", _country),
    t.Breakdown.AGE: ("age", _age),
    t.Breakdown.GENDER: ("gender", lambda word: _GENDERS.get(word, UNKNOWN)),
    t.Breakdown.DEVICE: ("platform", lambda word: _DEVICES.get(word, UNKNOWN)),
}


def fetch_breakdown(rows: ReportRows, since: date, until: date, breakdown: t.Breakdown) -> Iterator[t.BreakdownRow]:
    """Yield campaigns' figures by day and part; what we have one word for (phones) is one row."""
    split, in_our_words = _SPLITS[breakdown]
    found: dict[tuple[date, str, str], t.BreakdownRow] = {}
    for row in rows.fetch(Query(t.MetricLevel.CAMPAIGN, _METRICS, _DAY, split), since, until):
        part = _read_part(row, breakdown, in_our_words(str(row["dimensions"].get(split) or "")))
        key = (part.day, part.campaign_external_id, part.value)
        found[key] = _added(found[key], part) if key in found else part
    yield from found.values()


def fetch_reach(
    rows: ReportRows, since: date, until: date, level: t.MetricLevel = t.MetricLevel.CAMPAIGN
) -> Iterator[t.ReachRow]:
    """Yield each campaign's or ad's reach of these days together; those that were not shown are absent."""
    for row in rows.fetch(Query(level, ("reach", "impressions", *ABOVE[level])), since, until):
        reach, impressions = (int(read_count(row["metrics"].get(name))) for name in ("reach", "impressions"))
        if reach:
            campaign, ad_group, ad = read_line(row["dimensions"], row["metrics"], level)
            yield t.ReachRow(campaign, since, until, reach, impressions, ad_group, ad)


def _read_part(row: Row, breakdown: t.Breakdown, value: str) -> t.BreakdownRow:
    what, told = row["dimensions"], row["metrics"]
    return t.BreakdownRow(
        breakdown=breakdown,
        day=date.fromisoformat(what[_DAY][:10]),
        campaign_external_id=str(what["campaign_id"]),
        value=value,
        impressions=int(read_count(told.get("impressions"))),
        clicks=int(read_count(told.get("clicks"))),
        spend_micros=to_micros(told.get("spend")),
        conversions=read_count(told.get("conversion")),
        value_micros=0,
    )


def _added(one: t.BreakdownRow, other: t.BreakdownRow) -> t.BreakdownRow:
    return replace(
        one,
        impressions=one.impressions + other.impressions,
        clicks=one.clicks + other.clicks,
        spend_micros=one.spend_micros + other.spend_micros,
        conversions=one.conversions + other.conversions,
    )
