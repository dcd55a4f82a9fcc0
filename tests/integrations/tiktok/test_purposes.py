"""Eight purposes: each is launched, or refused beforehand with the reason and what to do."""

from dataclasses import replace

import pytest

from integrations import types as t
from integrations.platforms.tiktok.purposes import aim_for
from integrations.platforms.tiktok.rules import check_plan
from tests.integrations.tiktok.wire import LINK, PRESENCE, aimed, make_plan, with_ad

P = t.Purpose
NO_PIXEL = {name: value for name, value in PRESENCE.items() if not name.startswith("pixel")}
APP = t.PromotedApp(t.AppStore.GOOGLE_PLAY, "ie.marlow.cakes", external_id="6001")
FORM = t.LeadForm("Cakes", "Order", ("full_name", "email"), "https://marlow.example/privacy")


def aim_of(purpose: P, presence=PRESENCE, **more):
    return aim_for(make_plan(purpose, **more), presence)


@pytest.mark.parametrize(
    ("purpose", "words"),
    [
        (P.TRAFFIC, ("TRAFFIC", "CLICK", "CPC", "WEBSITE", False, "")),
        (P.EVENT_PROMOTION, ("TRAFFIC", "CLICK", "CPC", "WEBSITE", False, "")),
        (P.STORE_VISITS, ("TRAFFIC", "CLICK", "CPC", "WEBSITE", False, "")),
        (P.BRAND_AWARENESS, ("REACH", "REACH", "CPM", "", False, "")),
        (P.SALES, ("WEB_CONVERSIONS", "CONVERT", "OCPM", "WEBSITE", True, "SHOPPING")),
        (P.LEAD_GENERATION, ("LEAD_GENERATION", "CONVERT", "OCPM", "LEAD_GENERATION", True, "FORM")),
    ],
)
def test_a_purpose_has_tiktoks_words(purpose, words):
    aim = aim_of(purpose)
    assert (aim.objective, aim.goal, aim.billing, aim.promotion, aim.is_smart, aim.event) == words


def test_a_lead_form_opens_inside_tiktok_and_needs_no_pixel():
    aim = aim_of(P.LEAD_GENERATION, NO_PIXEL, lead_form=replace(FORM, external_id="9001"))
    assert (aim.goal, aim.target, aim.form_id, aim.event) == ("LEAD_GENERATION", "INSTANT_PAGE", "9001", "")


def test_an_app_is_installed_from_its_own_store():
    assert aim_of(P.APP_INSTALLS, app=APP).promotion == "APP_ANDROID"
    assert aim_of(P.APP_INSTALLS, app=replace(APP, store=t.AppStore.APP_STORE)).promotion == "APP_IOS"


def test_past_visitors_are_aimed_at_with_orders_counted_where_there_is_a_pixel():
    plan = aimed(make_plan(P.RETARGETING), audiences=("77",))
    assert aim_for(plan, PRESENCE).objective == "WEB_CONVERSIONS"
    assert aim_for(plan, NO_PIXEL).objective == "TRAFFIC"


def test_a_bid_for_value_changes_the_goal_of_sales():
    assert aim_of(P.SALES, bid=t.Bid(t.BidStrategy.MAXIMIZE_VALUE)).goal == "VALUE"


@pytest.mark.parametrize(
    ("purpose", "more", "field", "says"),
    [
        (P.SALES, {"presence": NO_PIXEL}, "purpose", "Make one in TikTok's Events Manager"),
        (P.LEAD_GENERATION, {"presence": NO_PIXEL}, "purpose", "Make one in TikTok's Events Manager"),
        (P.SALES, {"presence": PRESENCE | {"pixel_events": "ON_WEB_DETAIL"}}, "purpose", "does not count orders yet"),
        (P.LEAD_GENERATION, {"lead_form": FORM}, "lead_form", "Tools, Instant forms"),
        (P.APP_INSTALLS, {}, "app", "Say which app to install"),
        (P.RETARGETING, {}, "audiences", "Make one in TikTok Ads Manager under Tools, Audiences"),
    ],
)
def test_a_purpose_without_what_it_needs_is_refused_with_what_to_do(purpose, more, field, says):
    link = replace(LINK, presence=more.pop("presence", PRESENCE))
    problems = check_plan(make_plan(purpose, **more), link)
    assert [(one.field, says in one.text) for one in problems] == [(field, True)]


@pytest.mark.parametrize(
    "purpose", [P.TRAFFIC, P.EVENT_PROMOTION, P.STORE_VISITS, P.BRAND_AWARENESS, P.SALES, P.LEAD_GENERATION]
)
def test_a_sound_plan_passes(purpose):
    assert check_plan(make_plan(purpose), LINK) == []


def test_a_pixel_that_names_no_event_yet_is_taken_at_its_word():
    assert aim_of(P.SALES, PRESENCE | {"pixel_events": ""}).event == "SHOPPING"
    assert aim_of(P.SALES, PRESENCE | {"pixel_events": "ON_WEB_ORDER,FORM"}).event == "ON_WEB_ORDER"


def test_an_app_and_a_form_need_no_link():
    assert check_plan(with_ad(make_plan(P.APP_INSTALLS, app=APP), link=""), LINK) == []
    form = replace(FORM, external_id="9001")
    assert check_plan(with_ad(make_plan(P.LEAD_GENERATION, lead_form=form), link=""), LINK) == []
    for plan in (make_plan(), make_plan(app=APP)):
        assert [one.field for one in check_plan(with_ad(plan, link=""), LINK)] == ["link"]
