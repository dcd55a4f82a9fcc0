"""Which ads a refusal means, by the operations that Google names: an ad's own, and those of assets that only ads use."""

from dataclasses import replace

import pytest

from integrations.platforms.google.blame import name_ads
from integrations.platforms.google.building import Building
from integrations.platforms.google.errors import Refused
from integrations.platforms.google.purposes import DISPLAY, PERFORMANCE_MAX, SEARCH
from tests.integrations.contract.media import SQUARE, WIDE, make_image
from tests.integrations.google.plans import FORM, LINK, P, make_plan


@pytest.fixture
def build():
    """Two ad groups with an ad each; the second has a picture of its own, and shares the other."""

    def make(channel, **changes):
        plan = replace(make_plan(P.LEAD_GENERATION, channel), **changes)
        (group,) = plan.ad_groups
        images = (make_image("red", SQUARE), make_image("orange", WIDE))
        second = replace(group, key="group-2", name="Two", ads=(replace(group.ads[0], key="ad-2", images=images),))
        return Building(replace(plan, ad_groups=(group, second)), LINK, {}, []).build()

    return make


def places(batch, kind: str, **fields) -> list[int]:
    """Return where the operations of a kind stand whose fields have these values."""
    found = [one.get(f"{kind}_operation", {}).get("create") for one in batch.operations]
    return [n for n, made in enumerate(found) if made and fields.items() <= made.items()]


def refused(*causes) -> Refused:
    error = Refused("Google refused.")
    error.causes = causes
    return error


def test_an_ads_own_operation_names_it(build):
    batch = build(SEARCH)
    first, second = places(batch, "ad_group_ad")
    assert name_ads(refused((second, "Too loud.")), batch) == {"ad-2": "Google refused: Too loud."}
    assert set(name_ads(refused((first, "Too loud."), (second, "Too long.")), batch)) == {"ad-1", "ad-2"}


def test_a_picture_names_every_ad_that_shows_it(build):
    batch = build(DISPLAY)
    shown = [name_ads(refused((place, "Blurred.")), batch) for place in places(batch, "asset", type_="IMAGE")]
    assert sorted(map(sorted, shown)) == [["ad-1"], ["ad-1", "ad-2"], ["ad-1", "ad-2"], ["ad-2"]]


def test_an_asset_group_and_its_links_are_its_ad(build):
    batch = build(PERFORMANCE_MAX)
    first, second = places(batch, "asset_group")
    assert set(name_ads(refused((second, "Too few.")), batch)) == {"ad-2"}
    group = batch.operations[first]["asset_group_operation"]["create"]["resource_name"]
    links = places(batch, "asset_group_asset", asset_group=group)
    assert {key for place in links for key in name_ads(refused((place, "No.")), batch)} == {"ad-1"}


@pytest.mark.parametrize("kind", ["campaign", "campaign_budget", "ad_group", "ad_group_criterion"])
def test_what_ads_stand_on_is_no_ads_fault(build, kind):
    batch = build(SEARCH)
    assert name_ads(refused((places(batch, kind)[0], "No.")), batch) == {}


def test_a_lead_form_is_the_campaigns_and_not_its_first_ads(build):
    batch = build(SEARCH, lead_form=FORM)
    (form,) = [place for place in places(batch, "asset") if "lead_form_asset" in str(batch.operations[place])]
    assert name_ads(refused((form, "No policy.")), batch) == {}


def test_no_ad_is_named_where_anything_else_is_refused_too_or_no_place_is_told(build):
    batch = build(SEARCH)
    ad, group = places(batch, "ad_group_ad")[0], places(batch, "ad_group")[0]
    assert name_ads(refused((ad, "No."), (group, "Neither.")), batch) == {}
    assert name_ads(refused((ad, "No."), (None, "Neither.")), batch) == {}
    assert name_ads(refused((999, "No.")), batch) == {}
