"""A house between the wire and one platform's sandbox."""

import pytest

from integrations import types as t
from tenants.types import Actor
from tests.faults.house import House
from tests.faults.wire import on_the_wire
from tests.integrations.conftest import sandbox  # noqa: F401 - the fixture


@pytest.fixture
def wire(organization, monkeypatch):
    """Between this process and everything else."""
    with on_the_wire(monkeypatch) as wire:
        yield wire


@pytest.fixture
def house(sandbox, organization, member, clock, wire, run_jobs, settings, tmp_path, django_capture_on_commit_callbacks):  # noqa: F811
    """Return a function that opens the house on a platform."""
    settings.MEDIA_ROOT = tmp_path
    settings.GOOGLE_ACCESS_LEVEL = "standard"  # nobody waits for a turn here
    actor = Actor.for_user(member().user)

    def on(platform: t.Platform) -> House:
        return House(platform, sandbox, organization, actor, clock, wire, run_jobs, django_capture_on_commit_callbacks)

    return on
