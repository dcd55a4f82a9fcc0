"""An account that comes back, one that goes in the middle of a reading, and two wishes to read one account again."""

from datetime import timedelta

import pytest

import integrations.services
from analytics import selectors, services
from analytics.models import Feed, ReadDay
from analytics.selectors.freshness import count_history_days
from analytics.types import Period
from integrations.errors import AuthExpired
from tenants import queue
from tenants.models import Job
from tenants.types import Actor
from tests.analytics.build import NOW, TODAY, days_before, make_account
from tests.factories import START

HISTORY, REREAD = "analytics.sync_history", "analytics.reread_days"


@pytest.fixture
def asked(monkeypatch):
    """Return the days that are asked of the platform, which has nothing to tell but answers."""
    days: list[Period] = []

    def sync(*, account, since, until, now, **_):
        days.append(Period(since, until))
        services.record_reading(account=account, period=Period(since, until), read_at=now)

    for module in ("history", "rereading"):
        monkeypatch.setattr(f"analytics.services.{module}.sync_account", sync)
    return days


def spanned(periods: list[Period]) -> tuple:
    return min(each.since for each in periods), max(each.until for each in periods), sum(map(len, periods))


def test_the_days_while_an_account_was_away_are_gaps_and_are_read(organization, clock, run_jobs, asked):
    clock.set(NOW)
    account, then = make_account(), NOW - timedelta(days=120)
    services.request_history(account=account, organization=organization, now=then)
    Feed.objects.update(history_done_at=then)
    services.record_reading(account=account, period=Period(days_before(209), days_before(120)), read_at=then)
    Job.objects.filter(name=HISTORY).delete()
    services.request_history(account=account, organization=organization, now=NOW)
    assert Feed.objects.get().history_from_date == days_before(209)
    assert count_history_days([account.pk]) == (0, 90)
    run_jobs(names=[HISTORY])
    assert spanned(asked) == (days_before(89), TODAY, 90)
    assert selectors.list_due_histories() == set()
    assert selectors.list_gappy() == {account.pk}
    asked.clear()
    queue.enqueue("analytics.find_gaps", organization=organization)
    run_jobs(names=["analytics.find_gaps", REREAD])
    assert spanned(asked) == (days_before(119), days_before(90), 30)
    assert selectors.list_gappy() == set()


def test_days_that_nobody_looks_back_for_are_not_asked_for_every_night(organization):
    account = make_account()
    Feed.objects.create(account_id=account.pk, history_from_date=days_before(700), history_done_at=NOW)
    services.record_reading(account=account, period=Period(days_before(399), TODAY), read_at=NOW)
    assert selectors.list_gappy() == set()
    ReadDay.objects.filter(day=days_before(399)).delete()
    assert selectors.list_gappy() == {account.pk}


def test_all_days_are_read_though_the_missing_ones_are_being_read(organization, clock, run_jobs, asked, page_client):
    clock.set(NOW)
    account = make_account()
    since = days_before(99)
    Feed.objects.create(account_id=account.pk, history_from_date=since, history_done_at=NOW)
    services.record_reading(account=account, period=Period(since, TODAY), read_at=NOW - timedelta(hours=1))
    ReadDay.objects.filter(day__in=[days_before(95), days_before(3)]).delete()
    wish = {"account": account, "organization": organization, "now": NOW}
    missing = services.request_reread(**wish, only_missing=True)
    both = services.request_reread(**wish, only_missing=False)
    assert both.uuid not in (missing.uuid, None)
    assert services.request_reread(**wish, only_missing=False).uuid == both.uuid
    assert services.find_reread(account=account, organization=organization) == both
    assert f"/jobs/{both.uuid}/" in page_client().get("/numbers/").content.decode()
    run_jobs(names=[REREAD])
    assert set(Job.objects.filter(name=REREAD).values_list("state", flat=True)) == {"done"}
    read = dict(ReadDay.objects.values_list("day", "read_at"))
    assert {day for day, at in read.items() if at == NOW} == {*Period(days_before(89), TODAY), days_before(95)}
    assert sum(map(len, asked)) == 91  # a day that one of them has read is not read by the other
    assert services.find_reread(account=account, organization=organization) is None


def leave(account, organization, member) -> None:
    actor = Actor.for_user(member().user)
    integrations.services.disconnect_account(organization=organization, account=account, actor=actor, now=START)


@pytest.mark.parametrize("what_then", ["the next stretch", "the permission is given back", "the platform is slow"])
def test_an_account_that_is_disconnected_in_the_middle_of_a_reading_ends_it_quietly(
    wire, connected, organization, member, run_jobs, monkeypatch, what_then
):
    account, fetch = connected(), integrations.services.fetch_metrics

    def fetch_and_leave(**given):
        yield from fetch(**given)
        leave(account, organization, member)
        if what_then == "the permission is given back":
            raise AuthExpired("It was given back.")
        if what_then == "the platform is slow":
            raise services.BeingRead()

    monkeypatch.setattr(integrations.services, "fetch_metrics", fetch_and_leave)
    monkeypatch.setattr(services.store.intake, "BATCH", 4)
    (job,) = run_jobs(names=[HISTORY])
    assert (job.state, job.attempts, job.last_error) == ("done", 1, "")
    assert job.result == {"text": "The ad account is no longer connected."}
    account.refresh_from_db()
    assert (account.is_connected, account.sync_status, account.sync_error) == (False, "pending", "")
    assert ReadDay.objects.count() == (15 if what_then == "the next stretch" else 0)
    assert selectors.totals(Period(days_before(89), TODAY)).spend_micros > 0  # what came by then is kept
    assert services.list_differences(now=START, days=list(Period(days_before(89), TODAY))) == []
    feed = Feed.objects.get()
    assert (feed.lease_token, feed.history_done_at) == (None, None)
    queue.enqueue("analytics.reread_window", organization=organization)
    assert [each.payload for each in run_jobs(names=["analytics.reread_window"])] == [{}]
