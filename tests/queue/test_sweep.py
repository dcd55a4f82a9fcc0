"""What the tenants' rows say is outstanding gets a job; what has run out goes."""

import pytest
from django.db import connection
from django.utils import timezone

from tenants import queue
from tenants.models import Job
from tenants.queue import registry, sweeping
from tests.queue.handlers import read_notes


@pytest.fixture
def providers(monkeypatch):
    """Let a test say what is outstanding: functions that take the place of the apps' own."""
    functions = []
    monkeypatch.setattr(registry, "_providers", functions)
    return functions


def notes(now):
    """Yield one note for acme and none for the others."""
    if connection.tenant.slug == "acme":
        yield "test.note", "note 1", {"text": "swept"}


def sweep(run_jobs) -> None:
    """Run the sweeper as its schedule does, and what it enqueues."""
    queue.enqueue("tenants.sweep")
    run_jobs(allow_dead=True)


def sweep_acme(acme) -> int:
    """Sweep one organisation."""
    connection.set_tenant(acme)
    return sweeping.sweep_organization(organization=acme, now=timezone.now())


def test_outstanding_work_without_a_job_gets_one_in_its_organization(acme, globex, providers, run_jobs):
    providers.append(notes)
    sweep(run_jobs)
    assert (read_notes("acme"), read_notes("globex")) == (["swept"], [])
    assert Job.objects.get(name="test.note").key == "note 1"


@pytest.mark.parametrize("state", [Job.State.QUEUED, Job.State.RUNNING])
def test_work_that_has_a_live_job_gets_no_second(acme, providers, state):
    providers.append(notes)
    assert sweep_acme(acme) == 1
    Job.objects.update(state=state)
    assert sweep_acme(acme) == 0


def test_work_that_ended_as_a_dead_letter_is_left_to_a_person(acme, providers, run_jobs):
    providers.append(lambda now: [queue.Due("test.fail", "poison")] if connection.tenant == acme else [])
    sweep(run_jobs)
    sweep(run_jobs)
    assert [job.state for job in Job.objects.filter(name="test.fail", organization=acme)] == [Job.State.DEAD]


def test_work_that_was_done_and_is_outstanding_again_gets_another_job(acme, providers, run_jobs):
    providers.append(notes)
    sweep(run_jobs)
    sweep(run_jobs)
    assert read_notes("acme") == ["swept", "swept"]


def test_a_provider_that_fails_holds_up_no_other(acme, providers, run_jobs):
    def broken(now):
        raise RuntimeError

    providers.extend([broken, notes])
    sweep(run_jobs)
    assert read_notes("acme") == ["swept"]


def test_finished_jobs_go_after_a_day_dead_letters_after_a_week_and_live_ones_never(acme):
    def make(state: str, interval: str) -> None:
        job = queue.enqueue("test.note", organization=acme, payload={"text": f"{state} {interval}"})
        with connection.cursor() as cursor:
            cursor.execute(
                "UPDATE tenants_job SET state = %s, created_at = now() - %s::interval,"
                " finished_at = now() - %s::interval WHERE uuid = %s",
                [state, interval, interval, job.uuid],
            )

    for state, interval in [
        ("done", "23 hours"),
        ("done", "25 hours"),
        ("dead", "6 days"),
        ("dead", "8 days"),
        ("queued", "30 days"),
    ]:
        make(state, interval)
    assert sweeping.purge() == 2
    kept = {job.payload["text"] for job in Job.objects.all()}
    assert kept == {"done 23 hours", "dead 6 days", "queued 30 days"}


def test_the_daily_cleaning_runs_for_installation_and_organization(acme, run_jobs):
    queue.enqueue("tenants.clean_up_installation")
    queue.enqueue("tenants.clean_up", organization=acme)
    assert [job.state for job in run_jobs()] == ["done", "done"]
