"""An organisation with a connected ad account on the sandbox, and campaigns made through the real doors."""

from urllib.parse import parse_qs, urlsplit

import pytest

import integrations.services
from integrations.types import Platform
from tenants.types import Actor
from tests.campaigns import build
from tests.factories import START
from tests.integrations.conftest import sandbox, sandbox_process  # noqa: F401 - fixtures

REDIRECT = "http://localhost:8000/oauth/meta/callback"


@pytest.fixture(autouse=True)
def _media_of_its_own(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture(autouse=True)
def _impatient(sandbox, monkeypatch):  # noqa: F811 - the fixture
    """Wait a second and a half for an answer that never comes."""
    monkeypatch.setattr("integrations.platforms.meta.client.TIMEOUT_S", (1, 1.5))


@pytest.fixture
def actor(member) -> Actor:
    """The owner."""
    return Actor.for_user(member().user)


@pytest.fixture
def account(sandbox, organization, actor, clock, run_jobs):  # noqa: F811 - the fixture
    """Marlow's Meta account, connected and read once."""
    return connect(sandbox, organization, actor, run_jobs)


def connect(sandbox, organization, actor, run_jobs, person: str = "marlow"):  # noqa: F811
    """Connect a person's first account through the services, as the pages do."""
    departure = integrations.services.begin_connection(
        organization=organization, platform=Platform.META, binding="test", actor=actor, now=START
    )
    query = parse_qs(urlsplit(departure.authorize_url).query)
    back = sandbox.grant(
        person, redirect_uri=query["redirect_uri"][0], state=query["state"][0], scope=query["scope"][0]
    )
    code = parse_qs(urlsplit(back).query)["code"][0]
    connection = integrations.services.finish_connection(
        organization=organization,
        platform=Platform.META,
        code=code,
        state=query["state"][0],
        binding="test",
        actor=actor,
        now=START,
    )
    chosen = [connection.offered[0]["external_id"]]
    accounts = integrations.services.choose_accounts(
        organization=organization, connection=connection, external_ids=chosen, actor=actor, now=START
    )
    build.import_now(accounts[0], organization, run_jobs)
    return accounts[0]


@pytest.fixture
def draft(account, actor):
    """A complete draft: Christmas cakes, €25.00 a day, Ireland."""
    return build.make_draft(account, actor)


@pytest.fixture
def running(draft, actor, run_jobs):
    """The draft, launched."""
    return build.launch(draft, actor, run_jobs)
