"""Another end and another audience for what runs."""

from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from integrations import errors
from integrations import types as t
from tests.factories import START
from tests.integrations.contract import plans
from tests.integrations.contract.conftest import refs

DUBLIN = ZoneInfo("Europe/Dublin")
END, LATER, SOONER = (
    datetime(2026, 12, day, 23, 59, 59, tzinfo=DUBLIN) for day in (15, 24, 5)
)  # the last seconds of days of the account


def launch(world, **changes) -> list[t.ObjectRef]:
    plan = world.plan(**changes)
    assert world.adapter.validate(plan) == []
    return refs(world.adapter.plan_steps(plan), world.launch(plan))


def ends(world, ref: t.ObjectRef) -> set[datetime | None]:
    """What the object alone and the whole reading say of its end."""
    return {world.adapter.observe_object(ref).end_at, world.seen(ref).end_at}


def test_a_campaigns_end_is_told_moved_and_taken_away(world):
    campaign = launch(world, end_at=END)[0]
    assert ends(world, campaign) == {END}
    for at in (LATER, SOONER, None, None, END, END):
        world.adapter.update(campaign, t.ChangeField.END, at)
        assert ends(world, campaign) == {at}


def test_a_campaign_without_an_end_gets_one_and_all_of_it_ends_then(world):
    made = launch(world)
    assert ends(world, made[0]) == {None}
    world.adapter.update(made[0], t.ChangeField.END, END)
    groups = [ref for ref in made if ref.kind == t.ObjectKind.AD_GROUP]
    own = {t.Platform.GOOGLE: {None}}.get(world.platform, {END})
    assert {seen for group in groups for seen in ends(world, group)} == own


def test_an_end_that_has_passed_is_refused_beside_its_field_and_nothing_moves(world):
    campaign = launch(world, end_at=END)[0]
    with pytest.raises(errors.InvalidRequest) as refused:
        world.adapter.update(campaign, t.ChangeField.END, START - timedelta(days=2))
    assert "end_at" in refused.value.fields
    assert ends(world, campaign) == {END}


def test_a_budget_for_the_whole_run_keeps_an_end(world):
    total = {"daily_budget_minor": None, "lifetime_budget_minor": 90_000}
    campaign = launch(world, **total, end_at=END)[0]
    with pytest.raises(errors.InvalidRequest) as refused:
        world.adapter.update(campaign, t.ChangeField.END, None)
    assert "end_at" in refused.value.fields
    world.adapter.update(campaign, t.ChangeField.END, LATER)
    assert ends(world, campaign) == {LATER}


def test_an_ad_has_no_end_of_its_own(world):
    ad = launch(world)[-1]
    with pytest.raises(errors.InvalidRequest) as refused:
        world.adapter.update(ad, t.ChangeField.END, END)
    assert "end_at" in refused.value.fields


def change_of(plan: t.CampaignPlan, **people) -> t.TargetingChange:
    """Another audience for the plan's first ad group, as a change of its own."""
    plan = replace(plan, operation_id="0190b0de-op-7", ad_groups=plan.ad_groups[:1], start_at=None)
    return t.TargetingChange(plans.change_targeting(plan, **people), plan.ad_groups[0].key)


def groups_of(world) -> dict[str, t.RemoteAdGroup]:
    """The ad groups as they are read, by their names without marks."""
    (campaign,) = world.adapter.list_campaigns()
    return {group.observed.name.split(" ·")[0]: group for group in campaign.ad_groups}


def start(world) -> tuple[t.CampaignPlan, t.ObjectRef]:
    """One ad group on Google, where places are the campaign's; two elsewhere."""
    plan = plans.for_one_ad(world.platform) if world.platform == t.Platform.GOOGLE else world.plan()
    made = refs(world.adapter.plan_steps(plan), world.launch(plan))
    one = next(group for group in groups_of(world).values() if group.observed.name.startswith("One"))
    assert one.observed.ref in made
    return plan, one.observed.ref


def test_an_ad_group_is_shown_to_other_people_and_the_others_are_not(world):
    plan, group = start(world)
    change = change_of(plan, countries=("FR", "DE"))
    for _ in range(2):
        world.adapter.update(group, t.ChangeField.TARGETING, change)
        seen = groups_of(world)
        assert set(seen["One"].countries) == {"FR", "DE"}
        assert len(seen["One"].ads) == len(plan.ad_groups[0].ads)
        if "Two" in seen:
            assert seen["Two"].countries == ("GB",)


def test_ages_are_narrowed_and_set_free_again(world):
    plan, group = start(world)
    world.adapter.update(group, t.ChangeField.TARGETING, change_of(plan, age_min=35, age_max=44))
    told = groups_of(world)["One"]
    assert (told.age_min, told.age_max) in {(35, 44), (None, None)}
    world.adapter.update(group, t.ChangeField.TARGETING, change_of(plan, age_min=None, age_max=None))
    told = groups_of(world)["One"]
    assert (told.age_min, told.age_max) in {(18, 65), (None, None)}


@pytest.mark.parametrize("people", [{"countries": ("KP",)}, {"countries": ()}])
def test_people_that_cannot_be_reached_are_refused_beside_the_field(world, people):
    plan, group = start(world)
    with pytest.raises(errors.InvalidRequest) as refused:
        world.adapter.update(group, t.ChangeField.TARGETING, change_of(plan, **people))
    assert "countries" in refused.value.fields
    assert groups_of(world)["One"].countries == ("IE",)


def test_the_campaign_and_the_ads_have_no_audience_of_their_own(world):
    plan, _ = start(world)
    for kind in (t.ObjectKind.CAMPAIGN, t.ObjectKind.AD):
        (ref, *_) = [seen.ref for seen in world.adapter.observe() if seen.ref.kind == kind]
        with pytest.raises(errors.InvalidRequest):
            world.adapter.update(ref, t.ChangeField.TARGETING, change_of(plan, countries=("FR",)))
    assert groups_of(world)["One"].countries == ("IE",)


@pytest.mark.parametrize("field", [t.ChangeField.END, t.ChangeField.TARGETING])
def test_what_is_not_there_is_not_found(world, field):
    plan = plans.for_one_ad(world.platform)
    kind = t.ObjectKind.CAMPAIGN if field == t.ChangeField.END else t.ObjectKind.AD_GROUP
    value = END if field == t.ChangeField.END else change_of(plan, countries=("FR",))
    with pytest.raises(errors.ObjectNotFound):
        world.adapter.update(t.ObjectRef(kind, NOWHERE[world.platform]), field, value)


NOWHERE = {
    t.Platform.GOOGLE: "99999999999",
    t.Platform.META: "120210000000000",
    t.Platform.TIKTOK: "1777777777777777",
}
