"""Every channel against the sandbox: made in one call, found again, read back, changed."""

from dataclasses import replace
from decimal import Decimal

import pytest

from integrations import errors
from integrations import types as t
from integrations.platforms.google.purposes import CHANNELS
from tests.integrations.contract.media import make_image, make_video
from tests.integrations.google.plans import C, P, make_plan, with_ad, with_people

PAIRS = [(purpose, channel) for purpose, channels in CHANNELS.items() for channel in channels]
FILM = make_video("oven", (1920, 1080), 20)


def plan_for(shop, purpose: t.Purpose, channel: t.Channel) -> t.CampaignPlan:
    plan = make_plan(purpose, channel)
    if purpose != P.RETARGETING:
        return plan
    return with_people(plan, audiences=(shop.adapter.search_targeting(t.TargetingKind.AUDIENCE, "")[0].key,))


@pytest.mark.parametrize(("purpose", "channel"), PAIRS)
def test_every_purpose_launches_on_every_channel_in_one_call_and_is_found_again(shop, purpose, channel):
    plan = plan_for(shop, purpose, channel)
    assert shop.adapter.validate(plan) == []
    assert shop.sandbox.count("google.campaign") == 0
    (step,) = shop.adapter.plan_steps(plan)
    assert shop.adapter.find_step(plan, step, {}) is None
    made = shop.launch(plan)[step.key]
    assert {one.target_key for one in made.also} == {"group-1", "ad-1"}
    assert shop.adapter.find_step(plan, step, {}) == made
    seen = {one.ref: one for one in shop.adapter.observe()}
    refs = [
        t.ObjectRef(t.ObjectKind.CAMPAIGN, made.external_id),
        *[t.ObjectRef(one.kind, one.external_id) for one in made.also],
    ]
    assert list(seen) == refs
    for ref in refs:
        assert (seen[ref].run_status, seen[ref].delivery) == (t.RunStatus.PAUSED, t.Delivery.NOT_DELIVERING)
        assert seen[ref].reason
        assert shop.adapter.observe_object(ref) == seen[ref]
    assert seen[refs[0]].daily_budget_minor == 2500


@pytest.mark.parametrize("channel", C)
def test_what_was_made_reads_back_as_it_was_meant(shop, channel):
    purpose = P.APP_INSTALLS if channel == C.APP else P.SALES
    shop.launch(make_plan(purpose, channel))
    (campaign,) = shop.adapter.list_campaigns()
    assert campaign.purpose == purpose
    assert campaign.observed.name.startswith("Christmas cakes ·")
    (group,) = campaign.ad_groups
    assert group.countries == ("IE",)
    (ad,) = group.ads
    assert (ad.headline, ad.description) == ("Christmas cakes", "Order a Christmas cake now.")
    if channel != C.APP:
        assert ad.link == "https://marlow.example/cakes"
    if channel != C.SEARCH:
        assert ad.image_url
    if channel in (C.DISPLAY, C.PERFORMANCE_MAX, C.DEMAND_GEN):
        assert ad.call_to_action == "shop_now"


def test_ages_read_back_as_they_were_meant(shop):
    shop.launch(with_people(make_plan(P.BRAND_AWARENESS, C.DISPLAY), age_min=25, age_max=54))
    (campaign,) = shop.adapter.list_campaigns()
    assert (campaign.ad_groups[0].age_min, campaign.ad_groups[0].age_max) == (25, 54)


def test_several_ad_groups_and_ads_are_told_apart_though_ads_have_no_names(shop):
    plan = make_plan(P.TRAFFIC, C.SEARCH)
    group, ad = plan.ad_groups[0], plan.ad_groups[0].ads[0]
    ads = tuple(replace(ad, key=key, headlines=(*ad.headlines, f"Cake {key}")) for key in ("x", "y", "z"))
    groups = (replace(group, ads=ads[:2]), replace(group, key="group-2", name="Britain", ads=ads[2:]))
    plan = replace(plan, ad_groups=groups)
    made = shop.launch(plan)["campaign"]
    found = shop.adapter.find_step(plan, shop.adapter.plan_steps(plan)[0], {})
    assert found == made
    assert {one.target_key for one in found.also} == {"group-1", "group-2", "x", "y", "z"}
    by_key = {one.target_key: one.external_id for one in found.also}
    assert by_key["z"].startswith(f"{by_key['group-2']}~")


@pytest.mark.parametrize("channel", [C.DEMAND_GEN, C.PERFORMANCE_MAX, C.DISPLAY])
def test_a_film_is_sent_waited_for_and_shown(shop, channel):
    plan = with_ad(make_plan(P.SALES, channel), videos=(FILM,))
    done = shop.launch(plan)
    assert [key.partition(":")[0] for key in done] == ["video", "ready", "campaign"]
    assert shop.adapter.read_video(done[f"ready:{FILM.sha256}"].external_id).state == t.MediaState.READY
    step = shop.adapter.plan_steps(plan)[0]
    assert shop.adapter.find_step(plan, step, {}) == done[step.key]


def test_a_carousel_is_made_of_its_cards(shop):
    cards = tuple(
        t.Card(f"Cake {n}", f"https://marlow.example/{n}", make_image(c)) for n, c in enumerate(["red", "blue"])
    )
    plan = with_ad(make_plan(P.SALES, C.DEMAND_GEN), cards=cards)
    assert shop.adapter.validate(plan) == []
    shop.launch(plan)
    ((group,),) = [campaign.ad_groups for campaign in shop.adapter.list_campaigns()]
    assert group.ads[0].headline == "Christmas cakes"


def test_a_plan_that_google_alone_refuses_is_told_beside_its_field_and_makes_nothing(shop):
    plan = with_people(make_plan(P.RETARGETING, C.DISPLAY), audiences=("999",))
    assert [problem.field for problem in shop.adapter.validate(plan)] == ["audiences"]
    with pytest.raises(errors.InvalidRequest):
        shop.launch(plan)
    assert shop.count("campaign", "ad_group", "campaign_budget") == {"campaign": 0, "ad_group": 0, "campaign_budget": 0}


def test_doing_the_step_twice_is_refused_as_a_duplicate(shop):
    plan = make_plan(P.TRAFFIC, C.SEARCH)
    shop.launch(plan)
    with pytest.raises(errors.DuplicateObject):
        shop.launch(plan)
    assert shop.count("campaign", "ad_group") == {"campaign": 1, "ad_group": 1}


@pytest.mark.parametrize("channel", C)
def test_words_and_pictures_are_changed_in_place(shop, channel):
    purpose = P.APP_INSTALLS if channel == C.APP else P.SALES
    plan = make_plan(purpose, channel)
    made = shop.launch(plan)["campaign"]
    ref = next(t.ObjectRef(one.kind, one.external_id) for one in made.also if one.kind == t.ObjectKind.AD)
    headlines = ("Easter cakes", "Baked in Dublin", "New for spring")
    images = (*plan.ad_groups[0].ads[0].images, make_image("teal"))
    new = with_ad(plan, headlines=headlines, link="https://marlow.example/easter", images=images)
    change = t.CreativeChange(replace(new, operation_id="0190b0de-op-2"), "ad-1")
    for _ in range(2):
        shop.adapter.update(ref, t.ChangeField.CREATIVE, change)
    (campaign,) = shop.adapter.list_campaigns()
    (ad,) = campaign.ad_groups[0].ads
    assert ad.observed.ref == ref
    assert ad.headline == ("Easter cakes" if channel != C.PERFORMANCE_MAX else "Baked in Dublin")
    if channel == C.PERFORMANCE_MAX:
        assert headlines_of(shop) == set(headlines)
    if channel != C.APP:
        assert ad.link == "https://marlow.example/easter"


@pytest.mark.parametrize("channel", [C.SEARCH, C.PERFORMANCE_MAX])
def test_words_that_do_not_fit_change_nothing(shop, channel):
    plan = make_plan(P.SALES, channel)
    made = shop.launch(plan)["campaign"]
    ref = next(t.ObjectRef(one.kind, one.external_id) for one in made.also if one.kind == t.ObjectKind.AD)
    change = t.CreativeChange(with_ad(plan, headlines=("One", "Two", "x" * 31)), "ad-1")
    with pytest.raises(errors.InvalidRequest) as refused:
        shop.adapter.update(ref, t.ChangeField.CREATIVE, change)
    assert "headlines" in refused.value.fields


def headlines_of(shop) -> set[str]:
    """Return the headlines that are linked to asset groups."""
    rows = shop.adapter.ads.rows(
        "SELECT asset.text_asset.text FROM asset_group_asset "
        "WHERE asset_group_asset.field_type = 'HEADLINE' AND asset_group_asset.status != 'REMOVED'"
    )
    return {row["asset"]["text_asset"]["text"] for row in rows}


@pytest.mark.parametrize(
    ("channel", "bid"),
    [
        (C.SEARCH, t.Bid(t.BidStrategy.MAXIMIZE_CLICKS, 150)),
        (C.SEARCH, t.Bid(t.BidStrategy.TARGET_CPA, 1200)),
        (C.SEARCH, t.Bid(t.BidStrategy.MAXIMIZE_CONVERSIONS)),
        (C.DISPLAY, t.Bid(t.BidStrategy.TARGET_ROAS, roas=Decimal("3.5"))),
        (C.PERFORMANCE_MAX, t.Bid(t.BidStrategy.TARGET_CPA, 900)),
        (C.DEMAND_GEN, t.Bid(t.BidStrategy.MAXIMIZE_VALUE)),
        (C.APP, t.Bid(t.BidStrategy.TARGET_CPA, 300)),
        (C.APP, t.Bid(t.BidStrategy.MAXIMIZE_CONVERSIONS)),
    ],
)
def test_a_bid_is_set_and_reads_back(shop, channel, bid):
    made = shop.launch(make_plan(P.APP_INSTALLS if channel == C.APP else P.SALES, channel))["campaign"]
    ref = t.ObjectRef(t.ObjectKind.CAMPAIGN, made.external_id)
    for _ in range(2):
        shop.adapter.update(ref, t.ChangeField.BID, bid)
    assert shop.adapter.observe_object(ref).bid == bid


def test_a_bid_per_click_stands_at_the_ad_group(shop):
    made = shop.launch(make_plan(P.TRAFFIC, C.SEARCH, bid=t.Bid(t.BidStrategy.MANUAL, 80)))["campaign"]
    group = next(t.ObjectRef(one.kind, one.external_id) for one in made.also if one.kind == t.ObjectKind.AD_GROUP)
    assert shop.adapter.observe_object(group).bid == t.Bid(t.BidStrategy.MANUAL, 80)
    shop.adapter.update(group, t.ChangeField.BID, t.Bid(t.BidStrategy.MANUAL, 95))
    assert shop.adapter.observe_object(group).bid == t.Bid(t.BidStrategy.MANUAL, 95)


def test_a_campaigns_bid_per_click_is_that_of_all_its_ad_groups_whatever_it_was_before(shop):
    plan = make_plan(P.TRAFFIC, C.SEARCH)
    (one,) = plan.ad_groups
    two = replace(one, key="group-2", name="Two", ads=(replace(one.ads[0], key="ad-2"),))
    campaign = shop.launch(replace(plan, ad_groups=(one, two)))["campaign"].external_id
    bid = t.Bid(t.BidStrategy.MANUAL, 120)
    shop.adapter.update(t.ObjectRef(t.ObjectKind.CAMPAIGN, campaign), t.ChangeField.BID, bid)
    groups = [seen for seen in shop.adapter.observe() if seen.ref.kind == t.ObjectKind.AD_GROUP]
    assert [seen.bid for seen in groups] == [bid, bid]


@pytest.mark.parametrize(
    "bid",
    [
        t.Bid(t.BidStrategy.MAXIMIZE_CONVERSIONS, 500),
        t.Bid(t.BidStrategy.TARGET_ROAS, 500, Decimal(2)),
        t.Bid(t.BidStrategy.TARGET_CPA, 500, Decimal(2)),
    ],
    ids=str,
)
def test_a_figure_that_google_would_drop_is_refused(shop, bid):
    problems = shop.adapter.validate(make_plan(P.SALES, C.SEARCH, bid=bid))
    assert [(one.field, one.ad_key) for one in problems] == [("bid", "")]


def test_a_way_to_bid_that_the_channel_has_not_is_refused(shop):
    made = shop.launch(make_plan(P.SALES, C.PERFORMANCE_MAX))["campaign"]
    ref = t.ObjectRef(t.ObjectKind.CAMPAIGN, made.external_id)
    with pytest.raises(errors.InvalidRequest) as refused:
        shop.adapter.update(ref, t.ChangeField.BID, t.Bid(t.BidStrategy.MAXIMIZE_CLICKS))
    assert "bid" in refused.value.fields


def test_a_budget_belongs_to_the_campaign_and_keeps_its_kind(shop):
    made = shop.launch(make_plan(P.TRAFFIC, C.SEARCH))["campaign"]
    campaign = t.ObjectRef(t.ObjectKind.CAMPAIGN, made.external_id)
    group = next(t.ObjectRef(one.kind, one.external_id) for one in made.also)
    shop.adapter.update(campaign, t.ChangeField.DAILY_BUDGET, 3100)
    assert shop.adapter.observe_object(campaign).daily_budget_minor == 3100
    for ref, kind in ((group, t.ChangeField.DAILY_BUDGET), (campaign, t.ChangeField.LIFETIME_BUDGET)):
        with pytest.raises(errors.InvalidRequest):
            shop.adapter.update(ref, kind, 5000)
