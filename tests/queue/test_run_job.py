"""A job runs in its organisation's schema and its row tells what became of it."""

import uuid
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from integrations.errors import RateLimited
from tenants import clock, queue
from tenants.errors import Conflict
from tenants.models import Job
from tenants.queue import execution, failures
from tests.queue.handlers import RAISES, read_notes


def run(job: Job) -> queue.Outcome:
    """Run a job once."""
    outcome = execution.run(job_id=job.uuid, worker="test")
    job.refresh_from_db()
    return outcome


def raising(error: BaseException, organization) -> Job:
    """Return a job whose handler raises this error."""
    RAISES[type(error).__name__] = error
    return queue.enqueue("test.raise", organization=organization, payload={"kind": type(error).__name__})


def test_a_job_runs_in_its_own_schema_and_leaves_the_connection_where_it_was(acme, globex, run_jobs):
    job = queue.enqueue("test.note", organization=acme, payload={"text": "a"})
    run_jobs()
    job.refresh_from_db()
    assert (job.state, job.attempts, job.result) == (Job.State.DONE, 1, {"text": "Wrote a."})
    assert job.finished_at >= job.started_at >= job.created_at
    assert (read_notes("acme"), read_notes("globex")) == (["a"], [])
    assert connection.schema_name == "public"


def test_a_job_of_the_installation_runs_in_public(db, run_jobs):
    queue.enqueue("test.installation")
    assert run_jobs()[0].result == {"schema": "public"}


def test_a_row_that_lost_its_organization_dies_and_touches_nothing(acme):
    job = queue.enqueue("test.note", organization=acme, payload={"text": "a"})
    Job.objects.update(organization=None)
    assert run(job) is queue.Outcome.DEAD
    assert "belongs to an organisation" in job.last_error


def test_a_switched_off_organization_runs_nothing(acme):
    job = queue.enqueue("test.note", organization=acme, payload={"text": "a"})
    acme.is_active = False
    acme.save()
    assert run(job) is queue.Outcome.DEAD
    assert read_notes("acme") == []


def test_a_failed_job_waits_longer_each_time_and_is_dead_after_the_last_attempt(acme):
    job = queue.enqueue("test.raise", organization=acme, payload={"kind": "RuntimeError"})
    RAISES["RuntimeError"] = RuntimeError("no")
    waits = []
    for _ in range(2):
        assert run(job) is queue.Outcome.RETRY
        waits.append((job.retry_at - timezone.now()).total_seconds())
        assert run(job) is queue.Outcome.SKIPPED
        Job.objects.update(retry_at=None)
    assert run(job) is queue.Outcome.DEAD
    assert 7 < waits[0] < 12.6
    assert 29 < waits[1] < 50.1
    assert (job.attempts, job.last_error, job.lease_token) == (3, "RuntimeError: no", None)
    assert job.problem == failures.OURS


def test_a_job_waits_at_least_as_long_as_the_error_asks_for(acme):
    job = raising(RateLimited("Meta asks us to wait.", retry_after_s=300), acme)
    assert run(job) is queue.Outcome.RETRY
    assert timedelta(seconds=290) < job.retry_at - timezone.now() <= timedelta(seconds=301)


def test_giving_up_kills_at_once_and_tells_the_customer_why(acme):
    job = raising(queue.GiveUp("The picture is gone. Choose another."), acme)
    assert run(job) is queue.Outcome.DEAD
    assert (job.attempts, job.problem) == (1, "The picture is gone. Choose another.")


def test_a_job_that_this_release_does_not_know_is_left_to_another_worker_before_it_dies(acme):
    job = queue.enqueue("test.note", organization=acme, payload={"text": "a"})
    Job.objects.update(name="test.of_the_next_release")
    assert run(job) is queue.Outcome.RETRY
    assert "no handler is registered" in job.last_error


def test_an_error_of_ours_is_shown_in_its_own_words(acme):
    job = raising(Conflict("Somebody else changed it."), acme)
    run(job)
    assert job.problem == "Somebody else changed it."


def test_secrets_do_not_reach_the_row(acme):
    job = raising(RuntimeError("GET https://graph.example/me?access_token=EAAB123secret failed"), acme)
    run(job)
    assert "EAAB123secret" not in job.last_error
    assert "graph.example" in job.last_error


def test_putting_off_counts_no_attempt_and_a_message_before_its_time_is_harmless(acme):
    job = raising(queue.PutOff(until=clock.now() + timedelta(hours=1), reason="Meta is busy until 14:05"), acme)
    assert run(job) is queue.Outcome.PUT_OFF
    assert (job.state, job.attempts, job.progress_text) == (Job.State.QUEUED, 0, "Meta is busy until 14:05")
    assert run(job) is queue.Outcome.SKIPPED


def test_a_job_that_was_put_off_is_due_by_the_products_clock(acme, monkeypatch):
    job = raising(queue.PutOff(until=clock.now() + timedelta(hours=1)), acme)
    run(job)
    later = clock.now() + timedelta(hours=2)
    monkeypatch.setattr(clock, "now", lambda: later)
    assert run(job) is queue.Outcome.PUT_OFF


def test_putting_off_by_seconds_goes_by_real_time(acme):
    job = raising(queue.PutOff(after_s=60), acme)
    run(job)
    assert timedelta(seconds=55) < job.retry_at - timezone.now() <= timedelta(seconds=60)


@pytest.mark.django_db(transaction=True)
def test_a_job_past_its_time_limit_is_interrupted_in_the_middle_of_a_query(acme):
    job = queue.enqueue("test.too_long", organization=acme)
    assert run(job) is queue.Outcome.DEAD
    assert job.last_error == "TimeLimit: took longer than 0.2 s"


def test_a_handler_that_returns_no_dict_is_told_so(acme):
    job = queue.enqueue("test.returns_text", organization=acme)
    assert run(job) is queue.Outcome.DEAD
    assert "may return a dict or nothing" in job.last_error


def test_a_message_about_a_job_that_never_was_is_harmless(db):
    assert execution.run(job_id=uuid.uuid4(), worker="test") is queue.Outcome.SKIPPED


def test_run_jobs_says_which_job_died_and_of_what(acme, run_jobs):
    queue.enqueue("test.fail", organization=acme)
    with pytest.raises(AssertionError, match=r"test\.fail is dead: RuntimeError: no"):
        run_jobs()
    assert read_notes("acme") == ["attempt 1", "attempt 2", "attempt 3"]
