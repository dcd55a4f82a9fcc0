"""What is sent for each purpose, as the sandbox's Meta then shows it."""

from dataclasses import replace
from decimal import Decimal

import pytest

from integrations import types as t
from tests.integrations.meta.conftest import ids, launch
from tests.integrations.meta.plans import FORM, make_plan, with_ad, with_targeting

AD_SET = "optimization_goal,destination_type,promoted_object,targeting,dsa_payor"


def made(shop, plan) -> tuple[dict, dict, dict]:
    """Launch a plan that Meta has nothing against; return campaign, first ad set and its ad's story."""
    assert shop.adapter.validate(plan) == []
    done = launch(shop.adapter, plan)
    campaign, group, ad = (ids(plan, done, kind)[0].external_id for kind in t.ObjectKind)
    story = shop.read(ad, "creative{object_story_spec}")["creative"]["object_story_spec"]
    return (
        shop.read(campaign, "objective,special_ad_categories,special_ad_category_country"),
        shop.read(group, AD_SET),
        story,
    )


@pytest.fixture
def audience(shop) -> str:
    (found,) = shop.adapter.search_targeting(t.TargetingKind.AUDIENCE, "customers")
    return found.key


@pytest.mark.parametrize(
    ("purpose", "objective", "goal"),
    [
        (t.Purpose.LEAD_GENERATION, "OUTCOME_LEADS", "OFFSITE_CONVERSIONS"),
        (t.Purpose.SALES, "OUTCOME_SALES", "OFFSITE_CONVERSIONS"),
        (t.Purpose.BRAND_AWARENESS, "OUTCOME_AWARENESS", "REACH"),
        (t.Purpose.EVENT_PROMOTION, "OUTCOME_TRAFFIC", "LANDING_PAGE_VIEWS"),
        (t.Purpose.STORE_VISITS, "OUTCOME_AWARENESS", "REACH"),
        (t.Purpose.TRAFFIC, "OUTCOME_TRAFFIC", "LANDING_PAGE_VIEWS"),
    ],
)
def test_a_purpose_is_the_objective_and_goal_that_meta_pairs(shop, purpose, objective, goal):
    campaign, group, _ = made(shop, make_plan(purpose=purpose))
    assert campaign["objective"] == objective
    assert group["optimization_goal"] == goal
    assert group["dsa_payor"] == "Marlow Bakehouse"


def test_a_lead_form_is_made_for_the_page_and_opened_by_the_ad(shop):
    plan = with_ad(make_plan(purpose=t.Purpose.LEAD_GENERATION, lead_form=FORM), call_to_action="sign_up")
    _, group, story = made(shop, plan)
    assert (group["optimization_goal"], group["destination_type"]) == ("LEAD_GENERATION", "ON_AD")
    assert group["promoted_object"] == {"page_id": shop.link.presence["page_id"]}
    button = story["link_data"]["call_to_action"]
    (form,) = [p for p in shop.adapter.list_presence() if p.kind == "lead_form"]
    assert button["type"] == "SIGN_UP"
    assert button["value"]["lead_gen_form_id"] == form.external_id
    assert form.name.startswith("Taste our cakes ·")


def test_a_form_that_is_there_is_used_and_none_is_made(shop):
    plan = with_ad(make_plan(purpose=t.Purpose.LEAD_GENERATION, lead_form=FORM), call_to_action="sign_up")
    launch(shop.adapter, plan)
    (form,) = [p for p in shop.adapter.list_presence() if p.kind == "lead_form"]
    known = replace(plan, operation_id="op-2", lead_form=replace(FORM, external_id=form.external_id))
    assert "lead_form" not in [step.key for step in shop.adapter.plan_steps(known)]
    _, _, story = made(shop, known)
    assert story["link_data"]["call_to_action"]["value"]["lead_gen_form_id"] == form.external_id
    assert shop.sandbox.count("form") == 1


def test_a_form_needs_terms_that_the_page_has_taken(shop):
    shop.sandbox.control("POST", f"objects/{shop.link.presence['page_id']}", leadgen_tos_accepted=False)
    plan = with_ad(make_plan(purpose=t.Purpose.LEAD_GENERATION, lead_form=FORM), call_to_action="sign_up")
    (problem,) = shop.adapter.validate(plan)
    assert problem.field == "lead_form"
    assert "accept" in problem.text
    assert shop.made() == []


def test_an_app_is_promoted_in_its_store(shop, app):
    campaign, group, story = made(
        shop, with_ad(make_plan(purpose=t.Purpose.APP_INSTALLS, app=app), call_to_action="install")
    )
    assert campaign["objective"] == "OUTCOME_APP_PROMOTION"
    assert group["promoted_object"] == {"application_id": app.external_id, "object_store_url": app.store_url}
    assert group["targeting"]["user_os"] == ["Android"]
    assert story["link_data"]["link"] == app.store_url
    assert story["link_data"]["call_to_action"]["type"] == "INSTALL_MOBILE_APP"


def test_an_app_for_iphones_is_said_on_the_campaign_too(shop, app):
    url = shop.read(app.external_id, "object_store_urls")["object_store_urls"]["itunes"]
    apple = replace(app, store=t.AppStore.APP_STORE, store_url=url)
    plan = with_ad(make_plan(purpose=t.Purpose.APP_INSTALLS, app=apple), call_to_action="install")
    done = launch(shop.adapter, plan)
    shown = shop.read(done["campaign"].external_id, "is_skadnetwork_attribution,promoted_object")
    assert shown["is_skadnetwork_attribution"] is True
    assert shown["promoted_object"]["object_store_url"] == url


def test_past_visitors_are_an_audience_that_is_aimed_at_while_customers_are_left_out(shop, audience):
    plan = with_targeting(make_plan(purpose=t.Purpose.RETARGETING), audiences=(audience,))
    campaign, group, _ = made(shop, plan)
    assert campaign["objective"] == "OUTCOME_SALES"
    assert group["targeting"]["custom_audiences"] == [{"id": audience}]
    left_out = with_targeting(make_plan(operation_id="op-2"), excluded_audiences=(audience,))
    _, group, _ = made(shop, left_out)
    assert group["targeting"]["excluded_custom_audiences"] == [{"id": audience}]


def test_past_visitors_without_a_pixel_get_visits(shop, audience):
    shop = shop.without("pixel_id")
    campaign, group, _ = made(shop, with_targeting(make_plan(purpose=t.Purpose.RETARGETING), audiences=(audience,)))
    assert (campaign["objective"], group["optimization_goal"]) == ("OUTCOME_TRAFFIC", "LINK_CLICKS")


@pytest.mark.parametrize(
    ("purpose", "wanted"),
    [(t.Purpose.APP_INSTALLS, "app"), (t.Purpose.RETARGETING, "audience"), (t.Purpose.SALES, "pixel")],
)
def test_a_purpose_that_lacks_what_it_needs_is_refused_beforehand_with_what_to_do(shop, purpose, wanted):
    shop = shop.without("pixel_id")
    (problem,) = shop.adapter.validate(make_plan(purpose=purpose))
    assert problem.field == "purpose"
    assert wanted in problem.text
    assert "choose" in problem.text.lower()
    assert shop.made() == []


def test_an_event_on_facebook_gets_answers_there(shop):
    plan = with_ad(
        make_plan(purpose=t.Purpose.EVENT_PROMOTION),
        link="https://www.facebook.com/events/81236548/",
        call_to_action="tickets",
    )
    campaign, group, story = made(shop, plan)
    assert (campaign["objective"], group["optimization_goal"]) == ("OUTCOME_ENGAGEMENT", "EVENT_RESPONSES")
    assert group["promoted_object"] == {"event_id": "81236548"}
    assert story["link_data"]["call_to_action"]["type"] == "EVENT_RSVP"
    (found,) = shop.adapter.list_campaigns()
    assert found.purpose == t.Purpose.EVENT_PROMOTION


def test_a_shop_s_surroundings_are_a_circle_and_the_button_leads_there(shop):
    circle = t.Radius(Decimal("53.3498"), Decimal("-6.2603"), 10, "Marlow Bakehouse")
    plan = with_ad(make_plan(purpose=t.Purpose.STORE_VISITS), call_to_action="directions")
    _, group, story = made(shop, with_targeting(plan, countries=(), radii=(circle,)))
    (place,) = group["targeting"]["geo_locations"]["custom_locations"]
    assert (place["latitude"], place["radius"], place["distance_unit"]) == (53.3498, 10, "kilometer")
    assert story["link_data"]["call_to_action"] == {
        "type": "GET_DIRECTIONS",
        "value": {"link": 'fbgeo://53.3498,-6.2603,"Marlow Bakehouse"'},
    }


def test_special_categories_go_along_with_their_countries(shop):
    plan = make_plan(special_categories=(t.SpecialCategory.EMPLOYMENT, t.SpecialCategory.CREDIT))
    campaign, _, _ = made(shop, plan)
    assert campaign["special_ad_categories"] == ["EMPLOYMENT", "FINANCIAL_PRODUCTS_SERVICES"]
    assert campaign["special_ad_category_country"] == ["IE"]
