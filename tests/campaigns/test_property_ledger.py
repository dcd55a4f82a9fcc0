"""Whatever anybody does in whatever order, and whatever fails: the ledger explains it, and no ceiling is passed by us."""

import os
import uuid

import pytest
from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis.stateful import run_state_machine_as_test

from campaigns import selectors, services
from tenants.roles import Role
from tenants.types import Actor, ActorKind
from tests import factories
from tests.campaigns import build, purposes
from tests.campaigns.property import house
from tests.campaigns.property.house import House
from tests.campaigns.property.machine import Sequences
from tests.campaigns.test_three_platforms import plan, run
from tests.factories import START
from tests.faults.wire import on_the_wire

pytestmark = pytest.mark.django_db
SEED = int(os.environ.get("ADWRIGHT_TEST_SEED", "0"))
FULL = bool(os.environ.get("ADWRIGHT_TEST_FULL"))
MANY, FEW = {"max_examples": 60, "stateful_step_count": 40}, {"max_examples": 3, "stateful_step_count": 12}
BOUNDS = settings(
    **(MANY if FULL else FEW),
    deadline=None,
    database=None,
    suppress_health_check=list(HealthCheck),
    phases=[Phase.generate, Phase.shrink] if FULL else [Phase.generate],
    print_blob=True,
)


@pytest.fixture
def wire(organization, monkeypatch):
    """Between this process and everything else."""
    with on_the_wire(monkeypatch) as wire:
        yield wire


@pytest.fixture
def quiet_house(once, sandbox, organization, accounts, member, clock, wire, run_jobs):
    """A campaign on three platforms and one on Meta run; another, for Google, is a draft."""
    actors = {role: Actor.for_user(member(role).user) for role in (Role.OWNER, Role.MANAGER, Role.MEMBER)}

    def make() -> None:
        owner = actors[Role.OWNER]
        everywhere = services.create_draft(draft=plan(accounts, owner), actor=owner, now=START)
        services.launch_campaign(campaign=selectors.get_campaign(everywhere.uuid), actor=owner, now=START)
        run(run_jobs, sandbox)
        build.launch(build.make_draft(accounts["meta"], owner, name="Mince pies"), owner, run_jobs)
        later = purposes.draft(accounts["google"], "traffic", owner, name="Hot cross buns")
        services.create_draft(draft=later, actor=owner, now=START)
        for account in accounts.values():
            build.sync_now(account, organization, run_jobs)

    once("three campaigns", make)
    sandbox.keep(house.KEPT)
    key = factories.make_api_client(organization, Role.MANAGER)
    actors |= {"rule": Actor(ActorKind.RULE, uuid.uuid4(), "Cheaper clicks"), "system": Actor.system()}
    return House(sandbox, organization, clock, wire, run_jobs, actors, key, accounts)


def test_random_sequences_keep_what_the_ledger_promises(quiet_house):
    Sequences.house = quiet_house
    run_state_machine_as_test(seed(SEED)(Sequences), settings=BOUNDS)
    done = quiet_house.tally
    assert done.get("applied", 0) > (100 if FULL else 0), f"hardly anything happened: {done}"
