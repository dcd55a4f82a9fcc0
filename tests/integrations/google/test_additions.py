"""Additions on each of Google's channels: one atomic call into a campaign that says itself what it is."""

from dataclasses import replace

import pytest

from integrations import errors
from integrations import types as t
from integrations.platforms.google.purposes import APP, DEMAND_GEN, DISPLAY, PERFORMANCE_MAX, SEARCH
from tests.integrations.contract.media import make_video
from tests.integrations.google.plans import C, P, make_plan, with_ad, with_people

FILM = make_video("oven", (1920, 1080), 20)
PURPOSES = {channel: P.APP_INSTALLS if channel == APP else P.SALES for channel in C}
SEVERAL = [SEARCH, DISPLAY, DEMAND_GEN]


class Campaign:
    """A campaign on a channel, made; and plans that add to it."""

    def __init__(self, shop, plan: t.CampaignPlan):
        self.shop, self.plan = shop, plan
        made = shop.launch(plan)["campaign"]
        self.id = made.external_id
        group = next(one.external_id for one in made.also if one.kind == t.ObjectKind.AD_GROUP)
        self.there = {"campaign": t.StepResult(self.id), "ad_group:group-1": t.StepResult(group)}

    def group(self, **changes) -> t.CampaignPlan:
        """Return the plan of a second ad group."""
        (first,) = self.plan.ad_groups
        second = replace(first, key="group-2", name="Two", ads=(replace(first.ads[0], key="ad-2"),), **changes)
        return replace(self.plan, operation_id="op-2", ad_groups=(second,))

    def ads(self, *ads: t.AdPlan) -> t.CampaignPlan:
        """Return the plan of more ads in the first ad group."""
        (first,) = self.plan.ad_groups
        return replace(self.plan, operation_id="op-3", ad_groups=(replace(first, ads=ads),))

    def ad(self, key: str = "ad-3", **changes) -> t.AdPlan:
        return replace(self.plan.ad_groups[0].ads[0], key=key, **changes)

    def add(self, plan: t.CampaignPlan) -> t.StepResult:
        """Do every step; return what the last made."""
        done = dict(self.there)
        for step in self.shop.adapter.plan_additions(plan, self.there):
            while step.key not in done:
                try:
                    done[step.key] = self.shop.adapter.perform_step(plan, step, done)
                except errors.NotReadyYet as wait:
                    self.shop.sandbox.advance(minutes=wait.retry_after_s / 60)
        return done["additions"]

    def find(self, plan: t.CampaignPlan) -> t.StepResult | None:
        step = self.shop.adapter.plan_additions(plan, self.there)[-1]
        return self.shop.adapter.find_step(plan, step, self.there)


@pytest.fixture
def made(shop):
    return lambda channel, **changes: Campaign(shop, replace(make_plan(PURPOSES[channel], channel), **changes))


@pytest.mark.parametrize("channel", C)
def test_an_ad_group_is_added_on_every_channel_switched_off_and_found_again(shop, made, channel):
    campaign = made(channel)
    plan = campaign.group()
    assert campaign.find(plan) is None
    result = campaign.add(plan)
    assert {one.target_key for one in result.also} == {"group-2", "ad-2"}
    assert campaign.find(plan) == result
    seen = {one.ref: one for one in shop.adapter.observe()}
    refs = [t.ObjectRef(one.kind, one.external_id) for one in result.also]
    assert {seen[ref].run_status for ref in refs} == {t.RunStatus.PAUSED}
    assert len(seen) == 5


@pytest.mark.parametrize("channel", SEVERAL)
def test_ads_are_added_to_an_ad_group_and_only_they_are_told(shop, made, channel):
    campaign = made(channel)
    plan = campaign.ads(campaign.ad(), campaign.ad("ad-4", link="https://marlow.example/bread"))
    spent = len(shop.meter.spent)
    result = campaign.add(plan)
    assert [cost for cost, writes in shop.meter.spent[spent:] if not writes] == [1]
    assert {one.target_key for one in result.also} == {"ad-3", "ad-4"}
    assert campaign.find(plan) == result
    group = campaign.there["ad_group:group-1"].external_id
    assert all(one.external_id.startswith(f"{group}~") for one in result.also)


@pytest.mark.parametrize("channel", [PERFORMANCE_MAX, APP])
def test_where_an_ad_group_holds_one_ad_a_second_is_refused_before_anything_is_sent(shop, made, channel):
    campaign = made(channel)
    before = shop.count("ad_group_ad", "asset", "asset_group")
    with pytest.raises(errors.InvalidRequest, match="one ad"):
        campaign.add(campaign.ads(campaign.ad()))
    assert shop.count("ad_group_ad", "asset", "asset_group") == before


def test_an_added_ad_with_a_film_sends_it_first_and_one_that_was_sent_before_is_used_again(shop, made):
    campaign = made(DEMAND_GEN)
    plan = campaign.ads(campaign.ad(videos=(FILM,)))
    steps = shop.adapter.plan_additions(plan, campaign.there)
    assert [step.key.partition(":")[0] for step in steps] == ["video", "ready", "additions"]
    campaign.add(plan)
    sent = campaign.there | {f"video:{FILM.sha256}": t.StepResult("x"), f"ready:{FILM.sha256}": t.StepResult("y")}
    assert [step.key for step in shop.adapter.plan_additions(plan, sent)] == ["additions"]


@pytest.mark.parametrize("changes", [{"countries": ("FR",)}, {"languages": ()}], ids=["country", "language"])
def test_an_ad_group_for_other_places_or_languages_is_refused_for_they_are_the_campaigns(shop, made, changes):
    campaign = made(SEARCH)
    elsewhere = replace(campaign.plan.ad_groups[0].targeting, **changes)
    with pytest.raises(errors.InvalidRequest, match="whole campaign") as refused:
        campaign.add(campaign.group(targeting=elsewhere))
    assert set(refused.value.fields) == {"countries"}
    assert shop.count("ad_group") == {"ad_group": 1}


def test_in_demand_gen_an_ad_group_has_places_of_its_own(shop, made):
    campaign = made(DEMAND_GEN)
    campaign.add(campaign.group(targeting=t.Targeting(("FR",))))
    (there,) = shop.adapter.list_campaigns()
    assert [group.countries for group in there.ad_groups] == [("IE",), ("FR",)]


def test_the_campaign_itself_says_its_channel_and_how_it_bids(shop, made):
    campaign = made(SEARCH, bid=t.Bid(t.BidStrategy.MANUAL, 150))
    campaign.add(replace(campaign.group(), channel=None, bid=None))
    groups = [one for one in shop.adapter.observe() if one.ref.kind == t.ObjectKind.AD_GROUP]
    assert [one.bid for one in groups] == [t.Bid(t.BidStrategy.MANUAL, 150)] * 2


def test_nothing_is_added_to_a_campaign_that_is_gone(shop, made):
    campaign = made(SEARCH)
    shop.adapter.update(t.ObjectRef(t.ObjectKind.CAMPAIGN, campaign.id), t.ChangeField.STATUS, t.RunStatus.ARCHIVED)
    with pytest.raises(errors.ObjectNotFound):
        campaign.add(campaign.group())
    with pytest.raises(errors.ObjectNotFound):
        campaign.find(campaign.group())


def test_of_several_ads_the_one_that_google_refuses_is_named_with_its_words(shop, made):
    campaign = made(SEARCH)
    bad = campaign.ad("ad-4", descriptions=("Click here now.", "Baked by hand in Dublin."))
    with pytest.raises(errors.InvalidRequest) as refused:
        campaign.add(campaign.ads(campaign.ad(), bad))
    assert set(refused.value.ad_keys) == {"ad-4"}
    assert "UNIDENTIFIED_BUSINESS" in refused.value.ad_keys["ad-4"]
    assert shop.count("ad_group_ad") == {"ad_group_ad": 1}
    assert campaign.add(campaign.ads(campaign.ad())).also


def test_a_refusal_of_what_is_no_single_ads_names_none(made):
    campaign = made(SEARCH)
    keywords = (t.Keyword("cake; bread"),)
    with pytest.raises(errors.InvalidRequest) as refused:
        campaign.add(campaign.group(targeting=replace(campaign.plan.ad_groups[0].targeting, keywords=keywords)))
    assert refused.value.fields
    assert refused.value.ad_keys == {}


@pytest.mark.parametrize("channel", [SEARCH, DISPLAY, PERFORMANCE_MAX])
def test_trying_out_a_plan_names_the_ad_that_would_be_refused(shop, channel):
    plan = make_plan(P.SALES, channel)
    (group,) = plan.ad_groups
    bad = replace(with_ad(plan, descriptions=("Click here now.", "Baked by hand.")).ad_groups[0].ads[0], key="ad-2")
    second = replace(group, key="group-2", name="Two", ads=(bad,))
    problems = shop.adapter.validate(replace(plan, ad_groups=(group, second)))
    assert {problem.ad_key for problem in problems} == {"ad-2"}
    assert "Google refused" in problems[0].text


def test_a_text_that_our_own_rules_refuse_names_its_ad(shop):
    plan = with_ad(make_plan(P.SALES, SEARCH), headlines=("x" * 31, "Baked in Dublin", "Order now"))
    assert [(one.field, one.ad_key) for one in shop.adapter.validate(plan)] == [("headlines", "ad-1")]
    with pytest.raises(errors.InvalidRequest) as refused:
        shop.launch(plan)
    assert set(refused.value.ad_keys) == {"ad-1"}


def test_people_of_a_new_ad_group_are_checked_and_those_of_one_that_is_there_are_not(made):
    campaign = made(SEARCH)
    without = with_people(campaign.ads(campaign.ad()), keywords=())
    assert campaign.add(without).also
    with pytest.raises(errors.InvalidRequest, match="keyword"):
        campaign.add(with_people(campaign.group(), keywords=()))


def test_no_film_is_sent_for_an_ad_that_our_own_rules_refuse(shop, made):
    campaign = made(DEMAND_GEN)
    with pytest.raises(errors.InvalidRequest) as refused:
        campaign.add(campaign.ads(campaign.ad(videos=(FILM,), headlines=("x" * 41,))))
    assert set(refused.value.ad_keys) == {"ad-3"}
    assert shop.count("you_tube_video_upload") == {"you_tube_video_upload": 0}
