"""Numbers are forgotten as it was decided, and "as of" the end of a day stays right at every level."""

from datetime import UTC, datetime, time, timedelta
from decimal import Decimal

import pytest

from analytics import services
from analytics.models import (
    AccountMetric,
    AccountRevision,
    CampaignMetric,
    DailyMetric,
    Feed,
    HourlyMetric,
    MetricRevision,
    ReachMetric,
    ReadDay,
    Reading,
    Retention,
    Subject,
    WatchMetric,
)
from analytics.services import retention
from analytics.types import Period
from tenants import queue
from tests.analytics.build import NOW, TODAY, days_before, make_account, row

DAY = days_before(30)
STEPS = [datetime.combine(DAY + timedelta(days=n // 4), time(1 + 5 * (n % 4)), UTC) for n in range(12)]


@pytest.fixture
def account(organization):
    return make_account()


@pytest.fixture
def told(account):
    """Three days of four readings each: two ads, of which the second changes at every other reading."""
    for n, at in enumerate(STEPS):
        rows = [row(DAY, "ad1", clicks=n), row(DAY, "ad2", clicks=100 + n // 2)]
        services.store_reading(account=account, period=Period(DAY, DAY), rows=rows, known={}, read_at=at)
    return account


def as_of(now, past, moment) -> int:
    rows = [
        *now.objects.filter(known_at__lte=moment),
        *past.objects.filter(known_at__lte=moment, superseded_at__gt=moment),
    ]
    return sum(each.clicks for each in rows)


def ends() -> list[tuple[int, int]]:
    """Return the clicks of facts and of the account's sums as of the end of each of the three days."""
    moments = [datetime.combine(DAY + timedelta(days=n), time(23, 59), UTC) for n in range(3)]
    return [(as_of(DailyMetric, MetricRevision, at), as_of(AccountMetric, AccountRevision, at)) for at in moments]


def test_steps_of_a_day_are_thinned_to_its_last_and_the_ends_of_days_stay_right(told, monkeypatch):
    monkeypatch.setattr(retention, "BATCH", 2)
    Retention.objects.create(pk=1, steps_days=14)
    before, steps = ends(), MetricRevision.objects.count()
    assert before == [(104, 104), (110, 110), (116, 116)]
    assert services.forget_numbers(now=NOW) > 0
    assert ends() == before
    assert (steps, MetricRevision.objects.count(), AccountRevision.objects.count()) == (16, 4, 2)
    assert services.list_differences(now=NOW) == []
    assert services.forget_numbers(now=NOW) == 0


def test_no_moment_is_left_without_a_value(told):
    Retention.objects.create(pk=1, steps_days=14)
    services.forget_numbers(now=NOW)
    later = [at + timedelta(minutes=1) for at in STEPS[4:]]
    found = [
        (as_of(DailyMetric, MetricRevision, at) > 100, as_of(AccountMetric, AccountRevision, at) > 100) for at in later
    ]
    assert found == [(True, True)] * 8


def test_young_steps_are_kept(told):
    assert services.forget_numbers(now=NOW) == 0
    assert MetricRevision.objects.count() == 16


def test_earlier_values_are_forgotten_after_months_and_the_present_ones_are_not(told):
    later = NOW + timedelta(days=31 * 13)
    services.forget_numbers(now=later)
    assert not MetricRevision.objects.exists()
    assert not AccountRevision.objects.exists()
    assert not Reading.objects.exists()
    assert AccountMetric.objects.get().clicks == 116
    assert services.list_differences(now=later) == []


def test_memory_begins_where_earlier_values_are_kept(told):
    services.forget_numbers(now=NOW)
    assert Feed.objects.get().memory_since_at == STEPS[0]
    services.forget_numbers(now=NOW + timedelta(days=31 * 13))
    assert Feed.objects.get().memory_since_at == datetime.combine(TODAY, time(), UTC)


def test_figures_are_kept_for_good_unless_it_was_decided_otherwise(told):
    far = NOW + timedelta(days=4000)
    services.forget_numbers(now=far)
    assert DailyMetric.objects.count() == 2
    ad = Subject.objects.get(ad_external_id="ad1")
    WatchMetric.objects.create(subject=ad, day=DAY, plays=9, to_25=4, to_50=3, to_75=2, to_100=1, known_at=NOW)
    ReachMetric.objects.create(subject=ad, since=DAY, until=DAY, reach=7, impressions=9, known_at=NOW)
    Feed.objects.update(history_from_date=DAY, history_done_at=NOW)
    Retention.objects.create(pk=1, facts_months=24)
    services.forget_numbers(now=far)
    for table in (DailyMetric, CampaignMetric, AccountMetric, WatchMetric, ReachMetric, ReadDay):
        assert not table.objects.exists()
    assert Feed.objects.get().history_from_date == far.date() - timedelta(days=31 * 24)


def test_hours_are_kept_for_two_weeks(account, organization, clock, run_jobs):
    today = clock.now.date()
    figures = {"impressions": 1, "clicks": 1, "spend_micros": 1, "conversions": Decimal(0), "value_micros": 0}
    for n in (0, 14, 15):
        HourlyMetric.objects.create(subject_id=1, day=today - timedelta(days=n), hour=3, known_at=clock.now, **figures)
    queue.enqueue("analytics.forget_numbers", organization=organization)
    run_jobs(names=["analytics.forget_numbers"])
    assert set(HourlyMetric.objects.values_list("day", flat=True)) == {today, today - timedelta(days=14)}
    assert today == TODAY
