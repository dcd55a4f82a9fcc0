"""What becomes of a campaign: reviewed, learning, delivering; what it brought."""

from datetime import UTC, datetime, timedelta

import pytest

from integrations import types as t
from integrations.platforms.meta import delivery
from tests.integrations.meta.conftest import ids, launch
from tests.integrations.meta.plans import FORM, make_plan, with_ad


def start(shop, plan) -> dict[t.ObjectKind, t.ObjectRef]:
    """Launch a plan and switch everything on, the ads first."""
    done = launch(shop.adapter, plan)
    refs = {kind: ids(plan, done, kind)[0] for kind in t.ObjectKind}
    for kind in reversed(t.ObjectKind):
        shop.adapter.update(refs[kind], t.ChangeField.STATUS, t.RunStatus.ACTIVE)
    return refs


def seen(shop) -> dict[t.ObjectKind, t.Observed]:
    return {found.ref.kind: found for found in shop.adapter.observe()}


def test_an_ad_is_looked_at_then_its_ad_set_learns_and_has_learned(shop):
    start(shop, make_plan(daily_budget_minor=20_000))
    assert seen(shop)[t.ObjectKind.AD].review == t.Review.PENDING
    assert seen(shop)[t.ObjectKind.CAMPAIGN].review == t.Review.UNKNOWN
    shop.sandbox.advance(hours=2)
    assert seen(shop)[t.ObjectKind.AD].review == t.Review.APPROVED
    assert seen(shop)[t.ObjectKind.AD_GROUP].learning == t.Learning.LEARNING
    shop.sandbox.advance(days=9)
    assert seen(shop)[t.ObjectKind.AD_GROUP].learning == t.Learning.LEARNED


def test_with_too_few_results_learning_stays_limited(shop):
    start(shop, make_plan(daily_budget_minor=100))
    shop.sandbox.advance(days=9)
    found = seen(shop)
    assert found[t.ObjectKind.AD_GROUP].learning == t.Learning.LIMITED
    assert found[t.ObjectKind.CAMPAIGN].delivery == t.Delivery.LIMITED


def test_a_rejection_says_why(shop):
    ad = start(shop, make_plan())[t.ObjectKind.AD]
    shop.sandbox.control("POST", f"ads/{ad.external_id}/review", verdict="reject", policy="Cakes", text="Too sweet.")
    found = seen(shop)[t.ObjectKind.AD]
    assert (found.review, found.delivery) == (t.Review.REJECTED, t.Delivery.REJECTED)
    assert "Too sweet." in found.reason


@pytest.mark.parametrize(
    ("row", "review"),
    [
        (
            {"effective_status": "ACTIVE", "ad_review_feedback": {"placement_specific": {"instagram": {"x": "y"}}}},
            t.Review.LIMITED,
        ),
        (
            {"effective_status": "DISAPPROVED", "ad_review_feedback": {"placement_specific": {"facebook": {}}}},
            t.Review.REJECTED,
        ),
        ({"effective_status": "PREAPPROVED"}, t.Review.APPROVED),
        ({"effective_status": "ADSET_PAUSED"}, t.Review.UNKNOWN),
        ({"effective_status": "SOMETHING_NEW"}, t.Review.UNKNOWN),
    ],
)
def test_a_review_is_what_status_and_feedback_say_together(row, review):
    assert delivery.review(row) == review


def test_a_learning_stage_that_we_do_not_know_is_unknown():
    assert delivery.learning({"learning_stage_info": {"status": "DAYDREAMING"}}) == t.Learning.UNKNOWN
    assert delivery.learning({}) == t.Learning.UNKNOWN


def conversions(shop) -> float:
    shop.sandbox.advance(days=10)
    today = datetime.fromtimestamp(shop.sandbox.now(), UTC).date()
    return float(sum(row.conversions for row in shop.adapter.fetch_metrics(today - timedelta(days=12), today)))


def test_leads_of_a_form_are_counted(shop):
    plan = make_plan(purpose=t.Purpose.LEAD_GENERATION, lead_form=FORM, daily_budget_minor=10_000)
    start(shop, with_ad(plan, call_to_action="sign_up"))
    assert conversions(shop) > 3


def test_installs_of_an_app_are_counted(shop, app):
    plan = make_plan(purpose=t.Purpose.APP_INSTALLS, app=app, daily_budget_minor=10_000)
    start(shop, with_ad(plan, call_to_action="install"))
    assert conversions(shop) > 3
