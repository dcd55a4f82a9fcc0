"""Making a campaign: one step makes one object, switched off."""

from integrations import types as t
from tests.integrations.contract.conftest import launch, make_plan, refs


def test_the_same_plan_gives_the_same_steps_and_a_shared_picture_is_sent_once(world):
    plan = make_plan()
    steps = world.adapter.plan_steps(plan)
    assert steps == world.adapter.plan_steps(make_plan())
    assert len({step.key for step in steps}) == len(steps)
    assert [step.makes for step in steps if step.makes] == [
        t.ObjectKind.CAMPAIGN, t.ObjectKind.AD_GROUP, t.ObjectKind.AD_GROUP, *[t.ObjectKind.AD] * 3,
    ]  # fmt: skip
    launch(world.adapter, plan)
    assert world.sandbox.count("image") == 2


def test_everything_is_made_switched_off_with_the_plan_s_budget_texts_and_people(world):
    adapter, plan = world.adapter, make_plan()
    launch(adapter, plan)
    (campaign,) = world.adapter.list_campaigns()
    assert campaign.observed.run_status == t.RunStatus.PAUSED
    assert campaign.observed.delivery == t.Delivery.NOT_DELIVERING
    assert campaign.observed.daily_budget_minor == 2500
    assert campaign.budget_level == t.BudgetLevel.CAMPAIGN
    assert campaign.purpose == t.Purpose.SALES
    assert campaign.observed.name.startswith("Christmas cakes")
    groups = {group.observed.name.split(" ·")[0]: group for group in campaign.ad_groups}
    ireland = groups["Ireland"]
    assert (ireland.countries, ireland.age_min, ireland.age_max) == (("IE",), 25, 54)
    assert {len(groups["Ireland"].ads), len(groups["Britain"].ads)} == {2, 1}
    for group in campaign.ad_groups:
        assert group.observed.run_status == t.RunStatus.PAUSED
        for ad in group.ads:
            assert ad.observed.run_status == t.RunStatus.PAUSED
            assert ad.primary_text == "Order a Christmas cake by 10 December."
            assert (ad.headline, ad.description) == ("Christmas cakes", "Baked in Dublin")
            assert (ad.link, ad.call_to_action) == ("https://marlow.example/cakes", "shop_now")
            assert ad.image_url


def test_what_a_step_made_is_found_again_and_what_it_did_not_make_is_not(world):
    adapter, plan = world.adapter, make_plan()
    assert all(adapter.find_step(plan, step, {}) is None for step in adapter.plan_steps(plan))
    done = launch(adapter, plan)
    for step in adapter.plan_steps(plan):
        if step.makes:
            assert world.adapter.find_step(plan, step, done) == done[step.key]
    other = make_plan(operation_id="0190b0de-op-2")
    assert all(world.adapter.find_step(other, step, {}) is None for step in adapter.plan_steps(other) if step.makes)


def test_a_launched_campaign_is_switched_on_from_the_ads_up_and_passes_review(world):
    adapter, plan = world.adapter, make_plan()
    done = launch(adapter, plan)
    for ref in reversed(refs(adapter.plan_steps(plan), done)):
        adapter.update(ref, t.ChangeField.STATUS, t.RunStatus.ACTIVE)
    states = {seen.ref.kind: seen.delivery for seen in world.adapter.observe()}
    assert states == dict.fromkeys(t.ObjectKind, t.Delivery.IN_REVIEW)
    world.sandbox.advance(hours=2)
    seen = {seen.ref.kind: seen for seen in world.adapter.observe()}
    assert seen[t.ObjectKind.AD].delivery == t.Delivery.DELIVERING
    assert seen[t.ObjectKind.CAMPAIGN].delivery == t.Delivery.LEARNING
    assert seen[t.ObjectKind.CAMPAIGN].reason


def test_a_rejected_ad_says_why(world):
    adapter = world.adapter
    plan = make_plan()
    done = launch(adapter, plan)
    for ref in reversed(refs(adapter.plan_steps(plan), done)):
        adapter.update(ref, t.ChangeField.STATUS, t.RunStatus.ACTIVE)
    ads = [done[step.key].external_id for step in adapter.plan_steps(plan) if step.makes == t.ObjectKind.AD]
    world.sandbox.advance(hours=2)
    world.sandbox.control("POST", f"ads/{ads[2]}/review", verdict="reject", policy="Cakes", text="Too sweet.")
    seen = {seen.ref.external_id: seen for seen in world.adapter.observe()}
    assert seen[ads[2]].delivery == t.Delivery.REJECTED
    assert "Too sweet." in seen[ads[2]].reason
    alone = next(s for s in seen.values() if s.name.startswith("Britain"))
    assert alone.delivery == t.Delivery.REJECTED
    whole = next(s for s in seen.values() if s.ref.kind == t.ObjectKind.CAMPAIGN)
    assert whole.delivery == t.Delivery.LEARNING
