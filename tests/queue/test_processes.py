"""The commands: what they refuse, what they survive, what they tell about themselves."""

import pydoc
import subprocess
import sys

import psutil
import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django_q.models import OrmQ

from tenants import queue
from tenants.models import Heartbeat, Job
from tenants.queue import health, messenger, schedules
from tests.queue.processes import end, environment, wait_until

CLUSTERS = ("changes", "sync", "optimize", "creative")


def test_messages_that_nobody_can_read_are_thrown_away_and_the_next_job_runs(acme, processes):
    job = queue.enqueue("test.note", organization=acme, payload={"text": "a"})
    good = OrmQ.objects.get()
    for payload in ("garbage", good.payload[:-3] + "xyz"):
        OrmQ.objects.create(key="changes", payload=payload, lock=good.lock)
    processes.start()
    wait_until(lambda: Job.objects.get(pk=job.pk).state == Job.State.DONE)
    wait_until(lambda: not OrmQ.objects.exists())


def test_django_q2s_own_cluster_finds_the_function_that_messages_name(acme):
    job = queue.enqueue("test.note", organization=acme, payload={"text": "a"})
    assert pydoc.locate(messenger.FUNCTION)(str(job.uuid)) == "done"


@pytest.mark.django_db(transaction=True)
def test_the_scheduler_looks_after_jobs_and_ends_at_once_when_told_to(acme):
    job = queue.enqueue("test.note", organization=acme, payload={"text": "a"})
    OrmQ.objects.all().delete()
    Job.objects.update(sent_at=None)
    command = [sys.executable, "manage.py", "scheduler"]
    scheduler = psutil.Popen(command, env=environment(), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        wait_until(lambda: OrmQ.objects.filter(key="changes").exists())
        assert OrmQ.objects.get().args() == (str(job.uuid),)
        assert Heartbeat.objects.filter(name=health.SCHEDULER).exists()
        assert end(scheduler) < 3
        assert scheduler.returncode == 0
    finally:
        if scheduler.is_running():
            scheduler.kill()


def test_the_scheduler_refuses_a_schedule_without_a_job(monkeypatch):
    monkeypatch.setattr(schedules, "_schedules", {})
    schedules.schedule("test.nothing", every=schedules.timedelta(minutes=1))
    schedules.schedule("test.installation", every=schedules.timedelta(minutes=1))
    with pytest.raises(CommandError) as refused:
        call_command("scheduler")
    assert "schedule test.nothing: no handler is registered" in str(refused.value)
    assert "schedule test.installation: declared for the organization" in str(refused.value)


def test_an_unknown_cluster_is_refused():
    with pytest.raises(CommandError, match="invalid choice: 'fast'"):
        call_command("worker", "fast")


def test_what_is_not_seen_is_named_and_what_works_counts_as_seen(acme):
    assert health.problem() == f"not seen for 60 s: scheduler, {', '.join(f'cluster {name}' for name in CLUSTERS)}"
    for name in ("scheduler", "cluster sync", "cluster optimize", "cluster creative"):
        health.Beat(name).now_and_then()
    queue.enqueue("test.note", organization=acme, payload={"text": "a"})
    assert health.problem() == "not seen for 60 s: cluster changes"
    Job.objects.update(state=Job.State.RUNNING, lease_until="2999-01-01T00:00:00Z")
    assert health.problem() == ""
    with connection.cursor() as cursor:
        cursor.execute("UPDATE tenants_heartbeat SET seen_at = now() - interval '61 seconds' WHERE name = 'scheduler'")
    assert health.problem() == "not seen for 60 s: scheduler"


def test_a_beat_is_written_at_most_every_ten_seconds(db, django_assert_num_queries):
    beat = health.Beat("cluster sync")
    beat.now_and_then()
    with django_assert_num_queries(0):
        beat.now_and_then()
