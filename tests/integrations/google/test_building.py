"""What is sent to make a campaign: real messages of the SDK, one batch, parents first, everything switched off."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from google.ads.googleads.v26.services.types.google_ads_service import MutateGoogleAdsRequest
from google.protobuf.json_format import MessageToDict

from integrations import errors
from integrations import types as t
from integrations.platforms.google import geo, launching
from integrations.platforms.google.building import Building, Goal
from integrations.platforms.google.purposes import CHANNELS
from integrations.platforms.google.rules import check_plan
from tests.integrations.google.plans import LINK, VIDEO, C, P, make_plan, with_ad, with_people

PAUSED = 3
PAIRS = [(purpose, channel) for purpose, channels in CHANNELS.items() for channel in channels]


def build(plan: t.CampaignPlan, goals: list[Goal] | None = None):
    """Return the request as protobuf has it; what the SDK does not know would raise here."""
    batch = Building(plan, LINK, {VIDEO.sha256: "dQw4w9WgXcQ"}, goals or []).build()
    return MutateGoogleAdsRequest(customer_id="1234567890", mutate_operations=batch.operations)._pb.mutate_operations


def created(operations, kind: str) -> list:
    return [
        getattr(one, f"{kind}_operation").create
        for one in operations
        if one.WhichOneof("operation") == f"{kind}_operation"
    ]


def words(message) -> dict:
    return MessageToDict(message, preserving_proto_field_name=True)


@pytest.mark.parametrize(("purpose", "channel"), PAIRS)
def test_every_purpose_on_every_channel_that_serves_it_makes_messages_that_the_sdk_knows(purpose, channel):
    plan = make_plan(purpose, channel)
    assert check_plan(plan, LINK) == []
    operations = build(plan)
    (campaign,) = created(operations, "campaign")
    assert campaign.status == PAUSED
    assert campaign.WhichOneof("campaign_bidding_strategy")
    assert campaign.contains_eu_political_advertising == 3
    (budget,) = created(operations, "campaign_budget")
    assert (budget.amount_micros, budget.explicitly_shared) == (25_000_000, False)
    for kind in ("ad_group", "ad_group_ad", "asset_group"):
        assert all(one.status == PAUSED for one in created(operations, kind))


@pytest.mark.parametrize(("purpose", "channel"), PAIRS)
def test_operations_stand_by_type_and_name_only_what_was_made_before(purpose, channel):
    plan = make_plan(purpose, channel)
    batch = Building(plan, LINK, {}, []).build()
    kinds = [next(iter(one)) for one in batch.operations]
    assert kinds == sorted(kinds, key=kinds.index)
    known: set[str] = set()
    for one in batch.operations:
        ((_, inner),) = one.items()
        fields = inner["create"]
        text = repr({name: value for name, value in fields.items() if name != "resource_name"})
        for word in text.replace("'", " ").split():
            if word.startswith("customers/") and "/-" in word:
                assert word in known
        known.add(fields.get("resource_name", ""))
    numbers = [name.rpartition("/")[2] for name in known if name]
    assert len(set(numbers)) == len(numbers)


def test_a_search_ad_has_its_texts_its_path_and_its_keywords():
    plan = with_ad(make_plan(P.TRAFFIC, C.SEARCH), display_path=("cakes", "order"))
    plan = with_people(plan, negative_keywords=(t.Keyword("recipe", t.MatchType.BROAD),))
    operations = build(plan)
    ad = created(operations, "ad_group_ad")[0].ad
    assert [one.text for one in ad.responsive_search_ad.headlines] == list(plan.ad_groups[0].ads[0].headlines)
    assert (ad.responsive_search_ad.path1, ad.responsive_search_ad.path2) == ("cakes", "order")
    assert list(ad.final_urls) == ["https://marlow.example/cakes"]
    keywords = [(one.keyword.text, one.negative) for one in created(operations, "ad_group_criterion")]
    assert keywords == [("christmas cake", False), ("cake dublin", False), ("recipe", True)]
    (campaign,) = created(operations, "campaign")
    assert campaign.network_settings.target_google_search
    assert not campaign.network_settings.target_content_network


def test_places_and_languages_stand_at_the_campaign_and_in_demand_gen_at_the_ad_group():
    at_campaign = build(make_plan(P.BRAND_AWARENESS, C.DISPLAY))
    at_group = build(make_plan(P.BRAND_AWARENESS, C.DEMAND_GEN))
    for operations, kind in ((at_campaign, "campaign_criterion"), (at_group, "ad_group_criterion")):
        criteria = created(operations, kind)
        assert criteria[0].location.geo_target_constant == "geoTargetConstants/2372"
        assert criteria[1].language.language_constant == "languageConstants/1000"
    assert created(at_group, "campaign_criterion") == []


def test_ages_and_genders_are_chosen_by_leaving_the_others_out():
    plan = with_people(make_plan(P.BRAND_AWARENESS, C.DISPLAY), age_min=25, age_max=54, genders=(t.Gender.WOMEN,))
    criteria = [one for one in created(build(plan), "ad_group_criterion") if one.negative]
    ages = [words(one)["age_range"]["type_"] for one in criteria if one.HasField("age_range")]
    assert ages == ["AGE_RANGE_18_24", "AGE_RANGE_55_64", "AGE_RANGE_65_UP", "AGE_RANGE_UNDETERMINED"]
    assert len([one for one in criteria if one.HasField("gender")]) == 2


def test_a_circle_is_in_micro_degrees_and_kilometres():
    (circle, language) = created(build(make_plan(P.STORE_VISITS, C.SEARCH)), "campaign_criterion")
    assert circle.proximity.geo_point.latitude_in_micro_degrees == 53_349_800
    assert circle.proximity.geo_point.longitude_in_micro_degrees == -6_260_300
    assert circle.proximity.radius == 15
    assert language.HasField("language")


def test_an_asset_group_holds_all_that_performance_max_needs_each_asset_once():
    operations = build(make_plan(P.SALES, C.PERFORMANCE_MAX))
    links = [words(one)["field_type"] for one in created(operations, "asset_group_asset")]
    assert {name: links.count(name) for name in dict.fromkeys(links)} == {
        "HEADLINE": 3, "LONG_HEADLINE": 1, "DESCRIPTION": 2, "BUSINESS_NAME": 1, "MARKETING_IMAGE": 1,
        "SQUARE_MARKETING_IMAGE": 1, "LOGO": 1, "CALL_TO_ACTION_SELECTION": 1,
    }  # fmt: skip
    assets = created(operations, "asset")
    assert len(assets) == len(links)
    assert all(one.image_asset.data for one in assets if one.HasField("image_asset"))
    (campaign,) = created(operations, "campaign")
    assert campaign.WhichOneof("campaign_bidding_strategy") == "maximize_conversion_value"
    assert campaign.HasField("brand_guidelines_enabled")
    assert not campaign.brand_guidelines_enabled


def test_demand_gen_shows_a_carousel_where_there_are_cards_and_a_film_where_there_is_one():
    image = make_plan(P.SALES).ad_groups[0].ads[0].images[0]
    cards = tuple(t.Card(f"Cake {number}", "https://marlow.example/cakes", image) for number in (1, 2))
    operations = build(with_ad(make_plan(P.SALES, C.DEMAND_GEN), cards=cards))
    (ad,) = created(operations, "ad_group_ad")
    assert len(ad.ad.demand_gen_carousel_ad.carousel_cards) == 2
    operations = build(with_ad(make_plan(P.SALES, C.DEMAND_GEN), videos=(VIDEO,)))
    (ad,) = created(operations, "ad_group_ad")
    assert len(ad.ad.demand_gen_video_responsive_ad.videos) == 1
    films = [one.youtube_video_asset.youtube_video_id for one in created(operations, "asset")]
    assert [film for film in films if film] == ["dQw4w9WgXcQ"]


def test_a_lead_form_hangs_on_the_campaign_with_standard_and_own_questions():
    operations = build(make_plan(P.LEAD_GENERATION, C.SEARCH))
    (form,) = [one.lead_form_asset for one in created(operations, "asset") if one.HasField("lead_form_asset")]
    assert [len(form.fields), form.custom_question_fields[0].custom_question_text] == [2, "How many guests?"]
    (link,) = created(operations, "campaign_asset")
    assert link.asset.startswith("customers/1234567890/assets/-")


def test_an_app_campaign_names_its_store_and_aims_at_installs():
    (campaign,) = created(build(make_plan(P.APP_INSTALLS, C.APP)), "campaign")
    assert campaign.app_campaign_setting.app_id == "com.example.marlow"
    assert campaign.WhichOneof("campaign_bidding_strategy") == "maximize_conversions"
    bid = t.Bid(t.BidStrategy.TARGET_CPA, 250)
    (campaign,) = created(build(make_plan(P.APP_INSTALLS, C.APP, bid=bid)), "campaign")
    assert campaign.target_cpa.target_cpa_micros == 2_500_000


@pytest.mark.parametrize(
    ("strategy", "field"),
    [
        (t.BidStrategy.MANUAL, "manual_cpc"), (t.BidStrategy.MAXIMIZE_CLICKS, "target_spend"),
        (t.BidStrategy.MAXIMIZE_CONVERSIONS, "maximize_conversions"), (t.BidStrategy.TARGET_CPA, "maximize_conversions"),
        (t.BidStrategy.MAXIMIZE_VALUE, "maximize_conversion_value"),
    ],
)  # fmt: skip
def test_each_way_to_bid_sets_exactly_one_field(strategy, field):
    plan = make_plan(P.SALES, C.SEARCH, bid=t.Bid(strategy, 300))
    operations = build(plan)
    (campaign,) = created(operations, "campaign")
    assert campaign.WhichOneof("campaign_bidding_strategy") == field
    if strategy == t.BidStrategy.MANUAL:
        assert created(operations, "ad_group")[0].cpc_bid_micros == 3_000_000


def test_a_budget_for_the_whole_time_and_dates_are_on_the_account_s_clock():
    plan = make_plan(
        P.TRAFFIC, C.SEARCH, daily_budget_minor=None, lifetime_budget_minor=90000,
        start_at=datetime(2026, 6, 30, 23, 0, tzinfo=UTC), end_at=datetime(2026, 7, 31, 22, 59, 59, tzinfo=UTC),
    )  # fmt: skip
    assert check_plan(plan, LINK) == []
    operations = build(plan)
    (budget,), (campaign,) = created(operations, "campaign_budget"), created(operations, "campaign")
    assert budget.total_amount_micros == 900_000_000
    assert not budget.HasField("amount_micros")
    assert (campaign.start_date_time, campaign.end_date_time) == ("2026-07-01 00:00:00", "2026-07-31 23:59:59")


def test_what_counts_is_said_in_the_same_batch():
    goals = [Goal("PURCHASE", "WEBSITE", True), Goal("SUBMIT_LEAD_FORM", "WEBSITE", False)]
    operations = build(make_plan(P.SALES, C.SEARCH), goals)
    kind = "campaign_conversion_goal_operation"
    changed = [getattr(one, kind) for one in operations if one.WhichOneof("operation") == kind]
    assert [(one.update.resource_name.rpartition("/")[2], one.update.biddable) for one in changed] == [
        ("-2~PURCHASE~WEBSITE", True),
        ("-2~SUBMIT_LEAD_FORM~WEBSITE", False),
    ]
    assert {tuple(one.update_mask.paths) for one in changed} == {("biddable",)}


def test_political_advertising_is_declared_as_the_plan_says():
    (campaign,) = created(build(make_plan(P.TRAFFIC, C.SEARCH, is_eu_political=True)), "campaign")
    assert campaign.contains_eu_political_advertising == 2


def test_pictures_that_several_ads_use_are_sent_once():
    plan = make_plan(P.BRAND_AWARENESS, C.DISPLAY)
    group = plan.ad_groups[0]
    plan = replace(plan, ad_groups=(replace(group, ads=(group.ads[0], replace(group.ads[0], key="ad-2"))),))
    assert len(created(build(plan), "asset")) == 3


def test_countries_and_languages_have_google_s_numbers():
    assert [geo.country_constant(one) for one in ("US", "DE", "XX")] == [
        "geoTargetConstants/2840",
        "geoTargetConstants/2276",
        "",
    ]
    assert [geo.country_of(one) for one in ("geoTargetConstants/2840", "geoTargetConstants/1007321", "")] == [
        "US",
        "",
        "",
    ]


@pytest.mark.parametrize("names", [[], ["customers/1/campaigns/2"], [""] * 8])
def test_an_answer_that_does_not_name_all_that_was_made_counts_as_lost(names):
    batch = Building(make_plan(P.TRAFFIC, C.SEARCH), LINK, {}, []).build()
    with pytest.raises(errors.OutcomeUnknown):
        launching._read_made(batch, names)
