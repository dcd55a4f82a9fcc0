"""Whom an ad set is shown to, as it stands on Meta."""

import pytest

from integrations import errors
from integrations import types as t
from integrations.platforms.meta import targeting
from tests.integrations.meta.conftest import ids, launch
from tests.integrations.meta.plans import make_plan, with_targeting


def shown(shop, **wanted) -> dict:
    plan = with_targeting(make_plan(purpose=t.Purpose.TRAFFIC), **wanted)
    assert shop.adapter.validate(plan) == []
    (group,) = ids(plan, launch(shop.adapter, plan), t.ObjectKind.AD_GROUP)
    return shop.read(group.external_id, "targeting")["targeting"]


def first(shop, kind: t.TargetingKind, words: str) -> t.TargetingOption:
    return shop.adapter.search_targeting(kind, words)[0]


def test_everything_that_was_searched_for_can_be_aimed_at(shop):
    city, baking = first(shop, t.TargetingKind.PLACE, "dubl"), first(shop, t.TargetingKind.INTEREST, "baking")
    english = first(shop, t.TargetingKind.LANGUAGE, "english")
    assert (city.name, city.path[:2], baking.path[1]) == ("Dublin", ("city", "Leinster"), "Food and drink")
    found = shown(
        shop, countries=(), places=(t.Place(city.key, city.name),), interests=(baking.key,), languages=(english.key,),
        genders=(t.Gender.WOMEN,), age_min=25, age_max=54, placements=("facebook", "instagram"),
    )  # fmt: skip
    assert found["geo_locations"] == {"cities": [{"key": city.key.partition(":")[2]}]}
    assert found["flexible_spec"] == [{"interests": [{"id": baking.key}]}]
    assert found["locales"] == [1001]
    assert (found["genders"], found["age_min"], found["age_max"]) == ([2], 25, 54)
    assert found["publisher_platforms"] == ["facebook", "instagram"]
    assert found["targeting_automation"] == {"advantage_audience": 0}


def test_a_place_narrows_the_country_it_lies_in(shop):
    city = first(shop, t.TargetingKind.PLACE, "galway")
    found = shown(shop, countries=("IE",), places=(t.Place(city.key, city.name),))
    assert "countries" not in found["geo_locations"]


def test_a_language_without_a_key_for_all_countries_takes_each_of_them(shop):
    assert sorted(shown(shop, languages=("pt", "de"))["locales"]) == [5, 16, 31]


def test_a_language_that_meta_does_not_know_is_refused_beforehand(shop):
    (problem,) = shop.adapter.validate(with_targeting(make_plan(), languages=("tlh",)))
    assert problem.field == "languages"
    assert shop.made() == []


def test_both_genders_are_everybody(shop):
    assert "genders" not in shown(shop, genders=(t.Gender.MEN, t.Gender.WOMEN))


def test_a_search_finds_regions_postcodes_and_audiences_and_nothing_for_nothing(shop):
    kinds = {
        option.key.partition(":")[0] for option in shop.adapter.search_targeting(t.TargetingKind.PLACE, "new york")
    }
    assert kinds == {"city", "region"}
    assert first(shop, t.TargetingKind.PLACE, "94304").key == "zip:US:94304"
    audience = first(shop, t.TargetingKind.AUDIENCE, "180 days")
    assert audience.people > 900
    for kind in t.TargetingKind:
        assert shop.adapter.search_targeting(kind, "zzzzqq") == []
    assert shop.adapter.search_targeting(t.TargetingKind.INTEREST, " ") == []


def test_a_search_gives_at_most_what_was_asked_for(shop):
    for kind, words in ((t.TargetingKind.INTEREST, "in"), (t.TargetingKind.PLACE, "b"), (t.TargetingKind.LANGUAGE, "")):
        assert len(shop.adapter.search_targeting(kind, words, limit=2)) == 2


def test_reach_is_a_range_that_shrinks_with_what_is_asked(shop):
    wide = shop.adapter.estimate_reach(t.Targeting(("IE",)))
    narrow = shop.adapter.estimate_reach(t.Targeting(("IE",), age_min=30, age_max=35, genders=(t.Gender.MEN,)))
    assert 1_000_000 < wide.lowest < wide.highest < 6_000_000
    assert narrow.highest < wide.lowest


def test_too_few_people_have_no_number_but_a_reason(shop):
    audience = first(shop, t.TargetingKind.AUDIENCE, "").key
    shop.sandbox.control("POST", f"objects/{audience}", approximate_count_lower_bound=20)
    few = shop.adapter.estimate_reach(t.Targeting(("IE",), audiences=(audience,)))
    assert (few.lowest, few.highest) == (None, None)
    assert few.words


def test_what_meta_does_not_sell_is_refused_beside_a_field(shop):
    with pytest.raises(errors.InvalidRequest):
        shop.adapter.estimate_reach(t.Targeting(("IE",), interests=("1",)))


@pytest.mark.parametrize(
    ("wanted", "may"),
    [
        (t.Targeting(("US",)), False),
        (t.Targeting(("US", "DE")), True),
        (t.Targeting(places=(t.Place("city:1", "Somewhere"),)), True),
    ],
)
def test_europe_s_law_is_heeded_wherever_a_place_may_lie(wanted, may):
    assert targeting.may_reach_eu(wanted) is may
