"""What was read of which account, when, and which days were never read."""

from collections.abc import Collection
from datetime import date

from django.db.models import Max

from analytics.models import Feed, ReadDay
from analytics.types import Freshness, Period


def list_freshness(account_ids: Collection[int] | None = None) -> list[Freshness]:
    """Return how fresh each account's figures are; two queries."""
    feeds = Feed.objects.all() if account_ids is None else Feed.objects.filter(account_id__in=account_ids)
    days = ReadDay.objects.filter(account_id__in=[feed.account_id for feed in feeds])
    newest = dict(days.values_list("account_id").annotate(Max("read_at")))
    return [
        Freshness(
            account_id=feed.account_id,
            read_at=newest.get(feed.account_id),
            memory_since_at=feed.memory_since_at,
            history_from_date=feed.history_from_date,
            history_done_at=feed.history_done_at,
        )
        for feed in feeds
    ]


def list_read_days(period: Period) -> set[date]:
    """Return the days that were read for at least one account; the others are gaps, not zeros."""
    days = ReadDay.objects.filter(day__gte=period.since, day__lte=period.until)
    return set(days.values_list("day", flat=True).distinct())
