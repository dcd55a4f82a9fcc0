"""An organisation with a connected ad account on the sandbox, and campaigns made through the real doors."""

from urllib.parse import parse_qs, urlsplit

import pytest

import integrations.services
from campaigns.models import AdGroup, PlatformCampaign
from integrations.types import Platform
from tenants.types import Actor
from tests.campaigns import build
from tests.factories import START
from tests.integrations.conftest import sandbox  # noqa: F401 - the fixture


@pytest.fixture(autouse=True)
def _media_of_its_own(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture(autouse=True)
def _impatient(sandbox, monkeypatch):  # noqa: F811 - the fixture
    """Wait a second and a half for an answer that never comes."""
    monkeypatch.setattr("integrations.platforms.meta.client.TIMEOUT_S", (1, 1.5))
    monkeypatch.setattr("integrations.platforms.google.client.TIMEOUT_S", 10)
    monkeypatch.setattr("integrations.platforms.tiktok.client.TIMEOUT_S", (1, 3))


@pytest.fixture(autouse=True)
def _three_platforms(sandbox, settings):  # noqa: F811 - the fixture
    """Have every adapter pointed at the sandbox, with as much quota as an installation can have."""
    settings.GOOGLE_ACCESS_LEVEL = "standard"


@pytest.fixture
def actor(member) -> Actor:
    """The owner."""
    return Actor.for_user(member().user)


@pytest.fixture
def account(once, sandbox, organization, actor, clock, run_jobs):  # noqa: F811 - the fixture
    """Marlow's Meta account, connected and read once."""
    return once("account on meta", lambda: connect(sandbox, organization, actor, run_jobs))


@pytest.fixture
def accounts(once, sandbox, organization, actor, clock, run_jobs):  # noqa: F811 - the fixture
    """Marlow's ad account on each platform, by the platform's name."""
    names = ("meta", "google", "tiktok")
    return once(
        "accounts on three platforms",
        lambda: {name: connect(sandbox, organization, actor, run_jobs, platform=name) for name in names},
    )


def connect(sandbox, organization, actor, run_jobs, person: str = "marlow", platform: str = Platform.META):  # noqa: F811
    """Connect a person's first account on a platform through the services, as the pages do, and read it once."""
    common = {"organization": organization, "platform": Platform(platform), "actor": actor, "now": START}
    departure = integrations.services.begin_connection(**common, binding="test")
    asked = {name: values[0] for name, values in parse_qs(urlsplit(departure.authorize_url).query).items()}
    back = sandbox.grant(person, **{"platform": str(platform), **asked})
    given = {name: values[0] for name, values in parse_qs(urlsplit(back).query).items()}
    code = given.get("code") or given["auth_code"]
    connection = integrations.services.finish_connection(**common, code=code, state=given["state"], binding="test")
    chosen = [connection.offered[0]["external_id"]]
    accounts = integrations.services.choose_accounts(
        organization=organization, connection=connection, external_ids=chosen, actor=actor, now=START
    )
    build.import_now(accounts[0], organization, run_jobs)
    return accounts[0]


@pytest.fixture
def draft(once, account, actor):
    """A complete draft: Christmas cakes, €25.00 a day, Ireland."""
    return once("draft", lambda: build.make_draft(account, actor))


@pytest.fixture
def running(once, draft, actor, run_jobs):
    """The draft, launched."""
    return once("running", lambda: build.launch(draft, actor, run_jobs))


@pytest.fixture
def part(running) -> PlatformCampaign:
    """The running campaign on its platform."""
    return running.platform_campaigns.get()


@pytest.fixture
def group(running) -> AdGroup:
    """Its one ad group."""
    return AdGroup.objects.get()
