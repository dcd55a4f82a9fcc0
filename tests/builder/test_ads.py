"""Ads and ad groups: added, copied, removed, combined; drawn as the platform does; counted to the platform's limits."""

import pytest

from campaigns.forms.builder import edits
from campaigns.models import Ad
from tests.campaigns.walking import errors_of

pytestmark = pytest.mark.django_db


def press(walk, do: str):
    return walk.send("ads", go=None, do=do)


def test_an_ad_is_added_copied_written_and_removed(begun):
    walk = begun("meta")
    first = walk.spots[0]
    press(walk, f"copy-ad:{first.ad.key}")
    press(walk, f"add-ad:{first.group.key}")
    assert [spot.creative.headlines for spot in walk.spots] == [("Cakes",), ("Cakes",), ()]
    assert walk.spots[2].creative.link == first.creative.link
    walk.write(walk.spots[2], go="ads", headlines_1="Third", primary_texts_1="Three.")
    press(walk, f"remove-ad:{walk.spots[0].ad.key}")
    assert [spot.creative.headlines for spot in walk.spots] == [("Cakes",), ("Third",)]
    for spot in walk.spots:
        press(walk, f"remove-ad:{spot.ad.key}")
    assert (len(walk.spots), Ad.objects.count()) == (1, 1)


def test_an_ad_group_is_copied_and_aims_at_its_own_people(begun):
    walk = begun("meta")
    press(walk, f"copy-group:{walk.spots[0].group.key}")
    copied = walk.spots[1].group
    walk.send(f"ad-groups/{copied.key}", whose="own", name="Galway", countries=["GB"], age_min="30")
    groups = walk.draft.whole_parts()[0].ad_groups
    assert [group.targeting.countries for group in groups] == [("IE",), ("GB",)]
    walk.send("audience", countries=["FR"])
    groups = walk.draft.whole_parts()[0].ad_groups
    assert [group.targeting.countries for group in groups] == [("FR",), ("GB",)]
    press(walk, f"remove-group:{copied.key}")
    assert [group.name for group in walk.draft.parts[0].ad_groups] != ["Galway"]


def test_the_next_ad_is_offered_until_all_are_written(begun):
    walk = begun("meta")
    press(walk, f"copy-ad:{walk.spots[0].ad.key}")
    answer = walk.write(walk.spots[0])
    assert answer.request["PATH_INFO"] == f"/ads/{walk.spots[1].ad.key}/write/"
    assert walk.write(walk.spots[1]).request["PATH_INFO"] == walk.address("ads")


def test_a_text_that_is_too_long_is_told_beside_itself(begun):
    walk = begun("google")
    answer = walk.write(headlines_4="x" * 31, headlines_1="蛋" * 16, descriptions_2="x" * 91)
    assert errors_of(answer) == {
        "headlines_1": ["That is 32 characters; 30 fit."], "headlines_4": ["That is 31 characters; 30 fit."],
        "descriptions_2": ["That is 91 characters; 90 fit."],
    }  # fmt: skip


@pytest.mark.parametrize(
    ("platform", "forms"), [("meta", ["feed", "story", "reel"]), ("google", ["search"]), ("tiktok", ["tiktok"])]
)
def test_an_ad_is_drawn_as_typed_in_every_place_and_nothing_is_kept(begun, nothing_changes, platform, forms):
    walk = begun(platform)
    spot = walk.spots[0]
    kind = "headlines_1" if platform == "google" else "primary_texts_1"
    sent = walk.shown(f"ads/{spot.ad.key}") | {kind: "Typed just now"}
    with nothing_changes(walk):
        answer = walk.client.post(f"/ads/{spot.ad.key}/draw/", sent)
    assert [drawing.form for drawing in answer.context["drawings"]] == forms
    assert answer.content.decode().count("Typed just now") == len(forms)


def test_a_matrix_is_counted_then_built(begun, shelf):
    walk = begun("meta")
    sent = {"texts": "One\nTwo\nThree", "images": [shelf.square, shelf.wide], "name_1": "Young", "age_max_1": "30", "name_2": "Old",
            "age_min_2": "31", "version": walk.campaign.version}  # fmt: skip
    here = f"/campaigns/{walk.uuid}/edit/ads/variants/"
    counted = walk.client.post(here, sent | {"go": "count"})
    assert "12 ads" in counted.content.decode()
    assert len(walk.spots) == 1
    assert walk.client.post(here, sent | {"go": "build"}).url == walk.address("ads")
    assert len(walk.spots) == 12
    assert [group.name for group in walk.draft.parts[0].ad_groups] == ["Young", "Old"]
    assert walk.client.post(here, sent | {"go": "build"}).url == walk.address("ads")  # sent twice, built once
    assert len(walk.spots) == 12
    another = {"texts": "Four", "go": "build"}
    assert walk.client.post(here, sent | another).status_code == 409


def test_too_large_a_matrix_is_refused_with_the_platforms_figure(begun):
    walk = begun("tiktok")
    here = f"/campaigns/{walk.uuid}/edit/ads/variants/"
    sent = {"texts": "\n".join(f"Text {n}" for n in range(31)), "version": walk.campaign.version}
    assert "30 fit" in walk.client.post(here, sent | {"go": "count"}).content.decode()
    assert walk.client.post(here, sent | {"go": "build"}).status_code == 422
    assert len(walk.spots) == 1


def test_an_ad_of_another_draft_is_not_here(begun):
    walk = begun("meta")
    assert edits.find_ad(walk.draft, walk.uuid) is None
    assert walk.client.get(f"/ads/{walk.uuid}/write/").status_code == 404
