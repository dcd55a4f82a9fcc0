"""Adding to a campaign that exists: what is new is made once, switched off, and found again; what is there stays as it is."""

from dataclasses import replace

import pytest

from integrations import errors
from integrations import types as t
from tests.faults.wire import on_the_wire
from tests.integrations.contract.plans import make_ad

OPERATION = "0190b0de-op-9"


class Running:
    """A campaign that was made, and what is there of it, by key."""

    def __init__(self, world):
        self.world = world
        self.plan = world.plan()
        self.done = world.launch(self.plan)
        made = [
            t.Made(s.makes, s.target_key, self.done[s.key].external_id)
            for s in world.adapter.plan_steps(self.plan)
            if s.makes
        ]
        made += [one for result in self.done.values() for one in result.also]
        self.made = {(one.kind, one.target_key): one.external_id for one in made}
        self.campaign = next(key for (kind, _), key in self.made.items() if kind == t.ObjectKind.CAMPAIGN)
        self.there = {key: result for key, result in self.done.items() if ":" in key and not self._is_object(key)}
        self.there["campaign"] = t.StepResult(self.campaign)
        self.there |= {
            f"ad_group:{key}": t.StepResult(number)
            for (kind, key), number in self.made.items()
            if kind == t.ObjectKind.AD_GROUP
        }

    def _is_object(self, key: str) -> bool:
        return key.startswith(("ad_group:", "ad:"))

    def more(self, *ads: t.AdPlan, operation_id: str = OPERATION) -> t.CampaignPlan:
        """Return the plan of more ads in the first ad group."""
        group = replace(self.plan.ad_groups[0], ads=ads or (self.ad(7),))
        return replace(self.plan, ad_groups=(group,), operation_id=operation_id)

    def ad(self, number: int, **changes) -> t.AdPlan:
        return make_ad(self.world.platform, number, **changes)

    def another_group(self) -> t.CampaignPlan:
        """Return the plan of another ad group with two ads."""
        group = replace(self.plan.ad_groups[0], key="group-9", name="Nine", ads=(self.ad(8), self.ad(9)))
        return replace(self.plan, ad_groups=(group,), operation_id=OPERATION)

    def add(self, plan: t.CampaignPlan) -> dict[str, t.StepResult]:
        """Do every step of an addition, and return what they made."""
        done = dict(self.there)
        steps = self.world.adapter.plan_additions(plan, self.there)
        for step in steps:
            done[step.key] = self.world.perform(plan, step, done)
        return {step.key: done[step.key] for step in steps}

    def refs(self, plan: t.CampaignPlan, made: dict[str, t.StepResult]) -> dict[str, t.ObjectRef]:
        """Return what an addition made, by the keys of the plan."""
        found = {s.target_key: t.ObjectRef(s.makes, made[s.key].external_id) for s in self.steps(plan) if s.makes}
        return found | {one.target_key: t.ObjectRef(one.kind, one.external_id) for r in made.values() for one in r.also}

    def steps(self, plan: t.CampaignPlan) -> list[t.Step]:
        return self.world.adapter.plan_additions(plan, self.there)

    def tree(self) -> dict[str, set[str]]:
        """Return the ads of each ad group, as the whole reading tells them."""
        (campaign,) = self.world.adapter.list_campaigns()
        return {g.observed.ref.external_id: {ad.observed.ref.external_id for ad in g.ads} for g in campaign.ad_groups}


@pytest.fixture
def running(world) -> Running:
    return Running(world)


def test_an_ad_is_added_to_an_ad_group_that_is_there_and_nothing_else_is_made(running):
    before = running.tree()
    plan = running.more()
    made = running.refs(plan, running.add(plan))
    assert set(made) == {"ad-7"}
    group = running.made[t.ObjectKind.AD_GROUP, "group-1"]
    after = running.tree()
    assert after == before | {group: before[group] | {made["ad-7"].external_id}}
    assert running.world.seen(made["ad-7"]).run_status == t.RunStatus.PAUSED
    assert running.world.seen(made["ad-7"]).delivery in (t.Delivery.NOT_DELIVERING, t.Delivery.IN_REVIEW)


def test_an_ad_group_is_added_with_its_ads_to_the_campaign_that_is_there(running):
    before = running.tree()
    plan = running.another_group()
    made = running.refs(plan, running.add(plan))
    assert set(made) == {"group-9", "ad-8", "ad-9"}
    after = running.tree()
    assert {key: after[key] for key in before} == before
    assert after[made["group-9"].external_id] == {made["ad-8"].external_id, made["ad-9"].external_id}
    (campaign,) = running.world.adapter.list_campaigns()
    group = next(g for g in campaign.ad_groups if g.observed.ref == made["group-9"])
    assert group.observed.name.startswith("Nine")
    assert group.countries == ("IE",)


def test_what_was_added_is_switched_on_and_the_rest_stays_off(running):
    plan = running.another_group()
    made = running.refs(plan, running.add(plan))
    for key in ("ad-9", "ad-8", "group-9"):
        running.world.adapter.update(made[key], t.ChangeField.STATUS, t.RunStatus.ACTIVE)
    assert {running.world.seen(ref).run_status for ref in made.values()} == {t.RunStatus.ACTIVE}
    campaign = t.ObjectRef(t.ObjectKind.CAMPAIGN, running.campaign)
    assert running.world.seen(campaign).run_status == t.RunStatus.PAUSED


def test_the_same_additions_give_the_same_steps_and_files_that_are_there_are_not_sent_again(running):
    plan = running.more(running.ad(7), running.ad(3, key="ad-8", name="Again"))
    steps = running.steps(plan)
    assert steps == running.steps(plan)
    assert all(step.label for step in steps)
    assert not {step.key for step in steps} & running.there.keys()
    assert "campaign" not in {step.makes for step in steps}


def test_what_was_added_is_found_again_and_what_was_not_is_not(running):
    plan = running.another_group()
    find = running.world.adapter.find_step
    first = next(step for step in running.steps(plan) if step.key.partition(":")[0] not in ("image", "video", "ready"))
    assert find(plan, first, running.there) is None
    made = running.add(plan)
    done = running.there | made
    for step in running.steps(plan):
        if step.makes or made[step.key].also:
            found = find(plan, step, done)
            assert found.external_id == made[step.key].external_id
            assert set(found.also) == set(made[step.key].also)
    other = replace(plan, operation_id="0190b0de-op-10")
    assert find(other, first, running.there) is None


def test_ads_that_were_added_to_the_same_ad_group_are_told_apart_by_the_operation(running):
    first, second = running.more(), running.more(operation_id="0190b0de-op-10")
    one, two = (running.refs(plan, running.add(plan))["ad-7"] for plan in (first, second))
    assert one != two
    for plan, ref in ((first, one), (second, two)):
        step = running.steps(plan)[-1]
        found = running.world.adapter.find_step(plan, step, running.there)
        assert ref.external_id in {found.external_id, *(made.external_id for made in found.also)}


def test_an_ad_that_the_platform_refuses_is_named_and_nothing_of_it_is_made(running):
    before = running.tree()
    plan = running.more(running.ad(7, **REFUSED[running.world.platform]))
    with pytest.raises(errors.InvalidRequest) as refused:
        running.add(plan)
    step = running.steps(plan)[-1]
    assert "ad-7" in refused.value.ad_keys or step.target_key == "ad-7"
    assert running.tree() == before


def test_one_ad_of_several_that_is_refused_is_named_before_anything_is_made(world):
    plan = world.plan()
    group = plan.ad_groups[0]
    bad = replace(group.ads[1], **REFUSED[world.platform])
    plan = replace(plan, ad_groups=(replace(group, ads=(group.ads[0], bad)), *plan.ad_groups[1:]))
    problems = world.adapter.validate(plan)
    assert problems
    assert {problem.ad_key for problem in problems} == {"ad-2"}
    assert list(world.adapter.list_campaigns()) == []


@pytest.mark.parametrize("fault", ["drop_after_commit", "timeout_before"])
def test_after_a_lost_answer_what_was_added_is_found_and_nothing_is_there_twice(running, monkeypatch, fault):
    world, plan = running.world, running.another_group()
    done, steps = dict(running.there), running.steps(plan)
    first = next(step for step in steps if step.key.partition(":")[0] not in FILES)
    for step in steps:
        if step == first:
            world.sandbox.fault(fault, path=MAKES[world.platform])
            lose(monkeypatch, lambda step=step: world.perform(plan, step, dict(done)))
            found = world.adapter.find_step(plan, step, done)
            assert (found is not None) == (fault == "drop_after_commit")
            done[step.key] = found or world.perform(plan, step, done)
        else:
            done[step.key] = world.perform(plan, step, done)
    made = running.refs(plan, {step.key: done[step.key] for step in steps})
    assert set(made) == {"group-9", "ad-8", "ad-9"}
    assert sorted(map(len, running.tree().values())) == [1, 2, 2]


def lose(monkeypatch, call) -> None:
    """Make a call whose answer is lost, waiting half a second for it."""
    with on_the_wire(monkeypatch, watch_database=False) as wire:
        wire.always_hurry = True
        with pytest.raises(errors.OutcomeUnknown):
            call()


FILES = ("image", "video", "ready", "lead_form")
MAKES = {t.Platform.GOOGLE: "Mutate$", t.Platform.META: "/adsets$", t.Platform.TIKTOK: "/adgroup/create/"}
"""Where what is added is made first, but for files."""
REFUSED = {
    t.Platform.GOOGLE: {"descriptions": ("Click here now.", "Baked by hand in Dublin.")},
    t.Platform.META: {"link": "https://"},
    t.Platform.TIKTOK: {"primary_texts": ("x" * 101,)},
}
"""What a platform refuses of one ad."""
