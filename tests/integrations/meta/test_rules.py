"""What is refused beforehand, beside its field; nothing is sent."""

from dataclasses import replace
from decimal import Decimal

import pytest

from integrations import types as t
from integrations.platforms.meta.rules import check_plan
from tests.integrations.meta.plans import FORM, make_plan, with_ad, with_targeting

LINK = t.AccountLink(
    "1",
    "EUR",
    "Europe/Dublin",
    "token",
    {"page_id": "1", "page_name": "Marlow", "pixel_id": "2", "instagram_user_id": "3"},
)
HOMES = (t.SpecialCategory.HOUSING,)
NEAR = t.Radius(Decimal("53.3"), Decimal("-6.2"), 5)


def leads(**changes) -> t.CampaignPlan:
    return with_ad(
        make_plan(purpose=t.Purpose.LEAD_GENERATION, lead_form=replace(FORM, **changes)), call_to_action="sign_up"
    )


BAD = [
    (with_targeting(make_plan(special_categories=HOMES), age_min=25), "age_min"),
    (with_targeting(make_plan(special_categories=HOMES), genders=(t.Gender.MEN,)), "genders"),
    (with_targeting(make_plan(special_categories=HOMES), places=(t.Place("zip:IE:D01", "D01"),)), "places"),
    (with_targeting(make_plan(special_categories=HOMES), radii=(NEAR,)), "radii"),
    (with_targeting(make_plan(), radii=(replace(NEAR, km=81),)), "radii"),
    (with_targeting(make_plan(), radii=(replace(NEAR, latitude=Decimal(91)),)), "radii"),
    (with_targeting(make_plan(), places=(t.Place("12", "Somewhere"),)), "places"),
    (with_targeting(make_plan(), placements=("tiktok",)), "placements"),
    (with_targeting(make_plan(), countries=()), "countries"),
    (make_plan(is_eu_political=True), "is_eu_political"),
    (make_plan(special_categories=(t.SpecialCategory.POLITICS,)), "is_eu_political"),
    (leads(headline=""), "lead_form"),
    (leads(headline="x" * 61), "lead_form"),
    (leads(questions=()), "lead_form"),
    (leads(privacy_url="marlow"), "lead_form"),
    (with_ad(leads(), call_to_action="shop_now"), "call_to_action"),
]


@pytest.mark.parametrize(("plan", "field"), BAD)
def test_what_meta_would_refuse_is_named_beside_its_field(plan, field):
    (problem,) = check_plan(plan, LINK)
    assert problem.field == field
    assert problem.text.endswith(".")


@pytest.mark.parametrize(
    "plan",
    [
        make_plan(special_categories=HOMES),
        with_targeting(make_plan(special_categories=HOMES), age_min=18, age_max=65, radii=(replace(NEAR, km=25),)),
        with_targeting(make_plan(special_categories=(t.SpecialCategory.POLITICS,)), countries=("US",)),
        with_targeting(make_plan(), placements=("instagram",)),
        leads(),
        leads(external_id="77", headline="", questions=(), privacy_url=""),
    ],
)
def test_what_meta_takes_is_let_through(plan):
    assert check_plan(plan, LINK) == []


def test_instagram_alone_needs_an_account_there():
    link = replace(LINK, presence={"page_id": "1", "pixel_id": "2"})
    (problem,) = check_plan(with_targeting(make_plan(), placements=("instagram",)), link)
    assert problem.field == "placements"
    assert check_plan(with_targeting(make_plan(), placements=("facebook", "instagram")), link) == []


def test_the_same_problem_in_two_ads_is_told_of_each_and_of_nothing_else():
    plan = with_ad(make_plan(), link="cakes")
    group = plan.ad_groups[0]
    two = replace(plan, ad_groups=(replace(group, ads=(group.ads[0], replace(group.ads[0], key="ad-2"))),))
    assert [(problem.field, problem.ad_key) for problem in check_plan(two, LINK)] == [
        ("link", "ad-1"),
        ("link", "ad-2"),
    ]
