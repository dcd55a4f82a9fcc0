"""What is read when: the windows of a night, days that were missed, hours, breakdowns and reach."""

from datetime import date, timedelta
from itertools import pairwise

import pytest

from analytics import selectors, services
from analytics.models import BreakdownMetric, Feed, HourlyMetric, ReachMetric, ReadDay, Subject
from analytics.types import Period
from integrations import cadences, quotas
from integrations import selectors as integrations
from integrations.cadences import Extra
from integrations.models import AdAccount
from tenants import queue
from tenants.models import Job
from tenants.queue.sweeping import sweep_organization
from tests.analytics.build import NOW, TODAY, days_before, make_account
from tests.analytics.test_sync_account import booked, read_everything, stored
from tests.factories import START
from tests.integrations.stand_ins import make_google
from tests.integrations.test_quota import share_with


def history_of(account, *, days=100, read_at=NOW):
    since = days_before(days - 1)
    Feed.objects.update_or_create(
        account_id=account.pk, defaults={"history_from_date": since, "history_done_at": read_at}
    )
    services.record_reading(account=account, period=Period(since, TODAY), read_at=read_at)


def test_google_reads_ninety_days_once_a_week_and_thirty_in_the_other_nights(organization):
    account = make_account(platform="google")
    history_of(account)
    lengths = []
    for night in range(1, 22):
        now = NOW + timedelta(days=night)
        windows = selectors.list_windows(account, now)
        lengths.append(sum(len(window) for window in windows))
        assert windows[0] == Period(*selectors.reread_window(account, now))
        for window in windows:
            services.record_reading(account=account, period=window, read_at=now)
    assert set(lengths) == {30, 90}
    weekly = [night for night, days in enumerate(lengths) if days == 90]
    assert [later - earlier for earlier, later in pairwise(weekly)] == [7, 7]


def test_older_days_come_in_parts_that_join_and_not_from_before_the_first_reading(organization):
    account = make_account(platform="google")
    history_of(account, days=70)
    windows = selectors.list_windows(account, NOW + timedelta(days=8))
    days = [day for window in windows for day in reversed(list(window))]
    assert days == sorted(set(days), reverse=True)
    assert (days[0], days[-1]) == (days_before(-7), days_before(69))
    assert len(days) == (days[0] - days[-1]).days + 1


@pytest.mark.parametrize("platform", ["meta", "tiktok"])
def test_other_platforms_have_only_their_window(organization, platform):
    account = make_account(platform=platform)
    history_of(account)
    assert selectors.list_windows(account, NOW + timedelta(days=20)) == [
        Period(*selectors.reread_window(account, NOW + timedelta(days=20)))
    ]


def test_days_that_were_never_read_are_found_and_asked_for(organization, clock, run_jobs):
    whole, holed, fresh = make_account("Whole"), make_account("Holed"), make_account("Fresh")
    for account in (whole, holed):
        history_of(account)
    ReadDay.objects.filter(account_id=holed.pk, day=days_before(50)).delete()
    assert selectors.list_gappy() == {holed.pk}
    queue.enqueue("analytics.find_gaps", organization=organization)
    run_jobs(names=["analytics.find_gaps"])
    wished = Job.objects.filter(name="analytics.reread_days")
    assert [job.payload["account"] for job in wished] == [str(holed.uuid)]
    assert fresh.pk not in selectors.list_gappy()


def test_a_missed_day_is_a_gap_until_it_is_read(wire, connected, organization, run_jobs):
    account = connected()
    read_everything(run_jobs)
    missed = date(2026, 11, 2)
    ReadDay.objects.filter(account_id=account.pk, day=missed).delete()
    assert missed not in selectors.list_read_days(Period(date(2026, 11, 1), date(2026, 11, 3)))
    queue.enqueue("analytics.find_gaps", organization=organization)
    run_jobs(names=["analytics.find_gaps", "analytics.reread_days"])
    assert selectors.list_gappy() == set()
    assert stored(account, missed) == booked(wire, account, missed)


def test_hours_add_up_to_their_day_and_are_read_once_more_only_where_they_changed(
    wire, connected, organization, run_jobs
):
    account = connected()
    read_everything(run_jobs)
    read_hours(organization, run_jobs)
    day = START.date() - timedelta(days=1)
    spent = sum(HourlyMetric.objects.filter(day=day).values_list("spend_micros", flat=True))
    assert spent // 10_000 == stored(account, day)[0] > 0
    before = list(HourlyMetric.objects.order_by("day", "hour").values())
    read_hours(organization, run_jobs)
    assert list(HourlyMetric.objects.order_by("day", "hour").values()) == before
    assert Feed.objects.get().hours_read_at == START


def read_hours(organization, run_jobs):
    queue.enqueue("analytics.read_hours", organization=organization)
    jobs = run_jobs(names=["analytics.read_hours"])
    assert all(job.state == "done" for job in jobs)


def test_breakdowns_and_reach_are_due_once_a_night_and_kept(wire, connected, organization, run_jobs, clock):
    account = connected()
    read_everything(run_jobs)
    assert due_audiences(clock.now) == [account.pk]
    queue.enqueue(
        "analytics.read_audiences",
        organization=organization,
        key=str(account.uuid),
        payload={"account": str(account.uuid)},
    )
    (job,) = run_jobs(names=["analytics.read_audiences"])
    assert job.state == "done"
    assert due_audiences(clock.now) == []
    assert due_audiences(clock.now + timedelta(days=1)) == [account.pk]
    assert set(BreakdownMetric.objects.values_list("breakdown", flat=True)) == {"country", "device", "age", "gender"}
    campaign = Subject.objects.get(campaign_external_id__gt="", ad_external_id="")
    found = ReachMetric.objects.filter(subject_id=campaign.pk)
    reach = {(START.date() - row.until).days: row.reach for row in found if row.since == row.until}
    assert set(reach) == {1, 2}
    lengths = {(row.until - row.since).days + 1: row.reach for row in found if row.until < START.date()}
    assert lengths.keys() == {1, 7, 28}
    assert lengths[1] < lengths[7] < lengths[28]
    weeks = ReachMetric.objects.exclude(subject__ad_external_id="")
    assert {(week.until - week.since).days + 1 for week in weeks} == {7}
    assert {(START.date() - week.until).days for week in weeks} >= {1, 2, 8, 15}


def test_a_night_that_failed_for_good_does_not_keep_the_next_one_from_breakdowns(
    wire, connected, organization, run_jobs, clock
):
    account = connected()
    read_everything(run_jobs)
    dead = {"organization": organization, "name": "analytics.read_audiences", "key": str(account.uuid)}
    Job.objects.create(**dead, state=Job.State.DEAD, cluster="sync", max_attempts=1, finished_at=clock.now)
    sweep_organization(organization=organization, now=clock.now)
    assert not Job.objects.live().filter(name="analytics.read_audiences").exists()
    queue.enqueue("analytics.read_audiences", organization=organization)
    run_jobs(names=["analytics.read_audiences"])
    assert due_audiences(clock.now) == []


def due_audiences(now) -> list[int]:
    accounts = list(integrations.list_ad_accounts())
    return [account.pk for account in selectors.list_due_audiences(accounts, now)]


def test_a_quota_that_gets_short_loses_the_hours_first_then_the_audiences_then_the_cadence():
    def kept(accounts: int) -> tuple[bool, bool, bool]:
        operations = quotas.share_of(2880, 1).own_reads / accounts
        shared = cadences.Shared("explorer", 2880, 1)
        every = cadences.stretch("metrics", operations=operations, costs={"metrics": 2}, shared=shared)
        return *(cadences.pays_for(extra, operations=operations) for extra in Extra), every.shared is None

    assert [kept(n) for n in (1, 3, 5, 10)] == [
        (True, True, True),
        (False, True, True),
        (False, False, True),
        (False, False, False),
    ]


def test_extras_are_left_out_where_the_share_is_short_or_nearly_used_up(organization, clock):
    account = make_google()
    assert integrations.list_affording([account], Extra.HOURS, START) == [account]
    share_with(99)
    assert integrations.list_affording([account], Extra.AUDIENCES, START) == []
    assert integrations.list_affording(AdAccount.objects.none(), Extra.HOURS, START) == []
