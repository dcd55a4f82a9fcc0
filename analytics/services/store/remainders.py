"""What only a whole reading tells: rows that are no longer there, and what a campaign has beyond its ads."""

from collections.abc import Mapping
from datetime import date

from django.db import connection

from analytics.services.store.facts import Fact, Figures
from analytics.services.store.subjects import Key, SubjectBook
from analytics.types import Period


def list_vanished(account, period: Period, seen: Mapping[int, int]) -> list[Fact]:
    """Return zeros for every ad's day of a period that has figures here and had none in the reading.

    In any currency of the account: where that changed, the platform reports the days in the new one. `seen` holds, by
    subject, the days with figures as bits. Two queries; the second only about subjects with a day too many.
    """
    with connection.cursor() as cursor:
        cursor.execute(_COUNT, [account.pk, period.since, period.until])
        more = [subject for subject, days in cursor.fetchall() if days > seen.get(subject, 0).bit_count()]
        if not more:
            return []
        cursor.execute(_DAYS, [more, period.since, period.until])
        found = cursor.fetchall()
    return [
        (subject, day, campaign, 0, 0, 0, 0, 0)
        for subject, day, campaign in found
        if not seen.get(subject, 0) >> (day - period.since).days & 1
    ]


def list_residuals(book: SubjectBook, period: Period, totals: Mapping[tuple[Key, date], Figures]) -> list[Fact]:
    """Return what campaigns' totals hold beyond the ads' days that are stored, where there is something or was."""
    places = book.resolve({key for key, _ in totals})
    wanted = {(places[key].subject_id, day): figures for (key, day), figures in totals.items()}
    ads, stored = _sums(book.account, period)
    facts = []
    for subject, day in sorted(wanted.keys() | stored):
        total = wanted.get((subject, day))
        rest = _minus(total, ads.get((subject, day))) if total else _NOTHING
        if any(rest) or (subject, day) in stored:
            facts.append((subject, day, subject, *rest))
    return facts


def _sums(account, period: Period) -> tuple[dict[tuple[int, date], Figures], set[tuple[int, date]]]:
    """Return the sums of ads by campaign and day in the present currency, and where a residual is stored in any."""
    with connection.cursor() as cursor:
        cursor.execute(_SUMS, [account.currency, account.pk, period.since, period.until])
        rows = cursor.fetchall()
    ads = {(campaign, day): figures for campaign, day, is_current, is_ad, *figures in rows if is_ad and is_current}
    return ads, {(campaign, day) for campaign, day, _, is_ad, *figures in rows if not is_ad and any(figures)}


def _minus(total: Figures, ads: Figures | None) -> Figures:
    return tuple(whole - part for whole, part in zip(total, ads, strict=True)) if ads else total


_NOTHING: Figures = (0, 0, 0, 0, 0)

_OF_ACCOUNT = """
    FROM analytics_subject s JOIN analytics_dailymetric d ON d.subject_id = s.id
    WHERE s.account_id = %s AND d.day BETWEEN %s AND %s
"""
_HAS_FIGURES = "AND (d.impressions, d.clicks, d.spend_micros, d.conversions, d.value_micros) <> (0, 0, 0, 0, 0)"

_COUNT = f"SELECT s.id, count(*) {_OF_ACCOUNT} AND s.ad_external_id <> '' {_HAS_FIGURES} GROUP BY s.id"

_DAYS = f"""
    SELECT d.subject_id, d.day, s.campaign_subject_id FROM analytics_dailymetric d
    JOIN analytics_subject s ON s.id = d.subject_id
    WHERE d.subject_id = ANY(%s) AND d.day BETWEEN %s AND %s {_HAS_FIGURES} ORDER BY 1, 2
"""  # noqa: S608

_SUMS = f"""
    SELECT s.campaign_subject_id, d.day, s.currency = %s, s.ad_external_id <> '', sum(d.impressions)::bigint,
        sum(d.clicks)::bigint, sum(d.spend_micros)::bigint, sum(d.conversions), sum(d.value_micros)::bigint
    {_OF_ACCOUNT} GROUP BY 1, 2, 3, 4
"""
