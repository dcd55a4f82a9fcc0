"""A standing report goes to a real mail server; a worker killed at any moment sends nobody the same twice."""

import email
import os
import signal
import socket
import subprocess
import sys
from collections import Counter
from datetime import UTC, datetime, timedelta

import pytest
from aiosmtpd.controller import Controller

from analytics import services
from analytics.jobs import reports as jobs
from analytics.models import Delivery, Edition, ShareLink
from analytics.services.reporting import Wish
from tenants import queue
from tenants.models import Job
from tenants.types import Actor
from tests.analytics.build import NOW
from tests.analytics.reports.test_make_edition import run_bakery
from tests.queue.processes import environment, look_after_jobs

MONDAY = datetime(2026, 11, 23, 7, tzinfo=UTC)
READERS = [f"{name}@acme.example" for name in ("ann", "ben", "cleo")]
NORA = Actor(kind="user", id=None, label="Nora")


class Server:
    """A mail server on loopback that keeps what it takes; `refusing` answers an address instead."""

    def __init__(self):
        self.taken: list[tuple[str, email.message.Message]] = []
        self.refusing: dict[str, str] = {}
        self.port = 0

    async def handle_RCPT(self, server, session, envelope, address, options):
        """Take an address, or answer as told."""
        if answer := self.refusing.get(address):
            return answer
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        """Keep a message."""
        self.taken.append((envelope.rcpt_tos[0], email.message_from_bytes(envelope.content)))
        return "250 OK"

    @property
    def counts(self) -> dict[str, int]:
        """Return how many messages each address got."""
        return dict(Counter(address for address, _ in self.taken))


@pytest.fixture
def server(settings):
    """A mail server, which the product is set up to use."""
    taking = Server()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        taking.port = free.getsockname()[1]
    controller = Controller(taking, hostname="127.0.0.1", port=taking.port)
    controller.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST = "127.0.0.1"
    settings.EMAIL_PORT = taking.port
    settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
    settings.EMAIL_HOST_USER = settings.EMAIL_HOST_PASSWORD = ""
    yield taking
    controller.stop()


@pytest.fixture
def report(organization, clock):
    """A weekly report whose hour has come."""
    run_bakery()
    made = services.create_report(wish=Wish("Weekly", recipients=READERS), actor=NORA, now=NOW)
    clock.set(MONDAY)
    return made


def work(organization, now=MONDAY) -> None:
    for due in jobs.list_outstanding(now):
        queue.enqueue(due.name, organization=organization, key=due.key, payload=due.payload)
    queue.run_due_now(names=["analytics.send_report"])


def states() -> dict[str, str]:
    return dict(Delivery.objects.values_list("address", "state"))


@pytest.mark.usefixtures("report")
def test_everybody_gets_it_once_and_another_round_sends_nothing(organization, server):
    for _ in range(2):
        work(organization)
    assert server.counts == dict.fromkeys(READERS, 1)
    assert set(states().values()) == {"sent"}
    (edition,) = Edition.objects.all()
    assert (str(edition.since), str(edition.until), edition.made_at) == ("2026-11-16", "2026-11-22", MONDAY)
    ids = {message["Message-ID"] for _, message in server.taken}
    assert ids == set(Delivery.objects.values_list("message_id", flat=True))
    _, message = server.taken[0]
    assert [part.get_content_type() for part in message.walk()] == [
        "multipart/related",
        "multipart/alternative",
        "text/plain",
        "text/html",
        "image/png",
    ]


def test_nothing_goes_out_before_its_hour_nor_while_it_is_paused(organization, server, report):
    services.pause_report(report=report, actor=NORA, now=NOW)
    work(organization)
    assert (server.taken, list(jobs.list_outstanding(MONDAY))) == ([], [])


@pytest.mark.usefixtures("report")
def test_who_is_refused_for_good_is_told_and_who_is_refused_for_now_gets_it_later(organization, server, clock):
    server.refusing = {READERS[0]: "550 No such person", READERS[1]: "451 Try later"}
    work(organization)
    assert states() == dict(zip(READERS, ("failed", "waiting", "sent"), strict=True))
    assert "550 No such person" in Delivery.objects.get(address=READERS[0]).error
    server.refusing = {}
    clock.advance(minutes=6)
    Job.objects.update(run_at=None, retry_at=None)
    work(organization, clock.now)
    assert server.counts == {READERS[1]: 1, READERS[2]: 1}


@pytest.mark.usefixtures("report")
def test_after_a_day_it_is_given_up_and_says_why(organization, server, clock):
    server.refusing = dict.fromkeys(READERS, "451 Try later")
    work(organization)
    clock.set(MONDAY + timedelta(hours=25))
    Job.objects.update(run_at=None, retry_at=None)
    work(organization, clock.now)
    assert set(states().values()) == {"failed"}
    assert list(jobs.list_outstanding(clock.now)) == []


@pytest.mark.parametrize(
    ("moment", "first", "then", "state"),
    [
        pytest.param("claimed", 1, 3, "sent", marks=pytest.mark.soak),
        pytest.param("begun", 1, 2, "failed", marks=pytest.mark.soak),
        ("taken", 2, 3, "failed"),
    ],
)
def test_a_worker_killed_in_the_middle_sends_nobody_twice(
    transactional_db, organization, server, report, clock, moment, first, then, state
):
    for due in jobs.list_outstanding(MONDAY):
        queue.enqueue(due.name, organization=organization, key=due.key, payload=due.payload)
    command = [sys.executable, "-m", "tests.analytics.reports.sender", "acme", MONDAY.isoformat(), moment, "2"]
    env = environment() | {"EMAIL_URL": f"smtp://127.0.0.1:{server.port}", "PATH": os.environ["PATH"]}
    ended = subprocess.run(command, env=env, capture_output=True, timeout=60, check=False)
    assert (ended.returncode, sum(server.counts.values())) == (-signal.SIGKILL, first), ended.stderr.decode()[-2000:]
    Job.objects.filter(state=Job.State.RUNNING).update(lease_until="2000-01-01T00:00:00Z")
    look_after_jobs()
    work(organization)
    assert set(server.counts.values()) == {1}
    assert sum(server.counts.values()) == then
    assert states()[READERS[1]] == state
    assert ShareLink.objects.filter(delivery__isnull=False).count() == len(READERS)
    if state == "failed":
        assert "may have gone out or not" in Delivery.objects.get(address=READERS[1]).error


@pytest.mark.usefixtures("report")
def test_what_is_in_doubt_is_sent_again_by_a_person_as_the_same_message(organization, server, page_client):
    server.refusing = {READERS[0]: "550 No such person"}
    work(organization)
    server.refusing = {}
    failed = Delivery.objects.get(address=READERS[0])
    address = f"/reports/{failed.edition.uuid}/"
    page_client().post(f"{address}deliveries/{failed.pk}/send-again/")
    work(organization)
    assert server.counts == dict.fromkeys(READERS, 1)
    assert server.taken[-1][1]["Message-ID"] == failed.message_id
