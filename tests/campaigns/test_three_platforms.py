"""One campaign on three platforms: made everywhere, switched on together, and managed by the same changes."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest

import integrations.services
from campaigns import selectors, services
from campaigns.models import Ad, Change, PlatformCampaign
from campaigns.types import Creative, Draft, DraftPart, load
from integrations import errors
from integrations.types import Bid, BidStrategy, ObjectKind, ObjectRef
from tenants.errors import Conflict, Invalid
from tests.campaigns import build, purposes
from tests.factories import START

pytestmark = pytest.mark.django_db
KINDS = {"meta": "campaign", "google": "google.campaign", "tiktok": "tiktok.campaign"}


@pytest.fixture
def draft(once, accounts, actor):
    """One plan, in the words of each platform."""

    def make():
        return selectors.get_campaign(services.create_draft(draft=plan(accounts, actor), actor=actor, now=START).uuid)

    return once("draft on three platforms", make)


def plan(accounts, actor, **changes) -> Draft:
    parts = tuple(
        DraftPart(account.uuid, purposes.BUDGET[platform], creative=purposes.creative(platform, actor))
        for platform, account in accounts.items()
    )
    aim = purposes.targeting("traffic")
    return Draft(**{"name": "Christmas cakes", "purpose": "traffic", "parts": parts, "targeting": aim, **changes})


def run(run_jobs, sandbox, rounds: int = 4) -> None:
    for _ in range(rounds):
        build.run_patiently(run_jobs, rounds=1)
        sandbox.advance(minutes=2)


def test_it_is_made_everywhere_and_switched_on_together(sandbox, draft, actor, run_jobs):
    services.launch_campaign(campaign=draft, actor=actor, now=START)
    run(run_jobs, sandbox)
    done = selectors.get_campaign(draft.uuid)
    assert {part.platform: part.observed_status for part in done.platform_campaigns.all()} == dict.fromkeys(
        KINDS, "active"
    )
    assert [sandbox.count(kind) for kind in KINDS.values()] == [1, 1, 1]
    google = next(part for part in done.platform_campaigns.all() if part.platform == "google")
    assert (google.launch_steps.exclude(makes="").count(), google.channel) == (1, "search")


def test_while_one_platform_fails_the_others_stay_switched_off_until_somebody_decides(
    sandbox, draft, actor, run_jobs, page_client
):
    sandbox.fault("error", platform="meta", method="POST", path="/ads$", code=100, message="The text is too loud.")
    services.launch_campaign(campaign=draft, actor=actor, now=START)
    run(run_jobs, sandbox)
    stopped = selectors.get_campaign(draft.uuid)
    assert stopped.status == "draft"
    said = dict(Change.objects.values_list("platform", "error"))
    assert "too loud" in said["meta"]
    assert said["google"] == said["tiktok"] == "It is made and stays switched off, because the launch on Meta failed."
    assert not PlatformCampaign.objects.filter(observed_status="active").exists()
    page = page_client().get(f"/campaigns/{draft.uuid}/").content.decode()
    for part in stopped.platform_campaigns.all():
        assert part.external_id in page
    assert "What stands on Google now" in page
    assert "Finish the launch" in page
    services.launch_campaign(campaign=stopped, actor=actor, now=START)
    run(run_jobs, sandbox)
    assert selectors.get_campaign(draft.uuid).status == "active"
    assert [sandbox.count(kind) for kind in KINDS.values()] == [1, 1, 1]


def test_the_owner_may_decide_for_one_platform_alone(sandbox, draft, actor, run_jobs, page_client):
    sandbox.fault("error", platform="meta", method="POST", path="/ads$", code=100, message="No.")
    services.launch_campaign(campaign=draft, actor=actor, now=START)
    run(run_jobs, sandbox)
    client, here = page_client(), f"/campaigns/{draft.uuid}/"
    assert "on Google alone" in client.get(here).content.decode()
    google = PlatformCampaign.objects.get(platform="google")
    client.post(f"{here}launch/", {"part": str(google.uuid)})
    run(run_jobs, sandbox)
    done = selectors.get_campaign(draft.uuid)
    assert {part.platform: part.status for part in done.platform_campaigns.all()} == {
        "google": "active", "meta": "draft", "tiktok": "draft",
    }  # fmt: skip
    assert (done.status, "Finish the launch" in client.get(here).content.decode()) == ("active", True)
    services.launch_campaign(campaign=done, actor=actor, now=START)
    run(run_jobs, sandbox)
    assert set(PlatformCampaign.objects.values_list("status", flat=True)) == {"active"}
    assert [sandbox.count(kind) for kind in KINDS.values()] == [1, 1, 1]


def test_what_was_made_on_three_platforms_is_removed_through_the_ledger(sandbox, draft, actor, run_jobs):
    sandbox.fault("error", platform="meta", method="POST", path="/ads$", code=100, message="No.")
    services.launch_campaign(campaign=draft, actor=actor, now=START)
    run(run_jobs, sandbox)
    services.remove_launch(campaign=selectors.get_campaign(draft.uuid), actor=actor, now=START)
    run(run_jobs, sandbox)
    assert set(Change.objects.filter(kind="archive").values_list("state", flat=True)) == {"applied"}
    again = selectors.get_campaign(draft.uuid)
    fresh = [part for part in again.platform_campaigns.all() if part.status == "draft"]
    assert (again.status, [part.external_id for part in fresh]) == ("draft", ["", "", ""])


def test_a_lost_answer_of_google_is_looked_up_and_everything_that_came_with_it_is_known(
    sandbox, accounts, actor, run_jobs
):
    only = {"google": accounts["google"]}
    made = services.create_draft(draft=plan(only, actor), actor=actor, now=START)
    campaign = selectors.get_campaign(made.uuid)
    sandbox.fault("timeout_after", platform="google", method="GRPC", path="GoogleAdsService/Mutate", skip=1)
    services.launch_campaign(campaign=campaign, actor=actor, now=START)
    run(run_jobs, sandbox, rounds=6)
    part = PlatformCampaign.objects.get(campaign=campaign)
    assert (part.status, part.launched_at is not None, sandbox.count("google.campaign")) == ("active", True, 1)
    assert part.ad_groups.get().external_id
    assert part.ad_groups.get().ads.get().external_id


def test_something_in_the_making_is_waited_for_without_counting_a_try(sandbox, draft, actor, run_jobs, monkeypatch):
    def unready(**_):
        raise errors.NotReadyYet("TikTok is still working on the video.", retry_after_s=30)

    change_set = services.launch_campaign(campaign=draft, actor=actor, now=START)
    with monkeypatch.context() as patched:
        patched.setattr(integrations.services, "perform_step", unready)
        for _ in range(12):
            wait = services.apply_change_set(change_set=change_set, now=START)
            assert wait.seconds == 30
    assert set(change_set.changes.values_list("state", "attempts")) == {("approved", 0)}
    run(run_jobs, sandbox)
    assert selectors.get_campaign(draft.uuid).status == "active"


def test_what_is_in_the_making_for_more_than_a_day_is_given_up(sandbox, draft, actor, monkeypatch):
    def unready(**_):
        raise errors.NotReadyYet("The video is still being worked on.", retry_after_s=30)

    change_set = services.launch_campaign(campaign=draft, actor=actor, now=START)
    monkeypatch.setattr(integrations.services, "perform_step", unready)
    services.apply_change_set(change_set=change_set, now=START + timedelta(hours=25))
    assert set(change_set.changes.values_list("state", flat=True)) == {"failed"}


def test_budgets_bids_and_switches_are_changed_on_each(sandbox, draft, accounts, actor, run_jobs):
    services.launch_campaign(campaign=draft, actor=actor, now=START)
    run(run_jobs, sandbox)
    running = selectors.get_campaign(draft.uuid)
    for part in running.platform_campaigns.all():
        services.change_budget(campaign=running, daily_budget_minor=9000, target=part.uuid, actor=actor, now=START)
    services.pause_campaign(campaign=running, actor=actor, now=START)
    run(run_jobs, sandbox, rounds=2)
    assert set(Change.objects.values_list("state", flat=True)) == {"applied"}
    for part in PlatformCampaign.objects.filter(campaign=draft):
        ref = ObjectRef(ObjectKind.CAMPAIGN, part.external_id)
        seen = integrations.services.observe_object(account=accounts[part.platform], ref=ref)
        assert (part.platform, seen.run_status, seen.daily_budget_minor) == (part.platform, "paused", 9000)


def test_a_bid_is_changed_and_the_change_undone(sandbox, accounts, actor, run_jobs):
    only = {"google": accounts["google"]}
    made = services.create_draft(draft=plan(only, actor, bid=None), actor=actor, now=START)
    campaign = build.launch(selectors.get_campaign(made.uuid), actor, run_jobs)
    services.sync_account(account=accounts["google"], now=START)
    first, second = Bid(BidStrategy.MAXIMIZE_CLICKS, 120), Bid(BidStrategy.MAXIMIZE_CLICKS, 150)
    for bid in (first, second):
        services.change_bid(campaign=campaign, bid=bid, actor=actor, now=START)
        run(run_jobs, sandbox, rounds=1)
    part = PlatformCampaign.objects.get(campaign=campaign)
    assert load(Bid, part.bid) == second
    newest = Change.objects.filter(kind="bid").first()
    assert (newest.state, newest.before, newest.error) == (
        "applied",
        {"strategy": "maximize_clicks", "amount_minor": 120},
        "",
    )
    services.undo_change(change=selectors.get_change(newest.uuid), actor=actor, now=START)
    run(run_jobs, sandbox, rounds=1)
    part.refresh_from_db()
    assert load(Bid, part.bid) == first
    with pytest.raises(Conflict, match="already"):
        services.change_bid(campaign=campaign, bid=first, actor=actor, now=START)
    oldest = Change.objects.filter(kind="bid").last()
    services.undo_change(change=selectors.get_change(oldest.uuid), actor=actor, now=START)
    run(run_jobs, sandbox, rounds=1)
    part.refresh_from_db()
    ref = ObjectRef(ObjectKind.CAMPAIGN, part.external_id)
    own = integrations.services.observe_object(account=accounts["google"], ref=ref).bid
    assert (Change.objects.filter(kind="bid").first().error, part.bid, own) == (
        "",
        None,
        Bid(BidStrategy.MAXIMIZE_CLICKS),
    )
    with pytest.raises(Invalid):
        services.change_bid(
            campaign=campaign, bid=Bid(BidStrategy.TARGET_ROAS, roas=Decimal(0)), actor=actor, now=START
        )


@pytest.mark.parametrize("platform", list(KINDS))
def test_an_ad_says_something_else_from_now_on(sandbox, accounts, actor, run_jobs, platform):
    only = {platform: accounts[platform]}
    made = services.create_draft(draft=plan(only, actor), actor=actor, now=START)
    services.launch_campaign(campaign=selectors.get_campaign(made.uuid), actor=actor, now=START)
    run(run_jobs, sandbox)
    ad = Ad.objects.get()
    was = load(Creative, ad.creative)
    texts = (
        {"headlines": ("Stollen", *was.headlines[1:])} if was.headlines else {"primary_texts": ("Stollen by post.",)}
    )
    services.change_creative(ad_id=ad.uuid, creative=replace(was, **texts), actor=actor, now=START)
    run(run_jobs, sandbox)
    change = Change.objects.get(kind="creative")
    assert (change.state, change.error) == ("applied", "")
    with pytest.raises(Invalid):
        services.change_creative(ad_id=ad.uuid, creative=Creative(link="x"), actor=actor, now=START)


def test_a_budget_in_all_is_launched_and_changed_and_keeps_its_kind(sandbox, accounts, actor, run_jobs):
    whole = DraftPart(accounts["meta"].uuid, None, 60_000, creative=purposes.creative("meta", actor))
    last = START.date() + timedelta(days=9)
    with pytest.raises(Invalid, match="another look") as refused:
        services.create_draft(draft=plan({}, actor, parts=(whole,)), actor=actor, now=START)
    assert set(refused.value.fields) == {"parts.0.end_date"}
    made = services.create_draft(draft=plan({}, actor, parts=(whole,), end_date=last), actor=actor, now=START)
    preview = services.preview_campaign(campaign=selectors.get_campaign(made.uuid), now=START)
    assert (preview.is_ready, preview.parts[0].at_most_minor, preview.parts[0].most_a_day_minor) == (True, 60_000, None)
    campaign = build.launch(selectors.get_campaign(made.uuid), actor, run_jobs)
    assert campaign.status == "active"
    with pytest.raises(Invalid, match="another look"):
        services.change_budget(campaign=campaign, daily_budget_minor=3000, actor=actor, now=START)
    services.change_budget(campaign=campaign, lifetime_budget_minor=70_000, actor=actor, now=START)
    run(run_jobs, sandbox, rounds=1)
    assert PlatformCampaign.objects.get(campaign=campaign).observed_lifetime_budget_minor == 70_000
    assert not selectors.list_drift(selectors.get_campaign(campaign.uuid))
