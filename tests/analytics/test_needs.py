"""What needs somebody, said once and the worst first."""

from dataclasses import replace
from datetime import timedelta
from types import SimpleNamespace
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest

from analytics.panels.needs import list_needs
from analytics.types import Freshness
from campaigns.types import Attention
from tenants import formats
from tenants.place import Place
from tests.analytics.build import NOW

PLACE = Place(formats.parse_locale("en-IE"), ZoneInfo("Europe/Dublin"), "EUR")
FRESH = Freshness(1, NOW - timedelta(minutes=10), None, None, None)


def account(key=1, *, connection=None, **fields):
    usual = {"name": f"Shop {key}", "blocking_needs": [], "sync_status": "success", "sync_error": ""}
    usual["metrics_every"] = timedelta(minutes=15)
    permission = connection or SimpleNamespace(platform="meta", status="active", access_ends_at=None)
    return SimpleNamespace(pk=key, connection_id=7, connection=permission, **(usual | fields))


def needs(accounts=(), attention=(), feeds=(FRESH,), *, has_campaigns=True):
    return list_needs(accounts, attention, feeds, has_campaigns=has_campaigns, now=NOW, place=PLACE)


def test_when_all_is_well_nothing_waits():
    assert needs([account()]) == []


def test_one_dead_permission_of_two_accounts_is_one_thing():
    dead = SimpleNamespace(platform="meta", status="auth_error", access_ends_at=None)
    (need,) = needs([account(1, connection=dead), account(2, connection=dead)])
    assert (need.tone, need.title, need.href) == ("bad", "Access to Meta has ended", "/connections/")


@pytest.mark.parametrize(("days", "title"), [(1, "Access to Meta ends in 1 day"), (6, "Access to Meta ends in 6 days")])
def test_the_end_of_a_permission_is_told_in_its_last_ten_days(days, title):
    ending = SimpleNamespace(platform="meta", status="active", access_ends_at=NOW + timedelta(days=days, hours=1))
    assert [need.title for need in needs([account(connection=ending)])] == [title]
    ending.access_ends_at = NOW + timedelta(days=11)
    assert needs([account(connection=ending)]) == []


def test_old_numbers_say_how_old_they_are_and_why():
    old = replace(FRESH, read_at=NOW - timedelta(hours=3))
    (need,) = needs([account(sync_status="error", sync_error="Meta did not answer.")], feeds=[old])
    assert need.title == "The numbers of Shop 1 are from Fri 20 November, 06:00"
    assert need.text == "Meta did not answer. We go on trying."


def test_numbers_that_come_rarely_are_not_called_old_before_they_are():
    old = replace(FRESH, read_at=NOW - timedelta(hours=7))
    assert needs([account(metrics_every=timedelta(hours=4))], feeds=[old]) == []
    older = replace(FRESH, read_at=NOW - timedelta(hours=9))
    assert len(needs([account(metrics_every=timedelta(hours=4))], feeds=[older])) == 1


def test_an_error_that_is_over_soon_is_not_told():
    assert needs([account(sync_status="error", sync_error="Meta did not answer.")]) == []


def test_what_is_missing_before_ads_can_run_is_told():
    (need,) = needs([account(blocking_needs=["Choose a Page.", "Add a payment method."])])
    assert (need.title, need.text) == ("Shop 1 is not ready for ads", "Choose a Page. Add a payment method.")


def test_an_account_without_any_campaign_is_told():
    assert [need.title for need in needs([account()], has_campaigns=False)] == ["No campaign is left"]
    assert needs([], has_campaigns=False) == []


def test_the_worst_comes_first():
    warn = Attention("Changed outside", "", "warn", UUID(int=1))
    bad = Attention("1 ad was rejected", "", "bad", UUID(int=2))
    assert [need.title for need in needs(attention=[warn, bad])] == ["1 ad was rejected", "Changed outside"]
