"""Files of tables: asked for on a page or by a program, made by a job, taken, and removed when their days are over."""

import csv
import io
import json

import pytest
from django.core.files.storage import default_storage

from analytics import services
from analytics.models import Export
from tenants import queue
from tenants.errors import Conflict, Invalid
from tenants.models import AuditEvent, Job
from tenants.roles import Role
from tenants.types import Actor
from tests.analytics.build import NOW, make_account, make_campaign, read_days

QUERY = "by=campaign&by=day&period=7d"


@pytest.fixture
def shop(organization, clock, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    account = make_account()
    for name in ("Bread", "=Cakes"):
        make_campaign(account, name)
    read_days(account, ["Bread", "=Cakes"], range(1, 15))
    return organization


def ask(organization, query=QUERY, format="csv") -> Export:
    return services.create_export(query=query, format=format, organization=organization, actor=Actor.system(), now=NOW)


def files(root) -> list[str]:
    return [path.name for path in root.rglob("*") if path.is_file()]


def test_a_file_is_asked_for_on_the_page_made_and_taken(shop, page_client, run_jobs):
    browser = page_client(Role.MEMBER)
    assert b"No files yet" in browser.get("/exports/").content
    answer = browser.post("/exports/create/", {"query": QUERY, "format": "csv"}, follow=True)
    assert b"Waiting for its turn" in answer.content
    run_jobs()
    page = browser.get("/exports/")
    export = Export.objects.get()
    address = f"/exports/{export.uuid}/file/"
    assert address in page.content.decode()
    file = browser.get(address)
    lines = list(csv.DictReader(io.StringIO(b"".join(file.streaming_content).decode())))
    assert (len(lines), export.row_count) == (14, 14)
    assert {line["campaign"] for line in lines} == {"Bread", "'=Cakes"}
    assert export.title == "Figures by campaign and day, 13–19 Nov 2026"
    assert file["Content-Disposition"] == 'attachment; filename="figures-by-campaign-and-day-13-to-19-nov-2026.csv"'


def test_what_cannot_be_asked_is_said_on_the_page(shop, page_client):
    answer = page_client().post("/exports/create/", {"query": "by=hat", "format": "csv"}, follow=True)
    assert b"Choose from day" in answer.content
    assert not Export.objects.exists()


def test_programs_ask_look_take_and_delete(shop, api_client, run_jobs):
    program = api_client()
    made = program.post("/api/v1/exports", {"query": QUERY, "format": "parquet"}, content_type="application/json")
    assert made.status_code == 202
    address = f"/api/v1/exports/{made.json()['id']}"
    assert made.json()["state"] == "pending"
    assert program.get(f"{address}/file").status_code == 404
    run_jobs()
    found = program.get(address).json()
    assert (found["state"], found["rows_done"], found["rows"]) == ("ready", 14, 14)
    assert b"".join(program.get(f"{address}/file").streaming_content)[:4] == b"PAR1"
    assert program.get("/api/v1/exports").json()["total"] == 1
    assert program.delete(address).status_code == 204
    assert program.get(address).status_code == 404


def test_the_same_wish_twice_makes_one_file(shop):
    assert ask(shop) == ask(shop)
    assert ask(shop, format="xlsx") != ask(shop)
    assert AuditEvent.objects.filter(action="export.created").count() == 2


def test_what_is_wrong_is_named_and_too_many_are_refused(shop, monkeypatch):
    with pytest.raises(Invalid) as caught:
        ask(shop, format="pdf")
    assert list(caught.value.fields) == ["format"]
    monkeypatch.setattr("analytics.services.exporting.asking.MOST_WAITING", 1)
    ask(shop)
    with pytest.raises(Conflict):
        ask(shop, query="by=day")


def test_files_go_after_seven_days(shop, run_jobs, settings, clock, django_capture_on_commit_callbacks):
    export = ask(shop)
    run_jobs()
    assert files(settings.MEDIA_ROOT) == [f"{export.uuid}.csv"]
    assert services.forget_exports(now=clock.advance(days=6)) == 0
    assert services.forget_exports(now=clock.advance(days=1)) == 1
    assert files(settings.MEDIA_ROOT) == []
    export.refresh_from_db()
    assert (export.state, export.file.name) == ("gone", "")
    services.forget_exports(now=clock.advance(days=30))
    assert not Export.objects.exists()


def test_deleting_takes_the_file_along(shop, run_jobs, settings, django_capture_on_commit_callbacks):
    export = ask(shop)
    run_jobs()
    export.refresh_from_db()
    with django_capture_on_commit_callbacks(execute=True):
        services.delete_export(export=export, actor=Actor.system(), now=NOW)
    assert files(settings.MEDIA_ROOT) == []


def test_one_deleted_while_it_is_written_leaves_nothing(shop, settings):
    export = ask(shop)

    def deleted(done, total):
        Export.objects.all().delete()

    assert services.make_export(export=export, progress=deleted, check=lambda: None) is False
    assert files(settings.MEDIA_ROOT) == []


def test_half_a_file_that_a_killed_worker_left_is_replaced(shop, settings, run_jobs):
    export = ask(shop)
    left = settings.MEDIA_ROOT / shop.schema_name / "exports" / f"{export.uuid}.csv"
    left.parent.mkdir(parents=True)
    left.write_text("half")
    run_jobs()
    assert files(settings.MEDIA_ROOT) == [left.name]
    assert left.read_text().count("\n") == 15


def test_a_worker_that_lost_its_job_shows_no_file(shop, settings):
    export = ask(shop)

    def lost():
        raise queue.LeaseLost(export.uuid)

    with pytest.raises(queue.LeaseLost):
        services.make_export(export=export, progress=lambda done, total: None, check=lost)
    export.refresh_from_db()
    assert (export.state, files(settings.MEDIA_ROOT)) == ("running", [])


def test_what_is_outstanding_is_made_by_another_job(shop, run_jobs):
    export = ask(shop)
    Job.objects.all().delete()
    queue.enqueue("tenants.sweep")
    run_jobs(names={"tenants.sweep", "analytics.make_export"})
    export.refresh_from_db()
    assert export.state == "ready"


def test_a_table_that_is_gone_fails_with_its_reason(shop, run_jobs):
    export = ask(shop)
    missing = "campaign=0199aaaa-0000-7000-8000-000000000001"
    Export.objects.update(query=missing)
    run_jobs(allow_dead=True)
    export.refresh_from_db()
    assert export.state == "failed"
    assert "campaign" in export.error


def test_one_that_cannot_be_written_says_so_after_the_last_attempt(shop, run_jobs, monkeypatch):
    export = ask(shop)
    monkeypatch.setattr("analytics.services.exporting.making.open_writer", None)
    run_jobs(allow_dead=True)
    export.refresh_from_db()
    assert (export.state, bool(export.error)) == ("failed", True)


@pytest.mark.parametrize("more", ["", "&currency=USD", "&sort=-spend", "&compare=previous", "&maturity=1"])
def test_lines_of_json_are_the_items_of_metrics(shop, api_client, more):
    program, query = api_client(), f"by=campaign&period=7d{more}"
    streamed = b"".join(program.get(f"/api/v1/metrics.ndjson?{query}").streaming_content)
    items = program.get(f"/api/v1/metrics?{query}").json()["items"]
    assert [json.loads(line) for line in streamed.splitlines()] == items
    assert len(items) == 2


def test_metrics_stream_as_csv_with_the_columns_that_were_asked_for(shop, api_client):
    answer = api_client().get("/api/v1/metrics.csv?by=day&period=7d&column=spend&column=roas&sort=-spend")
    assert answer.streaming
    lines = list(csv.reader(io.StringIO(b"".join(answer.streaming_content).decode())))
    assert lines[0] == ["day", "currency", "spend", "roas"]
    assert len(lines) == 8


def test_a_wrong_question_is_refused_before_anything_is_streamed(shop, api_client):
    assert api_client().get("/api/v1/metrics.csv?column=hats").status_code == 422


def test_files_lie_in_the_organisations_own_folder(shop, run_jobs):
    export = ask(shop)
    run_jobs()
    export.refresh_from_db()
    assert export.file.name == f"{shop.schema_name}/exports/{export.uuid}.csv"
    assert default_storage.exists(export.file.name)
