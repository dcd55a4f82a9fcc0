"""A page and a program can follow a job to its end."""

import uuid
from datetime import timedelta

import pytest
from django.utils import timezone

from tenants import queue
from tenants.models import Job
from tenants.queue import execution
from tenants.roles import Role
from tests.factories import make_member, make_page_client

HTMX = {"HX-Request": "true"}


@pytest.fixture
def client(acme):
    """A client's browser, the least that a member may be."""
    return make_page_client(acme, make_member(acme, Role.CLIENT).user)


@pytest.fixture
def job(acme) -> Job:
    """A job that runs and is half done."""
    made = queue.enqueue("test.note", organization=acme, payload={"text": "a"})
    Job.objects.filter(pk=made.pk).update(
        state=Job.State.RUNNING, progress_done=17, progress_total=24, progress_text="Reading Meta's history"
    )
    return made


def ended(job: Job, **fields) -> None:
    """Write how a job ended."""
    Job.objects.filter(pk=job.pk).update(finished_at=timezone.now(), **fields)


def test_a_running_job_shows_its_bar_and_is_asked_for_again(client, job):
    page = client.get(f"/jobs/{job.uuid}/", headers=HTMX).content.decode()
    assert "Reading Meta&#x27;s history" in page
    assert "17 of 24" in page
    assert '<progress class="progress" max="24" value="17"' in page
    assert (
        f'hx-get="/jobs/{job.uuid}/" hx-trigger="every 2s" hx-target="this" hx-select="unset" hx-swap="outerHTML"'
        in page
    )


@pytest.mark.parametrize(("age_s", "poll_s"), [(31, 5), (121, 15), (86_400, 15)])
def test_an_older_job_is_asked_for_less_often(client, job, age_s, poll_s):
    Job.objects.filter(pk=job.pk).update(created_at=timezone.now() - timedelta(seconds=age_s))
    page = client.get(f"/jobs/{job.uuid}/", headers=HTMX).content.decode()
    assert f'hx-trigger="every {poll_s}s"' in page


def test_the_last_answer_carries_the_result_and_asks_no_more(client, job):
    ended(job, state=Job.State.DONE, result={"text": "24 months are here.", "url": "/reports/"})
    answer = client.get(f"/jobs/{job.uuid}/", headers=HTMX)
    page = answer.content.decode()
    assert "24 months are here." in page
    assert '<a href="/reports/">' in page
    assert "hx-" not in page
    assert "job-ended" in answer.headers["HX-Trigger"]


def test_a_dead_job_says_why_and_not_how(client, job):
    ended(job, state=Job.State.DEAD, problem="Meta's permission has ended. Connect again.", last_error="AuthExpired: x")
    page = client.get(f"/jobs/{job.uuid}/", headers=HTMX).content.decode()
    assert "Meta&#x27;s permission has ended. Connect again." in page
    assert "AuthExpired" not in page
    assert "hx-" not in page


def test_a_failed_attempt_is_told_without_alarm(client, acme):
    job = queue.enqueue("test.fail", organization=acme)
    execution.run(job_id=job.uuid, worker="test")
    page = client.get(f"/jobs/{job.uuid}/", headers=HTMX).content.decode()
    assert "Trying again in a moment." in page
    assert "hx-get" in page


def test_without_scripts_it_is_a_page(client, job):
    page = client.get(f"/jobs/{job.uuid}/").content.decode()
    assert "<h1" in page
    assert "17 of 24" in page


def test_the_page_fetches_itself_whole_when_the_job_has_ended(client, job):
    assert 'hx-get="?whole" hx-trigger="job-ended from:body"' in client.get(f"/jobs/{job.uuid}/").content.decode()
    ended(job, state=Job.State.DONE)
    page = client.get(f"/jobs/{job.uuid}/?whole", headers=HTMX).content.decode()
    assert "It is done." in page
    assert "hx-trigger" not in page[page.index("<h1") :]


def test_what_a_job_says_cannot_be_markup(client, job):
    ended(job, state=Job.State.DONE, result={"text": "<script>alert(1)</script>"})
    assert "<script>alert" not in client.get(f"/jobs/{job.uuid}/", headers=HTMX).content.decode()


def test_the_api_tells_the_same(client, job):
    answer = client.get(f"/api/v1/jobs/{job.uuid}").json()
    assert (answer["id"], answer["state"]) == (str(job.uuid), "running")
    assert (answer["progress_done"], answer["progress_total"]) == (17, 24)
    assert "last_error" not in answer
    assert "payload" not in answer


@pytest.mark.parametrize("address", ["/jobs/{}/", "/api/v1/jobs/{}"])
def test_another_organizations_job_and_one_of_the_installation_are_not_there(client, globex, address):
    others = [
        queue.enqueue("test.note", organization=globex, payload={"text": "a"}).uuid,
        queue.enqueue("test.installation").uuid,
        uuid.uuid4(),
    ]
    assert [client.get(address.format(one)).status_code for one in others] == [404, 404, 404]
