"""A campaign's spending limit: set where it ends, widened before what it must hold grows, never somebody else's."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from integrations import types as t
from integrations.platforms.meta.caps import NONE, days_until, wanted_cap
from tests.factories import START
from tests.integrations.meta.conftest import ids, launch
from tests.integrations.meta.plans import make_plan, with_group

pytestmark = pytest.mark.usefixtures("clock")
END = datetime(2026, 12, 9, 23, 59, 59, tzinfo=UTC)  # the twentieth day, the first included
DAILY, BY_AD_SET = t.ChangeField.DAILY_BUDGET, t.BudgetLevel.AD_GROUP


def start(shop, plan: t.CampaignPlan) -> tuple[t.ObjectRef, t.ObjectRef]:
    done = launch(shop.adapter, plan)
    return ids(plan, done, t.ObjectKind.CAMPAIGN)[0], ids(plan, done, t.ObjectKind.AD_GROUP)[0]


def cap(shop, campaign: t.ObjectRef) -> str | None:
    return shop.read(campaign.external_id, "spend_cap").get("spend_cap")


def by_ad_set(plan: t.CampaignPlan) -> t.CampaignPlan:
    plan = with_group(plan, daily_budget_minor=2500)
    return replace(plan, daily_budget_minor=None, budget_level=BY_AD_SET)


@pytest.mark.parametrize("shape", [lambda plan: plan, by_ad_set])
def test_a_campaign_that_ends_spends_no_more_than_its_days(shop, shape):
    plan = shape(make_plan(end_at=END))
    assert shop.adapter.validate(plan) == []
    assert cap(shop, start(shop, plan)[0]) == str(20 * 2500)


def test_a_small_campaigns_limit_is_the_least_that_meta_takes(shop):
    campaign, _ = start(shop, make_plan(end_at=START + timedelta(days=1), daily_budget_minor=500))
    assert cap(shop, campaign) == "10000"


@pytest.mark.parametrize(
    "changes",
    [{}, {"daily_budget_minor": None, "lifetime_budget_minor": 90_000, "end_at": END}],
    ids=["no end", "a sum"],
)
def test_without_an_end_or_with_a_budget_for_the_whole_there_is_none(shop, changes):
    campaign, _ = start(shop, make_plan(**changes))
    assert cap(shop, campaign) is None


def test_a_higher_budget_and_a_later_end_make_room_first_and_a_lower_one_leaves_it(shop):
    campaign, _ = start(shop, make_plan(end_at=END))
    shop.adapter.update(campaign, DAILY, 4000)
    assert cap(shop, campaign) == str(20 * 4000)
    shop.adapter.update(campaign, t.ChangeField.END, END + timedelta(days=5))
    assert cap(shop, campaign) == str(25 * 4000)
    shop.adapter.update(campaign, DAILY, 2000)
    shop.adapter.update(campaign, t.ChangeField.END, END)
    assert cap(shop, campaign) == str(25 * 4000)


def test_what_was_spent_is_added_to_what_is_to_come(shop, clock):
    plan = make_plan(end_at=END)
    done = launch(shop.adapter, plan)
    for kind in reversed(t.ObjectKind):
        shop.adapter.update(ids(plan, done, kind)[0], t.ChangeField.STATUS, t.RunStatus.ACTIVE)
    shop.sandbox.advance(days=4)
    clock.advance(days=4)
    campaign = ids(plan, done, t.ObjectKind.CAMPAIGN)[0]
    spent = shop.read(campaign.external_id, "insights.date_preset(maximum){spend}")["insights"]["data"][0]["spend"]
    assert float(spent) > 0
    shop.adapter.update(campaign, DAILY, 9000)
    assert int(cap(shop, campaign)) == round(float(spent) * 100) + 16 * 9000


def test_the_limit_goes_with_the_end(shop):
    campaign, _ = start(shop, make_plan(end_at=END))
    for _ in range(2):
        shop.adapter.update(campaign, t.ChangeField.END, None)
        assert cap(shop, campaign) is None


def test_a_tighter_limit_is_somebodys_will(shop):
    campaign, _ = start(shop, make_plan(end_at=END))
    shop.sandbox.control("POST", f"objects/{campaign.external_id}", spend_cap="20000")
    shop.adapter.update(campaign, DAILY, 4000)
    shop.adapter.update(campaign, t.ChangeField.END, END + timedelta(days=5))
    assert cap(shop, campaign) == "20000"


def test_an_ad_sets_own_budget_and_another_ad_set_make_room_in_their_campaign(shop):
    plan = by_ad_set(make_plan(end_at=END))
    campaign, ad_set = start(shop, plan)
    shop.adapter.update(ad_set, DAILY, 4000)
    assert cap(shop, campaign) == str(20 * 4000)
    more = replace(plan.ad_groups[0], key="group-2", ads=())
    added = replace(plan, operation_id="op-2", ad_groups=(more,))
    there = {"campaign": t.StepResult(campaign.external_id)}
    (step,) = shop.adapter.plan_additions(added, there)
    shop.adapter.perform_step(added, step, there)
    assert cap(shop, campaign) == str(20 * (4000 + 2500))


def test_days_are_those_of_the_ends_own_calendar():
    assert days_until(END, END - timedelta(hours=12)) == 1
    assert days_until(END, END + timedelta(seconds=1)) == 0
    plan = make_plan(end_at=END, start_at=END.replace(day=8, hour=0))
    assert wanted_cap(plan, START) == 2 * 2500


def test_no_limit_is_told_as_none(shop):
    campaign, _ = start(shop, make_plan(end_at=END))
    shop.adapter.api.post(campaign.external_id, params={"spend_cap": NONE})
    shop.adapter.update(campaign, DAILY, 4000)
    assert cap(shop, campaign) is None
