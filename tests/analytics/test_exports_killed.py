"""A worker is killed in the middle of writing: in the end there is one whole file. Real processes, a real signal."""

from django.db import connection

from analytics import services
from analytics.models import Export
from tenants.models import Job
from tenants.types import Actor
from tests.analytics.build import NOW, make_account, make_campaign, read_days
from tests.queue.conftest import processes  # noqa: F401 - the fixture
from tests.queue.processes import look_after_jobs, wait_until

GATE = 20_261_120
WAITING = "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND objid = %s AND NOT granted"


def run(statement: str, *values) -> list:
    with connection.cursor() as cursor:
        cursor.execute(statement, values or None)
        return cursor.fetchall() if cursor.description else []


def close_gate() -> None:
    """Let whoever has written its first rows wait until the gate is open."""
    run(f"SELECT pg_advisory_lock({GATE})")
    run(
        f"CREATE FUNCTION wait_at_gate() RETURNS trigger LANGUAGE plpgsql AS "
        f"'BEGIN PERFORM pg_advisory_lock({GATE}); PERFORM pg_advisory_unlock({GATE}); RETURN NEW; END'"
    )
    run(
        "CREATE TRIGGER gate BEFORE UPDATE ON analytics_export FOR EACH ROW"
        " WHEN (NEW.done_count > 0) EXECUTE FUNCTION wait_at_gate()"
    )


def test_a_worker_killed_in_the_middle_of_writing_leaves_one_whole_file(organization, processes, tmp_path, monkeypatch):  # noqa: F811
    monkeypatch.setenv("MEDIA_ROOT", str(tmp_path))
    make_campaign(account := make_account(), "Bread")
    read_days(account, ["Bread"], range(1, 15))
    close_gate()
    asked = {"query": "by=day&since=2026-11-06&until=2026-11-19", "format": "csv", "organization": organization}
    export = services.create_export(**asked, actor=Actor.system(), now=NOW)
    supervisor = processes.start("sync")
    wait_until(lambda: run(WAITING, GATE)[0][0])
    killed = processes.worker(supervisor)
    killed.kill()
    run(f"SELECT pg_advisory_unlock({GATE})")
    done = wait_until(lambda: Export.objects.filter(pk=export.pk, state="ready").first(), doing=look_after_jobs)
    (file,) = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert file.read_bytes().count(b"\n") == 1 + 14
    assert (done.row_count, done.byte_size) == (14, file.stat().st_size)
    job = wait_until(lambda: Job.objects.filter(key=str(export.uuid), state=Job.State.DONE).first())
    assert job.attempts == 2
