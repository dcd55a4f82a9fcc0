"""What would be refused is told before anything is made."""

from dataclasses import replace
from datetime import timedelta

import pytest

from integrations import types as t
from tests.factories import START
from tests.integrations.contract.conftest import launch, make_plan

LAUNCHES = {
    t.Purpose.LEAD_GENERATION, t.Purpose.SALES, t.Purpose.BRAND_AWARENESS, t.Purpose.EVENT_PROMOTION, t.Purpose.STORE_VISITS,
    t.Purpose.TRAFFIC,
}  # fmt: skip


@pytest.mark.parametrize("purpose", t.Purpose)
def test_every_purpose_launches_or_is_refused_beforehand_with_what_to_do(world, purpose):
    plan = make_plan(purpose=purpose)
    problems = world.adapter.validate(plan)
    if purpose in LAUNCHES:
        assert problems == []
        launch(world.adapter, plan)
        (campaign,) = world.adapter.list_campaigns()
        assert len(campaign.ad_groups) == 2
    else:
        assert [problem.field for problem in problems] == ["purpose"]
        assert "Choose" in problems[0].text or "choose" in problems[0].text
    assert world.sandbox.count("campaign") == (purpose in LAUNCHES)


@pytest.mark.parametrize("purpose", [t.Purpose.SALES, t.Purpose.LEAD_GENERATION])
def test_without_a_pixel_counting_purposes_are_refused_and_traffic_is_not(world, purpose):
    world.link = replace(world.link, presence={k: v for k, v in world.link.presence.items() if k != "pixel_id"})
    (problem,) = world.adapter.validate(make_plan(purpose=purpose))
    assert problem.field == "purpose"
    assert "pixel" in problem.text
    plan = make_plan(purpose=t.Purpose.TRAFFIC)
    assert world.adapter.validate(plan) == []
    launch(world.adapter, plan)


def test_a_good_plan_has_no_problem_and_makes_nothing(world):
    assert world.adapter.validate(make_plan()) == []
    assert world.sandbox.count("campaign") == world.sandbox.count("creative") == 0


def _first_group(**changes) -> tuple[t.AdGroupPlan, ...]:
    plan = make_plan()
    return (replace(plan.ad_groups[0], **changes), plan.ad_groups[1])


def _first_targeting(**changes) -> tuple[t.AdGroupPlan, ...]:
    return _first_group(targeting=replace(make_plan().ad_groups[0].targeting, **changes))


def _first_ad(**changes) -> tuple[t.AdGroupPlan, ...]:
    group = make_plan().ad_groups[0]
    return _first_group(ads=(replace(group.ads[0], **changes), group.ads[1]))


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"daily_budget_minor": 1}, "daily_budget_minor"),
        ({"daily_budget_minor": 0}, "daily_budget_minor"),
        ({"daily_budget_minor": 10**12}, "daily_budget_minor"),
        ({"name": "  "}, "name"),
        ({"currency": "USD"}, "currency"),
        ({"start_at": START, "end_at": START - timedelta(days=1)}, "end_at"),
        ({"ad_groups": _first_targeting(countries=())}, "countries"),
        ({"ad_groups": _first_targeting(countries=("KP",))}, "countries"),
        ({"ad_groups": _first_targeting(age_min=12)}, "age_min"),
        ({"ad_groups": _first_targeting(age_min=50, age_max=20)}, "age_max"),
        ({"ad_groups": _first_ad(link="marlow")}, "link"),
        ({"ad_groups": _first_ad(link="javascript:alert(1)")}, "link"),
        ({"ad_groups": _first_ad(call_to_action="buy_or_else")}, "call_to_action"),
        ({"ad_groups": _first_ad(primary_texts=())}, "primary_text"),
    ],
)
def test_a_bad_value_is_named_beside_its_field(world, changes, field):
    problems = world.adapter.validate(make_plan(**changes))
    assert [problem.field for problem in problems] == [field]
    assert problems[0].text.endswith((".", ". "))
    assert world.sandbox.count("campaign") == 0


def test_an_account_without_a_page_says_where_to_get_one(world):
    world.link = replace(world.link, presence={"pixel_id": world.link.presence["pixel_id"]})
    problems = world.adapter.validate(make_plan())
    assert any("Page" in problem.text for problem in problems)
