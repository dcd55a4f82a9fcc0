"""Meta's adapter, the real SDK beneath it, on Marlow Bakehouse's ad account in the sandbox."""

from dataclasses import dataclass, field, replace
from typing import Any

import pytest

from integrations import types as t
from integrations.platforms import meta as platform
from integrations.ports import AdPlatform, PlatformAuth
from integrations.sandbox.testing import SandboxProcess
from tests.factories import START
from tests.integrations.conftest import read_query

REDIRECT = "http://localhost:8000/oauth/meta/callback"


@dataclass
class Meter:
    """Keeps what was spent and told."""

    spent: list[tuple[int, bool]] = field(default_factory=list)
    told: list[t.Usage] = field(default_factory=list)

    def spend(self, *, cost: int = 1, writes: bool = False) -> None:
        self.spent.append((cost, writes))

    def report(self, usage: t.Usage) -> None:
        self.told.append(usage)


@dataclass
class Shop:
    """An ad account, from both sides."""

    sandbox: SandboxProcess
    app: t.App
    meter: Meter
    auth: PlatformAuth
    grant: t.TokenGrant
    link: t.AccountLink

    @property
    def adapter(self) -> AdPlatform:
        """A fresh adapter, as every call of the product gets one."""
        return platform.open_account(self.app, self.link, self.meter)

    def without(self, *names: str) -> "Shop":
        """The same shop, whose account has less."""
        presence = {name: value for name, value in self.link.presence.items() if name not in names}
        return replace(self, link=replace(self.link, presence=presence))

    def made(self) -> list[str]:
        """What the sandbox holds, by kind, ads' things only."""
        kinds = ("image", "video", "form", "campaign", "adset", "creative", "ad")
        return [kind for kind in kinds for _ in range(self.sandbox.count(kind))]

    def read(self, external_id: str, fields: str) -> dict[str, Any]:
        """Read an object as Meta shows it."""
        return self.adapter.api.get(external_id, fields=fields)


def connect(sandbox: SandboxProcess, person: str = "marlow") -> Shop:
    app = t.App(sandbox.app_id, sandbox.app_secret, sandbox.graph_url, sandbox.dialog_url)
    meter = Meter()
    auth = platform.open_app(app, meter)
    scope = read_query(auth.authorize_url(state="s", redirect_uri=REDIRECT))["scope"]
    code = read_query(sandbox.grant(person, redirect_uri=REDIRECT, scope=scope))["code"]
    grant = auth.exchange_code(code=code, redirect_uri=REDIRECT, now=START)
    account = auth.list_accounts(grant)[0]
    link = t.AccountLink(
        account.external_id, account.currency, account.time_zone, grant.access_token, dict(account.presence)
    )
    return Shop(sandbox, app, meter, auth, grant, link)


@pytest.fixture
def shop(sandbox) -> Shop:
    return connect(sandbox)


@pytest.fixture
def app(shop) -> t.PromotedApp:
    """The bakery's app, as an owner chooses it."""
    (found,) = [p for p in shop.adapter.list_presence() if p.kind == "app"]
    url = shop.read(found.external_id, "object_store_urls")["object_store_urls"]["google_play"]
    return t.PromotedApp(t.AppStore.GOOGLE_PLAY, url.partition("id=")[2], url, found.external_id)


def launch(adapter: AdPlatform, plan: t.CampaignPlan) -> dict[str, t.StepResult]:
    """Do every step once and return the results by step key."""
    done: dict[str, t.StepResult] = {}
    for step in adapter.plan_steps(plan):
        done[step.key] = adapter.perform_step(plan, step, done)
    return done


def ids(plan: t.CampaignPlan, done: dict[str, t.StepResult], kind: t.ObjectKind) -> list[t.ObjectRef]:
    """Return what was made of a kind, in the order of the steps."""
    made = [step for step in platform.plan_steps(plan) if step.makes == kind]
    return [t.ObjectRef(kind, done[step.key].external_id) for step in made]
