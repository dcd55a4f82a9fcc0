"""What TikTok would refuse is found before anything is sent, beside its field."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from integrations import types as t
from integrations.platforms.tiktok.rules import check_plan
from tests.integrations.tiktok.wire import LINK, aimed, make_image, make_plan, make_video, with_ad

START = datetime(2026, 11, 21, 12, tzinfo=UTC)
BS = t.BidStrategy


def told(plan, link=LINK) -> list[tuple[str, str]]:
    return [(problem.field, problem.text) for problem in check_plan(plan, link)]


def fields(plan, link=LINK) -> list[str]:
    return [field for field, _ in told(plan, link)]


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"currency": "USD"}, "currency"),
        ({"name": "  "}, "name"),
        ({"is_eu_political": True}, "special_categories"),
        ({"special_categories": (t.SpecialCategory.GAMBLING,)}, "special_categories"),
        ({"daily_budget_minor": 4999}, "daily_budget_minor"),
        ({"daily_budget_minor": None}, "daily_budget_minor"),
        ({"start_at": START, "end_at": START}, "end_at"),
        ({"daily_budget_minor": None, "lifetime_budget_minor": 90_000}, "end_at"),
        ({"bid": t.Bid(BS.COST_CAP)}, "bid"),
        ({"bid": t.Bid(BS.COST_CAP, 5000)}, "bid"),
        ({"bid": t.Bid(BS.TARGET_ROAS, roas=Decimal("3.5"))}, "bid"),
    ],
)
def test_a_plan_is_refused_beside_its_field(changes, field):
    assert fields(make_plan(**changes)) == [field]


def test_an_account_without_a_tiktok_account_is_told_where_to_link_one():
    for presence in ({}, {"identity_id": "1", "identity_type": "CUSTOMIZED_USER"}):
        ((field, text),) = told(make_plan(), replace(LINK, presence=presence))
        assert field == ""
        assert "Tools, Identity" in text


def test_the_least_budget_is_the_currencys_and_the_levels():
    yen = replace(LINK, currency="JPY")
    assert told(make_plan(currency="JPY", daily_budget_minor=4_999), yen) == [
        ("daily_budget_minor", "TikTok takes no less than 5,000 JPY a day here. Choose more.")
    ]
    plan = make_plan(budget_level=t.BudgetLevel.AD_GROUP, daily_budget_minor=None)
    group = plan.ad_groups[0]
    assert fields(replace(plan, ad_groups=(replace(group, daily_budget_minor=1999),))) == ["daily_budget_minor"]
    assert fields(replace(plan, ad_groups=(replace(group, daily_budget_minor=2000),))) == []


def test_an_ad_groups_budget_for_the_run_holds_the_least_of_every_day():
    span = {"start_at": START, "end_at": START + timedelta(days=10)}
    plan = make_plan(budget_level=t.BudgetLevel.AD_GROUP, daily_budget_minor=None, **span)
    group = replace(plan.ad_groups[0], lifetime_budget_minor=19_999)
    assert told(replace(plan, ad_groups=(group,))) == [
        ("lifetime_budget_minor", "TikTok takes no less than 200 EUR for the whole run here. Choose more.")
    ]


def test_a_cost_to_keep_to_goes_with_a_daily_budget_only():
    span = {"start_at": START, "end_at": START + timedelta(days=10)}
    plan = make_plan(daily_budget_minor=None, lifetime_budget_minor=90_000, bid=t.Bid(BS.COST_CAP, 400), **span)
    assert fields(plan) == ["bid"]


@pytest.mark.parametrize(
    ("targeting", "field"),
    [
        ({"countries": ()}, "countries"),
        ({"countries": (), "radii": (t.Radius(Decimal("53.3"), Decimal("-6.2"), 10),)}, "countries"),
        ({"radii": (t.Radius(Decimal("53.3"), Decimal("-6.2"), 10),)}, "radii"),
        ({"placements": ("PLACEMENT_PANGLE",)}, "placements"),
        ({"age_min": 40, "age_max": 30}, "age_max"),
    ],
)
def test_a_targeting_is_refused_beside_its_field(targeting, field):
    assert fields(aimed(make_plan(), **targeting)) == [field]


@pytest.mark.parametrize(
    ("ages", "nearest"),
    [((20, 40), "18 to 44"), ((25, 50), "25 to 54"), ((30, None), "25 and older"), ((30, 65), "25 and older")],
)
def test_an_age_span_that_cuts_a_group_is_refused_with_the_nearest(ages, nearest):
    ((field, text),) = told(aimed(make_plan(), age_min=ages[0], age_max=ages[1]))
    assert field == "age_min"
    assert f"Choose {nearest}." in text


def test_places_stand_for_countries():
    assert fields(aimed(make_plan(), countries=(), places=(t.Place("2964574", "Dublin"),))) == []


def test_housing_in_the_us_may_not_choose_ages():
    special = {"special_categories": (t.SpecialCategory.HOUSING,)}
    assert fields(aimed(make_plan(**special), countries=("US",), age_min=25)) == ["age_min"]
    assert fields(aimed(make_plan(**special), countries=("IE",), age_min=25)) == []


@pytest.mark.parametrize(
    ("ad", "field"),
    [
        ({"link": "marlow"}, "link"),
        ({"call_to_action": "dance"}, "call_to_action"),
        ({"primary_texts": ()}, "primary_texts"),
        ({"primary_texts": ("x" * 101,)}, "primary_texts"),
        ({"primary_texts": ("蛋" * 51,)}, "primary_texts"),
        ({"primary_texts": ("Cake 🎂",)}, "primary_texts"),
        ({"primary_texts": ("Cake #1",)}, "primary_texts"),
        ({"primary_texts": ("Cake {name}",)}, "primary_texts"),
        ({"videos": ()}, "videos"),
        ({"videos": (), "images": (make_image(),)}, "videos"),
        ({"videos": (make_video(duration_s=61.0),)}, "videos"),
        ({"videos": (make_video(width=720, height=1000),)}, "videos"),
        ({"videos": (make_video(width=360, height=640),)}, "videos"),
        ({"videos": (make_video(byte_size=600_000_000),)}, "videos"),
        ({"cards": tuple(t.Card("Cake", "https://other.example/", make_image(str(n) * 64)) for n in (1, 2))}, "cards"),
        ({"videos": (), "images": tuple(make_image(f"{n:064}") for n in range(36))}, "images"),
        ({"videos": (), "images": (replace(make_image(), width=3000, height=2000), make_image())}, "images"),
    ],
)
def test_an_ad_is_refused_beside_its_field(ad, field):
    assert fields(with_ad(make_plan(), **ad)) == [field]


@pytest.mark.parametrize(
    "ad",
    [
        {"videos": (), "images": (make_image("a" * 64), make_image("b" * 64))},
        {"cards": tuple(t.Card("Cake", "https://marlow.example/cakes", make_image(str(n) * 64)) for n in (1, 2))},
        {"primary_texts": ("蛋" * 50,)},
        {"videos": (make_video(width=1920, height=1080),)},
        {"videos": (make_video(width=0, height=0, duration_s=0),)},
    ],
)
def test_a_sound_ad_passes(ad):
    assert fields(with_ad(make_plan(), **ad)) == []
