"""Schedules become jobs: none skipped, none doubled, each in its own zone."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import psycopg
import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from tenants import schedules  # noqa: F401 - declares them
from tenants.models import Job, Organization, ScheduleRun
from tenants.queue import Scope, scheduling
from tenants.queue.cadence import Daily, Every, Monthly, Weekly
from tenants.queue.schedules import Schedule, check_schedules, list_schedules, schedule

NONE = timedelta()
DUBLIN, LORD_HOWE, NEW_YORK = ZoneInfo("Europe/Dublin"), ZoneInfo("Australia/Lord_Howe"), ZoneInfo("America/New_York")
SYNC = Schedule("test.note", Every(timedelta(minutes=15)), Scope.ORGANIZATION, {"text": "x"})
SWEEP = Schedule("test.installation", Every(timedelta(minutes=1)), Scope.INSTALLATION)
NIGHTLY = Schedule("test.note", Daily(time(2)), Scope.ORGANIZATION, {"text": "x"})
NOW = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)


def utc(*parts: int) -> datetime:
    """Return a moment in UTC."""
    return datetime(*parts, tzinfo=UTC)


def tick(*declared: Schedule, at: datetime) -> int:
    """Run the scheduler once; return how many jobs it made, finished at once so that the next may come."""
    made = scheduling.tick(now=at, schedules=declared)
    Job.objects.update(state=Job.State.DONE)
    return len(made)


@pytest.mark.parametrize(
    ("cadence", "zone", "now", "slot"),
    [
        (Every(timedelta(minutes=15)), DUBLIN, utc(2026, 11, 20, 12, 14, 59), utc(2026, 11, 20, 12, 0)),
        (Every(timedelta(minutes=15)), DUBLIN, utc(2026, 11, 20, 12, 15), utc(2026, 11, 20, 12, 15)),
        (Daily(time(2)), DUBLIN, utc(2026, 7, 1, 1, 0), utc(2026, 7, 1, 1, 0)),
        (Daily(time(2)), DUBLIN, utc(2026, 7, 1, 0, 59), utc(2026, 6, 30, 1, 0)),
        (Daily(time(2)), NEW_YORK, utc(2026, 11, 20, 6, 59), utc(2026, 11, 19, 7, 0)),
        (Daily(time(2, 30)), NEW_YORK, utc(2026, 3, 8, 12), utc(2026, 3, 8, 7, 30)),
        (Daily(time(1, 30)), NEW_YORK, utc(2026, 11, 1, 12), utc(2026, 11, 1, 5, 30)),
        (Daily(time(2)), LORD_HOWE, utc(2026, 11, 20, 15, 0), utc(2026, 11, 20, 15, 0)),
        (Weekly(0, time(7)), DUBLIN, utc(2026, 11, 20, 12), utc(2026, 11, 16, 7)),
        (Weekly(0, time(7)), DUBLIN, utc(2026, 11, 16, 6, 59), utc(2026, 11, 9, 7)),
        (Monthly(1, time(7)), DUBLIN, utc(2026, 11, 1, 6), utc(2026, 10, 1, 6)),
        (Monthly(1, time(7)), DUBLIN, utc(2026, 11, 1, 7), utc(2026, 11, 1, 7)),
    ],
)
def test_the_slot_that_has_begun_last(cadence, zone, now, slot):
    assert cadence.last_slot(now, zone=zone, offset=NONE) == slot


@given(
    st.sampled_from([Every(timedelta(minutes=7)), Daily(time(2, 30)), Weekly(6, time(0)), Monthly(28, time(23, 59))]),
    st.sampled_from([DUBLIN, LORD_HOWE, NEW_YORK]),
    st.datetimes(datetime(2024, 1, 1), datetime(2030, 1, 1), timezones=st.just(UTC)),
    st.timedeltas(NONE, timedelta(minutes=10)),
)
def test_slots_never_go_back_and_a_slot_is_its_own_slot(cadence, zone, now, offset):
    slot = cadence.last_slot(now, zone=zone, offset=offset)
    assert slot <= now
    assert cadence.last_slot(slot, zone=zone, offset=offset) == slot
    assert cadence.last_slot(now + timedelta(hours=1), zone=zone, offset=offset) >= slot


def test_a_new_schedule_waits_for_its_next_slot_and_then_comes_once_a_slot(db):
    assert tick(SWEEP, at=NOW) == 0
    assert [tick(SWEEP, at=NOW + timedelta(seconds=s)) for s in (5, 59, 60, 61, 119, 120)] == [0, 0, 1, 0, 0, 1]


def test_what_was_missed_while_no_scheduler_ran_comes_once(db):
    tick(SWEEP, at=NOW)
    assert tick(SWEEP, at=NOW + timedelta(hours=3)) == 1
    assert tick(SWEEP, at=NOW + timedelta(hours=3, seconds=30)) == 0


def test_each_active_organization_has_its_own_slots_in_its_own_zone(acme, globex):
    Organization.objects.filter(pk=globex.pk).update(time_zone="America/New_York")
    tick(NIGHTLY, at=utc(2026, 11, 20, 1))
    made = scheduling.tick(now=utc(2026, 11, 20, 2, 10), schedules=[NIGHTLY])
    assert [(job.organization.slug, job.key, job.payload) for job in made] == [("acme", "schedule", {"text": "x"})]
    made = scheduling.tick(now=utc(2026, 11, 20, 7, 10), schedules=[NIGHTLY])
    assert [job.organization.slug for job in made] == ["globex"]


def test_a_switched_off_organization_is_left_out(acme, globex):
    Organization.objects.filter(pk=globex.pk).update(is_active=False)
    tick(SYNC, at=NOW)
    assert tick(SYNC, at=NOW + timedelta(minutes=15)) == 1


def test_organizations_are_spread_over_the_period_and_keep_their_place(acme, globex):
    slots = [SYNC.last_slot(organization, NOW) for organization in (acme, globex)]
    assert slots[0] != slots[1]
    assert slots == [SYNC.last_slot(organization, NOW) for organization in (acme, globex)]


def test_a_run_that_is_still_going_is_not_doubled(acme):
    scheduling.tick(now=NOW, schedules=[SYNC])
    for minutes in (15, 30):
        scheduling.tick(now=NOW + timedelta(minutes=minutes), schedules=[SYNC])
    assert Job.objects.filter(organization=acme).count() == 1


def test_a_crash_between_job_and_memory_leaves_neither(db, monkeypatch):
    tick(SWEEP, at=NOW)

    def crash(*_args, **_options):
        raise RuntimeError

    monkeypatch.setattr(scheduling, "_remember", crash)
    with pytest.raises(RuntimeError):
        tick(SWEEP, at=NOW + timedelta(minutes=1))
    monkeypatch.undo()
    assert not Job.objects.exists()
    assert tick(SWEEP, at=NOW + timedelta(minutes=1)) == 1


@pytest.mark.django_db(transaction=True)
def test_a_second_scheduler_does_nothing_meanwhile():
    tick(SWEEP, at=NOW)
    place = connection.get_connection_params()
    wanted = {name: place[name] for name in ("dbname", "host", "port", "user", "password")}
    with psycopg.connect(**wanted) as other:
        other.execute("SELECT pg_advisory_xact_lock(%s)", [scheduling.LOCK])
        assert tick(SWEEP, at=NOW + timedelta(minutes=1)) == 0
    assert tick(SWEEP, at=NOW + timedelta(minutes=1)) == 1


def test_a_clock_that_was_set_back_far_starts_anew_and_a_small_step_doubles_nothing(db):
    tick(SWEEP, at=NOW)
    assert tick(SWEEP, at=NOW + timedelta(minutes=1)) == 1
    assert tick(SWEEP, at=NOW + timedelta(seconds=59)) == 0
    assert tick(SWEEP, at=NOW + timedelta(minutes=1)) == 0
    past = NOW - timedelta(days=90)
    assert tick(SWEEP, at=past) == 0
    assert tick(SWEEP, at=past + timedelta(minutes=1)) == 1


def test_the_memory_says_when_a_schedule_came_last(db):
    tick(SWEEP, at=NOW)
    assert ScheduleRun.objects.get().ran_at is None
    tick(SWEEP, at=NOW + timedelta(minutes=1))
    assert ScheduleRun.objects.get().ran_at is not None


def test_every_declared_schedule_has_a_handler_of_its_scope():
    assert check_schedules() == []
    assert {"tenants.sweep", "campaigns.sync_objects", "analytics.sync_recent", "analytics.reread_window"} <= {
        declared.name for declared in list_schedules()
    }


@pytest.mark.parametrize("cadences", [{}, {"every": timedelta(minutes=1), "daily": time(2)}])
def test_a_schedule_has_exactly_one_cadence(cadences):
    with pytest.raises(ValueError, match="exactly one"):
        schedule("test.note", **cadences)
