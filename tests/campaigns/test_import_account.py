"""What is on an account already is taken over, and managed like ours."""

from datetime import timedelta

import pytest
from facebook_business.adobjects.adaccount import AdAccount

import integrations.services
from campaigns import selectors, services
from campaigns.models import Ad, Campaign, PlatformCampaign
from campaigns.services import ledger
from campaigns.types import ChangeKind, TargetField, Wanted, Why
from integrations.types import (
    BudgetLevel,
    Delivery,
    ObjectKind,
    ObjectRef,
    Observed,
    RemoteAd,
    RemoteAdGroup,
    RemoteCampaign,
    RunStatus,
)
from tenants.errors import Conflict
from tenants.models import AuditEvent
from tests.campaigns import build
from tests.campaigns.conftest import connect
from tests.factories import START

pytestmark = pytest.mark.django_db


@pytest.fixture
def imported(sandbox, organization, actor, clock, run_jobs):
    """An account on which somebody made two campaigns before us."""
    campaigns = [
        {"name": "Old bread", "days": 20, "daily_budget_minor": 1500},
        {"name": "Old cakes", "days": 10, "daily_budget_minor": 900},
    ]
    account = {"name": "Past Ltd", "currency": "EUR", "time_zone": "Europe/Dublin", "campaigns": campaigns}
    sandbox.control("POST", "people", name="Past Owner", key="past", accounts=[account])
    return connect(sandbox, organization, actor, run_jobs, "past")


def test_campaigns_come_with_their_ad_groups_ads_and_budgets(sandbox, imported):
    campaigns = {campaign.name: campaign for campaign in selectors.list_campaigns()}
    assert set(campaigns) == {"Old bread", "Old cakes"}
    part = selectors.get_campaign(campaigns["Old bread"].uuid).platform_campaigns.all()[0]
    assert (campaigns["Old bread"].origin, part.status, part.observed_status) == ("imported", "active", "active")
    assert [budget.daily_budget_minor for budget in selectors.list_budgets() if budget.name == "Old bread"] == [1500]
    assert Ad.objects.count() == sandbox.count("ad")
    index = selectors.external_index(imported)
    assert set(index) == set(Ad.objects.values_list("external_id", flat=True))


def test_importing_again_makes_nothing(imported, organization, run_jobs):
    before = Campaign.objects.count(), Ad.objects.count()
    build.sync_now(imported, organization, run_jobs)
    services.import_account(account=imported, now=START)
    assert (Campaign.objects.count(), Ad.objects.count()) == before


def test_an_imported_campaign_is_only_read_until_somebody_manages_it(sandbox, imported, actor, organization, run_jobs):
    campaign = Campaign.objects.get(name="Old bread")
    part = campaign.platform_campaigns.get()
    calls = {
        services.pause_campaign: {},
        services.change_budget: {"daily_budget_minor": 1800},
        services.archive_campaign: {},
    }
    for call, more in calls.items():
        with pytest.raises(Conflict, match="Manage this"):
            call(campaign=campaign, actor=actor, now=START, **more)
    sandbox.control("POST", f"objects/{part.external_id}", status="PAUSED", daily_budget=1700)
    build.sync_now(imported, organization, run_jobs)
    part.refresh_from_db()
    campaign.refresh_from_db()
    assert (part.status, part.daily_budget_minor, campaign.status) == ("paused", 1700, "paused")
    assert not list(selectors.drifting.list_drifting_campaigns())
    before = len(sandbox.calls(method="POST"))
    services.manage_campaign(campaign=campaign, actor=actor, now=START)
    assert len(sandbox.calls(method="POST")) == before
    assert list(AuditEvent.objects.filter(action="campaign.managed").values_list("target_id", flat=True)) == [
        campaign.uuid
    ]


def test_a_managed_campaign_is_paused_and_its_budget_changed_like_ours(sandbox, imported, actor, run_jobs):
    campaign = Campaign.objects.get(name="Old bread")
    services.manage_campaign(campaign=campaign, actor=actor, now=START)
    services.pause_campaign(campaign=campaign, actor=actor, now=START)
    services.change_budget(campaign=campaign, daily_budget_minor=1800, actor=actor, now=START)
    run_jobs(names=["campaigns.apply_change_set"])
    campaign = selectors.get_campaign(campaign.uuid)
    assert campaign.status == "paused"
    assert not selectors.list_drift(campaign)
    assert [holder.daily_budget_minor for holder in selectors.list_budget_holders(campaign)] == [1800]


def test_what_vanishes_on_the_platform_is_kept_and_said(sandbox, imported, organization, run_jobs, page_client):
    part = selectors.get_campaign(Campaign.objects.get(name="Old cakes").uuid).platform_campaigns.all()[0]
    sandbox.control("POST", f"objects/{part.external_id}", status="DELETED")
    build.sync_now(imported, organization, run_jobs)
    part.refresh_from_db()
    assert part.gone_at is not None
    assert "no longer lists it" in page_client().get(f"/campaigns/{part.campaign.uuid}/").content.decode()


def test_a_rejected_ad_waits_alone_and_is_pointed_at(sandbox, imported, organization, run_jobs):
    ad = Ad.objects.first()
    sandbox.control("POST", f"ads/{ad.external_id}/review", verdict="reject")
    build.sync_now(imported, organization, run_jobs)
    ad.refresh_from_db()
    assert (ad.status, ad.delivery) == ("rejected", "rejected")
    assert ["rejected" in item.title for item in selectors.list_attention(now=START)] == [True]


def test_an_end_before_the_start_is_left_out_and_stops_no_import(account, monkeypatch):
    start, end = START, START - timedelta(days=3)
    seen = Observed(
        ObjectRef(ObjectKind.CAMPAIGN, "77"), "Odd", RunStatus.PAUSED, Delivery.ENDED, start_at=start, end_at=end
    )
    odd = RemoteCampaign(seen, None, "OUTCOME_SALES", BudgetLevel.CAMPAIGN)
    monkeypatch.setattr(integrations.services, "list_remote_campaigns", lambda **_: [odd])
    assert services.import_account(account=account, now=START) == 1
    campaign = Campaign.objects.get(name="Odd")
    assert (campaign.start_date, campaign.end_date) == (START.date(), None)


def test_an_account_whose_least_budget_is_not_said_is_read_all_the_same(sandbox, account, monkeypatch):
    monkeypatch.setattr(AdAccount, "api_get", lambda self, **_: AdAccount("act_1"))
    assert services.sync_account(account=account, now=START)["seen"] == 0


def test_a_launch_that_made_nothing_hides_nobodys_campaign_of_a_like_name(
    sandbox, account, actor, run_jobs, monkeypatch
):
    sandbox.fault("error", method="POST", path="/adimages$", code=100, message="The picture is too loud.")
    assert build.launch(build.make_draft(account, actor), actor, run_jobs).status == "draft"
    seen = Observed(ObjectRef(ObjectKind.CAMPAIGN, "77"), "Christmas cakes for dogs", RunStatus.PAUSED, Delivery.ENDED)
    theirs = RemoteCampaign(seen, None, "OUTCOME_SALES", BudgetLevel.CAMPAIGN)
    monkeypatch.setattr(integrations.services, "list_remote_campaigns", lambda **_: [theirs])
    assert services.import_account(account=account, now=START) == 1


def remote(number: int, groups: int = 2, ads: int = 3, **changes) -> RemoteCampaign:
    """A campaign as any platform gives it."""

    def seen(kind, key, **more):
        return Observed(ObjectRef(kind, key), f"{kind} {key}", RunStatus.ACTIVE, Delivery.DELIVERING, **more)

    below = tuple(
        RemoteAdGroup(
            seen(ObjectKind.AD_GROUP, f"{number}-{group}"),
            countries=("IE",),
            ads=tuple(
                RemoteAd(seen(ObjectKind.AD, f"{number}-{group}-{ad}"), headline=changes.get("headline", "Cakes"))
                for ad in range(ads)
            ),
        )
        for group in range(groups)
    )
    top = seen(ObjectKind.CAMPAIGN, str(number), daily_budget_minor=1000)
    return RemoteCampaign(top, None, "OUTCOME_SALES", BudgetLevel.CAMPAIGN, below)


def test_a_large_account_is_streamed_with_a_few_queries_for_a_hundred_campaigns(
    account, monkeypatch, django_assert_max_num_queries
):
    taken = []

    def stream(**_):
        for number in range(250):
            taken.append(number)
            yield remote(number)
            assert Campaign.objects.count() == (number + 1) // 100 * 100 or number % 100 == 99  # stored as it comes

    monkeypatch.setattr(integrations.services, "list_remote_campaigns", stream)
    with django_assert_max_num_queries(3 * 16 + 250):  # the stream above asks one for each campaign
        assert services.import_account(account=account, now=START) == 250 * 9
    assert (len(taken), Ad.objects.count()) == (250, 1500)


def test_what_is_only_read_is_brought_up_to_date_and_what_is_managed_is_left_alone(account, actor, monkeypatch):
    monkeypatch.setattr(integrations.services, "list_remote_campaigns", lambda **_: iter([remote(1), remote(2)]))
    assert services.import_account(account=account, now=START) == 18
    managed = Campaign.objects.get(platform_campaigns__external_id="2")
    services.manage_campaign(campaign=managed, actor=actor, now=START)
    again = [remote(1, headline="Stollen"), remote(2, headline="Stollen", groups=3)]
    monkeypatch.setattr(integrations.services, "list_remote_campaigns", lambda **_: iter(again))
    assert services.import_account(account=account, now=START) == 4
    said = {ad.external_id: ad.headline for ad in Ad.objects.all()}
    assert (said["1-0-0"], said["2-0-0"], said["2-2-0"]) == ("Stollen", "Cakes", "Stollen")


def test_what_is_taken_over_follows_but_for_what_is_being_changed(imported, actor):
    campaign = Campaign.objects.get(name="Old bread")
    part = campaign.platform_campaigns.get()
    wanted = Wanted(part, ChangeKind.STATUS, TargetField.STATUS, "paused", "Old bread")
    common = {"campaign": campaign, "label": "Pause", "action": "campaign.paused", "why": Why(), "now": START}
    ledger.record_changes(**common, wanted=[wanted], actor=actor)
    PlatformCampaign.objects.update(observed_daily_budget_minor=1700)
    services.manage_campaign(campaign=campaign, actor=actor, now=START)
    part.refresh_from_db()
    assert (part.is_managed, part.status, part.daily_budget_minor) == (True, "paused", 1700)


@pytest.mark.parametrize("platform", ["google", "tiktok"])
def test_what_runs_on_the_other_platforms_is_taken_over_too(
    sandbox, organization, actor, clock, run_jobs, page_client, platform
):
    campaigns = [{"name": "Old bread", "days": 20, "daily_budget_minor": 6000}]
    wish = {"name": "Past Ltd", "currency": "EUR", "time_zone": "Europe/Dublin", "campaigns": campaigns}
    sandbox.control("POST", "people", name="Past Owner", key="past", accounts=[{**wish, "platform": platform}])
    account = connect(sandbox, organization, actor, run_jobs, "past", platform=platform)
    campaign = Campaign.objects.get()
    part = campaign.platform_campaigns.get()
    assert (campaign.name, part.daily_budget_minor, part.is_managed) == ("Old bread", 6000, False)
    assert Ad.objects.filter(ad_group__platform_campaign=part).exclude(external_id="").exists()
    client = page_client()
    assert "Manage this" in client.get(f"/campaigns/{campaign.uuid}/").content.decode()
    assert client.post(f"/campaigns/{campaign.uuid}/manage/").status_code == 302
    services.pause_campaign(campaign=campaign, actor=actor, now=START)
    build.run_patiently(run_jobs, rounds=2)
    build.sync_now(account, organization, run_jobs)
    part.refresh_from_db()
    assert (part.status, part.observed_status, list(selectors.list_drift(selectors.get_campaign(campaign.uuid)))) == (
        "paused", "paused", [],
    )  # fmt: skip


def test_the_api_takes_over_too(imported, api_client):
    campaign = Campaign.objects.get(name="Old bread")
    client = api_client()
    refused = client.post(f"/api/v1/campaigns/{campaign.uuid}/pause", content_type="application/json")
    assert (refused.status_code, "Manage this" in refused.json()["detail"]) == (409, True)
    managed = client.post(f"/api/v1/campaigns/{campaign.uuid}/manage").json()
    assert [part["is_managed"] for part in managed["platform_campaigns"]] == [True]
    assert client.post(f"/api/v1/campaigns/{campaign.uuid}/pause", content_type="application/json").status_code == 202
