"""A Google that fails as it is told, over real gRPC; and the sandbox's Google with a connected account."""

import base64
import hashlib
import pickle
from concurrent import futures
from dataclasses import dataclass, field, replace

import grpc
import pytest

from integrations import errors, registry
from integrations import types as t
from integrations.platforms.google.client import Ads
from integrations.sandbox.testing import SandboxProcess
from tests.factories import START
from tests.integrations.conftest import read_query


@dataclass
class Ledger:
    """A meter that lets everything through and remembers it."""

    spent: list[tuple[int, bool]] = field(default_factory=list)
    usages: list[t.Usage] = field(default_factory=list)

    def spend(self, *, cost: int = 1, writes: bool = False) -> None:
        self.spent.append((cost, writes))

    def report(self, usage: t.Usage) -> None:
        self.usages.append(usage)


class Failing(grpc.GenericRpcHandler):
    """Answers every call with one status and one GoogleAdsFailure (None: without one)."""

    def __init__(self):
        self.status, self.failure, self.details = grpc.StatusCode.INVALID_ARGUMENT, None, "refused"
        self.seen: list[dict[str, str]] = []

    def service(self, handler_call_details):
        return grpc.unary_unary_rpc_method_handler(self._answer)

    def _answer(self, request, context):
        self.seen.append({name: value for name, value in context.invocation_metadata() if isinstance(value, str)})
        trailing = [("request-id", "Req-1")]
        if self.failure is not None:
            trailing.append(
                ("google.ads.googleads.v26.errors.googleadsfailure-bin", type(self.failure).serialize(self.failure))
            )
        context.set_trailing_metadata(tuple(trailing))
        context.abort(self.status, self.details)


@pytest.fixture(scope="module")
def failing_server():
    handler = Failing()
    server = grpc.server(futures.ThreadPoolExecutor(2), handlers=[handler])
    port = server.add_insecure_port("127.0.0.1:0")
    server.start()
    yield handler, port
    server.stop(None)


@pytest.fixture
def failing(failing_server):
    """The handler to tell what to fail with, and calls that reach it."""
    handler, port = failing_server
    handler.__init__()
    app = t.App("client", "secret", api_url=f"127.0.0.1:{port}")
    return handler, Ads(app, "ya29.secret-token", Ledger(), customer_id="1234567890", manager_id="9876543210")


@dataclass
class Shop:
    """Marlow Bakehouse's Google Ads account in the sandbox, seen from both sides."""

    sandbox: SandboxProcess
    auth: object
    grant: t.TokenGrant
    link: t.AccountLink
    meter: Ledger = field(default_factory=Ledger)

    @property
    def adapter(self):
        """A fresh adapter, with a token that is fresh too after an hour of the sandbox's time."""
        return registry.adapter_for(t.Platform.GOOGLE, self.link, self.meter)

    def renew(self) -> None:
        """Get the next access token."""
        self.grant = self.auth.refresh(self.grant, now=START)
        self.link = replace(self.link, access_token=self.grant.access_token)

    def launch(self, plan: t.CampaignPlan) -> dict[str, t.StepResult]:
        """Do every step; what is still being worked on is waited for."""
        done: dict[str, t.StepResult] = {}
        for step in self.adapter.plan_steps(plan):
            while step.key not in done:
                try:
                    done[step.key] = self.adapter.perform_step(plan, step, done)
                except errors.NotReadyYet as wait:
                    self.sandbox.advance(minutes=wait.retry_after_s / 60)
        return done

    def run(self, *plans: t.CampaignPlan, days: float) -> list[str]:
        """Launch plans, switch everything on, let days pass; return the campaigns' ids."""
        campaigns = []
        for number, plan in enumerate(plans):
            made = self.launch(replace(plan, operation_id=f"op-{number}"))["campaign"]
            below = [t.ObjectRef(one.kind, one.external_id) for one in reversed(made.also)]
            for ref in (*below, t.ObjectRef(t.ObjectKind.CAMPAIGN, made.external_id)):
                if not ref.external_id.endswith("~ad"):
                    self.adapter.update(ref, t.ChangeField.STATUS, t.RunStatus.ACTIVE)
            campaigns.append(made.external_id)
        self.sandbox.advance(days=days)
        self.renew()
        return campaigns

    def count(self, *kinds: str) -> dict[str, int]:
        """Return how many objects of each kind there are on Google."""
        return {kind: self.sandbox.count(f"google.{kind}") for kind in kinds}


@pytest.fixture
def google(sandbox) -> SandboxProcess:
    """The sandbox, with the product pointed at its Google."""
    return sandbox


@pytest.fixture(scope="session")
def _kept_shop(sandbox_process) -> list[bytes]:
    """The grant and the link of `shop`, pickled, once this worker's sandbox keeps that account as connected."""
    return []


@pytest.fixture
def shop(google, _kept_shop) -> Shop:
    """Marlow's connected account; connected once a worker, and again where the sandbox was steered before."""
    auth = registry.auth_for(t.Platform.GOOGLE, Ledger())
    if not google.is_as_reset:
        return Shop(google, auth, *connect(auth, google))
    if not _kept_shop:
        _kept_shop.append(pickle.dumps(connect(auth, google)))
        google.keep("google shop")
    google.reset(kept="google shop")
    return Shop(google, auth, *pickle.loads(_kept_shop[0]))


def connect(auth, google) -> tuple[t.TokenGrant, t.AccountLink]:
    """Consent as Marlow, and reach the first account."""
    grant = auth.exchange_code(now=START, **agree(auth, google))
    account = auth.list_accounts(grant)[0]
    link = t.AccountLink(
        account.external_id, account.currency, account.time_zone, grant.access_token, dict(account.presence)
    )
    return grant, link


def agree(auth, sandbox, person: str = "marlow") -> dict[str, str]:
    """Go to the consent page, say yes, and return what to exchange."""
    verifier, redirect_uri = "verifier-" * 6, "http://localhost:8000/oauth/google/callback"
    challenge = base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).decode().rstrip("=")
    asked = read_query(auth.authorize_url(state="s", redirect_uri=redirect_uri, code_challenge=challenge))
    back = read_query(sandbox.grant(person, **{"platform": "google", **asked}))
    return {"code": back["code"], "redirect_uri": redirect_uri, "code_verifier": verifier}
