"""The end, the audience and the single switches of what runs, on each platform: set, read back, drifting, undone."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

import integrations.services
from campaigns import selectors, services
from campaigns.models import Ad, AdGroup, Campaign, Change, PlatformCampaign
from campaigns.types import DraftAd, DraftGroup, load
from integrations.types import ObjectKind, ObjectRef, Targeting
from tenants.errors import Conflict, Invalid
from tests.campaigns import build, purposes
from tests.campaigns.test_three_platforms import plan, run
from tests.factories import START

pytestmark = pytest.mark.django_db
PLATFORMS = ("meta", "google", "tiktok")
LATER = START.date() + timedelta(days=30)


@pytest.fixture
def launched(once, accounts, sandbox, actor, run_jobs):
    """Return a function that gives a running campaign on one platform."""

    def on(platform: str) -> Campaign:
        def make():
            only = {platform: accounts[platform]}
            made = services.create_draft(draft=plan(only, actor), actor=actor, now=START)
            services.launch_campaign(campaign=selectors.get_campaign(made.uuid), actor=actor, now=START)
            run(run_jobs, sandbox)
            return selectors.get_campaign(made.uuid)

        return once(f"running on {platform}", make)

    return on


def observed(campaign: Campaign):
    part = PlatformCampaign.objects.select_related("account__connection").get(campaign=campaign)
    ref = ObjectRef(ObjectKind.CAMPAIGN, part.external_id)
    return integrations.services.observe_object(account=part.account, ref=ref)


def sync(campaign: Campaign) -> list:
    part = PlatformCampaign.objects.select_related("account__connection").get(campaign=campaign)
    services.sync_account(account=part.account, now=START)
    return selectors.list_drift(selectors.get_campaign(campaign.uuid))


@pytest.mark.parametrize("platform", PLATFORMS)
def test_the_end_is_moved_taken_away_and_put_back(sandbox, launched, actor, run_jobs, platform):
    campaign = launched(platform)
    services.change_schedule(campaign=campaign, end_date=LATER, actor=actor, now=START)
    run(run_jobs, sandbox, rounds=1)
    assert Change.objects.get(kind="schedule").error == ""
    assert Campaign.objects.get(pk=campaign.pk).end_date == LATER
    assert observed(campaign).end_at.astimezone(START.tzinfo).date() == LATER
    assert sync(campaign) == []
    undo = services.undo_change(change=Change.objects.get(kind="schedule"), actor=actor, now=START)
    run(run_jobs, sandbox, rounds=1)
    change = undo.changes.get()
    assert (change.state, change.error, change.before, change.after) == ("applied", "", LATER.isoformat(), "")
    assert (Campaign.objects.get(pk=campaign.pk).end_date, observed(campaign).end_at) == (None, None)
    assert sync(campaign) == []


@pytest.mark.parametrize("platform", PLATFORMS)
def test_another_audience_is_set_and_undone(sandbox, launched, actor, run_jobs, platform):
    group = AdGroup.objects.get(platform_campaign__campaign=launched(platform))
    was = load(Targeting, group.targeting)
    wanted = Targeting(countries=("IE", "GB"), age_min=25, age_max=54, keywords=was.keywords)
    services.change_targeting(ad_group_id=group.uuid, targeting=wanted, actor=actor, now=START)
    run(run_jobs, sandbox, rounds=1)
    change = Change.objects.get(kind="targeting")
    assert (change.state, change.error) == ("applied", "")
    group.refresh_from_db()
    assert load(Targeting, group.targeting) == wanted
    services.undo_change(change=change, actor=actor, now=START)
    run(run_jobs, sandbox, rounds=1)
    group.refresh_from_db()
    assert load(Targeting, group.targeting) == was
    assert Change.objects.filter(kind="targeting", state="applied").count() == 2


@pytest.fixture
def two_groups(launched, sandbox, actor, run_jobs):
    """Return a function that gives the two ad groups of a running campaign on one platform, both aiming at Ireland."""

    def on(platform: str) -> list[AdGroup]:
        launched(platform)
        part, said = PlatformCampaign.objects.get(), purposes.creative(platform, actor)
        aim = replace(load(Targeting, AdGroup.objects.get().targeting), age_min=25)
        group = DraftGroup(name="More", targeting=aim, ads=(DraftAd(name="Cake 1", creative=said),))
        services.add_ad_group(part_id=part.uuid, group=group, actor=actor, now=START)
        run(run_jobs, sandbox)
        return list(AdGroup.objects.order_by("pk"))

    return on


def countries(part: PlatformCampaign) -> set[tuple[str, ...]]:
    """Return where each ad group of the only campaign is shown, as its platform tells."""
    (campaign,) = integrations.services.list_remote_campaigns(account=part.account)
    return {group.countries for group in campaign.ad_groups}


@pytest.mark.parametrize(("platform", "moved"), [("google", 2), ("meta", 1), ("tiktok", 1)])
def test_places_move_for_all_ad_groups_where_they_are_the_campaigns(
    sandbox, two_groups, actor, run_jobs, platform, moved
):
    first, second = two_groups(platform)
    was, other = load(Targeting, first.targeting), load(Targeting, second.targeting)
    wanted = replace(was, countries=("IE", "GB"))
    change_set = services.change_targeting(ad_group_id=first.uuid, targeting=wanted, actor=actor, now=START)
    assert ("for all 2 ad groups" in change_set.label, change_set.changes.count()) == (moved == 2, moved)
    run(run_jobs, sandbox, rounds=1)
    assert set(change_set.changes.values_list("state", "error")) == {("applied", "")}
    second.refresh_from_db()
    both = replace(other, countries=("IE", "GB"))
    assert load(Targeting, second.targeting) == (both if moved == 2 else other)
    everywhere = {("IE", "GB")} if moved == 2 else {("IE", "GB"), ("IE",)}
    part = PlatformCampaign.objects.select_related("account__connection").get()
    assert {tuple(sorted(one)) for one in countries(part)} == {tuple(sorted(one)) for one in everywhere}
    undo = services.undo_change(change=change_set.changes.get(target_id=first.uuid), actor=actor, now=START)
    run(run_jobs, sandbox, rounds=1)
    assert set(undo.changes.values_list("state", "error")) == {("applied", "")}
    assert countries(part) == {("IE",)}
    second.refresh_from_db()
    assert load(Targeting, second.targeting) == other


@pytest.mark.parametrize(("platform", "says"), [("google", True), ("meta", False)])
def test_what_is_the_whole_campaigns_is_said_beside_the_places(two_groups, actor, platform, says):
    first, second = two_groups(platform)
    text = services.explain_targeting(first)
    assert ("for all its 2 ad groups" in text) is says
    ages = replace(load(Targeting, first.targeting), age_max=54)
    change_set = services.change_targeting(ad_group_id=first.uuid, targeting=ages, actor=actor, now=START)
    assert (change_set.changes.count(), "ad groups" in change_set.label) == (1, False)
    AdGroup.objects.filter(pk=second.pk).update(gone_at=START)
    assert services.explain_targeting(first) == ""


@pytest.mark.parametrize("platform", PLATFORMS)
def test_one_ad_and_one_ad_group_are_switched(sandbox, launched, actor, run_jobs, platform):
    campaign = launched(platform)
    ad, group = Ad.objects.get(), AdGroup.objects.get()
    services.switch_ad(ad_id=ad.uuid, on=False, actor=actor, now=START)
    services.switch_ad_group(ad_group_id=group.uuid, on=False, actor=actor, now=START)
    run(run_jobs, sandbox, rounds=1)
    for row in (ad, group):
        row.refresh_from_db()
        assert (row.status, row.observed_status) == ("paused", "paused")
    assert sync(campaign) == []
    with pytest.raises(Conflict, match="already"):
        services.switch_ad(ad_id=ad.uuid, on=False, actor=actor, now=START)
    services.switch_ad(ad_id=ad.uuid, on=True, actor=actor, now=START)
    run(run_jobs, sandbox, rounds=1)
    assert Ad.objects.get().observed_status == "active"


@pytest.mark.parametrize("platform", PLATFORMS)
def test_an_ad_group_with_two_ads_is_added(sandbox, launched, actor, run_jobs, platform):
    campaign = launched(platform)
    part, said = PlatformCampaign.objects.get(), purposes.creative(platform, actor)
    ads = tuple(DraftAd(name=f"Cake {number}", creative=said) for number in (1, 2))
    group = DraftGroup(name="More", targeting=purposes.targeting("traffic"), ads=ads)
    services.add_ad_group(part_id=part.uuid, group=group, actor=actor, now=START)
    run(run_jobs, sandbox)
    change = Change.objects.get(kind="launch", target_kind="ad_group")
    assert (change.state, change.error) == ("applied", "")
    made = AdGroup.objects.get(name="More")
    assert (made.observed_status, made.ads.exclude(external_id="").count()) == ("active", 2)
    services.add_ads(ad_group_id=made.uuid, ads=[DraftAd(name="Cake 3", creative=said)], actor=actor, now=START)
    run(run_jobs, sandbox)
    assert Ad.objects.get(name="Cake 3").observed_status == "active"
    assert sync(campaign) == []
    assert (AdGroup.objects.count(), Ad.objects.count()) == (2, 4)


def test_an_end_that_will_not_do_is_refused_at_its_field(running, draft, actor):
    common = {"campaign": running, "actor": actor, "now": START}
    with pytest.raises(Invalid) as refused:
        services.change_schedule(end_date=START.date() - timedelta(days=1), **common)
    assert "That day is over." in refused.value.fields["end_date"][0]
    with pytest.raises(Conflict, match="already"):
        services.change_schedule(end_date=None, **common)
    PlatformCampaign.objects.update(lifetime_budget_minor=100_000, daily_budget_minor=None, end_date=date(2027, 1, 1))
    with pytest.raises(Invalid) as refused:
        services.change_schedule(end_date=None, **common)
    assert "needs a last day" in refused.value.fields["end_date"][0]


def test_a_campaign_that_has_ended_runs_again_when_its_end_moves(sandbox, account, actor, run_jobs):
    campaign = build.launch(build.make_draft(account, actor, end_date=START.date()), actor, run_jobs)
    tomorrow = START + timedelta(days=1)
    services.sync_account(account=account, now=tomorrow)
    assert Campaign.objects.get(pk=campaign.pk).status == "completed"
    fresh = selectors.get_campaign(campaign.uuid)
    services.change_schedule(campaign=fresh, end_date=LATER, actor=actor, now=tomorrow)
    assert Campaign.objects.get(pk=campaign.pk).status == "active"


def test_parts_may_end_on_days_of_their_own(accounts, sandbox, actor, run_jobs):
    made = services.create_draft(draft=plan(accounts, actor), actor=actor, now=START)
    parts = list(PlatformCampaign.objects.filter(campaign=made))
    PlatformCampaign.objects.update(
        status="active", launched_at=START, external_id="1", observed_status="active", end_date=None
    )
    campaign = selectors.get_campaign(made.uuid)
    for part in parts[:2]:
        services.change_schedule(campaign=campaign, end_date=LATER, target=part.uuid, actor=actor, now=START)
    assert Campaign.objects.get(pk=made.pk).end_date is None
    services.change_schedule(campaign=campaign, end_date=START.date(), target=parts[2].uuid, actor=actor, now=START)
    assert Campaign.objects.get(pk=made.pk).end_date == LATER


def test_nothing_of_a_draft_is_switched(accounts, actor):
    services.create_draft(draft=plan({"meta": accounts["meta"]}, actor), actor=actor, now=START)
    with pytest.raises(Conflict, match="edit the draft"):
        services.switch_ad(ad_id=Ad.objects.get().uuid, on=False, actor=actor, now=START)
