"""What the random sequences work with: actors, clocks, jobs that run and die, and going back to the beginning."""

import uuid
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from django.db import connection

from campaigns import services
from campaigns.models import Change
from campaigns.types import IN_FLIGHT
from integrations.models import AdAccount, Connection, QuotaReport
from tenants.errors import AdwrightError
from tenants.models import Job
from tenants.queue import delivery, enqueue, sweeping
from tenants.types import Actor
from tests.campaigns.property.stock import Stock
from tests.campaigns.property.watch import Watch
from tests.factories import START
from tests.faults.wire import Killed, Wire

JOBS = [
    f"campaigns.{name}" for name in ("apply_change_set", "sync_objects", "hold_stop", "ask_approvers", "tell_proposer")
]
KEPT = "before the sequences"
LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)
ROUNDS = 24
OPEN_STATES = [Job.State.QUEUED, Job.State.RUNNING]


@dataclass
class House(Stock):
    """One organisation with accounts on three platforms, two campaigns that run and a draft."""

    sandbox: Any
    organization: Any
    clock: Any
    wire: Wire
    run_jobs: Callable
    actors: dict[str, Actor]
    key: Any
    """A program's client: what the actor "key" does goes through the API."""
    accounts: dict[str, AdAccount]
    is_quick: bool = False
    """Whether a worker comes right after every deed; else only now and then."""
    tally: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.watch = Watch(self.wire)

    def begin(self) -> None:
        """Go to the beginning; `end` takes back everything."""
        self.sandbox.reset(kept=KEPT)
        self.wire.revive()
        self.wire.arm(None)
        self.wire.always_hurry = False
        self.watch.forget()
        self.is_quick = False
        self.clock.set(START)
        self._waiting = list(connection.run_on_commit)
        with connection.cursor() as cursor:  # by hand: inside `atomic` no platform may be called
            cursor.execute("SAVEPOINT beginning")

    def end(self) -> None:
        """Take back everything since `begin`."""
        self.wire.revive()
        with connection.cursor() as cursor:
            cursor.execute("ROLLBACK TO SAVEPOINT beginning")
        connection.run_on_commit = self._waiting

    def attempt(self, name: str, deed: Callable[[], Any]) -> Any:
        """Do something that may be refused; count which it was."""
        self.clock.advance(seconds=1)
        try:
            done = deed()
        except AdwrightError:
            self._count(f"{name} refused")
            return None
        self._count(name)
        if self.is_quick:
            self.work()
        return done

    def ask(self, path: str, **body: Any) -> Any:
        """Ask through the API as the program does; return the answer, or raise what it was refused with."""
        answer = self.key.post(f"/api/v1{path}", body, content_type="application/json")
        if answer.status_code >= 400:
            assert answer.status_code in (403, 404, 409, 422), answer.content
            raise AdwrightError(answer.json().get("detail", ""))
        return answer.json()

    def work(self) -> None:
        """Let workers run what is due; the one that dies leaves what it held."""
        self.clock.advance(seconds=1)
        with suppress(Killed):
            self.run_jobs(names=JOBS, allow_dead=True)
        self.wire.revive()

    def wait(self, **by: float) -> None:
        """Let time pass: the leases of the dead run out, their jobs are given back, waits are over; schedules run."""
        self.sandbox.advance(**by)
        self.clock.advance(**by)
        Job.objects.filter(state=Job.State.RUNNING).update(lease_until=LONG_AGO)
        for model in (Change, Connection):
            model.objects.filter(lease_until__isnull=False).update(lease_until=LONG_AGO)
        delivery.recover()
        QuotaReport.objects.all().delete()
        Job.objects.filter(state=Job.State.QUEUED).update(retry_at=None, run_at=LONG_AGO)
        services.turn_closures(now=self.clock.now)
        sweeping.sweep_organization(organization=self.organization, now=self.clock.now)

    def read(self, platform: str) -> bool:
        """Have an account read; return whether it was, with nothing under way on it."""
        account = self.accounts[platform]
        self.clock.advance(seconds=1)
        payload = {"account": str(account.uuid)}
        enqueue("campaigns.sync_objects", organization=self.organization, key=str(uuid.uuid4()), payload=payload)
        with suppress(Killed):
            self.run_jobs(names=["campaigns.sync_objects"], allow_dead=True)
        self.wire.revive()
        account.refresh_from_db()
        moving = Change.objects.filter(state__in=IN_FLIGHT, platform_campaign__account=account)
        return account.objects_synced_at == self.clock.now and not moving.exists()

    def settle(self) -> None:
        """Let everything calm down: no more accidents, all jobs run, every account read."""
        self.sandbox.control("DELETE", "faults")
        self.wire.arm(None)
        for _ in range(ROUNDS):
            self.wait(minutes=16)
            self.work()
            if not self._is_under_way() and all(self.read(platform) for platform in self.accounts):
                services.hold_stop(now=self.clock.now)
                if not self._is_under_way():
                    return
        left = list(Change.objects.filter(state__in=IN_FLIGHT).values_list("label", "field", "state", "error"))
        raise AssertionError(f"it does not calm down: {left}")

    def _is_under_way(self) -> bool:
        moving = Change.objects.filter(state__in=IN_FLIGHT).exists()
        return moving or Job.objects.filter(name__in=JOBS, state__in=OPEN_STATES).exists()

    def _count(self, name: str) -> None:
        self.tally[name] = self.tally.get(name, 0) + 1
