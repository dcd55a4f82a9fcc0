"""Figures arrive as they were reported, whichever way they are copied, and sums that are wrong do not spoil them."""

from dataclasses import replace
from datetime import date, datetime, timedelta, timezone
from decimal import Decimal

import pytest
from django.db import connection, transaction

from analytics import services
from analytics.models import AccountMetric, CampaignMetric, DailyMetric, MetricRevision
from analytics.services import Stored
from analytics.services.store import putting
from analytics.types import Period
from tests.analytics.build import NOW, TODAY, days_before, make_account, row, store

LATER = NOW + timedelta(hours=1)
STRAIGHT, BESIDE = 1, 10**9
"""From how many new rows on they are copied straight into their table."""

FIGURES = ("impressions", "clicks", "spend_micros", "conversions", "value_micros")
KINDS = {
    "nothing": (0, 0, 0, "0", 0),
    "taken back": (-1, -2, -3_000_000, "-4.25", -5),
    "the most there can be": (2**62, 2**61, 2**60, "999999999999.999999", -(2**62)),
    "thirds": (3, 2, 1, "0.33333333333333", 1),
    "next to nothing": (1, 0, 0, "-0.0000001", 0),
    "a round thousand": (1, 1, 1, "1E+3", 1),
}


@pytest.fixture
def account(organization):
    return make_account()


@pytest.fixture(params=[STRAIGHT, BESIDE], ids=["straight", "beside"])
def way(request, monkeypatch):
    monkeypatch.setattr(putting, "MANY", request.param)


def stored() -> list[tuple]:
    return list(DailyMetric.objects.order_by("subject_id", "day").values_list("day", *FIGURES, "known_at"))


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_figure_comes_out_as_it_went_in(account, way, kind):
    figures = dict(zip(FIGURES, KINDS[kind], strict=True))
    kept = {**figures, "conversions": Decimal(figures["conversions"]).quantize(Decimal("0.000001"))}
    assert store(account, [row(TODAY, **figures)]) == Stored(added=1)
    assert stored() == [(TODAY, *(kept[name] for name in FIGURES), NOW)]
    assert store(account, [row(TODAY, **figures)], at=LATER) == Stored()


@pytest.mark.parametrize("day", [date(1999, 12, 31), date(2000, 1, 1), date(2028, 2, 29)])
def test_every_day_and_moment_is_kept_as_it_is(account, way, day):
    moment = datetime(2026, 11, 20, 9, 30, 1, 234567, tzinfo=timezone(timedelta(hours=-7)))
    store(account, [row(day)], at=moment)
    assert [(found[0], found[-1]) for found in stored()] == [(day, moment)]


def test_what_was_copied_straight_is_unchanged_when_it_comes_the_other_way(account, monkeypatch):
    rows = [row(days_before(n), f"ad{k}", clicks=n * k, conversions=n) for n in range(4) for k in range(4)]
    monkeypatch.setattr(putting, "MANY", STRAIGHT)
    assert store(account, rows) == Stored(added=16)
    before = stored()
    monkeypatch.setattr(putting, "MANY", BESIDE)
    assert store(account, rows[::-1], at=LATER) == Stored()
    assert stored() == before
    assert services.list_differences(now=LATER) == []


def test_of_new_and_changed_and_unchanged_rows_each_gets_what_it_needs(account, way):
    store(account, [row(days_before(n), f"ad{k}") for n in (1, 2) for k in range(3)])
    rows = [row(days_before(n), f"ad{k}", clicks=20 + (k == 1)) for n in (0, 1, 2) for k in range(4)]
    assert store(account, rows, at=LATER) == Stored(added=6, changed=2)
    assert sorted(DailyMetric.objects.filter(known_at=NOW).values_list("clicks", flat=True)) == [20] * 4
    assert list(MetricRevision.objects.values_list("clicks", "known_at", "superseded_at")) == [(20, NOW, LATER)] * 2
    assert services.list_differences(now=LATER) == []


def test_a_batch_leaves_the_planner_as_it_was(account):
    names = ("enable_hashjoin", "enable_mergejoin", "work_mem")
    with transaction.atomic(), connection.cursor() as cursor:
        before = [_setting(cursor, name) for name in names]
        store(account, [row(TODAY)])
        store(account, [row(TODAY, clicks=21)], at=LATER)
        assert [_setting(cursor, name) for name in names] == before


def test_a_campaigns_sum_that_is_wrong_does_not_become_a_residual(account):
    rows = [row(TODAY), replace(row(TODAY, ""), ad_group_external_id="")]
    period = Period(TODAY, TODAY)
    read = {"account": account, "period": period, "rows": rows, "known": {}}
    services.store_reading(**read, read_at=NOW)
    CampaignMetric.objects.update(clicks=19)
    assert services.store_reading(**read, read_at=LATER) == Stored()
    assert [found[2] for found in stored()] == [20]
    assert AccountMetric.objects.get().clicks == 20


def _setting(cursor, name: str) -> str:
    cursor.execute(f"SHOW {name}")
    return cursor.fetchone()[0]
