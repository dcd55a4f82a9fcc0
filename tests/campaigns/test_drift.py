"""What somebody changed on a platform: found, told with who set ours and when, kept or put back; one value or several campaigns'."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

import integrations.services
from campaigns import days, selectors, services
from campaigns.models import Campaign, Change, PlatformCampaign
from campaigns.selectors.drifting import list_drifting_campaigns
from campaigns.types import DraftPart, load
from integrations.types import Bid, BidStrategy, ChangeField, ObjectKind, ObjectRef
from tenants.errors import Conflict
from tests.campaigns import build, purposes
from tests.campaigns.test_running_changes import LATER, sync
from tests.campaigns.test_three_platforms import plan, run
from tests.factories import START

pytestmark = pytest.mark.django_db
BIDS = {
    "google": (Bid(BidStrategy.MAXIMIZE_CLICKS, 120), Bid(BidStrategy.MAXIMIZE_CLICKS, 150)),
    "meta": (Bid(BidStrategy.COST_CAP, 500), Bid(BidStrategy.COST_CAP, 700)),
    "tiktok": (Bid(BidStrategy.COST_CAP, 500), Bid(BidStrategy.COST_CAP, 700)),
}


@pytest.fixture
def bidding(once, accounts, sandbox, actor, run_jobs):
    """Return a function that gives a campaign with a bid and an end, running on one platform."""

    def on(platform: str) -> Campaign:
        def make():
            said = purposes.creative(platform, actor)
            part = DraftPart(accounts[platform].uuid, purposes.BUDGET[platform], bid=BIDS[platform][0], creative=said)
            wanted = plan({}, actor, parts=(part,), end_date=LATER)
            made = services.create_draft(draft=wanted, actor=actor, now=START)
            services.launch_campaign(campaign=selectors.get_campaign(made.uuid), actor=actor, now=START)
            run(run_jobs, sandbox)
            return selectors.get_campaign(made.uuid)

        return once(f"bidding on {platform}", make)

    return on


def elsewhere(campaign: Campaign, field: ChangeField, value) -> None:
    """Change something as if somebody did in the platform's own manager."""
    part = PlatformCampaign.objects.select_related("account__connection").get(campaign=campaign)
    ref = ObjectRef(ObjectKind.CAMPAIGN, part.external_id)
    integrations.services.update_object(account=part.account, ref=ref, field=field, value=value)


@pytest.mark.parametrize("platform", list(BIDS))
def test_a_bid_and_an_end_come_back_as_they_were_set(bidding, platform):
    campaign = bidding(platform)
    assert campaign.status == "active"
    assert sync(campaign) == []
    assert not list_drifting_campaigns().exists()


@pytest.mark.parametrize("platform", list(BIDS))
def test_another_bid_and_another_end_are_found_and_put_back(sandbox, bidding, actor, run_jobs, platform):
    campaign = bidding(platform)
    elsewhere(campaign, ChangeField.BID, BIDS[platform][1])
    elsewhere(campaign, ChangeField.END, moment(LATER + timedelta(days=7)))
    found = {drift.field: drift for drift in sync(campaign)}
    assert set(found) == {"bid", "end_date"}
    assert load(Bid, found["bid"].observed).amount_minor == BIDS[platform][1].amount_minor
    assert (found["end_date"].desired, found["end_date"].observed) == (
        LATER.isoformat(), (LATER + timedelta(days=7)).isoformat(),
    )  # fmt: skip
    assert {(one.set_by, one.set_at) for one in found.values()} == {(actor.label, START)}
    assert list_drifting_campaigns().get() == campaign
    change_set = services.put_back_drift(campaign=campaign, actor=actor, now=START)
    run(run_jobs, sandbox, rounds=1)
    assert set(change_set.changes.values_list("kind", "state", "error")) == {
        ("bid", "applied", ""), ("schedule", "applied", ""),
    }  # fmt: skip
    assert sync(campaign) == []


@pytest.mark.parametrize("platform", list(BIDS))
def test_an_end_that_somebody_took_away_is_found_and_kept(sandbox, bidding, actor, run_jobs, platform):
    campaign = bidding(platform)
    elsewhere(campaign, ChangeField.END, None)
    (drift,) = sync(campaign)
    assert (drift.field, drift.observed) == ("end_date", "")
    services.keep_drift(campaign=campaign, actor=actor, now=START, only=[drift.key])
    run(run_jobs, sandbox, rounds=1)
    assert (Campaign.objects.get(pk=campaign.pk).end_date, sync(campaign)) == (None, [])


def test_single_values_are_kept_while_others_are_put_back(sandbox, bidding, actor, run_jobs):
    campaign = bidding("meta")
    elsewhere(campaign, ChangeField.DAILY_BUDGET, 4000)
    elsewhere(campaign, ChangeField.END, moment(LATER + timedelta(days=1)))
    found = {drift.field: drift for drift in sync(campaign)}
    services.keep_drift(campaign=campaign, actor=actor, now=START, only=[found["daily_budget_minor"].key])
    services.put_back_drift(campaign=campaign, actor=actor, now=START, only=[found["end_date"].key])
    with pytest.raises(Conflict, match="settled meanwhile"):
        services.keep_drift(campaign=campaign, actor=actor, now=START, only=[found["end_date"].key])
    run(run_jobs, sandbox, rounds=1)
    part = PlatformCampaign.objects.get()
    assert (part.daily_budget_minor, part.end_date, sync(campaign)) == (4000, LATER, [])


def test_a_kept_value_that_moved_again_is_left_alone(running, account, actor, run_jobs):
    elsewhere(running, ChangeField.DAILY_BUDGET, 4000)
    services.sync_account(account=account, now=START)
    change_set = services.keep_drift(campaign=running, actor=actor, now=START)
    elsewhere(running, ChangeField.DAILY_BUDGET, 5000)
    build.run_patiently(run_jobs, rounds=1)
    change = change_set.changes.get()
    assert (change.state, "€50.00" in change.error) == ("failed", True)
    (drift,) = selectors.list_drift(selectors.get_campaign(running.uuid))
    assert (drift.desired, drift.observed) == (2500, 5000)


def test_a_kept_bid_sends_nothing(sandbox, bidding, actor, run_jobs):
    campaign = bidding("meta")
    elsewhere(campaign, ChangeField.BID, BIDS["meta"][1])
    (drift,) = sync(campaign)
    calls = len(sandbox.calls(method="POST"))
    services.keep_drift(campaign=campaign, actor=actor, now=START, only=[drift.key])
    run(run_jobs, sandbox, rounds=1)
    assert len(sandbox.calls(method="POST")) == calls
    assert (PlatformCampaign.objects.get().bid, sync(campaign)) == (drift.observed, [])


def test_several_campaigns_are_settled_in_one_set(sandbox, account, actor, run_jobs, page_client):
    campaigns = [build.launch(build.make_draft(account, actor, name=f"Cakes {n}"), actor, run_jobs) for n in (1, 2)]
    for campaign in campaigns:
        elsewhere(campaign, ChangeField.DAILY_BUDGET, 4000)
    services.sync_account(account=account, now=START)
    named = {"campaign": [str(campaign.uuid) for campaign in campaigns], "keep": "1"}
    assert page_client().post("/drift/settle/", named).status_code == 302
    run(run_jobs, sandbox, rounds=1)
    changes = Change.objects.filter(kind="budget")
    assert set(changes.values_list("state", flat=True)) == {"applied"}
    (change_set,) = {change.change_set for change in changes}
    assert (change_set.campaign, change_set.label) == (None, "Keep what the platform has: 2 campaigns")
    assert set(PlatformCampaign.objects.values_list("daily_budget_minor", flat=True)) == {4000}
    with pytest.raises(Conflict, match="nothing to settle"):
        services.settle_drift(campaigns=campaigns, keep=True, actor=actor, now=START)


def test_the_last_change_of_ours_is_named_not_the_launch(sandbox, running, account, actor, run_jobs, api_client):
    services.change_budget(campaign=running, daily_budget_minor=3000, actor=actor, now=START + timedelta(hours=1))
    build.run_patiently(run_jobs, rounds=1)
    elsewhere(running, ChangeField.DAILY_BUDGET, 4000)
    services.sync_account(account=account, now=START)
    (told,) = api_client().get(f"/api/v1/campaigns/{running.uuid}/drift").json()
    assert (told["desired"], told["observed"], told["set_by"], told["field"]) == (
        3000, 4000, actor.label, "daily_budget_minor",
    )  # fmt: skip
    assert told["set_at"] >= Change.objects.get(kind="launch").applied_at.isoformat()[:10]


def moment(day) -> datetime:
    """Return a day's last second where the accounts are."""
    return days.end_of(day, ZoneInfo("Europe/Dublin"))


def test_what_is_only_read_follows_its_platforms_end(running, account):
    PlatformCampaign.objects.update(is_managed=False)
    elsewhere(running, ChangeField.END, moment(LATER))
    services.sync_account(account=account, now=START)
    assert (PlatformCampaign.objects.get().end_date, Campaign.objects.get().end_date) == (LATER, LATER)
    assert selectors.list_drift(selectors.get_campaign(running.uuid)) == []
