"""What does not add up, read once a night while no quota is short: figures by part of the audience, and reach."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import connection, transaction

import integrations.services
from analytics.models import Feed
from analytics.selectors.due import reread_window
from analytics.services import store
from analytics.services.store.facts import Fact, figures_of
from analytics.services.store.tables import BREAKDOWNS, REACH
from analytics.types import Period
from integrations.types import Breakdown, BreakdownRow, ReachRow

REACHES = ((1, 1), (0, 1), (0, 7), (0, 28))
"""Days before yesterday that a reach ends, and how many days it has. TikTok counts people up to 16 hours late, so a single
day is read once more in the next night."""


def read_audiences(*, account, now: datetime) -> store.Stored:
    """Read the account's breakdowns of the days that may be restated, and the reach of the last two days, 7 and 28 days.

    Safe to repeat; no earlier value is kept. Each answer is stored when it is complete, so what a killed reading had is
    kept, and the next one reads all of it again. Raises `integrations.errors.PlatformError`.
    """
    window = Period(*reread_window(account, now))
    stored = store.Stored()
    for breakdown in Breakdown:
        parts = integrations.services.fetch_breakdown(
            account=account, since=window.since, until=window.until, breakdown=breakdown
        )
        stored += _store_breakdown(account, window, breakdown, [row for row in parts if row.day in window], now)
    for before, days in REACHES:
        until = window.until - timedelta(days=before)
        since = until - timedelta(days=days - 1)
        people = integrations.services.fetch_reach(account=account, since=since, until=until)
        stored += _store_reach(account, list(people), now)
    Feed.objects.filter(account_id=account.pk).update(audiences_read_at=now)
    return stored


@transaction.atomic
def _store_breakdown(
    account, window: Period, breakdown: Breakdown, rows: list[BreakdownRow], now: datetime
) -> store.Stored:
    """Store one breakdown; parts that are not reported any more become zeros."""
    subjects = _subjects(account, {row.campaign_external_id for row in rows})
    facts: dict[tuple, Fact] = {}
    for row in rows:
        key = (subjects[row.campaign_external_id], str(breakdown), row.day, row.value)
        facts[key] = (*key, *figures_of(row))
    with connection.cursor() as cursor:
        cursor.execute(_STORED, [str(breakdown), window.since, window.until, account.pk])
        gone = {key: (*key, 0, 0, 0, 0, 0) for key in set(cursor.fetchall()) - facts.keys()}
    return store.put(BREAKDOWNS, sorted((facts | gone).values()), at=now)


@transaction.atomic
def _store_reach(account, rows: list[ReachRow], now: datetime) -> store.Stored:
    subjects = _subjects(account, {row.campaign_external_id for row in rows})
    found = {(subjects[row.campaign_external_id], row.since, row.until): (row.reach, row.impressions) for row in rows}
    return store.put(REACH, sorted((*key, *figures) for key, figures in found.items()), at=now)


def _subjects(account, campaigns: Iterable[str]) -> dict[str, int]:
    """Lock the feed and return the campaigns' subjects, made where they are new; links follow with the next reading."""
    store.lock_feed(account)
    places = store.SubjectBook(account, {}).resolve([(campaign, "", "") for campaign in campaigns])
    return {campaign: places[campaign, "", ""].subject_id for campaign in campaigns}


_STORED = """
    SELECT b.subject_id, b.breakdown, b.day, b.value FROM analytics_breakdownmetric b
    JOIN analytics_subject s ON s.id = b.subject_id
    WHERE b.breakdown = %s AND b.day BETWEEN %s AND %s AND s.account_id = %s
        AND (b.impressions, b.clicks, b.spend_micros, b.conversions, b.value_micros) <> (0, 0, 0, 0, 0)
"""
