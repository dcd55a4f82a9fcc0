"""Other people for an ad group that exists: what is wanted and there stays, the rest is replaced, what is not ours is left."""

from dataclasses import replace
from decimal import Decimal

import pytest

from integrations import errors
from integrations import types as t
from integrations.platforms.google.purposes import APP, DEMAND_GEN, DISPLAY, PERFORMANCE_MAX, SEARCH
from integrations.platforms.google.targeting_rules import PARTNERS
from tests.integrations.google.plans import CIRCLE, C, P, make_plan, with_people

WIDER = t.Radius(Decimal("53.3498"), Decimal("-6.2603"), 25, "Dublin")


class Group:
    """A campaign's one ad group, and what Google holds against it."""

    def __init__(self, shop, plan: t.CampaignPlan):
        self.shop, self.plan = shop, plan
        made = shop.launch(plan)["campaign"]
        self.campaign = made.external_id
        self.ref = next(t.ObjectRef(one.kind, one.external_id) for one in made.also)

    def aim(self, **changes) -> None:
        """Change whom the ad group aims at."""
        plan = replace(with_people(self.plan, **changes), operation_id="op-7")
        self.shop.adapter.update(self.ref, t.ChangeField.TARGETING, t.TargetingChange(plan, "group-1"))

    def criteria(self, kind: str = "ad_group") -> dict[str, tuple]:
        """Return the sandbox's criteria: what they say, by their ids."""
        found = self.shop.sandbox.control("GET", "objects", kind=f"google.{kind}_criterion")["objects"]
        return {one["id"]: said(one["data"]) for one in found}

    def mutates(self, operations: list[dict]) -> None:
        """Change something as somebody does in Google Ads."""
        self.shop.adapter.ads.mutate(operations)


def said(data: dict) -> tuple:
    """Return a criterion's type, its words, and whether it shuts out."""
    inner = next(data[name] for name in data if isinstance(data[name], dict))
    words = inner.get("text") or str(next(iter(inner.values()))).rpartition("/")[2]
    return data["type_"], words, bool(data.get("negative"))


@pytest.fixture
def group(shop):
    def make(channel, **changes):
        purpose = P.APP_INSTALLS if channel == APP else P.SALES
        return Group(shop, with_people(make_plan(purpose, channel), **changes))

    return make


def test_keywords_that_stay_keep_what_google_knows_of_them(group):
    search = group(SEARCH)
    before = search.criteria()
    kept, gone = sorted(before.items(), key=lambda one: one[1], reverse=True)
    assert (kept[1][1], gone[1][1]) == ("christmas cake", "cake dublin")
    search.aim(keywords=(t.Keyword("Christmas  Cake"), t.Keyword("stollen")), negative_keywords=(t.Keyword("recipe"),))
    after = search.criteria()
    assert dict([kept]).items() <= after.items()
    assert set(after.values()) == {kept[1], ("KEYWORD", "stollen", False), ("KEYWORD", "recipe", True)}


def test_what_is_so_already_costs_no_write(shop, group):
    search = group(SEARCH, age_min=25)
    spent = len(shop.meter.spent)
    search.aim()
    assert [writes for _, writes in shop.meter.spent[spent:]] == [False] * 3


def test_ages_and_genders_are_chosen_anew_and_freed(group):
    display = group(DISPLAY, age_min=25, age_max=44, genders=(t.Gender.WOMEN,))
    assert ("GENDER", "MALE", True) in display.criteria().values()
    display.aim(age_min=35, age_max=64, genders=(t.Gender.MEN,))
    shut_out = {words for _, words, negative in display.criteria().values() if negative}
    young, old = {"AGE_RANGE_18_24", "AGE_RANGE_25_34"}, {"AGE_RANGE_65_UP"}
    assert shut_out == young | old | {"AGE_RANGE_UNDETERMINED", "FEMALE", "UNDETERMINED"}
    display.aim(age_min=None, age_max=None, genders=())
    assert [one for one in display.criteria().values() if one[0] in ("AGE_RANGE", "GENDER")] == []


def test_an_age_that_google_ads_aims_at_gives_way_when_it_is_shut_out(shop, group):
    display = group(DISPLAY)
    name = f"customers/{shop.link.external_id}/adGroups/{display.ref.external_id}"
    aimed = {"ad_group": name, "age_range": {"type_": "AGE_RANGE_18_24"}}
    display.mutates([{"ad_group_criterion_operation": {"create": aimed}}])
    display.aim(age_min=25)
    assert [one for one in display.criteria().values() if one[1] == "AGE_RANGE_18_24"] == [
        ("AGE_RANGE", "AGE_RANGE_18_24", True)
    ]


def test_places_and_languages_move_at_the_campaign_and_what_is_shut_out_there_stays(shop, group):
    search = group(SEARCH)
    name = f"customers/{shop.link.external_id}/campaigns/{search.campaign}"
    device = {"campaign": name, "device": {"type_": "TABLET"}, "negative": True}
    ulster = {"campaign": name, "location": {"geo_target_constant": "geoTargetConstants/2826"}, "negative": True}
    search.mutates([{"campaign_criterion_operation": {"create": one}} for one in (device, ulster)])
    search.aim(countries=("FR", "DE"), languages=("de",))
    places = set(search.criteria("campaign").values())
    assert places == {
        ("LOCATION", "2250", False), ("LOCATION", "2276", False), ("LANGUAGE", "1001", False),
        ("DEVICE", "TABLET", True), ("LOCATION", "2826", True),
    }  # fmt: skip
    search.aim(countries=("GB",))
    assert ("LOCATION", "2826", False) in search.criteria("campaign").values()


def test_a_circle_is_replaced_by_a_wider_one_and_the_same_one_stays(group):
    shop_visits = group(SEARCH, countries=(), radii=(CIRCLE,))
    before = shop_visits.criteria("campaign")
    shop_visits.aim(radii=(CIRCLE,))
    assert shop_visits.criteria("campaign") == before
    shop_visits.aim(radii=(WIDER,))
    assert len(shop_visits.criteria("campaign").keys() - before.keys()) == 1
    assert len(shop_visits.criteria("campaign")) == len(before)


def test_search_partners_are_switched_on_and_off(shop, group):
    search = group(SEARCH)

    def partners() -> bool:
        (campaign,) = shop.sandbox.control("GET", "objects", kind="google.campaign")["objects"]
        return bool(campaign["data"]["network_settings"].get("target_search_network"))

    search.aim(placements=(PARTNERS,))
    assert partners()
    search.aim()
    assert not partners()


def test_in_demand_gen_places_belong_to_the_ad_group(group):
    wide = group(DEMAND_GEN)
    wide.aim(countries=("FR",), age_min=25)
    assert wide.criteria("campaign") == {}
    assert ("LOCATION", "2250", False) in wide.criteria().values()
    assert ("LOCATION", "2372", False) not in wide.criteria().values()


@pytest.mark.parametrize("channel", [PERFORMANCE_MAX, APP])
def test_where_google_finds_people_itself_only_places_and_languages_move(group, channel):
    alone = group(channel)
    alone.aim(countries=("FR",))
    assert ("LOCATION", "2250", False) in alone.criteria("campaign").values()
    with pytest.raises(errors.InvalidRequest) as refused:
        alone.aim(age_min=25)
    assert set(refused.value.fields) == {"age_min"}


@pytest.mark.parametrize("channel", [SEARCH, PERFORMANCE_MAX])
def test_places_of_other_ad_groups_are_not_moved_unasked(shop, channel):
    plan = make_plan(P.SALES, channel)
    (one,) = plan.ad_groups
    two = replace(one, key="group-2", name="Two", ads=(replace(one.ads[0], key="ad-2"),))
    plan = replace(plan, ad_groups=(one, two))
    made = shop.launch(plan)["campaign"]
    ref = next(t.ObjectRef(m.kind, m.external_id) for m in made.also if m.target_key == "group-1")
    alone = with_people(replace(plan, ad_groups=(one,)), countries=("FR",))
    with pytest.raises(errors.InvalidRequest, match="whole campaign") as refused:
        shop.adapter.update(ref, t.ChangeField.TARGETING, t.TargetingChange(alone, "group-1"))
    assert set(refused.value.fields) == {"countries"}
    france = replace(one.targeting, countries=("FR",))
    both = replace(plan, ad_groups=tuple(replace(group, targeting=france) for group in plan.ad_groups))
    shop.adapter.update(ref, t.ChangeField.TARGETING, t.TargetingChange(both, "group-1"))
    (campaign,) = shop.adapter.list_campaigns()
    assert {group.countries for group in campaign.ad_groups} == {("FR",)}


@pytest.mark.parametrize("channel", C)
def test_every_channel_takes_its_own_audience_again(group, channel):
    there = group(channel)
    before = there.criteria(), there.criteria("campaign")
    there.aim()
    assert (there.criteria(), there.criteria("campaign")) == before
