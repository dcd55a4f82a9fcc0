"""What was read of which account, when, and which days were never read."""

from collections.abc import Collection
from datetime import date

from django.db.models import Max, OuterRef, Subquery

from analytics.models import Feed, ReadDay
from analytics.types import Freshness, Period


def list_feeds(account_ids: Collection[int] | None = None) -> list[Freshness]:
    """Return how fresh each account's figures are and how far back they go; one query."""
    days = ReadDay.objects.filter(account_id=OuterRef("account_id")).order_by().values("account_id")
    feeds = Feed.objects.annotate(read_at=Subquery(days.annotate(newest=Max("read_at")).values("newest")))
    wanted = feeds if account_ids is None else feeds.filter(account_id__in=account_ids)
    columns = ("account_id", "read_at", "memory_since_at", "history_from_date", "history_done_at")
    return [Freshness(**row) for row in wanted.order_by("account_id").values(*columns)]


def list_read_days(period: Period) -> set[date]:
    """Return the days that were read for at least one account; the others are gaps, not zeros."""
    days = ReadDay.objects.filter(day__gte=period.since, day__lte=period.until)
    return set(days.values_list("day", flat=True).distinct())
