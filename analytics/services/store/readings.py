"""Noting which days were read, and when."""

from datetime import datetime

from django.db import connection, transaction

from analytics.models import Feed, Reading
from analytics.services.store.feeds import known_since, lock_feed, note_known
from analytics.types import Period


@transaction.atomic
def record_reading(*, account, period: Period, read_at: datetime, has_actions: bool = False) -> None:
    """Note that every day of a period was read in full at `read_at`; safe to repeat.

    A day's `read_at` is that of the last reading by its own clock, so that a clock which was put right does not hide what
    is due; the log of readings never goes back in time.
    """
    feed = lock_feed(account)
    at = known_since(feed, read_at)
    with connection.cursor() as cursor:
        cursor.execute(_READ_DAYS, [account.pk, read_at, period.since, period.until])
    reading = Reading(
        account_id=account.pk, read_at=at, since=period.since, until=period.until, has_actions=has_actions
    )
    Reading.objects.bulk_create([reading], ignore_conflicts=True)
    note_known(feed, at)
    if feed.memory_since_at is None:
        Feed.objects.filter(pk=feed.pk).update(memory_since_at=at)


_READ_DAYS = """
    INSERT INTO analytics_readday AS r (account_id, read_at, day)
    SELECT %s, %s, day::date FROM generate_series(%s::date, %s::date, interval '1 day') AS day
    ON CONFLICT (account_id, day) DO UPDATE SET read_at = excluded.read_at WHERE r.read_at <> excluded.read_at
"""
