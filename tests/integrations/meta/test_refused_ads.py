"""An ad that Meta refuses is named, and nothing else is blamed on it."""

from dataclasses import replace

import pytest

from integrations import errors
from integrations import types as t
from tests.integrations.contract.media import make_image
from tests.integrations.meta.plans import make_plan


def with_two(**second) -> t.CampaignPlan:
    """Two ads, the second of which is changed."""
    plan = make_plan()
    group = plan.ad_groups[0]
    other = replace(group.ads[0], key="ad-2", **second)
    return replace(plan, ad_groups=(replace(group, ads=(group.ads[0], other)),))


def launch(shop, plan: t.CampaignPlan) -> list[tuple[str, errors.InvalidRequest]]:
    """Do what can be done, and return which steps were refused."""
    done, refused = {}, []
    for step in shop.adapter.plan_steps(plan):
        if step.target_key in {key for _, error in refused for key in error.ad_keys}:
            continue
        try:
            done[step.key] = shop.adapter.perform_step(plan, step, done)
        except errors.InvalidRequest as error:
            refused.append((step.key, error))
    return refused


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"link": "cakes"}, "link"),
        ({"primary_texts": ()}, "primary_texts"),
        ({"call_to_action": "x"}, "call_to_action"),
    ],
)
def test_our_own_rules_name_the_ad(shop, wrong, field):
    (problem,) = shop.adapter.validate(with_two(**wrong))
    assert (problem.field, problem.ad_key) == (field, "ad-2")


def test_what_concerns_all_names_none(shop):
    assert {problem.ad_key for problem in shop.adapter.validate(make_plan(name=" "))} == {""}


def test_what_meta_alone_refuses_of_a_creative_names_its_ad(shop):
    shop.sandbox.fault("error", method="POST", path="/adcreatives$", times=1, skip=1, code=100)
    (problem,) = shop.adapter.validate(with_two(name="Other cake"))
    assert problem.ad_key == "ad-2"
    assert problem.text


@pytest.mark.parametrize("edge", ["/adcreatives$", "/ads$"])
def test_a_refused_creative_or_ad_is_the_one_ads(shop, edge):
    shop.sandbox.fault("error", method="POST", path=edge, times=1, code=100)
    ((_, error),) = launch(shop, with_two(name="Other cake"))
    assert list(error.ad_keys) == ["ad-1"]
    assert error.ad_keys["ad-1"].startswith("Meta refused")
    assert shop.made().count("ad") == 1


def test_a_picture_that_meta_does_not_take_is_of_the_ads_that_show_it(shop):
    shop.sandbox.fault("error", method="POST", path="/adimages$", times=1, skip=1, code=100)
    plan = with_two(name="Other cake", images=(make_image("navy"),))
    ((_, error),) = launch(shop, plan)
    assert list(error.ad_keys) == ["ad-2"]


def test_an_account_that_cannot_pay_is_no_ads_fault(shop):
    shop.sandbox.control("POST", f"objects/{shop.link.external_id}", funding_source="")
    with pytest.raises(errors.PermissionDenied) as refused:
        launch(shop, make_plan())
    assert "payment" in refused.value.message
