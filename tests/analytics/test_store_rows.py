"""Figures are stored once, changes are remembered, and nothing that came early is lost."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from analytics import selectors, services
from analytics.models import AccountMetric, DailyMetric, MetricRevision, Subject
from analytics.services import Stored
from analytics.types import InternalIds, Period
from tests.analytics.build import NOW, TODAY, days_before, make_account, row, store

LATER = NOW + timedelta(hours=1)


@pytest.fixture
def account(organization):
    return make_account()


def test_reading_the_same_twice_writes_no_row(account):
    rows = [row(days_before(n)) for n in range(5)]
    assert store(account, rows) == Stored(added=5)
    before = list(DailyMetric.objects.order_by("day").values())
    assert store(account, rows, at=LATER) == Stored()
    assert list(DailyMetric.objects.order_by("day").values()) == before
    assert not MetricRevision.objects.exists()


def test_only_what_changed_gets_a_revision_with_both_moments(account):
    store(account, [row(days_before(1)), row(days_before(2))])
    assert store(account, [row(days_before(1), conversions=3), row(days_before(2))], at=LATER) == Stored(changed=1)
    revision = MetricRevision.objects.get()
    assert (revision.day, revision.conversions, revision.known_at, revision.superseded_at) == (
        days_before(1),
        Decimal(2),
        NOW,
        LATER,
    )
    assert DailyMetric.objects.get(day=days_before(1)).known_at == LATER


@pytest.mark.parametrize("field", ["impressions", "clicks", "spend_micros", "conversions", "value_micros"])
def test_a_change_of_any_figure_is_noticed_also_downwards(account, field):
    store(account, [row(TODAY)])
    store(account, [row(TODAY, **{field: 1})], at=LATER)
    assert getattr(DailyMetric.objects.get(), field) == 1
    assert MetricRevision.objects.count() == 1


def test_of_a_row_that_comes_twice_the_last_counts(account):
    store(account, [row(TODAY, clicks=1), row(TODAY, clicks=2)])
    assert DailyMetric.objects.get().clicks == 2


def test_a_clock_that_is_put_back_loses_no_figures_and_turns_no_history_around(account):
    store(account, [row(TODAY, clicks=30)], at=LATER)
    assert store(account, [row(TODAY, clicks=31)], at=NOW) == Stored(changed=1)
    now = DailyMetric.objects.get()
    assert (now.clicks, now.known_at) == (31, LATER)
    assert not MetricRevision.objects.exists()
    store(account, [row(TODAY, clicks=32)], at=LATER + timedelta(minutes=1))
    assert MetricRevision.objects.values_list("clicks", "known_at").get() == (31, LATER)


def test_figures_of_an_ad_that_is_not_imported_count_and_are_linked_when_it_is(account):
    store(account, [row(TODAY, "new")])
    period = Period(TODAY, TODAY)
    assert selectors.totals(period).clicks == 20
    assert selectors.by_campaign(period) == {}
    services.link_subjects(account=account, known={"new": InternalIds(7, 7, 7, 7)})
    assert selectors.by_campaign(period)[7].clicks == 20
    assert services.link_subjects(account=account, known={"new": InternalIds(7, 7, 7, 7)}) == 0


def test_a_reading_before_the_import_does_not_unlink_what_is_linked(account):
    store(account, [row(TODAY)], campaigns={"ad1": 7})
    store(account, [row(TODAY, clicks=21)], at=LATER)
    assert set(Subject.objects.exclude(campaign_external_id="").values_list("campaign_id", flat=True)) == {7}


def test_thirds_of_conversions_are_rounded_once_and_do_not_differ_at_every_reading(account):
    rows = [row(TODAY, ad, conversions="0.33333333333") for ad in ("ad1", "ad2")]
    store(account, rows)
    assert store(account, rows, at=LATER) == Stored()
    assert AccountMetric.objects.get().conversions == Decimal("0.666666")
    assert services.list_differences(now=LATER) == []


def test_the_same_ad_in_two_accounts_or_two_currencies_is_two_subjects(account):
    other = make_account(currency="USD")
    store(account, [row(TODAY)])
    store(other, [row(TODAY)])
    account.currency = "GBP"
    store(account, [row(TODAY)], at=LATER)
    assert set(Subject.objects.values_list("currency", flat=True)) == {"EUR", "USD", "GBP"}
    assert DailyMetric.objects.count() == 3


def test_a_batch_asks_as_many_questions_as_a_row(account):
    store(account, [row(TODAY, "first")])
    with CaptureQueriesContext(connection) as few:
        store(account, [row(days_before(n), campaign="c2") for n in range(2)])
    with CaptureQueriesContext(connection) as many:
        store(account, [row(days_before(n), f"ad{k}", campaign="c3") for n in range(20) for k in range(20)])
    assert len(few) == len(many) <= 16


def test_an_empty_answer_marks_the_days_as_read_and_others_stay_gaps(account):
    services.record_reading(account=account, period=Period(days_before(3), days_before(2)), read_at=NOW)
    series = selectors.daily_series(Period(days_before(4), days_before(2)), today=TODAY)
    assert [each.state for each in series] == ["missing", "maturing", "maturing"]
