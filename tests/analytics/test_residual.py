"""A whole reading: what a campaign has beyond its ads, what vanished, conversions by action, two readings at once."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest

from analytics import services
from analytics.models import (
    AccountMetric,
    ActionMetric,
    ActionRevision,
    CampaignMetric,
    CampaignRevision,
    ConversionAction,
    DailyMetric,
    MetricRevision,
    ReadDay,
    Reading,
    Subject,
)
from analytics.services.store import intake
from analytics.types import Period
from integrations.types import ActionFigures, ConversionKind
from tests.analytics.build import NOW, TODAY, days_before, make_account, row

LATER = NOW + timedelta(hours=1)
TWO_DAYS = Period(days_before(1), TODAY)


@pytest.fixture
def account(organization):
    return make_account()


def total(day, campaign="c1", **figures):
    return replace(row(day, "", campaign=campaign, **figures), ad_group_external_id="")


def read(account, rows, *, at=NOW, period=TWO_DAYS, **more) -> services.Stored:
    return services.store_reading(account=account, period=period, rows=iter(rows), known={}, read_at=at, **more)


def residuals() -> dict:
    found = DailyMetric.objects.filter(subject_id__in=Subject.objects.filter(ad_external_id="").values("pk"))
    return {each.day: (each.clicks, each.conversions) for each in found}


def test_what_a_campaign_has_beyond_its_ads_is_kept_and_may_be_negative(account):
    read(account, [row(TODAY), row(TODAY, "ad2"), total(TODAY, clicks=38, conversions=5)])
    assert residuals() == {TODAY: (-2, Decimal(1))}
    assert CampaignMetric.objects.values_list("clicks", "conversions").get() == (38, 5)
    assert AccountMetric.objects.values_list("clicks", "conversions").get() == (38, 5)


def test_where_the_ads_explain_all_there_is_no_residual(account):
    assert read(account, [row(TODAY), total(TODAY)]) == services.Stored(added=1)
    assert residuals() == {}


def test_a_residual_that_is_explained_later_becomes_zero_with_a_revision(account):
    read(account, [row(TODAY), total(TODAY, clicks=25)])
    read(account, [row(TODAY, clicks=25), total(TODAY, clicks=25)], at=LATER)
    assert residuals() == {TODAY: (0, Decimal(0))}
    assert sorted(MetricRevision.objects.values_list("clicks", flat=True)) == [5, 20]
    assert services.list_differences(now=LATER) == []
    assert read(account, [row(TODAY, clicks=25), total(TODAY, clicks=25)], at=LATER) == services.Stored()


def test_an_ad_that_vanishes_becomes_zero_and_its_campaign_keeps_what_its_total_still_holds(account):
    read(account, [row(TODAY), row(TODAY, "gone"), total(TODAY, clicks=40)])
    read(account, [row(TODAY), total(TODAY, clicks=40)], at=LATER)
    gone = DailyMetric.objects.get(subject_id=Subject.objects.get(ad_external_id="gone").pk)
    assert (gone.impressions, gone.clicks, gone.spend_micros, gone.conversions, gone.known_at) == (0, 0, 0, 0, LATER)
    past = MetricRevision.objects.filter(subject_id=gone.subject_id)
    assert past.values_list("clicks", "known_at").get() == (20, NOW)
    assert residuals()[TODAY][0] == 20
    assert CampaignMetric.objects.get().clicks == 40


def test_a_campaign_that_vanishes_becomes_zero_and_only_in_the_days_that_were_read(account):
    long = Period(days_before(3), TODAY)
    read(account, [row(days_before(n), campaign=c) for n in range(4) for c in ("c1", "c2")], period=long)
    read(account, [row(days_before(n)) for n in range(2)], at=LATER)
    gone = Subject.objects.get(campaign_external_id="c2", ad_external_id="ad1").pk
    clicks = DailyMetric.objects.filter(subject_id=gone).order_by("day").values_list("clicks", flat=True)
    assert list(clicks) == [20, 20, 0, 0]
    assert set(MetricRevision.objects.values_list("day", flat=True)) == set(TWO_DAYS)


def test_without_totals_no_row_is_missed(account):
    read(account, [row(TODAY), row(TODAY, "other")])
    assert read(account, [row(TODAY)], at=LATER, has_totals=False) == services.Stored()


def test_rows_that_come_twice_count_once_also_across_batches(account, monkeypatch):
    monkeypatch.setattr(intake, "BATCH", 2)
    rows = [row(TODAY), row(TODAY), row(TODAY, "ad2"), row(TODAY, clicks=22), total(TODAY, clicks=42)]
    read(account, rows)
    assert AccountMetric.objects.get().clicks == 42
    assert not MetricRevision.objects.exists()


def test_missing_days_are_gaps_and_days_without_rows_are_zeros(account):
    read(account, [row(TODAY)])
    assert set(ReadDay.objects.values_list("day", flat=True)) == set(TWO_DAYS)
    assert DailyMetric.objects.count() == 1


def test_rows_of_days_that_were_not_asked_for_are_left_out(account):
    read(account, [row(days_before(9)), row(TODAY)])
    assert DailyMetric.objects.get().day == TODAY


def test_a_currency_that_changes_takes_its_days_along(account):
    read(account, [row(days_before(n)) for n in range(2)])
    account.currency = "USD"
    read(account, [row(days_before(n), spend_micros=11_000_000) for n in range(2)], at=LATER)
    spent = {(s.currency, s.pk): s for s in Subject.objects.filter(campaign_external_id="")}
    sums = {
        currency: sum(AccountMetric.objects.filter(subject_id=pk).values_list("spend_micros", flat=True))
        for currency, pk in spent
    }
    assert sums == {"EUR": 0, "USD": 22_000_000}
    assert set(MetricRevision.objects.values_list("spend_micros", flat=True)) == {10_000_000}
    assert services.list_differences(now=LATER) == []


def test_spend_that_goes_down_is_remembered_as_it_was(account):
    read(account, [row(TODAY, spend_micros=10_000_000)])
    read(account, [row(TODAY, spend_micros=9_990_000)], at=LATER)
    assert DailyMetric.objects.get().spend_micros == 9_990_000
    assert MetricRevision.objects.get().spend_micros == 10_000_000
    assert CampaignRevision.objects.get().spend_micros == 10_000_000


def test_a_clock_that_was_an_hour_ahead_loses_nothing_and_time_never_goes_back(account):
    read(account, [row(TODAY, clicks=1)], at=LATER)
    read(account, [row(TODAY, clicks=2)], at=NOW)
    assert DailyMetric.objects.values_list("clicks", "known_at").get() == (2, LATER)
    read(account, [row(TODAY, clicks=3)], at=LATER + timedelta(minutes=15))
    assert MetricRevision.objects.values_list("clicks", "known_at").get() == (2, LATER)
    assert sorted(Reading.objects.values_list("read_at", flat=True)) == [LATER, LATER + timedelta(minutes=15)]
    assert set(ReadDay.objects.values_list("read_at", flat=True)) == {LATER + timedelta(minutes=15)}


def test_a_reading_that_dies_in_the_middle_is_repaired_by_the_next(account, monkeypatch):
    monkeypatch.setattr(intake, "BATCH", 2)
    whole = [row(TODAY, f"ad{n}", clicks=n) for n in range(5)]
    read(account, [*whole, total(TODAY, clicks=10)])

    def dying():
        yield from [row(TODAY, f"ad{n}", clicks=n + 1) for n in range(5)]
        raise SystemExit

    with pytest.raises(SystemExit):
        read(account, dying(), at=LATER)
    assert Reading.objects.count() == 1
    assert services.list_differences(now=LATER) == []
    again = [row(TODAY, f"ad{n}", clicks=n + 1) for n in range(5)]
    read(account, [*again, total(TODAY, clicks=15)], at=LATER + timedelta(hours=1))
    assert CampaignMetric.objects.get().clicks == 15
    assert services.list_differences(now=LATER + timedelta(hours=1)) == []


def test_of_two_readings_at_once_the_second_waits_and_an_overtaken_one_stores_nothing(account):
    first = services.store.lease_feed(account)
    with pytest.raises(services.BeingRead):
        services.store.lease_feed(account)
    services.store.end_lease(account, first)
    second = services.store.lease_feed(account)
    with pytest.raises(services.BeingRead):
        read(account, [row(TODAY)], token=first)
    assert not DailyMetric.objects.exists()
    read(account, [row(TODAY)], token=second)
    assert DailyMetric.objects.exists()


def act(external_id, conversions, value=0) -> ActionFigures:
    return ActionFigures(external_id, external_id.title(), ConversionKind.PURCHASE, Decimal(conversions), value)


def test_actions_are_kept_with_their_memory_and_a_campaigns_rest(account):
    first = [
        replace(row(TODAY), actions=(act("order", 2, 50), act("call", 1))),
        replace(total(TODAY, conversions=4), actions=(act("order", 3, 80), act("call", 1))),
    ]
    read(account, first, has_actions=True)
    orders = ConversionAction.objects.get(external_id="order").pk
    assert sorted(ActionMetric.objects.filter(action_id=orders).values_list("conversions", "value_micros")) == [
        (1, 30),
        (2, 50),
    ]
    assert ActionMetric.objects.count() == 3
    assert not read(account, first, at=LATER, has_actions=True)
    second = [
        replace(row(TODAY), actions=(act("order", 3, 80),)),
        replace(total(TODAY), actions=(act("order", 3, 80),)),
    ]
    read(account, second, at=LATER, has_actions=True)
    now = dict(ActionMetric.objects.exclude(conversions=0).values_list("action_id", "conversions"))
    assert now == {orders: 3}
    assert ActionRevision.objects.count() == 3
    read(account, [row(TODAY), total(TODAY)], at=LATER)
    assert ActionMetric.objects.exclude(conversions=0).count() == 1


@pytest.mark.parametrize("many", [1, 1_000])
def test_thirds_of_a_conversion_are_no_change_and_leave_no_residual(account, monkeypatch, many):
    monkeypatch.setattr("analytics.services.store.putting.MANY", many)
    third = Decimal(1) / 3
    rows = [row(TODAY, f"ad{n}", conversions=third) for n in range(3)]
    whole = total(TODAY, conversions=third * 3, impressions=3_000, clicks=60, spend_micros=30_000_000)
    read(account, [*rows, replace(whole, value_micros=150_000_000)])
    assert read(account, [*rows, replace(whole, value_micros=150_000_000)], at=LATER) == services.Stored()
    assert CampaignMetric.objects.get().conversions == 1
    assert services.list_differences(now=LATER) == []
