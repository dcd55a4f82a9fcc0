"""Ads that are added together on Google are made in one call; each is judged, looked at and switched on by itself."""

from dataclasses import replace

import pytest

import integrations.services
from campaigns import selectors, services
from campaigns.models import Ad, AdGroup, Change, LaunchStep
from campaigns.types import DraftAd
from integrations import errors
from tenants.errors import Conflict
from tests.campaigns import build, purposes
from tests.campaigns.test_running_changes import sync
from tests.campaigns.test_three_platforms import run
from tests.factories import START

pytestmark = pytest.mark.django_db
APPLY = ["campaigns.apply_change_set"]
LOUD = "Click here now."


@pytest.fixture
def group(once, accounts, sandbox, actor, run_jobs) -> AdGroup:
    """The only ad group of a Display campaign that runs."""

    def make():
        draft = purposes.draft(accounts["google"], "brand_awareness", actor)
        made = selectors.get_campaign(services.create_draft(draft=draft, actor=actor, now=START).uuid)
        services.launch_campaign(campaign=made, actor=actor, now=START)
        run(run_jobs, sandbox)
        return AdGroup.objects.get()

    return once("running on display", make)


@pytest.fixture
def made(monkeypatch) -> list[int]:
    """Of each call that makes something: how many ads were in its plan."""
    calls, real = [], integrations.services.perform_step

    def counting(**given):
        calls.append(sum(len(group.ads) for group in given["plan"].ad_groups))
        return real(**given)

    monkeypatch.setattr(integrations.services, "perform_step", counting)
    return calls


def add(group, actor, count: int, *loud: int):
    """Add so many ads; those of these numbers say what Google refuses."""
    said = purposes.creative("google", actor)
    bad = replace(said, descriptions=(LOUD, "Delivered to any door in Ireland."))
    ads = [DraftAd(name=f"Cake {n}", creative=bad if n in loud else said) for n in range(1, count + 1)]
    return services.add_ads(ad_group_id=group.uuid, ads=ads, actor=actor, now=START)


def states(change_set) -> list[str]:
    return list(change_set.changes.order_by("pk").values_list("state", flat=True))


def there(sandbox) -> int:
    return sandbox.count("google.ad_group_ad")


def test_twelve_ads_are_made_in_one_call(sandbox, group, actor, run_jobs, made):
    change_set = add(group, actor, 12)
    build.run_patiently(run_jobs, rounds=2)
    assert (states(change_set), made, there(sandbox)) == (["applied"] * 12, [12], 13)
    assert set(Ad.objects.values_list("status", "observed_status")) == {("active", "active")}
    assert sync(group.platform_campaign.campaign) == []
    assert (Ad.objects.count(), there(sandbox)) == (13, 13)


@pytest.mark.parametrize("loud", [1, 3, 4])
def test_one_is_refused_and_the_others_run(sandbox, group, actor, run_jobs, made, loud):
    change_set = add(group, actor, 4, loud)
    run_jobs(names=APPLY)
    assert [state == "failed" for state in states(change_set)] == [n == loud for n in range(1, 5)]
    assert (made, there(sandbox)) == ([4, 3], 4)
    bad = Ad.objects.get(name=f"Cake {loud}")
    failed = change_set.changes.get(state="failed")
    assert (bad.status, bad.external_id, failed.target_id) == ("rejected", "", bad.uuid)
    assert "Google refused" in bad.reason
    assert bad.reason in failed.error
    assert set(Ad.objects.exclude(pk=bad.pk).values_list("status", "observed_status")) == {("active", "active")}
    said = purposes.creative("google", actor)
    services.change_creative(ad_id=bad.uuid, creative=said, actor=actor, now=START)
    run_jobs(names=APPLY)
    bad.refresh_from_db()
    assert (bad.status, bad.observed_status, bad.reason, there(sandbox)) == ("active", "active", "", 5)


def test_when_all_are_refused_each_says_why(sandbox, group, actor, run_jobs, made):
    change_set = add(group, actor, 3, 1, 2, 3)
    run_jobs(names=APPLY)
    assert (states(change_set), made, there(sandbox)) == (["failed"] * 3, [3], 1)
    assert all("Google refused" in change.error for change in change_set.changes.all())


def test_a_lost_answer_makes_none_twice(sandbox, group, actor, run_jobs):
    sandbox.fault("drop_after_commit", platform="google", path="GoogleAdsService/Mutate")
    change_set = add(group, actor, 3)
    run_jobs(names=APPLY)
    assert (set(states(change_set)), there(sandbox)) == ({"approved"}, 4)
    with pytest.raises(Conflict, match="nothing to drop"):
        services.drop_change_set(change_set=change_set, actor=actor, now=START)
    build.run_patiently(run_jobs)
    assert (states(change_set), there(sandbox), Ad.objects.filter(external_id="").count()) == (["applied"] * 3, 4, 0)


def test_what_was_made_without_our_hearing_is_found_although_all_is_stopped_meanwhile(sandbox, group, actor, run_jobs):
    """Nothing is switched on; what stands is known here, and goes on once the stop is lifted."""
    sandbox.fault("drop_after_commit", platform="google", path="GoogleAdsService/Mutate")
    change_set = add(group, actor, 2)
    run_jobs(names=APPLY)
    services.stop_everything(actor=actor, now=START)
    build.run_patiently(run_jobs)
    assert (states(change_set), there(sandbox)) == (["failed"] * 2, 3)
    assert "stopped everything" in change_set.changes.first().error
    made = Ad.objects.filter(pk__in=[ad.pk for ad in Ad.objects.order_by("pk")[1:]])
    assert all(ad.external_id for ad in made)
    assert set(made.values_list("status", flat=True)) == {"paused"}
    services.start_again(actor=actor, now=START)
    services.retry_change_set(change_set=change_set, actor=actor, now=START)
    run_jobs(names=APPLY)
    assert (there(sandbox), set(Ad.objects.values_list("status", "observed_status"))) == (3, {("active", "active")})


def test_what_the_first_made_without_hearing_of_it_is_found_by_the_others(sandbox, group, actor, run_jobs, monkeypatch):
    """Its change gives up with the answer lost; the next one of the set adopts what that made, the first one's ad too."""
    change_set, real = add(group, actor, 3), integrations.services.perform_step

    def lost(**given):
        real(**given)
        raise errors.OutcomeUnknown("Google's answer was lost.")

    with monkeypatch.context() as patch:
        patch.setattr(integrations.services, "perform_step", lost)
        first = change_set.changes.order_by("pk").first()
        Change.objects.filter(pk=first.pk).update(attempts=7)
        services.apply_change(change=first, now=START)
    assert (states(change_set), there(sandbox)) == (["failed", "approved", "approved"], 4)
    build.run_patiently(run_jobs)
    assert (states(change_set), there(sandbox)) == (["failed", "applied", "applied"], 4)
    services.retry_change_set(change_set=change_set, actor=actor, now=START)
    run_jobs(names=APPLY)
    assert (there(sandbox), set(Ad.objects.values_list("status", "observed_status"))) == (4, {("active", "active")})


def test_the_others_wait_for_the_first(sandbox, group, actor):
    change_set = add(group, actor, 2)
    first, second = change_set.changes.order_by("pk")
    wait = services.apply_change(change=second, now=START)
    second.refresh_from_db()
    assert (wait.is_for_others, second.state, second.attempts, there(sandbox)) == (True, "approved", 0, 1)
    assert services.apply_change(change=first, now=START) is None
    assert services.apply_change(change=second, now=START) is None
    assert (states(change_set), there(sandbox)) == (["applied", "applied"], 3)
    assert LaunchStep.objects.filter(key="additions").count() == 1
