"""What Google would refuse is found beforehand, beside the field that it is about, with what to do."""

from dataclasses import replace
from datetime import timedelta

import pytest

from integrations import types as t
from integrations.platforms.google.purposes import bid_for, channel_for
from integrations.platforms.google.rules import check_plan
from integrations.platforms.google.steps import plan_steps
from tests.factories import START
from tests.integrations.contract.media import SQUARE, TALL, WIDE, make_image
from tests.integrations.google.plans import APP, CIRCLE, FORM, LINK, VIDEO, C, P, make_plan, with_ad, with_people

NOTHING_COUNTED = replace(LINK, presence={"business_name": "Marlow Bakehouse"})


def fields(plan: t.CampaignPlan, link: t.AccountLink = LINK) -> set[str]:
    problems = check_plan(plan, link)
    assert all(problem.text.endswith((".", "?")) or problem.text[-1].isdigit() for problem in problems)
    return {problem.field for problem in problems}


@pytest.mark.parametrize("purpose", P)
def test_every_purpose_can_run_on_the_channel_that_is_chosen_for_it(purpose):
    plan = make_plan(purpose, lead_form=FORM if purpose == P.LEAD_GENERATION else None)
    plan = replace(plan, app=APP if purpose == P.APP_INSTALLS else None)
    if channel_for(plan) not in (C.SEARCH, C.APP):
        plan = with_people(plan, keywords=())
    assert fields(plan) == set()


@pytest.mark.parametrize(
    ("purpose", "changes", "field"),
    [
        (P.APP_INSTALLS, {}, "app"),
        (P.SALES, {"channel": C.APP}, "channel"),
        (P.TRAFFIC, {"channel": C.PERFORMANCE_MAX}, "channel"),
        (P.STORE_VISITS, {"channel": C.PERFORMANCE_MAX}, "channel"),
        (P.TRAFFIC, {"bid": t.Bid(t.BidStrategy.COST_CAP, 100)}, "bid"),
        (P.SALES, {"bid": t.Bid(t.BidStrategy.TARGET_CPA)}, "bid"),
        (P.SALES, {"bid": t.Bid(t.BidStrategy.TARGET_ROAS)}, "bid"),
        (P.TRAFFIC, {"daily_budget_minor": 0}, "daily_budget_minor"),
        (P.TRAFFIC, {"budget_level": t.BudgetLevel.AD_GROUP}, "budget_level"),
        (P.TRAFFIC, {"daily_budget_minor": None, "lifetime_budget_minor": 9000}, "end_at"),
        (P.TRAFFIC, {"lifetime_budget_minor": 9000, "end_at": START}, "lifetime_budget_minor"),
        (P.TRAFFIC, {"start_at": START, "end_at": START - timedelta(days=1)}, "end_at"),
        (P.TRAFFIC, {"currency": "USD"}, "currency"),
        (P.TRAFFIC, {"name": " "}, "name"),
        (P.TRAFFIC, {"ad_groups": ()}, "ad_groups"),
        (P.LEAD_GENERATION, {"lead_form": replace(FORM, privacy_url="")}, "lead_form"),
        (P.LEAD_GENERATION, {"lead_form": replace(FORM, headline="x" * 31)}, "lead_form"),
    ],
)
def test_a_plan_that_google_would_refuse_is_refused_beside_its_field(purpose, changes, field):
    assert fields(make_plan(purpose, **changes)) == {field}


@pytest.mark.parametrize(
    ("purpose", "channel", "field"),
    [
        (P.SALES, C.SEARCH, "purpose"),
        (P.LEAD_GENERATION, None, "purpose"),
        (P.EVENT_PROMOTION, C.PERFORMANCE_MAX, "purpose"),
    ],
)
def test_nothing_to_count_by_is_told_with_where_to_get_it(purpose, channel, field):
    (problem,) = check_plan(make_plan(purpose, channel), NOTHING_COUNTED)
    assert problem.field == field
    assert "Connections" in problem.text


def test_leads_need_no_conversion_action_where_there_is_a_form_and_clicks_never_do():
    assert check_plan(make_plan(P.LEAD_GENERATION, C.SEARCH), NOTHING_COUNTED) == []
    for purpose in (P.TRAFFIC, P.STORE_VISITS, P.EVENT_PROMOTION):
        plan = make_plan(purpose, C.SEARCH)
        assert check_plan(plan, NOTHING_COUNTED) == []
        assert bid_for(plan, NOTHING_COUNTED.presence).strategy == t.BidStrategy.MAXIMIZE_CLICKS


@pytest.mark.parametrize(
    ("channel", "changes", "field"),
    [
        (C.SEARCH, {"countries": ()}, "countries"),
        (C.SEARCH, {"countries": ("XX",)}, "countries"),
        (C.SEARCH, {"languages": ("tlh",)}, "languages"),
        (C.SEARCH, {"keywords": ()}, "keywords"),
        (C.SEARCH, {"keywords": (t.Keyword("one two three four five six seven eight nine ten eleven"),)}, "keywords"),
        (C.SEARCH, {"placements": ("instagram",)}, "placements"),
        (C.SEARCH, {"places": (t.Place("city:777", "Dublin"),)}, "places"),
        (C.DISPLAY, {"interests": ("6003",)}, ""),
        (C.DISPLAY, {"interests": ("food/../x",)}, "interests"),
        (C.SEARCH, {"radii": (replace(CIRCLE, km=900),)}, "radii"),
        (C.DISPLAY, {"keywords": (t.Keyword("cake"),)}, "keywords"),
        (C.DISPLAY, {"age_min": 21}, "age_min"),
        (C.DISPLAY, {"age_max": 60}, "age_max"),
        (C.DISPLAY, {"age_min": 45, "age_max": 34}, "age_max"),
        (C.DEMAND_GEN, {"radii": (CIRCLE,)}, "radii"),
    ],
)
def test_people_that_a_channel_cannot_be_aimed_at_are_refused(channel, changes, field):
    assert fields(with_people(make_plan(P.TRAFFIC, channel), **changes)) == ({field} if field else set())


@pytest.mark.parametrize("field", ["age_min", "genders", "interests", "audiences", "excluded_audiences"])
def test_what_performance_max_would_leave_out_is_refused_and_not_dropped(field):
    value = {"age_min": 25, "genders": (t.Gender.MEN,)}.get(field, ("1",))
    assert fields(with_people(make_plan(P.SALES, C.PERFORMANCE_MAX), **{field: value})) == {field}


def test_ad_groups_with_places_of_their_own_need_demand_gen():
    for channel, found in ((C.SEARCH, {"countries"}), (C.DEMAND_GEN, set())):
        plan = make_plan(P.TRAFFIC, channel)
        group = plan.ad_groups[0]
        other = replace(group, key="group-2", targeting=replace(group.targeting, countries=("GB",)))
        assert fields(replace(plan, ad_groups=(group, other))) == found


CAKE = "蛋糕" * 8
TEXTS = [
    (C.SEARCH, {"headlines": ("One", "Two")}, {"headlines"}),
    (C.SEARCH, {"headlines": ("One", "One", "Two")}, {"headlines"}),
    (C.SEARCH, {"headlines": ("One", "Two", "x" * 31)}, {"headlines"}),
    (C.SEARCH, {"headlines": ("One", "Two", "x" * 30)}, set()),
    (C.SEARCH, {"headlines": ("One", "Two", CAKE)}, {"headlines"}),
    (C.SEARCH, {"headlines": ("One", "Two", CAKE[:15])}, set()),
    (C.SEARCH, {"headlines": ("One", "Two", "Now!")}, {"headlines"}),
    (C.SEARCH, {"descriptions": ("Only one.",)}, {"descriptions"}),
    (C.SEARCH, {"descriptions": ("One.", "x" * 91)}, {"descriptions"}),
    (C.SEARCH, {"display_path": ("", "order")}, {"display_path"}),
    (C.SEARCH, {"display_path": ("x" * 16,)}, {"display_path"}),
    (C.SEARCH, {"link": "marlow"}, {"link"}),
    (C.DISPLAY, {"long_headlines": ()}, {"long_headlines"}),
    (C.DISPLAY, {"business_name": "x" * 26}, {"business_name"}),
    (C.DISPLAY, {"call_to_action": "dance"}, {"call_to_action"}),
    (C.PERFORMANCE_MAX, {"headlines": ("Christmas cakes 1", "Christmas cakes 2", "Christmas cakes 3")}, {"headlines"}),
    (C.PERFORMANCE_MAX, {"descriptions": ("x" * 61, "y" * 62)}, {"descriptions"}),
    (C.PERFORMANCE_MAX, {"logos": ()}, {"logos"}),
    (C.DEMAND_GEN, {"logos": (make_image("white", WIDE),)}, {"logos"}),
]


@pytest.mark.parametrize(("channel", "changes", "found"), TEXTS)
def test_texts_and_logos_are_measured_as_google_measures_them(channel, changes, found):
    assert fields(with_ad(make_plan(P.SALES, channel), **changes)) == found


@pytest.mark.parametrize(
    ("channel", "sizes", "missing"),
    [
        (C.DISPLAY, [SQUARE], "1.91:1"),
        (C.DISPLAY, [WIDE], "1:1"),
        (C.DISPLAY, [SQUARE, (500, 262)], "1.91:1"),
        (C.DISPLAY, [SQUARE, WIDE, TALL], ""),
        (C.PERFORMANCE_MAX, [TALL], "1.91:1"),
        (C.DEMAND_GEN, [SQUARE], ""),
        (C.DEMAND_GEN, [WIDE], ""),
        (C.DEMAND_GEN, [TALL], "1.91:1 (at least 600 × 314 pixels) or 1:1"),
        (C.SEARCH, [], ""),
    ],
)
def test_the_picture_that_is_missing_is_named_by_its_format(channel, sizes, missing):
    images = tuple(make_image("orange", size) for size in sizes)
    problems = check_plan(with_ad(make_plan(P.SALES, channel), images=images), LINK)
    assert [problem.field for problem in problems] == (["images"] if missing else [])
    assert all(missing in problem.text for problem in problems)


def test_a_file_that_is_no_picture_is_refused():
    broken = t.ImageFile("b" * 64, "cake.pdf", lambda: b"%PDF", 1080, 1080)
    plan = make_plan(P.SALES, C.DISPLAY)
    (problem,) = check_plan(with_ad(plan, images=(*plan.ad_groups[0].ads[0].images, broken)), LINK)
    assert "cake.pdf" in problem.text


def test_a_picture_s_size_is_read_where_nobody_said_it():
    images = tuple(replace(image, width=0, height=0) for image in make_plan(P.SALES).ad_groups[0].ads[0].images)
    assert fields(with_ad(make_plan(P.SALES, C.DISPLAY), images=images)) == set()


def test_performance_max_and_apps_take_one_ad_a_group_and_search_three():
    for channel, most in ((C.PERFORMANCE_MAX, 1), (C.SEARCH, 3)):
        plan = make_plan(P.SALES, channel)
        group = plan.ad_groups[0]
        for count, found in ((most, set()), (most + 1, {"ad_groups"})):
            ads = tuple(replace(group.ads[0], key=f"ad-{number}") for number in range(count))
            assert fields(replace(plan, ad_groups=(replace(group, ads=ads),))) == found


def test_carousels_need_demand_gen_and_two_cards():
    card = t.Card("Cake", "https://marlow.example", make_image())
    for channel, count, found in ((C.DISPLAY, 2, {"cards"}), (C.DEMAND_GEN, 1, {"cards"}), (C.DEMAND_GEN, 2, set())):
        assert fields(with_ad(make_plan(P.SALES, channel), cards=(card,) * count)) == found


@pytest.mark.parametrize(
    ("purpose", "has_keywords", "changes", "channel"),
    [
        (P.SALES, True, {}, C.SEARCH),
        (P.SALES, False, {}, C.PERFORMANCE_MAX),
        (P.SALES, False, {"videos": (VIDEO,)}, C.DEMAND_GEN),
        (P.BRAND_AWARENESS, False, {}, C.DISPLAY),
        (P.EVENT_PROMOTION, False, {}, C.DEMAND_GEN),
        (P.TRAFFIC, False, {}, C.DISPLAY),
        (P.TRAFFIC, False, {"images": ()}, C.SEARCH),
        (P.RETARGETING, False, {}, C.DISPLAY),
        (P.APP_INSTALLS, False, {}, C.APP),
    ],
)
def test_the_channel_is_chosen_by_what_the_plan_holds(purpose, has_keywords, changes, channel):
    plan = with_ad(make_plan(purpose), **changes)
    assert channel_for(plan if has_keywords else with_people(plan, keywords=())) == channel


def test_a_video_is_sent_and_waited_for_before_all_the_rest_is_made_at_once():
    plan = with_ad(make_plan(P.SALES, C.DEMAND_GEN), videos=(VIDEO,))
    assert [step.key.partition(":")[0] for step in plan_steps(plan)] == ["video", "ready", "campaign"]
    assert [step.key for step in plan_steps(make_plan(P.SALES))] == ["campaign"]
    assert plan_steps(plan) == plan_steps(plan)
