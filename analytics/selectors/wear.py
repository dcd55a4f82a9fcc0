"""How ads wear: the days and the weeks' reach of those that are shown now, and the verdict on each."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.core.cache import cache
from django.db import connection
from django.db.models import Max

from analytics.fatigue import WINDOW_DAYS, AdDay, ReachWindow, State, Verdict, judge
from analytics.models import Feed
from analytics.selectors.cuts import EVERYTHING, Scope
from analytics.selectors.statement import limits

MOST_ADS = 200
"""Only the ads that were shown most in the last week are judged: wear matters where the money goes."""
RECENT_DAYS = 56
FIRST_DAYS = 3 * WINDOW_DAYS
"""Of an ad that has run for longer than the recent days its first ones are read beside them: the weeks' reach of the time before
the account was connected is known every seventh day only."""

KEPT_S = 26 * 3600


@dataclass(frozen=True, slots=True)
class Wear:
    """One ad: its first and its recent days, weeks of its reach (its first, and the newest of each seven days), and the verdict."""

    ad_id: int
    platform: str
    days: tuple[AdDay, ...]
    weeks: tuple[ReachWindow, ...]
    verdict: Verdict


def list_wear(today: date, scope: Scope = EVERYTHING, *, limit: int = MOST_ADS) -> list[Wear]:
    """Return the ads that were shown in the seven days before `today`, those that were shown most first; two queries.

    Ads that are not imported are left out.
    """
    lives = _lives(today, scope, limit)
    weeks = _weeks({ad: days[0].day for ad, (_, days) in lives.items()}, today)
    found = []
    for ad_id, (platform, days) in lives.items():
        reach = tuple(weeks.get(ad_id, ()))
        found.append(Wear(ad_id, platform, days, reach, judge(days, reach)))
    return found


def list_tired(today: date) -> list[int]:
    """Return the ads that are tired (internal ids), those that were shown most first; two queries.

    They are judged once for each nightly reading of who saw them, and once a day: with millions of facts that takes a second.
    """
    read_at = Feed.objects.aggregate(newest=Max("audiences_read_at"))["newest"]
    name = f"tired:{today.isoformat()}:{read_at.timestamp() if read_at else 0}"
    if (kept := cache.get(name)) is None:
        kept = [each.ad_id for each in list_wear(today) if each.verdict.state == State.TIRED]
        cache.set(name, kept, KEPT_S)
    return kept


def _lives(today: date, scope: Scope, limit: int) -> dict[int, tuple[str, tuple[AdDay, ...]]]:
    text, values = limits(scope)
    since, last = today - timedelta(days=WINDOW_DAYS), today - timedelta(days=1)
    recent = today - timedelta(days=RECENT_DAYS)
    with connection.cursor() as cursor:
        cursor.execute(_LIVES.format(limits=text), [since, last, *values, limit, recent, last, recent, FIRST_DAYS])
        rows = cursor.fetchall()
    return {ad: (platform, tuple(map(AdDay, *lists))) for ad, platform, *lists in rows}


def _weeks(first_days: Mapping[int, date], today: date) -> dict[int, list[ReachWindow]]:
    """Return the weeks by ad; those that begin before an ad's first day hold fewer days of it, and are left aside."""
    if not first_days:
        return {}
    found: dict[int, list[ReachWindow]] = {}
    ads: list[list] = [list(first_days), list(first_days.values())]
    with connection.cursor() as cursor:
        cursor.execute(_WEEKS, [*ads, today, WINDOW_DAYS - 1, WINDOW_DAYS])
        for ad, since, until, reach, impressions in cursor.fetchall():
            found.setdefault(ad, []).append(ReachWindow(since, until, reach, impressions))
    return found


_LIVES = """
    WITH shown AS MATERIALIZED (
        SELECT s.ad_id, s.platform, sum(f.impressions) AS views
        FROM analytics_dailymetric f JOIN analytics_subject s ON s.id = f.subject_id
        WHERE s.ad_id IS NOT NULL AND f.day BETWEEN %s AND %s{limits}
        GROUP BY s.ad_id, s.platform HAVING sum(f.impressions) > 0
        ORDER BY views DESC, s.ad_id LIMIT %s
    ), days AS (
        SELECT shown.ad_id, shown.platform, shown.views, f.day, sum(f.impressions)::bigint AS impressions,
            sum(f.clicks)::bigint AS clicks
        FROM shown JOIN analytics_subject s ON s.ad_id = shown.ad_id,
            LATERAL (SELECT min(day) AS day FROM analytics_dailymetric WHERE subject_id = s.id) first,
            LATERAL (
                SELECT day, impressions, clicks FROM analytics_dailymetric
                WHERE subject_id = s.id AND day BETWEEN %s AND %s AND impressions > 0
                UNION ALL
                SELECT day, impressions, clicks FROM analytics_dailymetric
                WHERE subject_id = s.id AND day < least(%s, first.day + %s) AND impressions > 0
            ) f
        GROUP BY shown.ad_id, shown.platform, shown.views, f.day
    )
    SELECT ad_id, platform, array_agg(day ORDER BY day), array_agg(impressions ORDER BY day), array_agg(clicks ORDER BY day)
    FROM days GROUP BY ad_id, platform, views ORDER BY views DESC, ad_id
"""

# an ad that ran in two currencies has two rows for a week: the newer one stands
_WEEKS = """
    WITH weeks AS (
        SELECT DISTINCT ON (s.ad_id, f.until) s.ad_id, f.since, f.until, f.reach, f.impressions
        FROM unnest(%s::bigint[], %s::date[]) AS ads (ad_id, first_day)
        JOIN analytics_subject s ON s.ad_id = ads.ad_id
        JOIN analytics_reachmetric f ON f.subject_id = s.id AND f.since >= ads.first_day
        WHERE f.until < %s AND f.until - f.since = %s AND f.reach > 0
        ORDER BY s.ad_id, f.until, f.known_at DESC
    ), placed AS (
        SELECT *, min(until) OVER (PARTITION BY ad_id) AS first,
            (max(until) OVER (PARTITION BY ad_id) - until) / %s AS weeks_ago
        FROM weeks
    ), newest AS (
        SELECT *, max(until) OVER (PARTITION BY ad_id, weeks_ago) AS newest FROM placed
    )
    SELECT ad_id, since, until, reach, impressions FROM newest WHERE until IN (first, newest) ORDER BY ad_id, until
"""
