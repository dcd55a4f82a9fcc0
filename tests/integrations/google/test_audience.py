"""The audience of what exists: read whole, in our words, and kept where a change does not mean it."""

from dataclasses import replace

import pytest

from integrations import types as t
from integrations.platforms.google.audience import aim_of, changed_kinds
from integrations.platforms.google.purposes import DEMAND_GEN, DISPLAY, SEARCH
from integrations.platforms.google.targeting_rules import PARTNERS
from tests.integrations.google.plans import CIRCLE, P, make_plan, with_people
from tests.integrations.google.test_aiming import Group

EVERYTHING = {
    SEARCH: {
        "radii": (CIRCLE,),
        "age_min": 25,
        "age_max": 54,
        "genders": (t.Gender.WOMEN,),
        "negative_keywords": (t.Keyword("recipe", t.MatchType.BROAD),),
        "placements": (PARTNERS,),
    },
    DISPLAY: {"interests": ("92928",), "age_min": 35},
    DEMAND_GEN: {"countries": ("FR", "IE"), "languages": ("en", "fr"), "interests": ("80140",)},
}


def read(shop) -> t.Targeting:
    """Return the audience of the account's one ad group, as it is imported."""
    (campaign,) = shop.adapter.list_campaigns()
    (group,) = campaign.ad_groups
    return group.targeting


@pytest.mark.parametrize("channel", EVERYTHING)
def test_everything_that_an_ad_group_aims_at_is_read_back(shop, channel):
    (one,) = shop.adapter.search_targeting(t.TargetingKind.AUDIENCE, "")
    lists = {DISPLAY: {"audiences": (one.key,)}, DEMAND_GEN: {"excluded_audiences": (one.key,)}}.get(channel, {})
    plan = with_people(make_plan(P.SALES, channel), **EVERYTHING[channel], **lists)
    shop.launch(plan)
    wanted, told = plan.ad_groups[0].targeting, read(shop)
    assert changed_kinds(told, wanted) == set()
    assert told.placements == wanted.placements
    assert set(told.keywords) == set(wanted.keywords)
    assert (told.age_min, told.age_max) == (wanted.age_min, wanted.age_max)


def test_a_town_is_read_back_with_its_name(shop):
    (town, *_) = shop.adapter.search_targeting(t.TargetingKind.PLACE, "Dublin")
    shop.launch(with_people(make_plan(P.SALES, SEARCH), countries=(), places=(t.Place(town.key, town.name),)))
    assert read(shop).places == (t.Place(town.key, town.name),)
    assert read(shop).countries == ()


def test_what_was_read_and_set_again_changes_nothing(shop):
    """An imported ad group whose ages are changed keeps its lists, keywords and partners."""
    group = Group(shop, with_people(make_plan(P.SALES, SEARCH), **EVERYTHING[SEARCH]))
    before = group.criteria(), group.criteria("campaign")
    plan = replace(group.plan, ad_groups=(replace(group.plan.ad_groups[0], targeting=read(shop)),), operation_id="op-8")
    shop.adapter.update(group.ref, t.ChangeField.TARGETING, t.TargetingChange(plan, "group-1"))
    assert (group.criteria(), group.criteria("campaign")) == before
    group.plan = plan
    group.aim(age_min=18)
    kept = {one: words for one, words in before[0].items() if words[0] != "AGE_RANGE"}
    assert kept.items() <= group.criteria().items()
    assert group.criteria("campaign") == before[1]


def test_what_our_words_cannot_say_stays_while_its_part_of_the_audience_stays(shop):
    group = Group(shop, with_people(make_plan(P.SALES, SEARCH), age_min=25))
    customer, number = shop.link.external_id, group.ref.external_id
    campaign, name = f"customers/{customer}/campaigns/{group.campaign}", f"customers/{customer}/adGroups/{number}"
    point = {"latitude_in_micro_degrees": 53_349_800, "longitude_in_micro_degrees": -6_260_300}
    miles = {"geo_point": point, "radius": 10.0, "radius_units": "MILES"}
    group.mutates(
        [
            {"campaign_criterion_operation": {"create": {"campaign": campaign, "proximity": miles}}},
            {"ad_group_criterion_operation": {"create": _without(name, "AGE_RANGE_45_54")}},
        ]
    )
    there = read(shop)
    assert [circle.km for circle in there.radii] == [16]
    assert (there.age_min, there.age_max) == (25, None)
    group.plan = replace(group.plan, ad_groups=(replace(group.plan.ad_groups[0], targeting=there),))
    group.aim(negative_keywords=(t.Keyword("recipe"),))
    assert ("AGE_RANGE", "AGE_RANGE_45_54", True) in group.criteria().values()
    found = shop.sandbox.control("GET", "objects", kind="google.campaign_criterion")["objects"]
    assert [one["data"]["proximity"]["radius_units"] for one in found if "proximity" in one["data"]] == ["MILES"]
    group.aim(age_min=35)
    assert ("AGE_RANGE", "AGE_RANGE_45_54", True) not in group.criteria().values()


def test_a_keyword_that_somebody_switched_off_on_google_is_left_to_them(shop):
    group = Group(shop, make_plan(P.SALES, SEARCH))
    number = next(key for key, words in group.criteria().items() if words[1] == "cake dublin")
    name = f"customers/{shop.link.external_id}/adGroupCriteria/{number}"
    changed = {"update": {"resource_name": name, "status": "PAUSED"}, "update_mask": {"paths": ["status"]}}
    group.mutates([{"ad_group_criterion_operation": changed}])
    assert [one.text for one in read(shop).keywords] == ["christmas cake"]
    group.aim(keywords=(t.Keyword("stollen"),))
    words = {words[1] for words in group.criteria().values()}
    assert words == {"cake dublin", "stollen"}


def test_the_same_audience_said_in_another_way_is_the_same():
    one = t.Targeting(("IE",), age_min=18, age_max=65, genders=tuple(t.Gender), keywords=(t.Keyword("Rye  Bread"),))
    other = t.Targeting(("IE",), keywords=(t.Keyword("rye bread"),))
    assert changed_kinds(one, other) == set()
    assert changed_kinds(one, replace(other, keywords=(t.Keyword("rye bread", t.MatchType.EXACT),))) == {"keyword"}
    assert changed_kinds(one, replace(other, countries=("GB",), genders=(t.Gender.MEN,))) == {"location", "gender"}
    assert aim_of([]) == t.Targeting()


def _without(group: str, word: str) -> dict:
    return {"ad_group": group, "age_range": {"type_": word}, "negative": True}
