"""Breakdowns are asked for and stored bit by bit, however many campaigns an account has."""

from collections import Counter
from datetime import timedelta
from decimal import Decimal

import pytest

import integrations.services
from analytics import services
from analytics.models import BreakdownMetric
from analytics.selectors import reread_window
from analytics.services import audiences
from analytics.types import Period
from integrations.types import Breakdown, BreakdownRow
from tests.analytics.build import NOW, make_account, read_days

CAMPAIGNS, PARTS = [f"c{n}" for n in range(4)], ("women", "men", "unknown")
BATCH = 50


class Platform:
    """A platform that tells every part of every day; it notes what it was asked, and how many rows were not stored yet."""

    def __init__(self):
        self.asked: list[Period] = []
        self.told, self.most_unstored, self.silent = 0, 0, ""

    def fetch_breakdown(self, *, account, since, until, breakdown):
        if breakdown != Breakdown.GENDER:
            return
        self.asked.append(Period(since, until))
        for day in Period(since, until):
            for campaign in CAMPAIGNS:
                for value in PARTS:
                    if value == self.silent:
                        continue
                    yield BreakdownRow(breakdown, day, campaign, value, 100, 5, 1_000_000, Decimal(1), 0)
                    self.told += 1
                    self.most_unstored = max(self.most_unstored, self.told - BreakdownMetric.objects.count())


@pytest.fixture
def platform(monkeypatch):
    """Return a platform in place of the adapters, with batches small enough to see them."""
    told = Platform()
    monkeypatch.setattr(integrations.services, "fetch_breakdown", told.fetch_breakdown)
    for name in ("fetch_reach", "fetch_watching"):
        monkeypatch.setattr(integrations.services, name, lambda **_: iter(()))
    monkeypatch.setattr(audiences, "BATCH", BATCH)
    return told


def kept() -> list:
    return list(BreakdownMetric.objects.order_by("subject_id", "day", "value").values())


def test_no_more_than_a_batch_waits_in_memory_to_be_stored(organization, platform):
    account = make_account()
    window = Period(*reread_window(account, NOW))
    services.read_audiences(account=account, now=NOW)
    assert platform.told == len(window) * len(CAMPAIGNS) * len(PARTS) == BreakdownMetric.objects.count()
    assert 0 < platform.most_unstored <= BATCH


def test_an_account_with_many_campaigns_is_asked_for_few_days_at_a_time_and_all_of_them(
    organization, platform, monkeypatch
):
    account = make_account()
    read_days(account, CAMPAIGNS, range(1, 29))
    services.read_audiences(account=account, now=NOW)
    whole, (window,) = kept(), platform.asked
    assert window == Period(*reread_window(account, NOW))
    week = 7 * len(CAMPAIGNS) * audiences.PARTS_A_CAMPAIGN
    monkeypatch.setattr(audiences, "ROWS_AT_ONCE", week)
    platform.asked = []
    services.read_audiences(account=account, now=NOW + timedelta(hours=1))
    assert [len(part) for part in platform.asked] == [7, 7, 7, 7]
    assert [day for part in platform.asked for day in part] == list(window)
    assert kept() == whole
    monkeypatch.setattr(audiences, "ROWS_AT_ONCE", 1)
    platform.asked = []
    services.read_audiences(account=account, now=NOW + timedelta(hours=2))
    assert {len(part) for part in platform.asked} == {1}
    assert kept() == whole


@pytest.mark.parametrize("days_at_once", [28, 3])
def test_a_part_that_is_not_reported_any_more_becomes_zero_in_every_batch(
    organization, platform, monkeypatch, days_at_once
):
    account = make_account()
    read_days(account, CAMPAIGNS, range(1, 29))
    rows = days_at_once * len(CAMPAIGNS) * audiences.PARTS_A_CAMPAIGN
    monkeypatch.setattr(audiences, "ROWS_AT_ONCE", rows)
    services.read_audiences(account=account, now=NOW)
    platform.silent = "men"
    services.read_audiences(account=account, now=NOW + timedelta(days=1))
    found = Counter(BreakdownMetric.objects.filter(day__gte=platform.asked[-1].since).values_list("value", "clicks"))
    assert {value for value, clicks in found if clicks} == {"women", "unknown"}
    men = BreakdownMetric.objects.filter(value="men").order_by("day")
    gone = [day for day, clicks in men.values_list("day", "clicks") if not clicks]
    first, _ = reread_window(account, NOW + timedelta(days=1))
    assert gone == [day for day in men.values_list("day", flat=True) if day >= first]
    assert gone
