"""What only a whole reading tells: rows that are no longer there, and what a campaign has beyond its ads."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import connection

from analytics.services.store.facts import Fact, Figures
from analytics.services.store.subjects import Key, SubjectBook
from analytics.services.store.tables import FIGURES, listed
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
        (subject, day, *_NOTHING) for subject, day in found if not seen.get(subject, 0) >> (day - period.since).days & 1
    ]


def list_residuals(book: SubjectBook, period: Period, totals: Mapping[tuple[Key, date], Figures]) -> list[Fact]:
    """Return what campaigns' totals hold beyond the ads' days that are stored, where that is not what is stored of it.

    Where a campaign's sum (of its ads and its residual) is its total already, nothing changes; only the others' ads are
    summed up anew. A residual whose total is not reported any more becomes zero, in any currency of the account.
    """
    places = book.resolve({key for key, _ in totals})
    wanted = {(places[key].subject_id, day): figures for (key, day), figures in totals.items()}
    sums = _ask(_CAMPAIGN_SUMS, book.account.pk, period.since, period.until)
    moved = [place for place, figures in wanted.items() if figures != sums.get(place, _NOTHING)]
    ads = _ask(_ADS_SUMS, [subject for subject, _ in moved], [day for _, day in moved])
    stored = _ask(_RESIDUALS, book.account.pk, period.since, period.until).keys()
    rests = dict.fromkeys(stored - wanted.keys(), _NOTHING)
    for place in moved:
        rest = _minus(wanted[place], ads.get(place, _NOTHING))
        if any(rest) or place in stored:
            rests[place] = rest
    return sorted((*place, *figures) for place, figures in rests.items())


def _ask(statement: str, *values: Any) -> dict[tuple[int, date], Figures]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return {(subject, day): tuple(figures) for subject, day, *figures in cursor.fetchall()}


def _minus(total: Figures, ads: Figures) -> Figures:
    return tuple(whole - part for whole, part in zip(total, ads, strict=True))


_NOTHING: Figures = (0, 0, 0, 0, 0)

_OF_ACCOUNT = """
    FROM analytics_subject s JOIN analytics_dailymetric d ON d.subject_id = s.id
    WHERE s.account_id = %s AND d.day BETWEEN %s AND %s
"""
_HAS_FIGURES = "AND (d.impressions, d.clicks, d.spend_micros, d.conversions, d.value_micros) <> (0, 0, 0, 0, 0)"

_COUNT = f"SELECT s.id, count(*) {_OF_ACCOUNT} AND s.ad_external_id <> '' {_HAS_FIGURES} GROUP BY s.id"

_DAYS = f"""
    SELECT d.subject_id, d.day FROM analytics_dailymetric d
    WHERE d.subject_id = ANY(%s) AND d.day BETWEEN %s AND %s {_HAS_FIGURES} ORDER BY 1, 2
"""  # noqa: S608

_RESIDUALS = f"SELECT s.id, d.day {_OF_ACCOUNT} AND s.ad_external_id = '' {_HAS_FIGURES}"

_CAMPAIGN_SUMS = f"""
    SELECT s.id, d.day, {listed(FIGURES, "d.")}
    FROM analytics_subject s JOIN analytics_campaignmetric d ON d.subject_id = s.id
    WHERE s.account_id = %s AND s.ad_external_id = '' AND d.day BETWEEN %s AND %s
"""  # noqa: S608

_ADS_SUMS = """
    SELECT s.campaign_subject_id, d.day, sum(d.impressions)::bigint, sum(d.clicks)::bigint, sum(d.spend_micros)::bigint,
        sum(d.conversions), sum(d.value_micros)::bigint
    FROM unnest(%s::bigint[], %s::date[]) AS c (id, day)
    JOIN analytics_subject s ON s.campaign_subject_id = c.id AND s.ad_external_id <> ''
    JOIN analytics_dailymetric d ON d.subject_id = s.id AND d.day = c.day
    GROUP BY 1, 2
"""
