"""What is sent for each purpose, as the sandbox's Meta then shows it."""

import pytest

from integrations import types as t
from tests.integrations.meta.conftest import ids, launch
from tests.integrations.meta.plans import make_plan

AD_SET = (
    "optimization_goal,destination_type,promoted_object,targeting,daily_budget,lifetime_budget,bid_strategy,bid_amount"
)


@pytest.mark.parametrize(
    ("purpose", "objective", "goal"),
    [
        (t.Purpose.LEAD_GENERATION, "OUTCOME_LEADS", "OFFSITE_CONVERSIONS"),
        (t.Purpose.SALES, "OUTCOME_SALES", "OFFSITE_CONVERSIONS"),
        (t.Purpose.BRAND_AWARENESS, "OUTCOME_AWARENESS", "REACH"),
        (t.Purpose.EVENT_PROMOTION, "OUTCOME_TRAFFIC", "LANDING_PAGE_VIEWS"),
        (t.Purpose.STORE_VISITS, "OUTCOME_AWARENESS", "REACH"),
        (t.Purpose.TRAFFIC, "OUTCOME_TRAFFIC", "LANDING_PAGE_VIEWS"),
    ],
)
def test_a_purpose_is_the_objective_and_goal_that_meta_pairs(shop, purpose, objective, goal):
    plan = make_plan(purpose=purpose)
    assert shop.adapter.validate(plan) == []
    done = launch(shop.adapter, plan)
    (campaign,), (group,) = ids(plan, done, t.ObjectKind.CAMPAIGN), ids(plan, done, t.ObjectKind.AD_GROUP)
    assert shop.read(campaign.external_id, "objective")["objective"] == objective
    assert shop.read(group.external_id, AD_SET)["optimization_goal"] == goal
