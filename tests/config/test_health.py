"""/healthz and /readyz answer on any host, and tell what is wrong."""

import pytest
from django.conf import settings
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

from config.health import HealthMiddleware
from tenants.queue.health import Beat

HOSTS = ["localhost", "demo.localhost", "nobody.localhost", "10.0.0.7"]


@pytest.mark.parametrize("host", HOSTS)
def test_healthz_answers_on_any_host_without_a_database(client, host):
    answer = client.get("/healthz", headers={"host": host})
    assert (answer.status_code, answer.content) == (200, b"ok\n")


@pytest.fixture
def job_processes():
    """Give the scheduler and every cluster a sign of life."""
    for name in ["scheduler", *(f"cluster {cluster}" for cluster in settings.Q_CLUSTERS)]:
        Beat(name).now_and_then()


@pytest.mark.django_db
@pytest.mark.parametrize("host", HOSTS)
def test_readyz_answers_on_any_host(client, host, job_processes):
    answer = client.get("/readyz", headers={"host": host})
    assert answer.status_code == 200, answer.content
    assert set(answer.json().values()) == {"ok"}


@pytest.mark.django_db
def test_readyz_names_a_migration_that_waits(client):
    MigrationRecorder(connection).record_unapplied("tenants", "0001_initial")
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert "tenants.0001_initial" in answer.json()["migrations"]


@pytest.mark.django_db
def test_readyz_names_the_job_processes_that_are_not_there(client, settings):
    settings.READINESS_CHECKS = {"jobs": "tenants.queue.health.problem"}
    Beat("scheduler").now_and_then()
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert "cluster changes" in answer.json()["jobs"]
    assert "scheduler" not in answer.json()["jobs"]


@pytest.mark.django_db
def test_readyz_says_which_check_is_not_content(client, settings):
    settings.READINESS_CHECKS = {"queue": "tests.config.test_health.no_heartbeat"}
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert answer.json()["queue"] == "no heartbeat for 90 s"


def no_heartbeat() -> str:
    return "no heartbeat for 90 s"


@pytest.mark.django_db(transaction=True)
def test_readyz_says_that_the_database_is_unreachable_and_recovers(client):
    right = connection.settings_dict["PORT"]
    connection.close()
    connection.settings_dict["PORT"] = "1"
    try:
        answer = client.get("/readyz")
        assert (answer.status_code, answer.json()) == (503, {"database": "unreachable"})
    finally:
        connection.settings_dict["PORT"] = right
    assert client.get("/readyz").json()["database"] == "ok"


def test_other_addresses_are_passed_on(rf):
    assert HealthMiddleware(lambda _request: "the page")(rf.get("/campaigns/")) == "the page"


@pytest.mark.django_db
def test_readyz_runs_no_check_while_migrations_wait(client, settings):
    settings.READINESS_CHECKS = {"queue": "tests.config.test_health.no_heartbeat"}
    MigrationRecorder(connection).record_unapplied("tenants", "0001_initial")
    assert "queue" not in client.get("/readyz").json()


@pytest.mark.django_db
def test_a_problem_that_lasts_is_logged_once(client, settings, caplog):
    settings.READINESS_CHECKS = {"queue": "tests.config.test_health.no_heartbeat"}
    for _ in range(3):
        assert client.get("/readyz").status_code == 503
    assert len([record for record in caplog.records if record.levelname in ("WARNING", "ERROR")]) == 1
