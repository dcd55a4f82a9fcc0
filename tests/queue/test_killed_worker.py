"""Workers are killed; the work is done once. Real processes, real signals."""

import signal
import time

from django.db import connection
from django_q.models import OrmQ

from tenants import queue
from tenants.models import Job
from tests.queue.handlers import read_notes
from tests.queue.processes import end, look_after_jobs, wait_until


def has_state(job: Job, state: str):
    """Return a condition: the job has come to this state."""
    return lambda: Job.objects.filter(pk=job.pk, state=state).first()


def has_begun(slug: str):
    """Return a condition: a job wrote its first note."""
    return lambda: read_notes(slug)


def test_a_job_whose_worker_is_killed_is_finished_once_by_the_next(acme, processes):
    supervisor = processes.start()
    job = queue.enqueue("test.slow", organization=acme, payload={"seconds": 30})
    wait_until(has_begun("acme"))
    killed = processes.worker(supervisor)
    killed.kill()
    done = wait_until(has_state(job, Job.State.DONE), doing=look_after_jobs)
    assert done.attempts == 2
    assert read_notes("acme") == ["begun 1", "begun 2", "finished 2"]
    assert processes.worker(supervisor).pid != killed.pid


def test_a_job_that_always_kills_its_worker_is_a_dead_letter_after_three_attempts_and_others_go_on(acme, processes):
    processes.start()
    job = queue.enqueue("test.kill_worker", organization=acme)
    dead = wait_until(has_state(job, Job.State.DEAD), doing=look_after_jobs)
    assert dead.attempts == 3
    assert "The worker ended in the middle of it." in dead.last_error
    assert read_notes("acme") == ["killed 1", "killed 2", "killed 3"]
    after = queue.enqueue("test.note", organization=acme, payload={"text": "after"})
    wait_until(has_state(after, Job.State.DONE), doing=look_after_jobs)


def test_an_idle_worker_that_is_killed_is_replaced_and_the_next_job_runs(acme, processes):
    supervisor = processes.start()
    time.sleep(0.5)
    processes.worker(supervisor).kill()
    job = queue.enqueue("test.note", organization=acme, payload={"text": "a"})
    wait_until(has_state(job, Job.State.DONE), doing=look_after_jobs)
    assert read_notes("acme") == ["a"]


def test_a_frozen_worker_whose_job_was_given_to_another_changes_nothing_when_it_wakes(acme, processes):
    first = processes.worker(processes.start())
    job = queue.enqueue("test.slow", organization=acme, payload={"seconds": 2})
    wait_until(has_begun("acme"))
    first.suspend()
    Job.objects.filter(pk=job.pk).update(lease_until="2000-01-01T00:00:00Z")
    processes.start()
    done = wait_until(has_state(job, Job.State.DONE), doing=look_after_jobs)
    first.resume()
    time.sleep(0.5)
    assert read_notes("acme") == ["begun 1", "begun 2", "finished 2"]
    job.refresh_from_db()
    assert (job.attempts, job.finished_at) == (2, done.finished_at)


def test_told_to_end_the_job_at_hand_is_given_back_uncounted_and_all_processes_end_quickly(acme, processes):
    supervisor = processes.start("changes", "--grace", "0.2")
    worker = processes.worker(supervisor)
    job = queue.enqueue("test.slow", organization=acme, payload={"seconds": 30})
    wait_until(has_begun("acme"))
    assert end(supervisor, signal.SIGTERM) < 3
    assert not worker.is_running()
    job.refresh_from_db()
    assert (job.state, job.attempts) == (Job.State.QUEUED, 0)


def test_told_to_end_a_short_job_is_finished_first(acme, processes):
    supervisor = processes.start("changes", "--grace", "5")
    job = queue.enqueue("test.slow", organization=acme, payload={"seconds": 0.5})
    wait_until(has_begun("acme"))
    assert end(supervisor, signal.SIGINT) < 5
    job.refresh_from_db()
    assert job.state == Job.State.DONE


def test_workers_do_not_outlive_a_killed_supervisor(acme, processes):
    supervisor = processes.start()
    worker = processes.worker(supervisor)
    end(supervisor, signal.SIGKILL)
    wait_until(lambda: not worker.is_running() or worker.status() == "zombie")


def test_a_database_that_hangs_up_ends_no_worker(acme, processes):
    supervisor = processes.start()
    worker = processes.worker(supervisor)
    first = queue.enqueue("test.note", organization=acme, payload={"text": "before"})
    wait_until(has_state(first, Job.State.DONE))
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
    job = queue.enqueue("test.note", organization=acme, payload={"text": "after"})
    wait_until(has_state(job, Job.State.DONE))
    assert processes.worker(supervisor).pid == worker.pid


def test_one_message_twice_to_two_workers_runs_the_job_once(acme, processes):
    job = queue.enqueue("test.slow", organization=acme, payload={"seconds": 0.5})
    message = OrmQ.objects.get()
    for _ in range(3):
        OrmQ.objects.create(key=message.key, payload=message.payload, lock=message.lock)
    processes.start("changes", "--workers", "2")
    wait_until(has_state(job, Job.State.DONE))
    wait_until(lambda: not OrmQ.objects.exists())
    assert read_notes("acme") == ["begun 1", "finished 1"]
