"""Whatever happens to a call, after recovery there is exactly one object of each kind.

Recovery is what the launch does: after any failure of a step that may be tried again, look the step up, and do it only
when nothing is found.
"""

from itertools import product

import pytest

from integrations import errors
from integrations import types as t
from tests.integrations.contract.conftest import launch, make_plan, refs
from tests.plugins.habits import sample

FAULTS = ["429", "500", "html502", "reset", "timeout_before", "timeout_after", "drop_after_commit"]
AGAIN = (errors.Temporary, errors.RateLimited, errors.OutcomeUnknown)
LOST = ("reset", "timeout_before", "timeout_after", "drop_after_commit", "html502")
EDGES = {"image": "adimages", "campaign": "campaigns", "ad_group": "adsets", "creative": "adcreatives", "ad": "ads"}
KINDS = {"image": "image", "campaign": "campaign", "ad_group": "adset", "creative": "creative", "ad": "ad"}


@pytest.fixture(autouse=True)
def _impatient(world, monkeypatch):
    monkeypatch.setattr("integrations.platforms.meta.client.TIMEOUT_S", (0.5, 0.5))


def _recover(world, plan: t.CampaignPlan) -> tuple[dict[str, t.StepResult], list[errors.PlatformError]]:
    done, failures = {}, []
    for step in world.adapter.plan_steps(plan):
        for _ in range(3):
            try:
                found = world.adapter.find_step(plan, step, done) if failures else None
                done[step.key] = found or world.adapter.perform_step(plan, step, done)
                break
            except AGAIN as error:
                failures.append(error)
    return done, failures


@pytest.mark.parametrize(("kind", "fault"), sample(list(product(EDGES, FAULTS)), 20))
def test_a_step_that_fails_makes_one_object_in_the_end(world, kind, fault):
    plan = make_plan()
    world.sandbox.fault(fault, method="POST", path=f"/{EDGES[kind]}$")
    done, failures = _recover(world, plan)
    assert len(failures) == 1
    if fault in LOST:
        assert isinstance(failures[0], errors.OutcomeUnknown)
    if fault == "429":
        assert isinstance(failures[0], errors.RateLimited)
        assert failures[0].retry_after_s == 300
    made = {name: world.sandbox.count(word) for name, word in KINDS.items()}
    assert made == {"image": 2, "campaign": 1, "ad_group": 2, "creative": 3, "ad": 3}
    assert len(refs(world.adapter.plan_steps(plan), done)) == 6


@pytest.mark.parametrize("fault", ["500", "html502", "reset", "timeout_before", "timeout_after"])
def test_a_read_that_fails_may_be_tried_again(world, fault):
    launch(world.adapter, make_plan())
    world.sandbox.fault(fault, method="GET", path="/adsets$")
    with pytest.raises(errors.Temporary):
        list(world.adapter.observe())
    assert len(list(world.adapter.observe())) == 6


@pytest.mark.parametrize("fault", FAULTS)
def test_a_change_may_be_sent_again_after_any_failure(world, fault):
    plan = make_plan()
    campaign = refs(world.adapter.plan_steps(plan), launch(world.adapter, plan))[0]
    world.sandbox.fault(fault, method="POST", path=f"/{campaign.external_id}$")
    with pytest.raises(AGAIN):
        world.adapter.update(campaign, t.ChangeField.DAILY_BUDGET, 4000)
    world.adapter.update(campaign, t.ChangeField.DAILY_BUDGET, 4000)
    seen = next(seen for seen in world.adapter.observe() if seen.ref == campaign)
    assert seen.daily_budget_minor == 4000


def test_a_sandbox_that_is_not_there_changed_nothing(world, settings):
    settings.META_GRAPH_URL = "http://127.0.0.1:9/meta"
    plan = make_plan()
    with pytest.raises(errors.Temporary):
        world.adapter.perform_step(plan, world.adapter.plan_steps(plan)[2], {})


def test_no_error_holds_the_token(world, settings):
    for fault in ("reset", "html502", "timeout_before", "500"):
        world.sandbox.fault(fault, method="GET", path="/campaigns$")
        with pytest.raises(errors.PlatformError) as caught:
            list(world.adapter.observe())
        shown = f"{caught.value!r} {caught.value.__cause__!r} {caught.value.platform_words}"
        assert world.grant.access_token not in shown
        assert caught.value.__suppress_context__ or caught.value.__context__ is None
    assert world.grant.access_token not in f"{world.link!r} {world.grant!r}"
