"""Another audience: what is ours is replaced, what somebody chose in Ads Manager stays."""

from dataclasses import replace
from decimal import Decimal

import pytest

from integrations import errors
from integrations import types as t
from integrations.platforms.meta.aiming import merge
from integrations.platforms.meta.audience import read_targeting
from integrations.sandbox.meta.gazetteer import INTERESTS
from tests.integrations.meta.conftest import ids, launch
from tests.integrations.meta.plans import make_plan, with_targeting

INTEREST = next(iter(INTERESTS))
FREE = {"targeting_automation": {"advantage_audience": 0}}


@pytest.fixture
def ad_set(shop) -> t.ObjectRef:
    plan = make_plan()
    return ids(plan, launch(shop.adapter, plan), t.ObjectKind.AD_GROUP)[0]


def change(plan: t.CampaignPlan | None = None, **people) -> t.TargetingChange:
    return t.TargetingChange(with_targeting(plan or make_plan(operation_id="change-1"), **people), "group-1")


def aim(shop, ref: t.ObjectRef) -> dict:
    return shop.read(ref.external_id, "targeting")["targeting"]


def test_ours_is_replaced_and_the_rest_stays(shop, ad_set):
    theirs = aim(shop, ad_set) | {
        "age_min": 30,
        "excluded_geo_locations": {"regions": [{"key": "1"}]},
        "device_platforms": ["mobile"],
        "publisher_platforms": ["facebook", "instagram"],
        "facebook_positions": ["feed"],
        "instagram_positions": ["reels"],
    }
    shop.sandbox.control("POST", f"objects/{ad_set.external_id}", targeting=theirs)
    shop.adapter.update(ad_set, t.ChangeField.TARGETING, change(countries=("GB",), placements=("facebook",)))
    now = aim(shop, ad_set)
    assert now["geo_locations"] == {"countries": ["GB"]}
    assert (now["age_min"], now["device_platforms"]) == (18, ["mobile"])
    assert now["excluded_geo_locations"] == theirs["excluded_geo_locations"]
    assert (now["publisher_platforms"], now["facebook_positions"]) == (["facebook"], ["feed"])
    assert "instagram_positions" not in now


@pytest.mark.parametrize(
    ("there", "wanted", "merged"),
    [
        ({}, {}, {}),
        ({"locales": [5], "genders": [1]}, {"genders": [2]}, {"genders": [2]}),
        ({"user_os": ["iOS"]}, {}, {"user_os": ["iOS"]}),
        ({"interests": [{"id": "1"}], "age_range": [20, 30]}, {}, {}),
        (
            {"geo_locations": {"countries": ["IE"], "location_types": ["home"]}},
            {"geo_locations": {"countries": ["GB"]}},
            {"geo_locations": {"countries": ["GB"], "location_types": ["home"]}},
        ),
        ({"flexible_spec": [{"behaviors": [{"id": "7"}]}]}, {}, {"flexible_spec": [{"behaviors": [{"id": "7"}]}]}),
        (
            {"flexible_spec": [{"interests": [{"id": "1"}], "behaviors": [{"id": "7"}]}]},
            {"flexible_spec": [{"interests": [{"id": "2"}]}]},
            {"flexible_spec": [{"behaviors": [{"id": "7"}], "interests": [{"id": "2"}]}]},
        ),
        ({"flexible_spec": [{"interests": [{"id": "1"}]}]}, {}, {}),
        (
            {"flexible_spec": [{"behaviors": [{"id": "7"}]}]},
            {"flexible_spec": [{"interests": [{"id": "2"}]}]},
            {"flexible_spec": [{"interests": [{"id": "2"}]}, {"behaviors": [{"id": "7"}]}]},
        ),
    ],
)
def test_two_audiences_become_one(there, wanted, merged):
    assert merge(there | {"targeting_automation": {"advantage_audience": 1}}, wanted | FREE) == merged | FREE


def test_who_pays_is_said_where_the_eu_comes_in_and_stays_where_it_was_said(shop):
    plan = with_targeting(make_plan(), countries=("US",))
    ref = ids(plan, launch(shop.adapter, plan), t.ObjectKind.AD_GROUP)[0]
    who = "dsa_beneficiary,dsa_payor"
    assert "dsa_payor" not in shop.read(ref.external_id, who)
    shop.adapter.update(ref, t.ChangeField.TARGETING, change(countries=("FR",)))
    assert shop.read(ref.external_id, who)["dsa_payor"] == shop.link.presence["page_name"]
    shop.sandbox.control("POST", f"objects/{ref.external_id}", dsa_payor="A friend")
    shop.adapter.update(ref, t.ChangeField.TARGETING, change(countries=("DE",)))
    assert shop.read(ref.external_id, who)["dsa_payor"] == "A friend"


@pytest.mark.parametrize(
    ("plan", "people", "field"),
    [
        ({}, {"age_min": 12}, "age_min"),
        ({}, {"placements": ("billboards",)}, "placements"),
        ({"special_categories": (t.SpecialCategory.HOUSING,)}, {"age_min": 30}, "age_min"),
        ({"special_categories": (t.SpecialCategory.POLITICS,)}, {"countries": ("FR",)}, "is_eu_political"),
        ({"purpose": t.Purpose.RETARGETING}, {"audiences": ()}, "purpose"),
        ({}, {"languages": ("xx",)}, "languages"),
    ],
)
def test_what_meta_would_refuse_is_refused_before_anything_moves(shop, ad_set, plan, people, field):
    before = aim(shop, ad_set)
    with pytest.raises(errors.InvalidRequest) as refused:
        shop.adapter.update(ad_set, t.ChangeField.TARGETING, change(replace(make_plan(), **plan), **people))
    assert field in refused.value.fields
    assert aim(shop, ad_set) == before


CIRCLE = {"latitude": 53.35, "longitude": -6.26, "radius": 10, "distance_unit": "mile", "name": "Shop"}


def test_an_audience_is_read_in_our_words():
    spec = {
        "geo_locations": {
            "countries": ["IE"],
            "cities": [{"key": "777934", "name": "Dublin", "radius": 17}],
            "custom_locations": [CIRCLE, {"address_string": "Main Street 1", "radius": 5}],
        },
        "age_min": 25,
        "age_max": 54,
        "genders": [2],
        "locales": [1001, 6, 5],
        "flexible_spec": [{"behaviors": [{"id": "7"}]}, {"interests": [{"id": "3", "name": "Tea"}]}],
        "custom_audiences": [{"id": "8"}],
        "excluded_custom_audiences": [{"id": "9"}],
        "publisher_platforms": ["facebook", "somewhere"],
    }
    assert read_targeting(spec) == t.Targeting(
        countries=("IE",),
        places=(t.Place("city:777934", "Dublin", "city"),),
        radii=(t.Radius(Decimal("53.35"), Decimal("-6.26"), 16, "Shop"),),
        languages=("en", "de"),
        age_min=25,
        age_max=54,
        genders=(t.Gender.WOMEN,),
        interests=("3",),
        audiences=("8",),
        excluded_audiences=("9",),
        placements=("facebook",),
    )
    assert read_targeting({}) == t.Targeting()


@pytest.mark.parametrize(
    ("there", "wanted", "merged"),
    [
        ({"locales": [6]}, {}, {"locales": [6]}),
        ({"locales": [6]}, {"locales": [5]}, {"locales": [5]}),
        ({"locales": [1001]}, {}, {}),
        (
            {"geo_locations": {"cities": [{"key": "7", "radius": 17}, {"key": "8"}], "places": [{"key": "1"}]}},
            {"geo_locations": {"cities": [{"key": "7"}, {"key": "9"}]}},
            {"geo_locations": {"cities": [{"key": "7", "radius": 17}, {"key": "9"}], "places": [{"key": "1"}]}},
        ),
        (
            {"geo_locations": {"custom_locations": [CIRCLE]}},
            {"geo_locations": {"custom_locations": [CIRCLE | {"radius": 16, "distance_unit": "kilometer"}]}},
            {"geo_locations": {"custom_locations": [CIRCLE]}},
        ),
    ],
)
def test_what_our_words_cannot_say_stays(there, wanted, merged):
    assert merge(there, wanted | FREE) == merged | FREE


def test_what_was_read_is_written_back_as_it_was(shop, ad_set):
    """Somebody's audience, read when it was imported: a change of one part leaves the others."""
    theirs = aim(shop, ad_set) | {
        "flexible_spec": [{"interests": [{"id": INTEREST}], "behaviors": [{"id": "7"}]}],
        "locales": [6],
        "publisher_platforms": ["facebook"],
        "facebook_positions": ["feed"],
    }
    shop.sandbox.control("POST", f"objects/{ad_set.external_id}", targeting=theirs)
    (campaign,) = shop.adapter.list_campaigns()
    known = campaign.ad_groups[0].targeting
    assert (known.interests, known.placements) == ((INTEREST,), ("facebook",))
    wanted = replace(known, age_min=30)
    plan = make_plan(operation_id="change-1")
    plan = replace(plan, ad_groups=(replace(plan.ad_groups[0], targeting=wanted),))
    shop.adapter.update(ad_set, t.ChangeField.TARGETING, t.TargetingChange(plan, "group-1"))
    assert aim(shop, ad_set) == theirs | {"age_min": 30}
