"""Figures by hour of the account's clock: yesterday and today, read while no quota is short, kept for two weeks."""

from datetime import date, datetime, timedelta

from django.db import connection, transaction

import integrations.services
from analytics.models import Feed, HourlyMetric
from analytics.services import store
from analytics.services.reading import known_ads, local_day
from analytics.services.store.facts import Fact, figures_of
from analytics.services.store.tables import HOURS
from analytics.types import Period
from integrations.types import MetricLevel, MetricRow

KEPT_DAYS = 14


def read_hours(*, account, now: datetime) -> store.Stored:
    """Read yesterday and today by hour and store what changed; safe to repeat, no earlier value is kept.

    An hour that is not reported any more becomes zero. Raises `integrations.errors.PlatformError`.
    """
    today = local_day(account, now)
    period = Period(today - timedelta(days=1), today)
    rows = integrations.services.fetch_metrics(
        account=account, since=period.since, until=period.until, level=MetricLevel.AD, hourly=True
    )
    return _store(account, period, [row for row in rows if row.day in period and row.hour is not None], now)


def forget_hours(*, today: date) -> int:
    """Delete the hours of days that are two weeks old; return how many."""
    return HourlyMetric.objects.filter(day__lt=today - timedelta(days=KEPT_DAYS)).delete()[0]


@transaction.atomic
def _store(account, period: Period, rows: list[MetricRow], now: datetime) -> store.Stored:
    feed = store.lock_feed(account)
    book = store.SubjectBook(account, known_ads(account))
    keys = [(row.campaign_external_id, row.ad_group_external_id, row.ad_external_id) for row in rows]
    places = book.resolve(keys)
    facts: dict[tuple[date, int, int], Fact] = {}
    for key, row in zip(keys, rows, strict=True):
        place = (row.day, row.hour or 0, places[key].subject_id)
        facts[place] = (*place, *figures_of(row))
    gone = {key: (*key, 0, 0, 0, 0, 0) for key in _stored(account, period) - facts.keys()}
    stored = store.put(HOURS, sorted((facts | gone).values()), at=now)
    Feed.objects.filter(pk=feed.pk).update(hours_read_at=now)
    return stored


def _stored(account, period: Period) -> set[tuple[date, int, int]]:
    with connection.cursor() as cursor:
        cursor.execute(_STORED, [period.since, period.until, account.pk])
        return set(cursor.fetchall())


_STORED = """
    SELECT h.day, h.hour, h.subject_id FROM analytics_hourlymetric h
    JOIN analytics_subject s ON s.id = h.subject_id
    WHERE h.day BETWEEN %s AND %s AND s.account_id = %s
        AND (h.impressions, h.clicks, h.spend_micros, h.conversions, h.value_micros) <> (0, 0, 0, 0, 0)
"""
