"""An organisation connected to the sandbox over the wire, with campaigns that have been running for some weeks."""

from datetime import UTC, datetime

import pytest

from tenants.types import Actor
from tests.campaigns.conftest import connect
from tests.integrations.conftest import sandbox  # noqa: F401 - the fixture

PERSON = "running"
CAMPAIGN = {"name": "Bread", "days": 30, "daily_budget_minor": 20_000}


@pytest.fixture
def wire(sandbox, clock):  # noqa: F811 - the fixture
    """Return the sandbox, with a function `later` that moves both clocks on together."""

    def later(**by) -> datetime:
        clock.set(datetime.fromtimestamp(sandbox.advance(**by), UTC))
        return clock.now

    sandbox.later = later
    return sandbox


@pytest.fixture
def connected(wire, organization, member, run_jobs, django_capture_on_commit_callbacks):
    """Return a function that connects somebody whose campaigns are running; nothing of their numbers is read yet."""

    def make(currency="EUR", time_zone="Europe/Dublin", key=PERSON):
        account = {"name": key, "currency": currency, "time_zone": time_zone, "campaigns": [CAMPAIGN]}
        wire.control("POST", "people", name=f"Noor {key}", key=key, accounts=[account])
        with django_capture_on_commit_callbacks(execute=True):
            return connect(wire, organization, Actor.for_user(member().user), run_jobs, person=key)

    return make
