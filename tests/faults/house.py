"""One organisation, one platform, and how the product gets over what happens between them."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import integrations.services
from analytics.models import Feed
from campaigns import selectors, services
from campaigns.models import Campaign, Change
from integrations import registry
from integrations import types as t
from integrations.models import AdAccount, Connection
from integrations.services.quota import Meter
from tenants.errors import AdwrightError
from tenants.models import Job
from tenants.queue import delivery, enqueue
from tenants.types import Actor
from tests.campaigns import purposes
from tests.faults.wire import Killed, Wire
from tests.integrations.conftest import read_query

ROUNDS = 8
PAUSE_MIN = 11
LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)
RUNNING = {"name": "Always on", "days": 12, "daily_budget_minor": 6000}


@dataclass
class House:
    """What a flow works with. Everything is done through the services and jobs that people's clicks start."""

    platform: t.Platform
    sandbox: Any
    organization: Any
    actor: Actor
    clock: Any
    wire: Wire
    run_jobs: Callable
    after_commit: Callable
    """A context that runs what waits for the commit."""

    @property
    def account(self) -> AdAccount:
        """The ad account, as it is now."""
        return AdAccount.objects.select_related("connection").get(platform=self.platform)

    @property
    def campaign(self) -> Campaign:
        """The newest campaign, as it is now."""
        return selectors.get_campaign(Campaign.objects.latest("pk").uuid)

    def connect(self, person: str = "marlow") -> None:
        """Go to the consent page, say yes, come back, choose the first account."""
        who = {"organization": self.organization, "actor": self.actor, "now": self.clock.now}
        departure = integrations.services.begin_connection(platform=self.platform, binding="test", **who)
        back = read_query(consent(self.sandbox, self.platform, departure.authorize_url, person))
        code = back.get("code") or back["auth_code"]
        connection = integrations.services.finish_connection(
            platform=self.platform, code=code, state=back["state"], binding="test", **who
        )
        first = [connection.offered[0]["external_id"]]
        with self.after_commit(execute=True):
            integrations.services.choose_accounts(connection=connection, external_ids=first, **who)

    def run(self, *names: str) -> None:
        """Run the due jobs of these names."""
        self.run_jobs(names=list(names))

    def ask(self, name: str, **payload: str) -> None:
        """Enqueue a job, as its schedule does."""
        enqueue(name, organization=self.organization, key=payload.get("account", ""), payload=payload)

    def wait(self, **by: float) -> datetime:
        """Let time pass, here and on the platform; return the new moment."""
        self.sandbox.advance(**by)
        return self.clock.advance(**by)

    def has_work(self, *names: str) -> bool:
        """Return whether a job of these names still waits or runs."""
        return Job.objects.filter(name__in=names, state__in=[Job.State.QUEUED, Job.State.RUNNING]).exists()

    def import_account(self) -> None:
        self.run("campaigns.import_account")

    def make_running_shop(self) -> None:
        """Somebody connects whose campaign has been running for some days."""
        account = {"name": "Byrne Pottery", "currency": "EUR", "time_zone": "Europe/Dublin", "campaigns": [RUNNING]}
        self.sandbox.control(
            "POST", "people", name="Ben Byrne", key="byrne", page="Byrne Pottery", accounts=[account],
            platform=str(self.platform),
        )  # fmt: skip
        self.connect("byrne")

    def launch(self) -> None:
        """Make a draft that suits the platform and launch it."""
        self.make_draft()
        services.launch_campaign(campaign=self.campaign, actor=self.actor, now=self.clock.now)
        jobs = ("campaigns.apply_change_set", "campaigns.sync_objects")
        self.persist(lambda: self.run(*jobs), lambda: not self.has_work(*jobs), market_goes_on=True)
        assert self.campaign.status == "active", self.campaign.status

    def make_draft(self, purpose: t.Purpose = t.Purpose.SALES) -> None:
        draft = purposes.draft(self.account, purpose, self.actor)
        services.create_draft(draft=draft, actor=self.actor, now=self.clock.now)

    @property
    def budget(self) -> int:
        """What drafts ask for a day, in minor units."""
        return purposes.BUDGET[self.platform]

    def adapter(self):
        """An adapter of its own, as if somebody worked in the platform's own manager."""
        return self.adapter_with(integrations.services.tokens.open_grant(self.account.connection))

    def adapter_with(self, grant: t.TokenGrant):
        """An adapter that uses a token which we know."""
        account = self.account
        link = t.AccountLink(
            account.external_id, account.currency, account.time_zone, grant.access_token, account.presence
        )
        return registry.adapter_for(self.platform, link, Meter(self.platform, account))

    def persist(self, go: Callable[[], None], is_settled: Callable[[], bool], *, market_goes_on: bool) -> None:
        """Do it, and again after every recovery, until it is settled; as workers, schedules and people do."""
        for _ in range(ROUNDS):
            try:
                go()
            except (Killed, AdwrightError) as error:
                last = error
            else:
                last = None
            self.recover(market_goes_on=market_goes_on)
            if is_settled():
                return
        raise AssertionError(f"not settled after {ROUNDS} rounds; at last {last!r}")

    def recover(self, *, market_goes_on: bool = True) -> None:
        """Let time pass: leases of the dead run out, their jobs are given back, waits are over."""
        self.wire.revive()
        self.clock.advance(minutes=PAUSE_MIN)
        if market_goes_on:
            self.sandbox.advance(minutes=PAUSE_MIN)
        Job.objects.filter(state=Job.State.RUNNING).update(lease_until=LONG_AGO)
        Change.objects.filter(lease_until__isnull=False).update(lease_until=LONG_AGO)
        Connection.objects.filter(lease_until__isnull=False).update(lease_until=LONG_AGO)
        Feed.objects.filter(lease_until__isnull=False).update(lease_until=LONG_AGO)
        delivery.recover()
        Job.objects.filter(state=Job.State.QUEUED).update(retry_at=None, run_at=self.clock.now - timedelta(seconds=1))


def consent(sandbox, platform: t.Platform, authorize_url: str, person: str) -> str:
    """Say yes on a consent page; return the address to which the browser is sent back."""
    return sandbox.grant(person, **{"platform": str(platform), **read_query(authorize_url)})
