"""Whom ads can be shown to."""

import pytest

from integrations import types as t
from tests.integrations.contract import plans


@pytest.mark.parametrize(
    ("kind", "words"),
    [(t.TargetingKind.PLACE, "Dublin"), (t.TargetingKind.INTEREST, "cook"), (t.TargetingKind.LANGUAGE, "English")],
)
def test_places_interests_and_languages_are_found_by_their_words(world, kind, words):
    found = world.adapter.search_targeting(kind, words, limit=5)
    assert 1 <= len(found) <= 5
    assert {option.kind for option in found} == {kind}
    assert all(option.key and option.name for option in found)
    assert len({option.key for option in found}) == len(found)
    assert any(words.lower() in " ".join((*option.path, option.name)).lower() for option in found)


def test_audiences_are_the_accounts_own(world):
    found = world.adapter.search_targeting(t.TargetingKind.AUDIENCE, "")
    assert found
    assert all(option.key and option.name for option in found)


def test_words_that_nothing_answers_to_find_nothing(world):
    assert world.adapter.search_targeting(t.TargetingKind.PLACE, "Xyzzyville") == []
    assert world.adapter.search_targeting(t.TargetingKind.AUDIENCE, "Xyzzyville") == []


def test_a_reach_is_a_range_or_says_why_not(world):
    reach = world.adapter.estimate_reach(plans.make_targeting(world.platform, "IE"))
    if reach.lowest is None:
        assert reach.highest is None
        assert reach.words
    else:
        assert 0 < reach.lowest <= reach.highest


def test_what_was_found_can_be_aimed_at(world):
    place = world.adapter.search_targeting(t.TargetingKind.PLACE, "Dublin", limit=1)[0]
    audience = world.adapter.search_targeting(t.TargetingKind.AUDIENCE, "", limit=1)[0]
    aimed = t.Place(place.key, place.name, " ".join(place.path))
    plan = plans.change_targeting(world.plan(), countries=(), places=(aimed,), audiences=(audience.key,))
    if world.platform == t.Platform.GOOGLE:
        plan = plans.replace(plan, ad_groups=plan.ad_groups[:1])
    assert world.adapter.validate(plan) == []
    world.launch(plan)
    assert len(list(world.adapter.list_campaigns())) == 1
