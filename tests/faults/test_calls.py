"""The table of calls is what the product does when nothing goes wrong. `ADWRIGHT_RECORD_CALLS=1` writes it anew."""

import os

import pytest

from tests.faults.cells import describe, read_calls, write_calls
from tests.faults.flows import FLOWS
from tests.integrations.contract.platforms import PLATFORMS
from tests.plugins.habits import sample

pytestmark = pytest.mark.django_db
EVERY = [(str(platform), name) for platform in PLATFORMS for name, flow in FLOWS.items() if platform in flow.platforms]
RECORDS = bool(os.environ.get("ADWRIGHT_RECORD_CALLS"))


@pytest.mark.parametrize(("platform", "name"), EVERY if RECORDS else sample(EVERY, 3))
def test_a_clean_run_makes_the_calls_of_the_table(house, platform, name):
    flow = FLOWS[name](house(platform))
    flow.arrange()
    before = flow.house.sandbox.calls(limit=1)
    flow.house.wire.arm(None)
    flow.begin()
    flow.house.persist(flow.go, flow.is_settled, market_goes_on=flow.market_goes_on)
    calls = [describe(call) for call in flow.house.wire.calls]
    assert len(_log_since(flow.house.sandbox, before)) >= len(calls), "not every call reached the sandbox"
    flow.check()
    if RECORDS:
        write_calls(read_calls() | {(platform, name): calls})
    assert read_calls()[platform, name] == calls


def test_every_flow_of_every_platform_has_calls():
    assert set(read_calls()) == set(EVERY)


def _log_since(sandbox, before: list[dict]) -> list[dict]:
    """Return the sandbox's log: a row a call, and one more for everything else that a call made."""
    return sandbox.calls(since=before[-1]["number"] if before else 0, limit=5_000)
