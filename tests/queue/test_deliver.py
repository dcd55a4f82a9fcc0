"""A lost message, a lost worker or a time to come cost seconds; nothing is sent twice without need."""

from datetime import timedelta

import pytest
from django.db import connection
from django_q.models import OrmQ

from tenants import clock, queue
from tenants.models import Job
from tenants.queue import delivery, leases
from tests.queue.handlers import buried_jobs


def age(**fields: str) -> None:
    """Set moments of all jobs back, by the database's clock."""
    with connection.cursor() as cursor:
        for name, interval in fields.items():
            cursor.execute(f"UPDATE tenants_job SET {name} = now() - %s::interval", [interval])


def messages() -> list[str]:
    """Return the jobs that messages name."""
    return [message.args()[0] for message in OrmQ.objects.order_by("pk")]


@pytest.fixture
def job(acme) -> Job:
    """A job whose message was lost (in a test's transaction none is sent)."""
    return queue.enqueue("test.note", organization=acme, payload={"text": "a"})


def claimed(job: Job, attempts: int = 1) -> Job:
    """Return the job as a worker holds it in its n-th attempt."""
    Job.objects.filter(pk=job.pk).update(attempts=attempts - 1)
    return leases.claim(job_id=job.uuid, worker="changes@here.1", now=clock.now())


def test_a_lost_message_is_sent_again_after_a_while_and_once(job):
    assert delivery.send_due(now=clock.now()) == 0
    age(sent_at="16 seconds")
    assert delivery.send_due(now=clock.now()) == 1
    assert delivery.send_due(now=clock.now()) == 0
    assert messages() == [str(job.uuid)]


def test_nothing_is_sent_again_while_messages_wait_for_the_cluster(job, acme):
    age(sent_at="16 seconds")
    delivery.send_due(now=clock.now())
    age(sent_at="16 seconds")
    assert delivery.send_due(now=clock.now()) == 0


def test_a_job_for_later_is_sent_when_its_time_comes_by_the_products_clock(acme):
    now = clock.now()
    job = queue.enqueue("test.note", organization=acme, payload={"text": "a"}, run_at=now + timedelta(hours=1))
    assert delivery.send_due(now=now) == 0
    assert delivery.send_due(now=now + timedelta(hours=1)) == 1
    assert messages() == [str(job.uuid)]


def test_a_running_or_finished_job_is_not_sent(job, acme, run_jobs):
    run_jobs()
    claimed(queue.enqueue("test.note", organization=acme, payload={"text": "b"}))
    age(sent_at="1 hour")
    assert delivery.send_due(now=clock.now()) == 0


def test_an_expired_lease_gives_the_job_back_after_a_pause(job):
    claimed(job)
    assert delivery.recover() == 0
    age(lease_until="1 second")
    assert delivery.recover() == 1
    job.refresh_from_db()
    assert (job.state, job.attempts, job.lease_token, job.sent_at) == (Job.State.QUEUED, 1, None, None)
    assert job.retry_at is not None
    assert "changes@here.1" in job.last_error


def test_the_last_attempts_expired_lease_makes_a_dead_letter_and_tells_the_app(acme):
    buried_jobs.clear()
    job = queue.enqueue("test.buried", organization=acme)
    claimed(job, attempts=3)
    age(lease_until="1 second")
    delivery.recover()
    job.refresh_from_db()
    assert job.state == Job.State.DEAD
    assert buried_jobs == [("o_acme", job.uuid, "dead")]


def test_a_lease_that_is_renewed_meanwhile_is_kept(job, monkeypatch):
    held = claimed(job)
    age(lease_until="1 second")
    end_lost_attempt = delivery.failures.end_lost_attempt
    monkeypatch.setattr(
        delivery.failures, "end_lost_attempt", lambda found: leases.renew(held) and end_lost_attempt(found)
    )
    assert delivery.recover() == 0
    job.refresh_from_db()
    assert job.state == Job.State.RUNNING


def test_a_dead_workers_job_is_given_back_at_once_and_no_other(job, acme):
    claimed(job)
    other = queue.enqueue("test.note", organization=acme, payload={"text": "b"})
    leases.claim(job_id=other.uuid, worker="changes@here.2", now=clock.now())
    assert delivery.recover(worker="changes@here.1") == 1
    assert list(Job.objects.order_by("pk").values_list("state", flat=True)) == ["queued", "running"]


def test_who_lost_the_lease_can_write_nothing(job):
    old = claimed(job)
    age(lease_until="1 second")
    delivery.recover()
    Job.objects.update(retry_at=None)
    new = leases.claim(job_id=job.uuid, worker="changes@here.2", now=clock.now())
    ctx = queue.JobContext(old, now=clock.now())
    with pytest.raises(queue.LeaseLost):
        ctx.progress(1)
    with pytest.raises(queue.LeaseLost):
        ctx.check()
    assert not leases.finish(old, result=None)
    assert not leases.put_off(old, until=None, after_s=1, reason="")
    assert not leases.fail(old, error="", problem="", wait_s=None)
    assert leases.finish(new, result={"text": "by the new one"})
