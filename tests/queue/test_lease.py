"""A job is held by one worker at a time, for as long as it works."""

import threading
import time
from datetime import timedelta

import pytest
from django.db import connection, transaction

from tenants import clock, queue
from tenants.models import Job
from tenants.queue import execution, heartbeat, leases
from tests.queue.handlers import WHILE_RUNNING

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def quick_beat(monkeypatch):
    """Let the lease be renewed every 50 ms, and an overrun be noticed after 100 ms."""
    monkeypatch.setattr(heartbeat, "RENEW_S", 0.05)
    monkeypatch.setattr(heartbeat, "OVERRUN_S", 0.1)


def run_meanwhile(organization, action) -> tuple[Job, queue.Outcome]:
    """Run a job that does `action(ctx)`."""
    WHILE_RUNNING["action"] = action
    job = queue.enqueue("test.meanwhile", organization=organization)
    outcome = execution.run(job_id=job.uuid, worker="test")
    job.refresh_from_db()
    return job, outcome


def until(condition, seconds: float = 5.0) -> bool:
    """Wait for the condition; return whether it came."""
    end = time.monotonic() + seconds
    while not condition() and time.monotonic() < end:
        time.sleep(0.02)
    return bool(condition())


def test_of_many_who_claim_one_job_at_once_one_gets_it(acme):
    job = queue.enqueue("test.note", organization=acme, payload={"text": "a"})
    ready, got = threading.Barrier(6), []

    def claim(name: str) -> None:
        ready.wait()
        if leases.claim(job_id=job.uuid, worker=name, now=clock.now()):
            got.append(name)
        connection.close()

    threads = [threading.Thread(target=claim, args=(f"w{number}",)) for number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    job.refresh_from_db()
    assert [job.worker] == got
    assert job.attempts == 1


def test_of_many_who_enqueue_one_key_at_once_one_makes_the_job(acme):
    ready, made = threading.Barrier(6), []

    def enqueue() -> None:
        ready.wait()
        made.append(queue.enqueue("test.note", organization=acme, key="k", payload={"text": "a"}).uuid)
        connection.close()

    threads = [threading.Thread(target=enqueue) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(made) == 6
    assert set(made) == set(Job.objects.values_list("uuid", flat=True))
    assert len(set(made)) == 1


def test_the_lease_is_renewed_while_the_handler_works(acme, quick_beat):
    seen = []

    def work(ctx) -> None:
        first = Job.objects.get(pk=ctx.job.pk).lease_until
        seen.append(until(lambda: Job.objects.get(pk=ctx.job.pk).lease_until > first + timedelta(milliseconds=100)))

    _, outcome = run_meanwhile(acme, work)
    assert seen == [True]
    assert outcome is queue.Outcome.DONE


def test_a_worker_notices_that_its_lease_is_gone(acme, quick_beat):
    seen = []

    def work(ctx) -> None:
        Job.objects.filter(pk=ctx.job.pk).update(state=Job.State.QUEUED, lease_token=None)
        seen.append(until(ctx.lost.is_set))
        ctx.check()
        seen.append("went on")

    job, outcome = run_meanwhile(acme, work)
    assert seen == [True]
    assert outcome is queue.Outcome.LOST
    assert job.state == Job.State.QUEUED


def test_a_transaction_that_checks_keeps_the_job_until_it_commits(acme):
    """Whoever would end the attempt waits, so what the transaction writes took effect under the lease."""
    seen = []

    def end_attempt(job: Job) -> None:
        leases.fail(job, error="", problem="", wait_s=None)
        seen.append("ended")
        connection.close()

    def work(ctx) -> None:
        with transaction.atomic():
            ctx.check()
            other = threading.Thread(target=end_attempt, args=(ctx.job,))
            other.start()
            other.join(0.3)
            seen.append("committed")
        other.join()

    _, outcome = run_meanwhile(acme, work)
    assert seen == ["committed", "ended"]
    assert outcome is queue.Outcome.LOST


def test_a_handler_that_ignores_its_time_limit_loses_its_lease_and_its_worker(acme, quick_beat):
    ended = threading.Event()
    WHILE_RUNNING["action"] = lambda _ctx: ended.wait(5)
    job = queue.enqueue("test.deaf", organization=acme)
    execution.run(job_id=job.uuid, worker="test", on_overrun=ended.set)
    assert ended.is_set()
