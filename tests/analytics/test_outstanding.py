"""Which readings are due follows from what was read, in each account's own time."""

from datetime import UTC, datetime, timedelta

import pytest

from analytics import selectors, services
from analytics.jobs import reading as jobs
from analytics.models import Feed
from analytics.selectors import reread_window
from analytics.types import Period
from tenants import queue
from tests.analytics.build import NOW, make_account

DUBLIN, NEW_YORK = "Europe/Dublin", "America/New_York"


def finish_history(account, *, read_at):
    """Leave an account as its first reading leaves it, its whole window read at a moment."""
    Feed.objects.update_or_create(
        account_id=account.pk, defaults={"history_done_at": read_at, "audiences_read_at": read_at}
    )
    services.record_reading(account=account, period=Period(*reread_window(account, read_at)), read_at=read_at)


def due(now) -> list[tuple[str, str]]:
    return [(each.name, each.key) for each in jobs.list_outstanding(now)]


@pytest.fixture
def account(organization):
    return make_account()


def test_a_first_reading_is_due_until_it_is_done(account, organization):
    assert due(NOW) == []
    services.request_history(account=account, organization=organization, now=NOW)
    assert due(NOW) == [("analytics.sync_history", str(account.uuid))]
    Feed.objects.update(history_done_at=NOW)
    assert ("analytics.sync_history", str(account.uuid)) not in due(NOW)


@pytest.mark.parametrize(
    ("zone", "before", "after"),
    [
        (DUBLIN, datetime(2026, 11, 21, 1, 59, tzinfo=UTC), datetime(2026, 11, 21, 2, 0, tzinfo=UTC)),
        (NEW_YORK, datetime(2026, 11, 21, 6, 59, tzinfo=UTC), datetime(2026, 11, 21, 7, 0, tzinfo=UTC)),
        (DUBLIN, datetime(2026, 7, 2, 0, 59, tzinfo=UTC), datetime(2026, 7, 2, 1, 0, tzinfo=UTC)),
    ],
)
def test_the_window_is_due_once_a_night_at_two_of_the_accounts_time(organization, zone, before, after):
    account = make_account(time_zone=zone)
    finish_history(account, read_at=before - timedelta(hours=3))
    assert due(before) == []
    assert due(after) == [("analytics.reread_window", str(account.uuid))]
    finish_history(account, read_at=after)
    assert due(after + timedelta(hours=20)) == []


@pytest.mark.parametrize("day", [datetime(2026, 3, 29, tzinfo=UTC), datetime(2026, 10, 25, tzinfo=UTC)])
def test_a_night_when_the_clocks_change_is_one_night(organization, day):
    account = make_account()
    finish_history(account, read_at=day - timedelta(hours=12))
    moments = [day + timedelta(minutes=15 * n) for n in range(96)]
    times = 0
    for moment in moments:
        if due(moment):
            times += 1
            finish_history(account, read_at=moment)
    assert times == 1


def test_an_account_whose_permission_is_dead_is_left_alone(organization):
    account = make_account(status="error")
    services.request_history(account=account, organization=organization, now=NOW)
    assert due(NOW) == []


def test_meta_restates_twenty_eight_days(account):
    since, until = selectors.reread_window(account, NOW)
    assert len(Period(since, until)) == 28
    assert until == NOW.date() - timedelta(days=1)


def test_the_nightly_schedule_reads_nothing_twice(account, organization, clock, run_jobs):
    finish_history(account, read_at=clock.now)
    queue.enqueue("analytics.reread_window", organization=organization)
    assert [job.payload for job in run_jobs()] == [{}]
