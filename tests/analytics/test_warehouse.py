"""The nightly copy, over the S3 protocol to a server of others: whole days, only those that changed, and loadable as it is."""

import io
import re
from datetime import timedelta
from decimal import Decimal
from pathlib import Path

import boto3
import duckdb
import pyarrow.parquet as pq
import pytest
from django.conf import settings as configured
from moto.server import ThreadedMotoServer

from analytics import services
from analytics.models import Sale, Subject, Warehouse, WarehouseDay, WatchMetric
from analytics.selectors import Dimension, sums
from analytics.services.warehouse import Refused, endpoints
from analytics.types import Period
from tenants.errors import Invalid
from tenants.models import AuditEvent
from tenants.types import Actor
from tests.analytics.build import NOW, days_before, make_account, make_campaign, read_days, row, store

BUCKET, PREFIX = "bakery", "adwright"
SECRET = "kneaded-twice"


@pytest.fixture(scope="module")
def server():
    running = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    running.start()
    yield "http://{}:{}".format(*running.get_host_and_port())
    running.stop()


@pytest.fixture
def storage(server, settings):
    """The bucket, empty; its server is allowed."""
    settings.WAREHOUSE_ENDPOINTS_ALLOWED = [server.removeprefix("http://")]
    client = boto3.client(
        "s3", endpoint_url=server, aws_access_key_id="a", aws_secret_access_key="b", region_name="us-east-1"
    )
    client.create_bucket(Bucket=BUCKET)
    yield client
    for found in keys(client):
        client.delete_object(Bucket=BUCKET, Key=found)
    client.delete_bucket(Bucket=BUCKET)


@pytest.fixture
def bakery(organization, clock, storage, server):
    account = make_account()
    make_campaign(account, "Bread")
    read_days(account, ["Bread"], range(1, 4))
    set_up(server)
    return account


def set_up(endpoint, **changed) -> Warehouse:
    values = {
        "endpoint": endpoint,
        "region": "",
        "bucket": BUCKET,
        "prefix": PREFIX,
        "key_id": "key",
        "secret": SECRET,
    }
    return services.set_warehouse(**values | {"is_on": True} | changed, actor=Actor.system(), now=NOW)


def keys(client) -> list[str]:
    return [each["Key"] for each in client.list_objects_v2(Bucket=BUCKET).get("Contents", [])]


def copy(**more) -> list[tuple[int, int]]:
    steps: list[tuple[int, int]] = []
    services.copy_to_warehouse(now=NOW, **{"progress": lambda *step: steps.append(step)} | more)
    return steps


def day_file(client, day) -> list[dict]:
    content = client.get_object(Bucket=BUCKET, Key=f"{PREFIX}/facts/day={day}/part-0.parquet")["Body"].read()
    return pq.read_table(io.BytesIO(content)).to_pylist()


def test_every_day_is_copied_with_what_names_it(bakery, storage):
    assert copy() == [(0, 3), (1, 3), (2, 3), (3, 3)]
    days = [f"{PREFIX}/facts/day={days_before(n)}/part-0.parquet" for n in (3, 2, 1)]
    assert keys(storage) == [f"{PREFIX}/ads/part-0.parquet", f"{PREFIX}/campaigns/part-0.parquet", *days]
    (fact,) = day_file(storage, days_before(1))
    assert (fact["spend"], fact["clicks"], fact["currency"]) == (Decimal("10.000000"), 20, "EUR")


def test_only_days_that_changed_are_copied_again(bakery, storage):
    copy()
    assert copy() == [(0, 0)]
    store(bakery, [row(days_before(2), "Bread-ad", campaign="Bread", clicks=33)], at=NOW + timedelta(hours=1))
    assert copy() == [(0, 1), (1, 1)]
    assert [fact["clicks"] for fact in day_file(storage, days_before(2))] == [33]


def test_a_copy_that_is_cut_off_goes_on_where_it_was(bakery, storage):
    def killed(done, total):
        if done == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        copy(progress=killed)
    assert len(keys(storage)) == 2
    assert copy()[0] == (0, 1)
    assert WarehouseDay.objects.count() == 3


def test_the_statements_of_the_guide_answer_what_the_pages_say(bakery, storage, tmp_path):
    film = Subject.objects.exclude(ad_external_id="").get()
    for n in (1, 2):
        plays = {"plays": 50 * n, "to_25": 30, "to_50": 12, "to_75": 6, "to_100": 3}
        WatchMetric.objects.create(subject=film, day=days_before(n), **plays, known_at=NOW)
    copy()
    for key in keys(storage):
        target = tmp_path / key
        target.parent.mkdir(parents=True, exist_ok=True)
        storage.download_file(BUCKET, key, str(target))
    guide = (Path(configured.BASE_DIR) / "docs/guides/warehouse.md").read_text()
    blocks = re.findall(r"```duckdb\n(.*?)```", guide, re.S)
    with duckdb.connect() as line:
        rows, watched = (line.execute(block.replace("s3://my-bucket", str(tmp_path))).fetchall() for block in blocks)
    assert watched == [("Bread", 150, 40.0, 4.0)]
    shown = sums(Period(days_before(3), days_before(1)), Dimension.DAY)
    assert [(day, spend * 1_000_000, clicks) for day, _, _, spend, clicks in rows] == [
        (day, metrics.spend_micros, metrics.clicks) for (day,), metrics in sorted(shown.items())
    ]
    assert {(name, currency) for _, name, currency, _, _ in rows} == {("Bread", "EUR")}


def test_ads_and_campaigns_are_named(bakery, storage):
    copy()

    def read(table):
        body = storage.get_object(Bucket=BUCKET, Key=f"{PREFIX}/{table}/part-0.parquet")["Body"]
        return pq.read_table(io.BytesIO(body.read())).to_pylist()

    (campaign,) = read("campaigns")
    assert (campaign["name"], campaign["status"]) == ("Bread", "active")
    named = [ad for ad in read("ads") if not ad["not_by_ad"]]
    assert {(ad["account"], ad["campaign"], ad["ad"]) for ad in named} == {("Bakery", "Bread", "Bread")}
    assert {ad["campaign_id"] for ad in named} == {campaign["id"]}


def test_own_sales_lie_there_and_a_day_without_any_goes(bakery, storage):
    given = {"sold_at": NOW, "day": days_before(0), "value_minor": 4_200, "currency": "EUR", "updated_at": NOW}
    Sale.objects.create(order_id="1", **given)
    copy()
    path = f"{PREFIX}/sales/day={days_before(0)}/part-0.parquet"
    assert path in keys(storage)
    Sale.objects.all().delete()
    copy()
    assert path not in keys(storage)
    assert not WarehouseDay.objects.filter(table="sales").exists()


def test_another_place_is_filled_from_the_beginning(bakery, storage, server):
    copy()
    set_up(server, prefix="elsewhere")
    assert len(copy()) == 4


def test_the_job_copies_and_says_how_many(bakery, storage, organization, run_jobs):
    job = services.request_copy(organization=organization)
    run_jobs()
    job.refresh_from_db()
    assert job.result["text"] == "3 days were copied."
    set_up("", is_on=False)
    assert services.request_copy(organization=organization) != job


def test_what_the_storage_refuses_is_said_and_not_tried_again(bakery, storage, server, organization, run_jobs):
    set_up(server, bucket="nobody-has-this")
    job = services.request_copy(organization=organization)
    run_jobs(allow_dead=True)
    job.refresh_from_db()
    assert (job.attempts, services.get_warehouse().error) == (1, "There is no such bucket.")


def test_a_check_writes_and_leaves_nothing(bakery, storage, server):
    assert services.check_warehouse(now=NOW).checked_at == NOW
    assert keys(storage) == []
    set_up(server, bucket="nobody-has-this")
    found = services.check_warehouse(now=NOW)
    assert (found.checked_at, found.error) == (None, "There is no such bucket.")


@pytest.mark.parametrize(
    ("field", "value"),
    [("bucket", "A"), ("prefix", "a b"), ("region", "eu/../"), ("key_id", ""), ("endpoint", "ftp://x"), ("secret", "")],
)
def test_what_is_wrong_is_named(organization, field, value):
    with pytest.raises(Invalid) as caught:
        set_up(**{"endpoint": ""} | {field: value})
    assert list(caught.value.fields) == [field]


@pytest.mark.parametrize(
    "address",
    ["127.0.0.1", "10.0.0.8", "169.254.169.254", "[::1]", "[::ffff:10.0.0.8]", "[fe80::1]", "0.0.0.0", "100.64.0.1"],
)
def test_addresses_of_private_networks_are_refused(address, settings):
    assert endpoints.problem_of(f"https://{address}") == endpoints.PRIVATE
    settings.WAREHOUSE_ENDPOINTS_ALLOWED = [f"{address.strip('[]')}:9000"]
    assert endpoints.problem_of(f"http://{address}:9000") == ""
    assert endpoints.problem_of(f"http://{address}:9001") != ""


def test_a_name_that_leads_into_a_private_network_is_refused_at_each_copy(bakery, storage, settings):
    settings.WAREHOUSE_ENDPOINTS_ALLOWED = []
    with pytest.raises(Refused):
        copy()


@pytest.mark.parametrize(
    "address", ["http://8.8.8.8", "https://8.8.8.8/path", "https://me:secret@8.8.8.8", "https://8.8.8.8:x", "https://"]
)
def test_addresses_are_a_scheme_and_a_host(address):
    assert endpoints.problem_of(address)


def test_the_secret_is_sealed_kept_and_never_shown(bakery, server, page_client, api_client):
    before = Warehouse.objects.get()
    assert SECRET not in before.secret_sealed
    set_up(server, secret="", bucket="other-bucket")
    assert Warehouse.objects.get().secret_sealed == before.secret_sealed
    with pytest.raises(Invalid):
        set_up(server, secret="", key_id="another")
    assert SECRET.encode() not in page_client().get("/settings/warehouse/").content
    assert "secret" not in api_client().get("/api/v1/warehouse").json()
    assert SECRET not in str(list(AuditEvent.objects.values_list("detail", flat=True)))


def test_it_is_set_up_tried_and_run_on_the_page(organization, clock, storage, server, page_client, run_jobs):
    browser = page_client()
    form = {"endpoint": server, "bucket": BUCKET, "prefix": PREFIX, "key_id": "key", "secret": SECRET, "is_on": "on"}
    assert b"Writing there works." in browser.post("/settings/warehouse/set/", form, follow=True).content
    assert browser.post("/settings/warehouse/set/", form | {"bucket": "A"}).status_code == 422
    assert b"Waiting for its turn" in browser.post("/settings/warehouse/copy/", follow=True).content
    run_jobs()
    assert f"{PREFIX}/ads/part-0.parquet" in keys(storage)
    assert b"here only" in browser.post("/settings/warehouse/delete/", follow=True).content


def test_programs_set_check_and_run_it(organization, clock, storage, server, api_client):
    program = api_client()
    assert program.get("/api/v1/warehouse").status_code == 404
    body = {"endpoint": server, "bucket": BUCKET, "key_id": "key", "secret": SECRET}
    assert program.put("/api/v1/warehouse", body, content_type="application/json").json()["error"] == ""
    assert program.post("/api/v1/warehouse/check").json()["checked_at"] is not None
    assert program.post("/api/v1/warehouse/copy").status_code == 202
    assert program.delete("/api/v1/warehouse").status_code == 204
