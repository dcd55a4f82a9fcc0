"""The operator sees dead letters and queues them again."""

import pytest
from django.contrib.admin.models import LogEntry
from django.urls import reverse

from tenants import queue
from tenants.models import Job, User
from tests.factories import make_page_client
from tests.queue.handlers import read_notes

LIST = "/admin/tenants/job/"


@pytest.fixture
def operator(db):
    """One of the operator's staff, in the admin."""
    return make_page_client(None, User.objects.create_superuser("staff@adwright.example"))


@pytest.fixture
def dead(acme, run_jobs) -> Job:
    """A dead letter."""
    job = queue.enqueue("test.fail", organization=acme, key="k", payload={"message": "the disk is full"})
    run_jobs(allow_dead=True)
    job.refresh_from_db()
    return job


def requeue(operator, *jobs: Job) -> str:
    """Choose jobs and queue them again; return the page that follows."""
    data = {"action": "requeue", "_selected_action": [job.pk for job in jobs]}
    return operator.post(LIST, data, follow=True).content.decode()


def test_a_dead_letter_is_seen_with_its_last_error(operator, dead):
    page = operator.get(LIST, {"state": "dead"}).content.decode()
    assert "RuntimeError: the disk is full" in page
    detail = operator.get(f"{LIST}{dead.pk}/change/").content.decode()
    assert str(dead.uuid) in detail
    assert 'name="_save"' not in detail


def test_a_dead_letter_queued_again_has_all_its_attempts_and_runs(operator, dead, run_jobs):
    assert "Queued again: 1." in requeue(operator, dead)
    dead.refresh_from_db()
    assert (dead.state, dead.attempts, dead.finished_at) == (Job.State.QUEUED, 0, None)
    assert LogEntry.objects.get().get_change_message() == "Queued again."
    run_jobs(allow_dead=True)
    assert len(read_notes("acme")) == 6


def test_django_q2s_own_schedules_and_results_are_not_offered(operator):
    page = operator.get("/admin/").content.decode()
    assert "/admin/django_q/ormq/" in page
    assert "/admin/django_q/schedule/" not in page


def test_what_is_not_dead_or_has_a_successor_stays_and_is_named(operator, dead, acme):
    successor = queue.enqueue("test.fail", organization=acme, key="k")
    page = requeue(operator, dead, successor)
    assert "another job of the same key is under way" in page
    assert "is not dead" in page
    assert "Queued again: 0." in page


def test_staff_without_the_permission_cannot_queue_again(dead):
    staff = User.objects.create_user("helper@adwright.example", is_staff=True)
    client = make_page_client(None, staff)
    client.post(LIST, {"action": "requeue", "_selected_action": [dead.pk]})
    dead.refresh_from_db()
    assert dead.state == Job.State.DEAD
    assert reverse("admin:tenants_job_changelist", urlconf="config.urls_public") == LIST
