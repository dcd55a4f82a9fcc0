"""Every call is taken out of the quota before it is made, and what the platform says of a quota is passed on."""

import pytest

from integrations import errors
from integrations import types as t
from tests.integrations.contract.conftest import Ledger


def test_every_call_to_the_account_is_metered_and_writes_are_told_apart(world, campaign):
    before = world.sandbox.calls(limit=1)[-1]["number"]
    world.meter = Ledger()
    list(world.adapter.observe())
    reads = len(world.meter.spent)
    world.adapter.update(campaign, t.ChangeField.DAILY_BUDGET, 7000)
    made = {call["number"] for call in world.sandbox.calls(since=before, limit=500)}
    assert len(world.meter.spent) >= len(made) >= 2
    assert not any(writes for _, writes in world.meter.spent[:reads])
    assert any(writes for _, writes in world.meter.spent[reads:])
    assert all(cost >= 1 for cost, _ in world.meter.spent)


def test_what_a_platform_says_of_its_quota_is_passed_on(world):
    world.sandbox.fault("429")
    with pytest.raises(errors.RateLimited):
        list(world.adapter.observe())
    told = [usage for usage in world.meter.usages if usage.used_percent >= 100]
    assert all(usage.regain_s > 0 for usage in told)
    assert told or world.platform == t.Platform.TIKTOK  # TikTok says nothing of quotas
