"""Numbers are read from the platform over the wire; what stands here is what stands in its books."""

from datetime import UTC, date, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal

import pytest

import integrations.selectors
import integrations.services
from analytics import selectors, services
from analytics.models import DailyMetric, Feed, MetricRevision, ReadDay
from analytics.selectors import Dimension
from analytics.types import Period
from integrations.errors import NotReadyYet, PlatformError
from integrations.types import SyncKind
from tenants import queue
from tests.factories import START

HISTORY = Period(date(2026, 8, 23), date(2026, 11, 20))


def read_everything(run_jobs):
    run_jobs(names=["analytics.sync_history", "analytics.sync_recent", "analytics.reread_window"])


def booked(wire, account, day: date) -> tuple[int, Decimal, int]:
    """Return a day of the platform's own books: spend in cents, conversions and their value as known there now."""
    rows = wire.books(account.external_id.removeprefix("act_"), day=day.isoformat())["rows"]
    cents = sum(int((Decimal(row["spend_micros"]) / 10_000).quantize(1, ROUND_HALF_UP)) for row in rows)
    return cents, Decimal(sum(row["known"] for row in rows)), sum(row["known_value_micros"] for row in rows)


def stored(account, day: date) -> tuple[int, Decimal, int]:
    """Return a day as it is stored."""
    found = selectors.sums(Period(day, day), Dimension.ACCOUNT).get((account.pk,))
    return (found.spend_micros // 10_000, found.conversions, found.value_micros) if found else (0, Decimal(0), 0)


@pytest.mark.parametrize(
    ("currency", "zone"), [("EUR", "Europe/Dublin"), ("USD", "America/New_York"), ("GBP", "Europe/London")]
)
def test_every_day_is_what_the_platforms_books_say_to_the_cent(wire, connected, run_jobs, currency, zone):
    account = connected(currency, zone)
    read_everything(run_jobs)
    days = list(Period(date(2026, 10, 21), date(2026, 11, 20)))
    assert [stored(account, day) for day in days] == [booked(wire, account, day) for day in days]
    assert sum(stored(account, day)[0] for day in days) > 50_000
    assert selectors.totals(HISTORY).currency == currency


def test_connecting_reads_the_past_and_links_it_to_the_imported_campaign(wire, connected, run_jobs):
    account = connected()
    read_everything(run_jobs)
    feed = Feed.objects.get(account_id=account.pk)
    assert (feed.history_from_date, feed.history_done_at, feed.memory_since_at) == (HISTORY.since, START, START)
    by_campaign = selectors.by_campaign(HISTORY)
    assert len(by_campaign) == 1
    assert by_campaign.popitem()[1] == selectors.totals(HISTORY)
    account.refresh_from_db()
    assert (account.sync_status, account.metrics_synced_at) == ("success", START)


def test_conversions_that_arrive_late_are_read_again_and_each_step_is_remembered(
    wire, connected, organization, run_jobs
):
    account = connected()
    read_everything(run_jobs)
    day, known = date(2026, 11, 19), {}
    for _ in range(9):
        now = wire.later(days=1)
        queue.enqueue("analytics.reread_window", organization=organization)
        run_jobs(names=["analytics.reread_window"])
        known[now] = stored(account, day)[1]
    counts = list(known.values())
    assert stored(account, day) == booked(wire, account, day)
    assert counts == sorted(counts)
    assert counts[0] < counts[-1]
    assert [selectors.totals(Period(day, day), as_of=at).conversions for at in known] == counts


def test_reading_again_when_nothing_changed_writes_nothing(wire, connected, organization, run_jobs):
    account = connected()
    read_everything(run_jobs)
    before = list(DailyMetric.objects.order_by("subject_id", "day").values())
    services.sync_account(account=account, since=HISTORY.since, until=HISTORY.until, now=START + timedelta(minutes=1))
    assert list(DailyMetric.objects.order_by("subject_id", "day").values()) == before
    assert not MetricRevision.objects.exists()


def test_a_reading_that_broke_off_in_the_middle_is_finished_once(wire, connected, run_jobs):
    account = connected()
    wire.fault("500", path="/insights$", times=1, skip=2)
    read_everything(run_jobs)
    days = list(Period(date(2026, 10, 21), date(2026, 11, 20)))
    assert [stored(account, day) for day in days] == [booked(wire, account, day) for day in days]
    assert Feed.objects.get(account_id=account.pk).history_done_at == START


def test_a_worker_that_dies_between_two_stretches_leaves_the_rest_due(wire, connected, run_jobs, monkeypatch):
    account, read = connected(), services.history.sync_account

    def die_at_the_second(**given):
        monkeypatch.setattr(services.history, "sync_account", killed)
        return read(**given)

    def killed(**given):
        raise SystemExit

    monkeypatch.setattr(services.history, "sync_account", die_at_the_second)
    with pytest.raises(SystemExit):
        services.sync_history(account=account, now=START, progress=lambda done, total: None)
    assert selectors.list_due_histories() == {account.pk}
    first = set(ReadDay.objects.filter(account_id=account.pk).values_list("day", flat=True))
    assert first == set(Period(date(2026, 11, 6), date(2026, 11, 20)))
    asked = []
    monkeypatch.setattr(services.history, "sync_account", lambda **given: asked.append(given["until"]) or read(**given))
    services.sync_history(account=account, now=START, progress=lambda done, total: None)
    assert max(asked) == date(2026, 11, 5)
    assert selectors.list_due_histories() == set()
    assert stored(account, date(2026, 11, 10)) == booked(wire, account, date(2026, 11, 10))


def test_a_dead_permission_is_noted_and_not_tried_again(wire, connected, organization, run_jobs):
    account = connected()
    read_everything(run_jobs)
    wire.later(hours=1)
    wire.control("POST", "tokens", person="running", how="revoke")
    queue.enqueue("analytics.sync_recent", organization=organization)
    jobs = run_jobs(names=["analytics.sync_recent"], allow_dead=True)
    assert [job.attempts for job in jobs if job.payload] == [1]
    account.refresh_from_db()
    assert account.sync_status == "auth_error"
    queue.enqueue("analytics.sync_recent", organization=organization)
    assert len(run_jobs(names=["analytics.sync_recent"])) == 1


def test_too_many_calls_put_the_reading_off(wire, connected, organization, run_jobs):
    account = connected()
    read_everything(run_jobs)
    wire.fault("429", path="/insights$", times=1)
    wire.later(hours=1)
    queue.enqueue(
        "analytics.sync_recent",
        organization=organization,
        key=str(account.uuid),
        payload={"account": str(account.uuid)},
    )
    (job,) = run_jobs(names=["analytics.sync_recent"])
    assert (job.state, job.attempts) == ("queued", 0)


def test_yesterday_and_today_are_the_accounts_own_days(wire, connected, organization, clock, run_jobs):
    account = connected("USD", "America/Los_Angeles")
    read_everything(run_jobs)
    wire.later(hours=20)
    assert clock.now == datetime(2026, 11, 21, 5, tzinfo=UTC)
    queue.enqueue("analytics.sync_recent", organization=organization)
    run_jobs(names=["analytics.sync_recent"])
    read = ReadDay.objects.filter(account_id=account.pk, read_at=clock.now)
    assert set(read.values_list("day", flat=True)) == {date(2026, 11, 19), date(2026, 11, 20)}
    assert stored(account, date(2026, 11, 20)) == booked(wire, account, date(2026, 11, 20))


def test_a_reading_waits_while_another_of_the_account_goes_on_and_a_killed_one_is_waited_for_no_longer(
    wire, connected, organization, run_jobs
):
    account = connected()
    read_everything(run_jobs)
    services.store.lease_feed(account)
    now = wire.later(hours=1)
    about = {"key": str(account.uuid), "payload": {"account": str(account.uuid)}}
    queue.enqueue("analytics.sync_recent", organization=organization, **about)
    (job,) = run_jobs(names=["analytics.sync_recent"])
    assert (job.state, job.attempts) == ("queued", 0)
    Feed.objects.update(lease_until=datetime(2000, 1, 1, tzinfo=UTC))
    services.sync_account(account=account, since=date(2026, 11, 19), until=date(2026, 11, 20), now=now)
    assert stored(account, date(2026, 11, 20)) == booked(wire, account, date(2026, 11, 20))
    assert Feed.objects.get().lease_token is None


def test_a_reading_that_fails_gives_its_lease_back(wire, connected, run_jobs):
    account = connected()
    wire.fault("500", path="/insights", times=1)
    with pytest.raises(PlatformError):
        services.sync_account(account=account, since=date(2026, 11, 19), until=date(2026, 11, 20), now=START)
    assert Feed.objects.get().lease_token is None
    services.sync_account(account=account, since=date(2026, 11, 19), until=date(2026, 11, 20), now=START)


def test_after_a_clock_was_an_hour_ahead_the_next_reading_is_due_at_once(wire, connected, run_jobs):
    account = connected()
    read_everything(run_jobs)
    ahead = START + timedelta(hours=1)
    services.sync_account(account=account, since=date(2026, 11, 19), until=date(2026, 11, 20), now=ahead)
    now = wire.later(minutes=15)
    account.refresh_from_db()
    assert integrations.selectors.list_due_readings([account], SyncKind.METRICS, now) == [account]
    services.sync_account(account=account, since=date(2026, 11, 19), until=date(2026, 11, 20), now=now)
    assert stored(account, date(2026, 11, 20)) == booked(wire, account, date(2026, 11, 20))
    assert ReadDay.objects.get(account_id=account.pk, day=date(2026, 11, 20)).read_at == now
    assert not DailyMetric.objects.filter(known_at__gt=ahead).exists()


def test_that_all_figures_are_gone_is_believed_only_when_it_is_said_for_hours(wire, connected, run_jobs, monkeypatch):
    account, fetch = connected(), integrations.services.fetch_metrics
    read_everything(run_jobs)
    whole, days = stored(account, date(2026, 11, 19)), {"since": date(2026, 11, 19), "until": date(2026, 11, 20)}

    def read_at(hours: int) -> None:
        services.sync_account(account=account, now=START + timedelta(hours=hours), **days)

    monkeypatch.setattr(integrations.services, "fetch_metrics", lambda **given: iter(()))
    for hours in (0, 1, 5):
        with pytest.raises(NotReadyYet, match="Yours are kept"):
            read_at(hours)
    monkeypatch.setattr(integrations.services, "fetch_metrics", fetch)
    read_at(6)
    assert stored(account, date(2026, 11, 19)) == whole
    monkeypatch.setattr(integrations.services, "fetch_metrics", lambda **given: iter(()))
    with pytest.raises(NotReadyYet):
        read_at(7)
    assert stored(account, date(2026, 11, 19)) == whole
    read_at(14)
    assert stored(account, date(2026, 11, 19)) == (0, 0, 0)
