"""Every adapter, reached through the registry with the real SDK, against its sandbox over the wire. No database."""

import base64
import hashlib
import pickle
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

import pytest

from integrations import registry
from integrations import types as t
from integrations.errors import NotReadyYet
from integrations.ports import AdPlatform, PlatformAuth
from tests.factories import START
from tests.integrations.conftest import read_query
from tests.integrations.contract import plans
from tests.integrations.contract.platforms import PLATFORMS

VERIFIER = "contract-suite-verifier-0123456789-0123456789-0123"
SHOP_DAYS = 40
CAMPAIGNS = [
    {"name": "Always on", "days": SHOP_DAYS, "daily_budget_minor": 9000},
    {"name": "Courses", "days": 20, "daily_budget_minor": 7000},
]


@dataclass
class Ledger:
    """A meter (`integrations.ports.Meter`) that lets everything through and remembers it."""

    spent: list[tuple[int, bool]] = field(default_factory=list)
    usages: list[t.Usage] = field(default_factory=list)

    def spend(self, *, cost: int = 1, writes: bool = False) -> None:
        self.spent.append((cost, writes))

    def report(self, usage: t.Usage) -> None:
        self.usages.append(usage)


@dataclass
class World:
    """One platform, seen from both sides."""

    platform: t.Platform
    sandbox: object
    meter: Ledger
    auth: PlatformAuth
    grant: t.TokenGrant
    link: t.AccountLink

    @property
    def adapter(self) -> AdPlatform:
        """A fresh adapter, as every call of the product gets one."""
        return registry.adapter_for(self.platform, self.link, self.meter)

    def plan(self, **changes) -> t.CampaignPlan:
        """Return a plan that suits the platform."""
        return plans.make_plan(self.platform, **changes)

    def launch(self, plan: t.CampaignPlan) -> dict[str, t.StepResult]:
        """Do every step once and return the results by step key; what is still being worked on is waited for."""
        done: dict[str, t.StepResult] = {}
        for step in self.adapter.plan_steps(plan):
            done[step.key] = self.perform(plan, step, done)
        return done

    def perform(self, plan, step, done) -> t.StepResult:
        """Do one step, after as much of the platform's time as it asks for."""
        for _ in range(20):
            try:
                return self.adapter.perform_step(plan, step, done)
            except NotReadyYet as wait:
                self.sandbox.advance(minutes=max(wait.retry_after_s, 60) / 60)
        raise AssertionError(f"{step.key} is never ready")

    def start(self, plan: t.CampaignPlan) -> list[t.ObjectRef]:
        """Launch a plan, switch everything on from the ads up, and return what was made, the campaign first."""
        made = refs(self.adapter.plan_steps(plan), self.launch(plan))
        for ref in reversed(made):
            self.adapter.update(ref, t.ChangeField.STATUS, t.RunStatus.ACTIVE)
        return made

    def wait(self, **by: float) -> None:
        """Let the platform's time pass; a token that runs out meanwhile is renewed, as the product does."""
        self.sandbox.advance(**by)
        if self.grant.refresh_token:
            now = datetime.fromtimestamp(self.sandbox.now(), UTC)
            self.grant = self.auth.refresh(self.grant, now=now)
            self.link = replace(self.link, access_token=self.grant.access_token)

    def seen(self, ref: t.ObjectRef) -> t.Observed:
        """Return what the whole reading says of one object."""
        return next(seen for seen in self.adapter.observe() if seen.ref == ref)

    def connect(self, person: str) -> "World":
        """The same platform as another person sees it, on their first account."""
        return connect(self.platform, self.sandbox, person)


def refs(steps: list[t.Step], done: dict[str, t.StepResult]) -> list[t.ObjectRef]:
    """Return what was made, the campaign first, then ad groups, then ads; `also` included."""
    made = [t.ObjectRef(step.makes, done[step.key].external_id) for step in steps if step.makes]
    made += [t.ObjectRef(one.kind, one.external_id) for result in done.values() for one in result.also]
    return sorted(dict.fromkeys(made), key=lambda ref: list(t.ObjectKind).index(ref.kind))


def consent(platform: t.Platform, sandbox, person: str = "marlow") -> dict[str, str]:
    """Go to the consent page, say yes, and return what the browser brings back, with the redirect address."""
    auth = registry.auth_for(platform, Ledger())
    redirect_uri = f"http://localhost:8000/oauth/{platform}/callback"
    challenge = base64.urlsafe_b64encode(hashlib.sha256(VERIFIER.encode()).digest()).decode().rstrip("=")
    asked = read_query(auth.authorize_url(state="s", redirect_uri=redirect_uri, code_challenge=challenge))
    back = read_query(sandbox.grant(person, **{"platform": str(platform), **asked}))
    return {"code": back.get("code") or back["auth_code"], "state": back["state"], "redirect_uri": redirect_uri}


def exchange(auth: PlatformAuth, back: dict[str, str]) -> t.TokenGrant:
    """Exchange the code that came back."""
    return auth.exchange_code(code=back["code"], redirect_uri=back["redirect_uri"], now=START, code_verifier=VERIFIER)


def connect(platform: t.Platform, sandbox, person: str = "marlow") -> World:
    """Return the world as a person sees it on their first account."""
    meter = Ledger()
    auth = registry.auth_for(platform, meter)
    grant = exchange(auth, consent(platform, sandbox, person))
    account = auth.list_accounts(grant)[0]
    return World(platform, sandbox, meter, auth, grant, link_to(account, grant))


def link_to(account: t.RemoteAccount, grant: t.TokenGrant) -> t.AccountLink:
    """Return what an adapter needs to reach one of a person's accounts."""
    return t.AccountLink(
        account.external_id, account.currency, account.time_zone, grant.access_token, dict(account.presence)
    )


@pytest.fixture(params=PLATFORMS, ids=str)
def platform(request) -> t.Platform:
    return request.param


@pytest.fixture(scope="session")
def _kept(sandbox_process) -> dict[str, bytes]:
    """What this worker's sandbox keeps for `again`, by name: the meter, the grant and the link, pickled."""
    return {}


@pytest.fixture
def again(platform, sandbox, _kept) -> Callable[[str, Callable[[], World]], World]:
    """Return a function that gives a world as it is when it was just made; the sandbox forgets whatever is not of it."""

    def give(name: str, make: Callable[[], World]) -> World:
        name = f"{name} on {platform}"
        if name not in _kept:
            world = make()
            _kept[name] = pickle.dumps((world.meter, world.grant, world.link))
            sandbox.keep(name)
        sandbox.reset(kept=name)
        meter, grant, link = pickle.loads(_kept[name])
        return World(platform, sandbox, meter, registry.auth_for(platform, meter), grant, link)

    return give


@pytest.fixture
def world(again, platform, sandbox, clock) -> World:
    """Marlow Bakehouse's ad account on each platform."""
    return again("world", lambda: connect(platform, sandbox))


@pytest.fixture
def shop(again, world) -> World:
    """A shop whose campaigns have been running for weeks. To be asked for before anything is made."""

    def open_shop() -> World:
        account = {"name": "Byrne Pottery", "currency": "EUR", "time_zone": "Europe/Dublin", "campaigns": CAMPAIGNS}
        person = {"name": "Ben Byrne", "key": "byrne", "page": "Byrne Pottery", "platform": str(world.platform)}
        world.sandbox.control("POST", "people", accounts=[account], **person)
        return world.connect("byrne")

    return again("shop", open_shop)


@pytest.fixture
def campaign(world) -> t.ObjectRef:
    """A campaign that was made and not switched on."""
    plan = world.plan()
    return refs(world.adapter.plan_steps(plan), world.launch(plan))[0]


def without(link: t.AccountLink, *names: str) -> t.AccountLink:
    """Return a link whose account lacks some of its presence."""
    return replace(link, presence={name: value for name, value in link.presence.items() if name not in names})
