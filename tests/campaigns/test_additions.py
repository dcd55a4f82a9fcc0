"""Ads and ad groups are added to a campaign that runs: once, whatever happens on the way."""

import uuid
from datetime import timedelta

import pytest

import integrations.services
from campaigns import selectors, services
from campaigns.models import Ad, AdGroup, Change
from campaigns.selectors.drifting import list_drifting_campaigns
from campaigns.types import DraftAd, DraftGroup
from integrations import errors
from tenants.errors import Conflict, Invalid, NotFound
from tests.campaigns import build
from tests.campaigns.adding import APPLY, add, add_group
from tests.campaigns.test_refused_ads import words
from tests.factories import START
from tests.plugins.habits import sample

pytestmark = pytest.mark.django_db
FAULTS = [
    (fault, path)
    for fault in ("timeout_after", "drop_after_commit", "500", "reset", "html502", "timeout_before", "429")
    for path in ("/adimages$", "/adsets$", "/adcreatives$", "/ads$")
]


def test_ads_are_made_switched_off_looked_at_and_switched_on(sandbox, group, actor, run_jobs):
    change_set = add(group, actor, 2, 3)
    waiting = Ad.objects.filter(external_id="")
    assert set(waiting.values_list("status", flat=True)) == {"active"}
    run_jobs(names=APPLY)
    assert set(change_set.changes.values_list("kind", "target_kind", "state")) == {("launch", "ad", "applied")}
    assert [sandbox.count(kind) for kind in ("campaign", "adset", "ad")] == [1, 1, 3]
    assert {(ad.status, ad.observed_status, bool(ad.external_id)) for ad in Ad.objects.all()} == {
        ("active", "active", True)
    }
    statuses = [one["status"] for one in sandbox.control("GET", "objects", kind="ad")["objects"]]
    assert statuses == ["ACTIVE"] * 3


def test_an_ad_group_is_made_with_its_ads(sandbox, part, actor, run_jobs):
    add_group(part, actor)
    run_jobs(names=APPLY)
    made = AdGroup.objects.get(name="Germany")
    assert (made.status, made.observed_status, made.ads.exclude(external_id="").count()) == ("active", "active", 2)
    assert [sandbox.count(kind) for kind in ("campaign", "adset", "ad")] == [1, 2, 3]
    assert not selectors.list_drift(selectors.get_campaign(part.campaign.uuid))


@pytest.mark.parametrize(("fault", "path"), sample(FAULTS, 5))
def test_a_lost_answer_makes_nothing_twice(sandbox, part, actor, run_jobs, fault, path):
    sandbox.fault(fault, method="POST", path=path)
    change_set = add_group(part, actor)
    build.run_patiently(run_jobs)
    assert change_set.changes.get().state == "applied"
    assert [sandbox.count(kind) for kind in ("campaign", "adset", "ad")] == [1, 2, 3]


@pytest.mark.parametrize("attempts", [8, 1])
def test_ads_that_nobody_switched_on_yet_were_not_changed_there(sandbox, part, actor, run_jobs, monkeypatch, attempts):
    """An ad group is made, and its first switch fails: it is tried again, or that was the last try, until a person tries."""
    monkeypatch.setattr("campaigns.services.claims.ATTEMPTS", attempts)
    monkeypatch.setattr("campaigns.services.applying.ATTEMPTS", attempts)
    sandbox.fault("500", method="POST", path=r"/\d+$")
    change_set = add_group(part, actor)
    run_jobs(names=APPLY)
    ads = Ad.objects.filter(ad_group__name="Germany")
    assert set(ads.values_list("status", "observed_status")) == {("active", "paused")}
    assert change_set.changes.get().state == ("failed" if attempts == 1 else "approved")
    assert not selectors.list_drift(selectors.get_campaign(part.campaign.uuid))
    assert not list_drifting_campaigns().exists()
    if attempts == 1:
        services.retry_change_set(change_set=change_set, actor=actor, now=START)
    build.run_patiently(run_jobs)
    assert set(ads.values_list("status", "observed_status")) == {("active", "active")}
    Ad.objects.filter(pk=ads[0].pk).update(observed_status="paused")
    assert len(selectors.list_drift(selectors.get_campaign(part.campaign.uuid))) == 1
    assert list_drifting_campaigns().exists()


@pytest.mark.parametrize("at", sample(range(9), 3))
def test_a_worker_killed_anywhere_makes_nothing_twice(sandbox, part, actor, run_jobs, monkeypatch, at):
    """The worker dies right after its `at`th write, before it can note anything."""
    from campaigns.services import applying

    change_set, calls, real = add_group(part, actor), [], applying._send

    def dying(*given):
        result = real(*given)
        calls.append(given)
        if len(calls) == at + 1:
            raise services.ClaimLost
        return result

    monkeypatch.setattr(applying, "_send", dying)
    build.run_patiently(run_jobs)
    assert change_set.changes.get().state == "applied"
    assert [sandbox.count(kind) for kind in ("campaign", "adset", "ad")] == [1, 2, 3]


def test_what_ended_in_the_dark_is_found_by_the_next_try(sandbox, group, actor, run_jobs, monkeypatch):
    """Its first change gave up with the answer lost; trying again adopts what that made."""
    change_set, real = add(group, actor, 2), integrations.services.perform_step

    def lost(**given):
        real(**given)
        if given["step"].key.startswith("ad:"):
            raise errors.OutcomeUnknown("Meta's answer was lost.")
        return real(**given)

    with monkeypatch.context() as patch:
        patch.setattr(integrations.services, "perform_step", lost)
        patch.setattr(integrations.services, "find_step", lambda **_: None)
        patch.setattr("campaigns.services.applying.ATTEMPTS", 1)
        run_jobs(names=APPLY)
    ad = Ad.objects.get(name="Cake 2")
    assert (change_set.changes.get().state, ad.external_id, ad.status) == ("failed", "", "paused")
    assert sandbox.count("ad") == 2
    services.retry_change_set(change_set=change_set, actor=actor, now=START)
    run_jobs(names=APPLY)
    ad.refresh_from_db()
    assert (ad.status, bool(ad.external_id), sandbox.count("ad")) == ("active", True, 2)


def test_the_sync_does_not_take_what_is_being_added_for_somebody_elses(
    sandbox, group, account, organization, actor, run_jobs, monkeypatch
):
    change_set, real = add(group, actor, 2), integrations.services.perform_step

    def lost(**given):
        result = real(**given)
        if given["step"].key.startswith("ad:"):
            services.sync_account(account=account, now=START)
            raise errors.OutcomeUnknown("Meta's answer was lost.")
        return result

    with monkeypatch.context() as patch:
        patch.setattr(integrations.services, "perform_step", lost)
        run_jobs(names=APPLY)
    build.run_patiently(run_jobs)
    assert change_set.changes.get().state == "applied"
    assert (Ad.objects.count(), sandbox.count("ad")) == (2, 2)


def test_sent_twice_it_is_added_once(sandbox, group, part, actor, run_jobs):
    key = uuid.uuid4()
    ads = [DraftAd(key=key, name="Cake 2", creative=words(actor, 2))]
    sets = [services.add_ads(ad_group_id=group.uuid, ads=ads, actor=actor, now=START) for _ in range(2)]
    assert sets[0] == sets[1]
    first = add_group(part, actor, key=(other := uuid.uuid4()))
    assert add_group(part, actor, key=other) == first
    with pytest.raises(Conflict, match="before"):
        services.add_ads(ad_group_id=group.uuid, ads=[*ads, DraftAd(creative=words(actor, 3))], actor=actor, now=START)


def test_what_will_not_do_is_refused_at_its_field(group, part, draft, actor):
    with pytest.raises(Invalid) as refused:
        services.add_ads(ad_group_id=group.uuid, ads=[DraftAd(), DraftAd(name="\x00")], actor=actor, now=START)
    assert {"ads.0.link", "ads.0.asset", "ads.1.name"} <= set(refused.value.fields)
    with pytest.raises(Invalid) as refused:
        services.add_ad_group(part_id=part.uuid, group=DraftGroup(daily_budget_minor=100), actor=actor, now=START)
    assert {"countries", "daily_budget_minor", "ads"} <= set(refused.value.fields)
    with pytest.raises(NotFound):
        services.add_ads(ad_group_id=uuid.uuid4(), ads=[], actor=actor, now=START)
    assert not Change.objects.exclude(kind="launch", target_kind="platform_campaign").exists()


def test_nothing_is_added_to_a_draft(draft, actor):
    group = AdGroup.objects.get()
    with pytest.raises(Conflict, match="edit the draft"):
        add(group, actor, 2)


def test_in_a_campaign_that_starts_later_an_added_ad_group_starts_then_too(sandbox, account, actor, run_jobs):
    first_day = START.date() + timedelta(days=7)
    campaign = build.launch(build.make_draft(account, actor, start_date=first_day), actor, run_jobs)
    add_group(campaign.platform_campaigns.all()[0], actor)
    run_jobs(names=APPLY)
    groups = AdGroup.objects.exclude(external_id="")
    remote = next(iter(integrations.services.list_remote_campaigns(account=account))).ad_groups
    assert (len(remote), groups.count()) == (2, 2)
    assert {one.observed.start_at.date() for one in remote} == {first_day}


def test_an_ad_group_that_is_not_made_counts_in_no_sum_of_budgets(part, group):
    part.budget_level = "ad_group"
    part.save(update_fields=["budget_level"])
    AdGroup.objects.filter(pk=group.pk).update(daily_budget_minor=1500)
    AdGroup.objects.create(platform_campaign=part, name="Refused", status="paused", daily_budget_minor=700)
    (budget,) = selectors.list_budgets()
    assert budget.daily_budget_minor == 1500
    AdGroup.objects.filter(name="Refused").update(external_id="77")
    (budget,) = selectors.list_budgets()
    assert budget.daily_budget_minor == 2200
