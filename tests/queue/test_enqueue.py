"""A job is a row; a message goes out when the transaction commits."""

import pytest
from django.db import connection, transaction
from django_q.models import OrmQ

from tenants import queue
from tenants.models import Job


@pytest.fixture
def sent(django_capture_on_commit_callbacks):
    """Count the messages of a block."""
    return django_capture_on_commit_callbacks


def test_enqueue_makes_a_row_and_sends_its_uuid_on_commit(acme, sent):
    with sent(execute=True):
        job = queue.enqueue("test.note", organization=acme, payload={"text": "a"})
        assert not OrmQ.objects.exists()
    message = OrmQ.objects.get()
    assert (job.state, job.cluster, job.attempts) == (Job.State.QUEUED, "changes", 0)
    assert message.key == "changes"
    assert (message.args(), message.kwargs()) == ((str(job.uuid),), {})


def test_a_rolled_back_transaction_leaves_neither_row_nor_message(acme, sent):
    with sent(execute=True), transaction.atomic():
        queue.enqueue("test.note", organization=acme, payload={"text": "a"})
        transaction.set_rollback(True)
    assert not Job.objects.exists()
    assert not OrmQ.objects.exists()


def test_an_unknown_job_is_refused_at_once(acme):
    with pytest.raises(queue.UnknownJob, match=r"no handler .* 'test\.nothing'"):
        queue.enqueue("test.nothing", organization=acme)


def test_a_job_of_an_organization_needs_one_and_a_job_of_the_installation_takes_none(acme):
    with pytest.raises(ValueError, match="does not fit"):
        queue.enqueue("test.note", payload={"text": "a"})
    with pytest.raises(ValueError, match="does not fit"):
        queue.enqueue("test.installation", organization=acme)


def test_one_live_job_a_key(acme, globex, sent):
    with sent() as messages:
        first = queue.enqueue("test.note", organization=acme, key="k", payload={"text": "a"})
        again = queue.enqueue("test.note", organization=acme, key="k", payload={"text": "b"})
        other = queue.enqueue("test.note", organization=globex, key="k", payload={"text": "c"})
    assert again.uuid == first.uuid
    assert again.payload == {"text": "a"}
    assert other.uuid != first.uuid
    assert len(messages) == 2


def test_one_live_job_a_key_for_the_installation_too(db):
    first = queue.enqueue("test.installation", key="k")
    assert queue.enqueue("test.installation", key="k").uuid == first.uuid


def test_a_finished_key_may_come_again(acme, run_jobs):
    first = queue.enqueue("test.note", organization=acme, key="k", payload={"text": "a"})
    run_jobs()
    assert queue.enqueue("test.note", organization=acme, key="k", payload={"text": "b"}).uuid != first.uuid


def test_a_remembered_key_is_done_once_a_day(acme, run_jobs):
    first = queue.enqueue("test.note", organization=acme, key="k", payload={"text": "a"}, remember=True)
    run_jobs()
    again = queue.enqueue("test.note", organization=acme, key="k", payload={"text": "a"}, remember=True)
    assert (again.uuid, again.state) == (first.uuid, Job.State.DONE)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE tenants_job SET finished_at = now() - interval '24 hours 1 second'")
    assert (
        queue.enqueue("test.note", organization=acme, key="k", payload={"text": "a"}, remember=True).uuid != first.uuid
    )


def test_a_dead_job_does_not_block_its_remembered_key(acme, run_jobs):
    first = queue.enqueue("test.fail", organization=acme, key="k", remember=True)
    run_jobs(allow_dead=True)
    assert queue.enqueue("test.fail", organization=acme, key="k", remember=True).uuid != first.uuid
