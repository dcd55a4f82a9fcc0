"""Making a campaign: what is made is made once, switched off, and found again."""

import pytest

from integrations import errors
from integrations import types as t
from tests.integrations.contract.conftest import refs
from tests.integrations.contract.plans import TEXT

KINDS = [t.ObjectKind.CAMPAIGN, *[t.ObjectKind.AD_GROUP] * 2, *[t.ObjectKind.AD] * 3]


def test_the_same_plan_gives_the_same_steps(world):
    steps = world.adapter.plan_steps(world.plan())
    assert steps == world.adapter.plan_steps(world.plan())
    assert len({step.key for step in steps}) == len(steps)
    assert all(step.label for step in steps)
    assert [step for step in steps if step.makes == t.ObjectKind.CAMPAIGN]


def test_everything_of_the_plan_is_made_once_and_each_is_told_apart(world):
    plan = world.plan()
    done = world.launch(plan)
    made = refs(world.adapter.plan_steps(plan), done)
    assert [ref.kind for ref in made] == KINDS
    assert len({ref.external_id for ref in made}) == len(made)
    targets = {s.target_key for s in world.adapter.plan_steps(plan) if s.makes} | {
        one.target_key for result in done.values() for one in result.also
    }
    assert {"group-1", "group-2", "ad-1", "ad-2", "ad-3"} <= targets
    assert sorted(seen.ref.external_id for seen in world.adapter.observe()) == sorted(r.external_id for r in made)


def test_everything_is_made_switched_off_with_the_plans_budget_texts_and_people(world):
    plan = world.plan()
    world.launch(plan)
    (campaign,) = world.adapter.list_campaigns()
    assert campaign.observed.run_status == t.RunStatus.PAUSED
    assert campaign.observed.delivery == t.Delivery.NOT_DELIVERING
    assert campaign.observed.daily_budget_minor == plan.daily_budget_minor
    assert campaign.budget_level == t.BudgetLevel.CAMPAIGN
    assert campaign.observed.name.startswith("Christmas cakes")
    assert campaign.objective_word
    groups = {group.observed.name.split(" ·")[0]: group for group in campaign.ad_groups}
    assert {name: len(group.ads) for name, group in groups.items()} == {"One": 2, "Two": 1}
    assert groups["One"].countries == ("IE",)
    everything = [campaign.observed, *(group.observed for group in campaign.ad_groups)]
    everything += [ad.observed for group in campaign.ad_groups for ad in group.ads]
    # Google and TikTok deliver nothing while the campaign is off; what is below it may be on there.
    assert {one.delivery for one in everything} <= {t.Delivery.NOT_DELIVERING, t.Delivery.IN_REVIEW}


def test_what_an_ad_says_is_read_back(world):
    world.launch(world.plan())
    (campaign,) = world.adapter.list_campaigns()
    for ad in (ad for group in campaign.ad_groups for ad in group.ads):
        assert ad.link == "https://marlow.example/cakes"
        assert TEXT in (ad.primary_text, ad.headline, ad.description) or ad.headline == "Christmas cakes"


def test_what_a_step_made_is_found_again_and_what_it_did_not_make_is_not(world):
    plan = world.plan()
    steps = world.adapter.plan_steps(plan)
    assert all(world.adapter.find_step(plan, step, {}) is None for step in steps if step.makes)
    done = world.launch(plan)
    for step in steps:
        if step.makes:
            found = world.adapter.find_step(plan, step, done)
            assert found.external_id == done[step.key].external_id
            assert set(found.also) == set(done[step.key].also)
    other = world.plan(operation_id="0190b0de-op-2")
    assert all(world.adapter.find_step(other, step, {}) is None for step in steps if step.makes)


def test_what_was_sent_before_is_not_sent_twice(world):
    """A second campaign with the same pictures or films: the platform has one copy of each, or says which it has."""
    world.launch(world.plan())
    world.launch(world.plan(operation_id="0190b0de-op-2", name="Easter cakes"))
    assert len(list(world.adapter.list_campaigns())) == 2


def test_a_launched_campaign_is_switched_on_from_the_ads_up_and_passes_review(world):
    made = world.start(world.plan())
    assert {world.seen(ref).run_status for ref in made} == {t.RunStatus.ACTIVE}
    ads = [ref for ref in made if ref.kind == t.ObjectKind.AD]
    assert {world.seen(ref).review for ref in ads} <= {t.Review.PENDING, t.Review.UNKNOWN}
    assert {world.seen(ref).delivery for ref in ads} == {t.Delivery.IN_REVIEW}
    world.wait(hours=2)
    running = {t.Delivery.DELIVERING, t.Delivery.LEARNING, t.Delivery.LIMITED}
    seen = {ref: world.seen(ref) for ref in made}
    assert {one.delivery for one in seen.values()} <= running
    assert {seen[ref].review for ref in ads} <= {t.Review.APPROVED, t.Review.UNKNOWN}


def test_a_rejected_ad_says_why_and_the_others_go_on(world):
    made = world.start(world.plan())
    world.wait(hours=2)
    ad = [ref for ref in made if ref.kind == t.ObjectKind.AD][-1]
    thing = ad.external_id.rpartition("~")[2] if world.platform == t.Platform.GOOGLE else ad.external_id
    found = world.sandbox.control("GET", "objects", kind=AD_KINDS[world.platform])["objects"]
    thing = next(one["id"] for one in found if one["id"] in (ad.external_id, thing))
    world.sandbox.control("POST", f"ads/{thing}/review", verdict="reject", policy="Cakes", text="Too sweet.")
    seen = world.seen(ad)
    assert seen.delivery == t.Delivery.REJECTED
    assert seen.review in (t.Review.REJECTED, t.Review.UNKNOWN)
    assert seen.reason
    others = [ref for ref in made if ref.kind == t.ObjectKind.AD and ref != ad]
    assert t.Delivery.REJECTED not in {world.seen(ref).delivery for ref in others}


def test_a_plan_is_refused_by_a_dead_token_and_makes_nothing(world):
    world.sandbox.control("POST", "tokens", person="marlow", platform=str(world.platform), how="revoke")
    with pytest.raises(errors.AuthExpired):
        world.launch(world.plan())


AD_KINDS = {t.Platform.GOOGLE: "google.ad_group_ad", t.Platform.META: "ad", t.Platform.TIKTOK: "tiktok.ad"}
