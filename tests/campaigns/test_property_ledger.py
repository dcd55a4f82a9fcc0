"""Whatever anybody does in whatever order, and whatever fails: the ledger explains it, and no ceiling is passed by us."""

import os
import re
import uuid
from datetime import timedelta
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis.errors import Flaky
from hypothesis.stateful import run_state_machine_as_test

from campaigns import selectors, services
from campaigns.types import DraftAd, DraftGroup, DraftPart
from tenants.roles import Role
from tenants.types import Actor, ActorKind
from tests import factories
from tests.campaigns import build, purposes
from tests.campaigns.property import house
from tests.campaigns.property.ceilings import ZLOTY
from tests.campaigns.property.house import House
from tests.campaigns.property.machine import Sequences
from tests.campaigns.property.mutations import MUTATIONS
from tests.campaigns.test_three_platforms import plan, run
from tests.factories import START
from tests.faults.wire import on_the_wire

pytestmark = pytest.mark.django_db
SEED = int(os.environ.get("ADWRIGHT_TEST_SEED", "0"))
SHRINK = bool(os.environ.get("ADWRIGHT_TEST_SHRINK"))
"""Look for a shorter sequence once one has failed: takes many times as long as finding it."""
FULL = bool(os.environ.get("ADWRIGHT_TEST_FULL"))
MANY, FEW = {"max_examples": 60, "stateful_step_count": 40}, {"max_examples": 3, "stateful_step_count": 12}
SOON = {"max_examples": 25, "stateful_step_count": 30}
"""How soon a broken product must be noticed."""
COMMON = settings(
    deadline=None,
    database=None,
    suppress_health_check=list(HealthCheck),
    phases=[Phase.generate, Phase.shrink] if SHRINK else [Phase.generate],
    report_multiple_bugs=False,
    print_blob=True,
)


@pytest.fixture
def wire(organization, monkeypatch):
    """Between this process and everything else."""
    with on_the_wire(monkeypatch) as wire:
        yield wire


@pytest.fixture
def _patient(_impatient, monkeypatch):
    """Wait longer than a busy machine takes: whose answer is to be lost is said by the sequences (`wire.arm`)."""
    for platform, limit in (("meta", (5, 20)), ("google", 20), ("tiktok", (5, 20))):
        monkeypatch.setattr(f"integrations.platforms.{platform}.client.TIMEOUT_S", limit)


@pytest.fixture
def quiet_house(once, sandbox, organization, accounts, member, clock, wire, run_jobs, _patient):
    """Campaigns run on three platforms, on Meta with a budget in all, on TikTok with one of its ad group's; one is a draft."""
    actors = {role: Actor.for_user(member(role).user) for role in (Role.OWNER, Role.MANAGER, Role.MEMBER)}
    organization.currency = "PLN"

    def make() -> None:
        organization.save()
        services.set_rates(rates={"EUR": Decimal(1), "PLN": ZLOTY}, rate_date=START.date())
        owner = actors[Role.OWNER]
        for draft in drafts(accounts, owner):
            made = services.create_draft(draft=draft, actor=owner, now=START)
            services.launch_campaign(campaign=selectors.get_campaign(made.uuid), actor=owner, now=START)
        run(run_jobs, sandbox)
        later = purposes.draft(accounts["google"], "traffic", owner, name="Hot cross buns")
        services.create_draft(draft=later, actor=owner, now=START)
        for account in accounts.values():
            build.sync_now(account, organization, run_jobs)

    once("campaigns with all kinds of budgets", make)
    sandbox.keep(house.KEPT)
    key = factories.make_api_client(organization, Role.MANAGER)
    actors |= {"rule": Actor(ActorKind.RULE, uuid.uuid4(), "Cheaper clicks"), "system": Actor.system()}
    return House(sandbox, organization, clock, wire, run_jobs, actors, key, accounts)


def drafts(accounts, actor):
    """Yield one of each kind of budget."""
    yield plan(accounts, actor)
    whole = DraftPart(accounts["meta"].uuid, lifetime_budget_minor=50_000, creative=purposes.creative("meta", actor))
    end = (START + timedelta(days=20)).date()
    yield plan({}, actor, name="Mince pies", parts=(whole,), end_date=end)
    said = purposes.creative("tiktok", actor)
    group = DraftGroup(daily_budget_minor=6000, ads=(DraftAd(creative=said),))
    parts = (DraftPart(accounts["tiktok"].uuid, budget_level="ad_group", creative=said, ad_groups=(group,)),)
    yield plan({}, actor, name="Stollen", parts=parts)


def test_random_sequences_keep_what_the_ledger_promises(quiet_house):
    Sequences.house = quiet_house
    run_state_machine_as_test(seed(SEED)(Sequences), settings=settings(COMMON, **(MANY if FULL else FEW)))
    done = quiet_house.tally
    assert done.get("applied", 0) > 100 or (done and not FULL), f"hardly anything happened: {done}"


@pytest.mark.soak
@pytest.mark.parametrize(("mutation", "families", "words"), MUTATIONS, ids=[one[0].__name__ for one in MUTATIONS])
def test_a_broken_product_is_noticed(quiet_house, monkeypatch, mutation, families, words):
    """Soon, and for what is broken: the oracle's words are expected, and no others."""
    machine = type("Broken", families, {"house": quiet_house})
    mutation(monkeypatch)
    with pytest.raises((AssertionError, Flaky)) as caught:
        run_state_machine_as_test(seed(SEED)(machine), settings=settings(COMMON, **SOON))
    said = " ".join(map(str, (caught.value, *getattr(caught.value, "exceptions", ()))))
    assert re.search(words, said), said
