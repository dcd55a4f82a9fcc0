"""Changing what is there."""

import pytest

from integrations import errors
from integrations import types as t
from tests.integrations.contract.conftest import launch, make_plan, refs


@pytest.fixture
def campaign(world) -> t.ObjectRef:
    plan = make_plan()
    return refs(world.adapter.plan_steps(plan), launch(world.adapter, plan))[0]


def _seen(world, ref: t.ObjectRef) -> t.Observed:
    return next(seen for seen in world.adapter.observe() if seen.ref == ref)


def test_status_and_daily_budget_reach_the_platform_and_setting_them_again_is_no_error(world, campaign):
    for _ in range(2):
        world.adapter.update(campaign, t.ChangeField.STATUS, t.RunStatus.ACTIVE)
        world.adapter.update(campaign, t.ChangeField.DAILY_BUDGET, 3050)
    seen = _seen(world, campaign)
    assert (seen.run_status, seen.daily_budget_minor) == (t.RunStatus.ACTIVE, 3050)
    world.adapter.update(campaign, t.ChangeField.STATUS, t.RunStatus.PAUSED)
    assert _seen(world, campaign).run_status == t.RunStatus.PAUSED


def test_one_object_is_read_alone_and_says_what_the_whole_reading_says(world):
    plan = make_plan()
    made = refs(world.adapter.plan_steps(plan), launch(world.adapter, plan))
    for ref in made:
        assert world.adapter.observe_object(ref) == _seen(world, ref)
    world.adapter.update(made[0], t.ChangeField.STATUS, t.RunStatus.ARCHIVED)
    assert world.adapter.observe_object(made[0]).run_status == t.RunStatus.ARCHIVED
    world.sandbox.control("POST", f"objects/{made[0].external_id}", status="DELETED")
    with pytest.raises(errors.ObjectNotFound):
        world.adapter.observe_object(made[0])


def test_an_archived_campaign_is_not_listed(world, campaign):
    world.adapter.update(campaign, t.ChangeField.STATUS, t.RunStatus.ARCHIVED)
    assert list(world.adapter.observe()) == []
    assert list(world.adapter.list_campaigns()) == []


def test_a_budget_below_the_least_is_refused_beside_its_field(world, campaign):
    least = world.adapter.minimum_daily_budget_minor()
    world.adapter.update(campaign, t.ChangeField.DAILY_BUDGET, least)
    with pytest.raises(errors.InvalidRequest) as refused:
        world.adapter.update(campaign, t.ChangeField.DAILY_BUDGET, least - 1)
    assert "daily_budget_minor" in refused.value.fields
    assert _seen(world, campaign).daily_budget_minor == least


def test_what_is_not_there_is_not_found(world):
    with pytest.raises(errors.ObjectNotFound):
        world.adapter.update(t.ObjectRef(t.ObjectKind.CAMPAIGN, "120210000000000"), t.ChangeField.STATUS, "paused")
