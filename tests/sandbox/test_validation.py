"""What Meta refuses is refused, with Meta's shapes: code, subcode, the field to blame, words for people."""

import json

import pytest
from facebook_business.exceptions import FacebookRequestError

from .conftest import MARLOW, Meta

IRELAND = {"geo_locations": {"countries": ["IE"]}, "targeting_automation": {"advantage_audience": 0}}

CAMPAIGNS = {
    "no name": ({"name": None}, 0, "name"),
    "an empty name": ({"name": " "}, 0, "name"),
    "a name too long": ({"name": "x" * 401}, 0, "name"),
    "no objective": ({"objective": None}, 0, "objective"),
    "an old objective": ({"objective": "CONVERSIONS"}, 0, "objective"),
    "no special_ad_categories": ({"special_ad_categories": None}, 0, "special_ad_categories"),
    "an unknown category": ({"special_ad_categories": ["BREAD"]}, 0, "special_ad_categories"),
    "a category without countries": ({"special_ad_categories": ["HOUSING"]}, 0, "special_ad_category_country"),
    "categories that are no list": ({"special_ad_categories": "{}"}, 0, "special_ad_categories"),
    "an unknown status": ({"status": "RUNNING"}, 0, "status"),
    "neither a budget nor the statement": (
        {"is_adset_budget_sharing_enabled": None},
        4834011,
        "is_adset_budget_sharing_enabled",
    ),
    "a budget too low": ({"daily_budget": 99}, 1885272, "daily_budget"),
    "a negative budget": ({"daily_budget": -5}, 0, "daily_budget"),
    "an absurd budget": ({"daily_budget": 10**15}, 0, "daily_budget"),
    "a budget that is no number": ({"daily_budget": "a lot"}, 0, "daily_budget"),
    "both kinds of budget": ({"daily_budget": 2000, "lifetime_budget": 20000}, 0, "daily_budget"),
    "a bid strategy without a budget": ({"bid_strategy": "COST_CAP"}, 0, "bid_strategy"),
}

ADSETS = {
    "no name": ({"name": None}, 0, "name"),
    "no campaign": ({"campaign_id": None}, 0, "campaign_id"),
    "no goal": ({"optimization_goal": None}, 0, "optimization_goal"),
    "a goal of another objective": ({"optimization_goal": "LEAD_GENERATION"}, 2490408, "optimization_goal"),
    "no billing event": ({"billing_event": None}, 0, "billing_event"),
    "a billing event of another goal": ({"billing_event": "LINK_CLICKS"}, 0, "billing_event"),
    "no targeting": ({"targeting": None}, 0, "targeting"),
    "no place": ({"targeting": {"targeting_automation": {"advantage_audience": 0}}}, 1885364, "targeting"),
    "an unknown country": ({"targeting": IRELAND | {"geo_locations": {"countries": ["XX"]}}}, 0, "targeting"),
    "no word on advantage_audience": ({"targeting": {"geo_locations": {"countries": ["IE"]}}}, 1870227, "targeting"),
    "ages the wrong way round": ({"targeting": IRELAND | {"age_min": 50, "age_max": 20}}, 0, "targeting"),
    "an age of nobody": ({"targeting": IRELAND | {"age_max": 90}}, 0, "targeting[age_min]"),
    "an audience of somebody else": ({"targeting": IRELAND | {"custom_audiences": [{"id": "1"}]}}, 0, "targeting"),
    "no promoted object": ({"promoted_object": None}, 1815430, "promoted_object"),
    "half a promoted object": ({"promoted_object": {"custom_event_type": "PURCHASE"}}, 1815430, "promoted_object"),
    "a pixel of somebody else": ({"promoted_object": {"pixel_id": "1", "custom_event_type": "PURCHASE"}}, 0, "promoted_object"),
    "nobody who benefits, in the EU": ({"dsa_beneficiary": None}, 3858081, "dsa_beneficiary"),
    "nobody who pays, in the EU": ({"dsa_payor": None}, 3858081, "dsa_payor"),
    "no budget": ({"daily_budget": None}, 0, "daily_budget"),
    "a budget too low": ({"daily_budget": 10}, 1885272, "daily_budget"),
    "a lifetime budget without an end": ({"daily_budget": None, "lifetime_budget": 90000}, 1487793, "end_time"),
    "a lifetime budget too low for its days": (
        {"daily_budget": None, "lifetime_budget": 900, "end_time": "2026-08-23T00:00:00+0100"}, 1885272, "lifetime_budget",
    ),
    "an end before the start": (
        {"start_time": "2026-09-02T00:00:00+0100", "end_time": "2026-09-01T00:00:00+0100"}, 1487793, "end_time",
    ),
    "an end that is over": ({"end_time": "2026-08-01T00:00:00+0100"}, 1487793, "end_time"),
    "a start that is no moment": ({"start_time": "soon"}, 0, "start_time"),
    "a cap strategy without its cap": ({"bid_strategy": "COST_CAP"}, 1815857, "bid_amount"),
    "a cap without a strategy for it": ({"bid_amount": 500}, 0, "bid_amount"),
    "a floor strategy without its floor": ({"bid_strategy": "LOWEST_COST_WITH_MIN_ROAS"}, 0, "bid_constraints"),
    "a window that is gone": ({"attribution_spec": [{"event_type": "VIEW_THROUGH", "window_days": 7}]}, 0, "attribution_spec"),
}  # fmt: skip

CREATIVES = {
    "no link": ({"link": None}, 1815520, "link"),
    "a link that is no address": ({"link": "marlow bakehouse"}, 1487928, "link"),
    "a script as link": ({"link": "javascript:alert(1)"}, 1487928, "link"),
    "a picture that is not there": ({"image_hash": "0" * 32}, 1487758, "image_hash"),
    "an unknown call to action": ({"call_to_action": {"type": "EAT_NOW"}}, 0, "call_to_action[type]"),
}


def refusal(make):
    with pytest.raises(FacebookRequestError) as refused:
        make()
    return refused.value


def check(error, subcode, field):
    assert (error.http_status(), error.api_error_code()) == (400, 100)
    assert (error.api_error_subcode() or 0) == subcode
    told = error.body()["error"]
    assert told["error_data"]["blame_field_specs"][0] == [field]
    assert told["fbtrace_id"]
    assert bool(subcode) <= bool(told.get("error_user_msg"))


@pytest.mark.parametrize("case", CAMPAIGNS)
def test_a_campaign_is_refused_with(meta, case):
    wish, subcode, field = CAMPAIGNS[case]
    check(refusal(lambda: meta.campaign(**wish)), subcode, field)
    assert meta.sandbox.count("campaign") == 0


@pytest.mark.parametrize("case", ADSETS)
def test_an_ad_set_is_refused_with(meta, case):
    wish, subcode, field = ADSETS[case]
    campaign = meta.campaign()
    check(refusal(lambda: meta.adset(campaign, **wish)), subcode, field)
    assert meta.sandbox.count("adset") == 0


@pytest.mark.parametrize("case", CREATIVES)
def test_a_creative_is_refused_with(meta, case):
    wish, subcode, field = CREATIVES[case]
    check(refusal(lambda: meta.creative(**wish)), subcode, field)


def test_a_budget_on_both_levels_is_refused_whichever_comes_second(meta):
    campaign = meta.campaign(daily_budget=3000)
    assert refusal(lambda: meta.adset(campaign)).api_error_subcode() == 1885621
    below = meta.campaign()
    meta.adset(below)
    assert refusal(lambda: meta.call("POST", f"/{below}", daily_budget=3000)).api_error_subcode() == 1885621


def test_a_page_of_somebody_else_is_refused(meta):
    meta.sandbox.control("POST", "people", name="Ben Byrne", key="ben", page="Byrne Pottery")
    other = meta.sandbox.control("GET", "people")["people"][1]["pages"][0]["id"]
    spec = {"page_id": other, "link_data": {"link": "https://x.example.com"}}
    error = refusal(lambda: meta.account.create_ad_creative(params={"name": "x", "object_story_spec": spec}))
    assert error.api_error_subcode() == 1885194


def test_strict_categories_reach_all_ages_only(meta):
    campaign = meta.campaign(special_ad_categories=["HOUSING"], special_ad_category_country=["IE"])
    assert refusal(lambda: meta.adset(campaign, targeting=IRELAND | {"age_min": 30})).api_error_subcode() == 2909034
    meta.adset(campaign)


def test_advantage_audience_resets_the_ages(meta):
    place = IRELAND | {"targeting_automation": {"advantage_audience": 1}, "age_min": 30, "age_max": 40}
    adset = meta.adset(meta.campaign(), targeting=place)
    assert meta.get(adset, "targeting")["targeting"]["age_min"] == 18


def test_outside_the_eu_and_with_defaults_on_the_account_nobody_must_be_named(meta):
    campaign = meta.campaign()
    abroad = IRELAND | {"geo_locations": {"countries": ["US"]}}
    meta.adset(campaign, targeting=abroad, dsa_beneficiary=None, dsa_payor=None)
    meta.sandbox.control("POST", f"objects/{MARLOW}", default_dsa_beneficiary="Marlow", default_dsa_payor="Marlow")
    adset = meta.adset(campaign, dsa_beneficiary=None, dsa_payor=None)
    assert meta.get(adset, "dsa_payor")["dsa_payor"] == "Marlow"


@pytest.mark.parametrize(
    ("objective", "goal", "promoted"),
    [
        ("OUTCOME_SALES", "OFFSITE_CONVERSIONS", "pixel"), ("OUTCOME_SALES", "VALUE", "pixel"),
        ("OUTCOME_LEADS", "OFFSITE_CONVERSIONS", "pixel"), ("OUTCOME_LEADS", "LEAD_GENERATION", "page"),
        ("OUTCOME_TRAFFIC", "LANDING_PAGE_VIEWS", ""), ("OUTCOME_TRAFFIC", "LINK_CLICKS", ""),
        ("OUTCOME_AWARENESS", "REACH", "page"), ("OUTCOME_ENGAGEMENT", "POST_ENGAGEMENT", ""),
        ("OUTCOME_APP_PROMOTION", "APP_INSTALLS", "app"),
    ],
)  # fmt: skip
def test_the_pairs_that_meta_allows_are_taken(meta, objective, goal, promoted):
    event = "LEAD" if objective == "OUTCOME_LEADS" else "PURCHASE"
    fields = "id,object_store_urls"
    (app,) = meta.call("GET", f"/{MARLOW}/advertisable_applications", fields=fields)["data"]
    named = {
        "": None, "pixel": {"pixel_id": meta.pixel, "custom_event_type": event}, "page": {"page_id": meta.page},
        "app": {"application_id": app["id"], "object_store_url": app["object_store_urls"]["itunes"]},
    }[promoted]  # fmt: skip
    assert meta.adset(meta.campaign(objective=objective), optimization_goal=goal, promoted_object=named)


@pytest.mark.parametrize(("currency", "least", "budget"), [("JPY", 160, 3000), ("HUF", 400, 9000), ("GBP", 87, 2000)])
def test_budgets_count_in_metas_own_minor_units(sandbox, currency, least, budget):
    person = sandbox.control("POST", "people", name="Ken Ito", key="ken", accounts=[{"currency": currency}])
    meta = Meta(sandbox, sandbox.token("ken"), person["accounts"][0]["id"])
    assert (
        meta.call("GET", f"/{person['accounts'][0]['id']}/minimum_budgets")["data"][0]["min_daily_budget_imp"] == least
    )
    assert refusal(lambda: meta.campaign(daily_budget=least - 1)).api_error_subcode() == 1885272
    assert meta.get(meta.campaign(daily_budget=budget), "daily_budget")["daily_budget"] == str(budget)


def test_an_account_that_is_disabled_or_unpaid_makes_nothing(meta):
    campaign = meta.campaign()
    meta.sandbox.control("POST", f"objects/{MARLOW}", account_status=2)
    assert (refusal(meta.campaign).http_status(), refusal(meta.campaign).api_error_code()) == (403, 200)
    meta.sandbox.control("POST", f"objects/{MARLOW}", account_status=1, funding_source="")
    assert refusal(lambda: meta.call("POST", f"/{campaign}", status="ACTIVE")).api_error_subcode() == 1359188


@pytest.mark.parametrize(
    "garbage", ["[", '"x"', "[1]", '{"geo_locations": "x"}', '{"geo_locations": {"countries": 5}}']
)
def test_garbage_gets_a_graph_error_and_never_half_an_object(meta, garbage):
    error = refusal(lambda: meta.adset(meta.campaign(), targeting=garbage))
    assert error.api_error_code() in (1, 100)
    assert meta.sandbox.count("adset") == 0


def test_unknown_fields_paths_objects_and_filters_are_errors(meta):
    assert "nonexistent field" in refusal(lambda: meta.get(MARLOW, "nope")).api_error_message()
    assert refusal(lambda: meta.call("GET", f"/{MARLOW}/nope")).api_error_code() == 2500
    assert refusal(lambda: meta.call("GET", "/999")).api_error_subcode() == 33
    rule = json.dumps([{"field": "taste", "operator": "EQUAL", "value": "x"}])
    assert refusal(lambda: meta.call("GET", f"/{MARLOW}/campaigns", filtering=rule)).api_error_code() == 100
    assert refusal(lambda: meta.call("GET", f"/{MARLOW}/campaigns", after="%%%")).api_error_code() == 100
    assert refusal(lambda: meta.get(MARLOW, "campaigns{name")).api_error_code() == 2500
