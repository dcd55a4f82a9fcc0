"""A dead letter and what its app does about it are one thing."""

import dataclasses

import pytest
from django.db import connection

from tenants import queue
from tenants.models import Job, Organization
from tenants.queue import delivery, execution, registry

pytestmark = pytest.mark.django_db
NAME = "test.buried"


class Killed(BaseException):
    """The worker died here."""


@pytest.fixture
def bury(monkeypatch):
    """Return a function that says what happens when the job is dead."""

    def put(on_dead) -> None:
        handler = dataclasses.replace(registry.get_handler(NAME), function=fail, on_dead=on_dead)
        monkeypatch.setitem(registry._handlers, NAME, handler)

    return put


def fail(ctx) -> None:
    raise ValueError("no")


def last_attempt(acme) -> Job:
    job = queue.enqueue(NAME, organization=acme)
    Job.objects.filter(pk=job.pk).update(attempts=2)
    return job


def test_a_worker_killed_between_the_dead_letter_and_its_app_leaves_neither(acme, bury):
    told = []

    def die(job):
        raise Killed

    bury(die)
    job = last_attempt(acme)
    with pytest.raises(Killed):
        execution.run(job_id=job.uuid, worker="here")
    job.refresh_from_db()
    assert job.state == Job.State.RUNNING
    bury(lambda job: told.append(job.state))
    delivery.recover(worker="here")
    job.refresh_from_db()
    assert (job.state, told) == ("dead", ["dead"])


def test_an_app_that_fails_leaves_a_dead_letter_and_nothing_half_done(acme, bury):
    def half(job):
        Organization.objects.filter(pk=acme.pk).update(name="Half done")
        raise ValueError("and now?")

    bury(half)
    job = last_attempt(acme)
    assert execution.run(job_id=job.uuid, worker="here") == queue.Outcome.DEAD
    job.refresh_from_db()
    acme.refresh_from_db()
    assert (job.state, acme.name == "Half done") == ("dead", False)


def test_the_app_of_a_switched_off_organization_is_told_too(acme, bury):
    told = []
    bury(lambda job: told.append(connection.schema_name))
    job = queue.enqueue(NAME, organization=acme)
    Organization.objects.filter(pk=acme.pk).update(is_active=False)
    assert execution.run(job_id=job.uuid, worker="here") == queue.Outcome.DEAD
    assert told == [acme.schema_name]
