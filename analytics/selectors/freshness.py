"""What was read of which account, when, and which days were never read."""

from collections.abc import Collection
from datetime import date, datetime

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Count, Exists, Max, OuterRef, Subquery

from analytics.models import DailyMetric, Feed, ReadDay
from analytics.selectors.due import HISTORY_DAYS
from analytics.types import Freshness, Period


def list_feeds(account_ids: Collection[int] | None = None, *, days: Period | None = None) -> list[Freshness]:
    """Return how fresh each account's figures are, how far back they go, and when each of `days` was read; one query."""
    read = ReadDay.objects.filter(account_id=OuterRef("account_id")).order_by()
    newest = read.values("account_id").annotate(newest=Max("read_at")).values("newest")
    asked = read.filter(day__gte=days.since, day__lte=days.until).order_by("day") if days else read.none()
    known, moments = ArraySubquery(asked.values("day")), ArraySubquery(asked.values("read_at"))
    feeds = Feed.objects.annotate(read_at=Subquery(newest), known=known, moments=moments)
    feeds = feeds.annotate(has_figures=Exists(DailyMetric.objects.order_by()))
    limited = feeds if account_ids is None else feeds.filter(account_id__in=account_ids)
    columns = ("account_id", "read_at", "memory_since_at", "history_from_date", "history_done_at", "has_figures")
    rows = limited.order_by("account_id").values(*columns, "known", "moments")
    return [
        Freshness(
            read_days=dict(zip(row["known"] or (), row["moments"] or (), strict=True)),
            **{name: row[name] for name in columns},
        )
        for row in rows
    ]


def list_read_days(period: Period) -> set[date]:
    """Return the days that were read for at least one account; the others are gaps, not zeros."""
    days = ReadDay.objects.filter(day__gte=period.since, day__lte=period.until)
    return set(days.values_list("day", flat=True).distinct())


def is_newer_than(moment: datetime) -> bool:
    """Return whether anything was read after a moment."""
    return ReadDay.objects.filter(read_at__gt=moment).exists()


def count_history_days(account_ids: Collection[int]) -> tuple[int, int]:
    """Return how many days of these accounts' first readings are read, and how many there are; (0, 0) when all are done."""
    feeds = Feed.objects.filter(account_id__in=account_ids, history_done_at=None).exclude(history_from_date=None)
    read = ReadDay.objects.filter(account_id=OuterRef("account_id"), day__gte=OuterRef("history_from_date"))
    fresh = read.filter(read_at__gte=OuterRef("history_asked_at")).order_by().values("account_id")
    days = feeds.annotate(done=Subquery(fresh.annotate(n=Count("*")).values("n")))
    rows = days.exclude(history_asked_at=None).values_list("done", "history_from_date", "history_asked_at")
    wanted = [
        (done or 0, min(HISTORY_DAYS, (asked_at.date() - since).days + 1))
        for done, since, asked_at in rows
        if asked_at and since
    ]
    return sum(min(pair) for pair in wanted), sum(total for _, total in wanted)


def has_figures() -> bool:
    """Return whether there is any figure of any day."""
    return DailyMetric.objects.exists()
