"""What was read of which account, when, and which days were never read."""

from collections.abc import Collection
from datetime import date

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Max, OuterRef, Subquery

from analytics.models import Feed, ReadDay
from analytics.types import Freshness, Period


def list_feeds(account_ids: Collection[int] | None = None, *, days: Period | None = None) -> list[Freshness]:
    """Return how fresh each account's figures are, how far back they go, and which of `days` were read; one query."""
    read = ReadDay.objects.filter(account_id=OuterRef("account_id")).order_by()
    newest = read.values("account_id").annotate(newest=Max("read_at")).values("newest")
    wanted = read.filter(day__gte=days.since, day__lte=days.until) if days else read.none()
    feeds = Feed.objects.annotate(read_at=Subquery(newest), read_days=ArraySubquery(wanted.values("day")))
    limited = feeds if account_ids is None else feeds.filter(account_id__in=account_ids)
    columns = ("account_id", "read_at", "memory_since_at", "history_from_date", "history_done_at", "read_days")
    rows = limited.order_by("account_id").values(*columns)
    return [Freshness(**row | {"read_days": frozenset(row["read_days"])}) for row in rows]


def list_read_days(period: Period) -> set[date]:
    """Return the days that were read for at least one account; the others are gaps, not zeros."""
    days = ReadDay.objects.filter(day__gte=period.since, day__lte=period.until)
    return set(days.values_list("day", flat=True).distinct())
