"""Changing what is there."""

from dataclasses import replace

import pytest

from integrations import errors
from integrations import types as t
from tests.integrations.contract import plans
from tests.integrations.contract.conftest import refs

NOWHERE = {
    t.Platform.GOOGLE: {"campaign": "99999999999", "ad_group": "99999999998", "ad": "99999999998~99999999997"},
    t.Platform.META: dict.fromkeys(("campaign", "ad_group", "ad"), "120210000000000"),
    t.Platform.TIKTOK: dict.fromkeys(("campaign", "ad_group", "ad"), "1777777777777777"),
}


def test_status_and_daily_budget_reach_the_platform_and_setting_them_again_is_no_error(world, campaign):
    for _ in range(2):
        world.adapter.update(campaign, t.ChangeField.STATUS, t.RunStatus.ACTIVE)
        world.adapter.update(campaign, t.ChangeField.DAILY_BUDGET, 7050)
    seen = world.seen(campaign)
    assert (seen.run_status, seen.daily_budget_minor) == (t.RunStatus.ACTIVE, 7050)
    world.adapter.update(campaign, t.ChangeField.STATUS, t.RunStatus.PAUSED)
    assert world.seen(campaign).run_status == t.RunStatus.PAUSED


@pytest.mark.parametrize("kind", [t.ObjectKind.AD_GROUP, t.ObjectKind.AD])
def test_ad_groups_and_ads_are_switched_one_by_one(world, kind):
    made = world.start(world.plan())
    one, other = [ref for ref in made if ref.kind == kind][:2]
    world.adapter.update(one, t.ChangeField.STATUS, t.RunStatus.PAUSED)
    assert world.seen(one).run_status == t.RunStatus.PAUSED
    assert world.seen(other).run_status == t.RunStatus.ACTIVE
    world.adapter.update(one, t.ChangeField.STATUS, t.RunStatus.ACTIVE)
    assert world.seen(one).run_status == t.RunStatus.ACTIVE


def test_one_object_is_read_alone_as_the_whole_reading_says(world):
    plan = world.plan()
    made = refs(world.adapter.plan_steps(plan), world.launch(plan))
    for ref in made:
        alone, whole = world.adapter.observe_object(ref), world.seen(ref)
        for name in ("ref", "name", "run_status", "daily_budget_minor", "lifetime_budget_minor", "start_at", "end_at"):
            assert getattr(alone, name) == getattr(whole, name), name


def test_an_archived_campaign_is_not_listed_and_is_told_as_gone_or_archived(world, campaign):
    world.adapter.update(campaign, t.ChangeField.STATUS, t.RunStatus.ARCHIVED)
    assert campaign not in {seen.ref for seen in world.adapter.observe()}
    assert list(world.adapter.list_campaigns()) == []
    try:
        assert world.adapter.observe_object(campaign).run_status == t.RunStatus.ARCHIVED
    except errors.ObjectNotFound:
        assert world.platform != t.Platform.META
    world.adapter.update(campaign, t.ChangeField.STATUS, t.RunStatus.ARCHIVED)


def test_a_budget_below_the_least_is_refused_beside_its_field(world, campaign):
    least = max(world.adapter.minimum_daily_budget_minor(), 1)
    world.adapter.update(campaign, t.ChangeField.DAILY_BUDGET, least)
    with pytest.raises(errors.InvalidRequest) as refused:
        world.adapter.update(campaign, t.ChangeField.DAILY_BUDGET, least - 1)
    assert "daily_budget_minor" in refused.value.fields
    assert world.seen(campaign).daily_budget_minor == least


def test_a_lifetime_budget_is_made_read_and_changed(world):
    from tests.factories import START

    total = {"daily_budget_minor": None, "lifetime_budget_minor": 90_000}
    days = {"start_at": START.replace(day=25), "end_at": START.replace(month=12, day=5)}
    plan = world.plan(**total, **days)
    assert world.adapter.validate(plan) == []
    campaign = refs(world.adapter.plan_steps(plan), world.launch(plan))[0]
    seen = world.seen(campaign)
    assert (seen.daily_budget_minor, seen.lifetime_budget_minor) == (None, 90_000)
    assert seen.end_at is None or seen.end_at.date().isoformat() == "2026-12-05"
    world.adapter.update(campaign, t.ChangeField.LIFETIME_BUDGET, 120_000)
    assert world.seen(campaign).lifetime_budget_minor == 120_000


BIDS = {
    t.Platform.GOOGLE: t.Bid(t.BidStrategy.TARGET_CPA, 900),
    t.Platform.META: t.Bid(t.BidStrategy.COST_CAP, 900),
    t.Platform.TIKTOK: t.Bid(t.BidStrategy.COST_CAP, 900),
}


def test_a_bid_is_made_read_back_and_changed(world):
    plan = world.plan(bid=BIDS[world.platform])
    assert world.adapter.validate(plan) == []
    made = refs(world.adapter.plan_steps(plan), world.launch(plan))
    bearers = [ref for ref in made if world.seen(ref).bid and world.seen(ref).bid.amount_minor is not None]
    assert bearers, "nobody shows the bid"
    for ref in bearers:
        assert world.seen(ref).bid.amount_minor == 900
        world.adapter.update(ref, t.ChangeField.BID, replace(BIDS[world.platform], amount_minor=1100))
        assert world.seen(ref).bid.amount_minor == 1100


def test_an_ads_words_are_changed_in_place_and_its_figures_stay_its_own(world):
    plan = world.plan()
    made = refs(world.adapter.plan_steps(plan), world.launch(plan))
    ad = next(ref for ref in made if ref.kind == t.ObjectKind.AD)
    words = {
        "headlines": ("Easter cakes", *plans.HEADLINES[1:]),
        "primary_texts": ("Order an Easter cake by 1 April.",),
    }
    one = plans.make_ad(world.platform, 1, **words)
    changed = replace(plan, operation_id="0190b0de-op-9", ad_groups=(replace(plan.ad_groups[0], ads=(one,)),))
    for _ in range(2):
        world.adapter.update(ad, t.ChangeField.CREATIVE, t.CreativeChange(changed, "ad-1"))
    ads = {a.observed.ref: a for c in world.adapter.list_campaigns() for g in c.ad_groups for a in g.ads}
    assert len(ads) == 3
    text = f"{ads[ad].primary_text} {ads[ad].headline}"
    assert "Easter" in text
    assert all("Easter" not in f"{other.primary_text} {other.headline}" for ref, other in ads.items() if ref != ad)


@pytest.mark.parametrize("kind", list(t.ObjectKind))
def test_what_is_not_there_is_not_found(world, kind):
    nowhere = t.ObjectRef(kind, NOWHERE[world.platform][kind])
    with pytest.raises(errors.ObjectNotFound):
        world.adapter.update(nowhere, t.ChangeField.STATUS, t.RunStatus.PAUSED)
    with pytest.raises(errors.ObjectNotFound):
        world.adapter.observe_object(nowhere)


def test_a_value_goes_through_whole_money_both_ways(world, campaign):
    for minor in (6001, 6010, 6099, 123_456):
        world.adapter.update(campaign, t.ChangeField.DAILY_BUDGET, minor)
        assert world.seen(campaign).daily_budget_minor == minor
