"""Budgets and bids, on the campaign or on its ad sets: made, read back, changed."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest

from integrations import errors
from integrations import types as t
from tests.factories import START
from tests.integrations.meta.conftest import ids, launch
from tests.integrations.meta.plans import make_plan, with_group

END = START + timedelta(days=30)
COST_CAP, BID_CAP = t.Bid(t.BidStrategy.COST_CAP, 900), t.Bid(t.BidStrategy.BID_CAP, 450)
RETURN = t.Bid(t.BidStrategy.TARGET_ROAS, roas=Decimal("3.5"))


def seen(shop, ref: t.ObjectRef) -> t.Observed:
    found = shop.adapter.observe_object(ref)
    assert found == next(other for other in shop.adapter.observe() if other.ref == ref)
    return found


def launched(shop, plan) -> tuple[t.ObjectRef, t.ObjectRef]:
    assert shop.adapter.validate(plan) == []
    done = launch(shop.adapter, plan)
    return ids(plan, done, t.ObjectKind.CAMPAIGN)[0], ids(plan, done, t.ObjectKind.AD_GROUP)[0]


def at_ad_group(plan, **budget) -> t.CampaignPlan:
    own = replace(plan, budget_level=t.BudgetLevel.AD_GROUP, daily_budget_minor=None, lifetime_budget_minor=None)
    return with_group(own, **budget)


def test_a_budget_of_the_ad_group_stands_there_and_not_on_the_campaign(shop):
    campaign, group = launched(shop, at_ad_group(make_plan(), daily_budget_minor=1500))
    assert (seen(shop, campaign).daily_budget_minor, seen(shop, group).daily_budget_minor) == (None, 1500)
    assert (
        shop.read(campaign.external_id, "is_adset_budget_sharing_enabled")["is_adset_budget_sharing_enabled"] is False
    )
    assert next(shop.adapter.list_campaigns()).budget_level == t.BudgetLevel.AD_GROUP


@pytest.mark.parametrize("level", t.BudgetLevel)
def test_a_budget_for_the_whole_time_needs_an_end(shop, level):
    plan = make_plan(daily_budget_minor=None, lifetime_budget_minor=90_000)
    plan = at_ad_group(plan, lifetime_budget_minor=90_000) if level == t.BudgetLevel.AD_GROUP else plan
    (problem,) = shop.adapter.validate(plan)
    assert problem.field == "end_at"
    campaign, group = launched(shop, replace(plan, end_at=END))
    holder = campaign if level == t.BudgetLevel.CAMPAIGN else group
    assert seen(shop, holder).lifetime_budget_minor == 90_000
    assert seen(shop, group).end_at == END
    shop.adapter.update(holder, t.ChangeField.LIFETIME_BUDGET, 120_000)
    assert seen(shop, holder).lifetime_budget_minor == 120_000


@pytest.mark.parametrize("level", t.BudgetLevel)
@pytest.mark.parametrize("bid", [COST_CAP, BID_CAP, RETURN])
def test_a_bid_is_kept_with_its_cap_or_floor(shop, level, bid):
    plan = make_plan(bid=bid)
    plan = at_ad_group(plan, daily_budget_minor=1500) if level == t.BudgetLevel.AD_GROUP else plan
    _, group = launched(shop, plan)
    assert seen(shop, group).bid == bid


def test_without_a_wish_meta_bids_for_the_most_results(shop):
    _, group = launched(shop, make_plan())
    assert seen(shop, group).bid == t.Bid(t.BidStrategy.MAXIMIZE_CONVERSIONS)


def test_clicks_can_be_asked_for_where_traffic_is_wanted(shop):
    campaign, group = launched(shop, make_plan(purpose=t.Purpose.TRAFFIC, bid=t.Bid(t.BidStrategy.MAXIMIZE_CLICKS)))
    assert shop.read(group.external_id, "optimization_goal")["optimization_goal"] == "LINK_CLICKS"
    assert seen(shop, campaign).bid == seen(shop, group).bid == t.Bid(t.BidStrategy.MAXIMIZE_CLICKS)


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"bid": t.Bid(t.BidStrategy.MANUAL, 100)}, "cost cap"),
        ({"bid": t.Bid(t.BidStrategy.TARGET_CPA, 100)}, "cost cap"),
        ({"bid": t.Bid(t.BidStrategy.COST_CAP)}, "how much"),
        ({"bid": t.Bid(t.BidStrategy.TARGET_ROAS)}, "come back"),
        ({"bid": t.Bid(t.BidStrategy.MAXIMIZE_CLICKS)}, "traffic"),
        ({"bid": RETURN, "purpose": t.Purpose.TRAFFIC}, "sales"),
        ({"bid": RETURN, "purpose": t.Purpose.LEAD_GENERATION}, "sales"),
    ],
)
def test_a_bid_that_meta_would_not_take_is_refused_beforehand(shop, changes, says):
    (problem,) = shop.adapter.validate(make_plan(**changes))
    assert problem.field == "bid"
    assert says in problem.text


def test_two_budgets_or_none_are_refused(shop):
    both = make_plan(lifetime_budget_minor=90_000, end_at=END)
    none = at_ad_group(make_plan())
    assert [problem.field for problem in shop.adapter.validate(both)] == ["daily_budget_minor"]
    assert [problem.field for problem in shop.adapter.validate(none)] == ["daily_budget_minor"]


def test_a_campaign_s_new_bid_reaches_every_ad_set_with_its_cap(shop):
    campaign, group = launched(shop, make_plan())
    shop.adapter.update(campaign, t.ChangeField.BID, COST_CAP)
    assert seen(shop, group).bid == COST_CAP
    shop.adapter.update(campaign, t.ChangeField.BID, replace(COST_CAP, amount_minor=1200))
    assert seen(shop, group).bid.amount_minor == 1200
    for _ in range(2):
        shop.adapter.update(campaign, t.ChangeField.BID, t.Bid(t.BidStrategy.MAXIMIZE_CONVERSIONS))
    assert seen(shop, group).bid == seen(shop, campaign).bid == t.Bid(t.BidStrategy.MAXIMIZE_CONVERSIONS)


def test_an_ad_set_s_cap_moves_under_its_campaign_s_strategy_but_not_the_strategy(shop):
    _, group = launched(shop, make_plan(bid=COST_CAP))
    shop.adapter.update(group, t.ChangeField.BID, replace(COST_CAP, amount_minor=700))
    assert seen(shop, group).bid.amount_minor == 700
    with pytest.raises(errors.InvalidRequest, match="campaign"):
        shop.adapter.update(group, t.ChangeField.BID, BID_CAP)


def test_an_ad_set_with_a_budget_of_its_own_bids_as_it_likes(shop):
    _, group = launched(shop, at_ad_group(make_plan(), daily_budget_minor=1500))
    for bid in (BID_CAP, COST_CAP, t.Bid(t.BidStrategy.MAXIMIZE_CONVERSIONS)):
        shop.adapter.update(group, t.ChangeField.BID, bid)
        assert seen(shop, group).bid == bid


def test_a_wrong_bid_is_refused_before_anything_is_sent(shop):
    campaign, group = launched(shop, make_plan())
    before = len(shop.sandbox.calls(method="POST"))
    for ref, bid in (
        (campaign, t.Bid(t.BidStrategy.COST_CAP)),
        (campaign, RETURN),
        (group, t.Bid(t.BidStrategy.MAXIMIZE_CLICKS)),
        (group, RETURN),
        (t.ObjectRef(t.ObjectKind.AD, "1"), COST_CAP),
    ):
        with pytest.raises(errors.InvalidRequest) as refused:
            shop.adapter.update(ref, t.ChangeField.BID, bid)
        assert "bid" in refused.value.fields
    assert len(shop.sandbox.calls(method="POST")) == before


def test_a_fifth_budget_within_an_hour_waits_and_says_so(shop):
    _, group = launched(shop, at_ad_group(make_plan(), daily_budget_minor=1500))
    for amount in (1600, 1700, 1800, 1900):
        shop.adapter.update(group, t.ChangeField.DAILY_BUDGET, amount)
    with pytest.raises(errors.RateLimited) as refused:
        shop.adapter.update(group, t.ChangeField.DAILY_BUDGET, 2000)
    assert refused.value.retry_after_s == 900
    assert "four times" in refused.value.message
    shop.sandbox.advance(hours=1)
    shop.adapter.update(group, t.ChangeField.DAILY_BUDGET, 2000)
    assert seen(shop, group).daily_budget_minor == 2000
