"""A launch makes one campaign, whatever happens on the way."""

from itertools import count

import pytest

import integrations.services
from campaigns import selectors, services
from campaigns.models import Campaign, Change, LaunchStep
from campaigns.services import claims
from tenants.errors import Conflict
from tests.campaigns import build
from tests.factories import START
from tests.plugins.habits import sample

pytestmark = pytest.mark.django_db
APPLY = ["campaigns.apply_change_set"]
OBJECTS = ("campaign", "adset", "ad", "creative")


def counts(sandbox) -> list[int]:
    return [sandbox.count(kind) for kind in OBJECTS]


def test_a_launch_makes_one_of_each_and_switches_them_on(sandbox, draft, actor, run_jobs):
    launched = build.launch(draft, actor, run_jobs)
    part = launched.platform_campaigns.all()[0]
    group = part.ad_groups.all()[0]
    assert counts(sandbox) == [1, 1, 1, 1]
    assert (launched.status, part.status, part.observed_status) == ("active", "active", "active")
    assert part.external_id
    assert group.external_id
    assert group.ads.all()[0].external_id
    on_platform = sandbox.control("GET", "objects", kind="campaign")["objects"][0]
    assert (on_platform["status"], on_platform["id"]) == ("ACTIVE", part.external_id)
    assert Change.objects.get(kind="launch").state == "applied"


def test_everything_is_made_switched_off_and_the_campaign_is_switched_on_last(sandbox, draft, actor, run_jobs):
    build.launch(draft, actor, run_jobs)
    writes = [call for call in sandbox.calls(method="POST") if call["status"] == 200]
    part = selectors.get_campaign(draft.uuid).platform_campaigns.all()[0]
    assert writes[-1]["path"].endswith(part.external_id)
    journal = list(LaunchStep.objects.values_list("key", "state"))
    assert all(state == "done" for _, state in journal)
    assert [key.split(":")[0] for key, _ in journal][-4:] == ["check", "switch", "switch", "switch"]


def test_pressing_launch_twice_launches_once(sandbox, draft, actor, run_jobs):
    first = services.launch_campaign(campaign=draft, actor=actor, now=START)
    second = services.launch_campaign(campaign=draft, actor=actor, now=START)
    run_jobs(names=APPLY)
    assert first == second
    assert counts(sandbox) == [1, 1, 1, 1]


FAULTS = [
    (fault, path, skip)
    for fault in ("timeout_after", "drop_after_commit", "500", "reset", "html502", "timeout_before", "429")
    for path, skip in (
        ("/adimages$", 0),
        ("/campaigns$", 0),
        ("/campaigns$", 1),
        ("/adsets$", 0),
        ("/adcreatives$", 0),
        ("/ads$", 0),
    )
]


@pytest.mark.parametrize(("fault", "path", "skip"), sample(FAULTS, 7))
def test_a_lost_answer_makes_nothing_twice(sandbox, draft, actor, run_jobs, fault, path, skip):
    sandbox.fault(
        fault, method="POST", path=path, skip=skip
    )  # the first call to /campaigns only asks whether it would do
    services.launch_campaign(campaign=draft, actor=actor, now=START)
    build.run_patiently(run_jobs)
    assert counts(sandbox) == [1, 1, 1, 1]
    assert selectors.get_campaign(draft.uuid).status == "active"


class Killed(BaseException):
    """The worker died here."""


STEPS = 12


@pytest.mark.parametrize("when", ["before the call", "after the call"])
@pytest.mark.parametrize("nth", sample(range(STEPS), 3))
def test_a_worker_killed_anywhere_makes_no_second_campaign(sandbox, draft, actor, run_jobs, monkeypatch, nth, when):
    die_once(monkeypatch, nth, when)
    change_set = services.launch_campaign(campaign=draft, actor=actor, now=START)
    try:
        services.apply_change_set(change_set=change_set, now=START)
    except Killed:
        assert change_set.changes.get().state == "applying"
        build.expire_leases()
    build.run_patiently(run_jobs)
    assert counts(sandbox) == [1, 1, 1, 1]
    assert selectors.get_campaign(draft.uuid).status == "active"
    assert Change.objects.get(kind="launch").state == "applied"


def die_once(monkeypatch, nth: int, when: str) -> None:
    """Let the process die at the nth write to the platform, just before it or just after."""
    calls = count()
    for name in ("perform_step", "update_object"):
        real = getattr(integrations.services, name)

        def dying(real=real, **given):
            is_it = next(calls) == nth
            if is_it and when == "before the call":
                raise Killed
            result = real(**given)
            if is_it:
                raise Killed
            return result

        monkeypatch.setattr(integrations.services, name, dying)


def test_a_second_worker_waits_for_the_lease_and_makes_nothing(sandbox, draft, actor):
    change_set = services.launch_campaign(campaign=draft, actor=actor, now=START)
    claims.claim(change_set.changes.get(), guard=lambda: None, now=START)
    wait = services.apply_change_set(change_set=change_set, now=START)
    assert 0 < wait.seconds <= claims.LEASE.total_seconds() + 1
    assert counts(sandbox) == [0, 0, 0, 0]


def test_a_refused_plan_makes_nothing_and_says_the_platforms_words(sandbox, account, actor, run_jobs):
    sandbox.control("POST", f"objects/{account.external_id}", account_status=2)
    draft = build.make_draft(account, actor)
    launched = build.launch(draft, actor, run_jobs)
    change = Change.objects.get(kind="launch")
    assert (change.state, launched.status) == ("failed", "draft")
    assert change.error
    assert counts(sandbox) == [0, 0, 0, 0]


def test_a_launch_that_stops_half_way_can_be_finished(sandbox, draft, actor, run_jobs):
    sandbox.fault("error", method="POST", path="/ads$", code=100, message="The text is too loud.")
    stopped = build.launch(draft, actor, run_jobs)
    part = stopped.platform_campaigns.all()[0]
    assert (stopped.status, services.is_half_made(part)) == ("draft", True)
    assert "too loud" in Change.objects.get(kind="launch").error
    assert counts(sandbox) == [1, 1, 0, 1]
    assert sandbox.control("GET", "objects", kind="campaign")["objects"][0]["status"] == "PAUSED"
    finished = build.launch(stopped, actor, run_jobs)
    assert finished.status == "active"
    assert counts(sandbox) == [1, 1, 1, 1]


def test_a_launch_that_stops_half_way_can_be_removed_and_launched_anew(sandbox, draft, actor, run_jobs):
    sandbox.fault("error", method="POST", path="/ads$", code=100, message="The text is too loud.")
    stopped = build.launch(draft, actor, run_jobs)
    services.remove_launch(campaign=stopped, actor=actor, now=START)
    run_jobs(names=APPLY)
    (campaign,) = sandbox.control("GET", "objects", kind="campaign")["objects"]
    assert campaign["status"] == "ARCHIVED"
    again = selectors.get_campaign(draft.uuid)
    assert again.status == "draft"
    fresh = next(part for part in again.platform_campaigns.all() if part.status == "draft")
    assert (fresh.external_id, fresh.ad_groups.all()[0].ads.all()[0].external_id) == ("", "")
    assert build.launch(again, actor, run_jobs).status == "active"
    assert [one["status"] for one in sandbox.control("GET", "objects", kind="campaign")["objects"]].count("ACTIVE") == 1


@pytest.mark.parametrize("kind", ["campaign", "adset"])
def test_a_launch_of_which_something_was_deleted_there_can_only_be_removed(
    sandbox, draft, account, organization, actor, run_jobs, page_client, kind
):
    sandbox.fault("error", method="POST", path="/ads$", code=100, message="The text is too loud.")
    stopped = build.launch(draft, actor, run_jobs)
    client, here = page_client(), f"/campaigns/{draft.uuid}/"
    assert "Finish the launch" in client.get(here).content.decode()
    made = sandbox.control("GET", "objects", kind=kind)["objects"][0]
    sandbox.control("POST", f"objects/{made['id']}", status="DELETED")
    build.sync_now(account, organization, run_jobs)
    page = client.get(here).content.decode()
    assert "Some of it was deleted there" in page
    assert ("Finish the launch" in page, "Remove what was made" in page) == (False, True)
    with pytest.raises(Conflict, match="was deleted on Meta"):
        services.launch_campaign(campaign=stopped, actor=actor, now=START)
    services.remove_launch(campaign=stopped, actor=actor, now=START)
    run_jobs(names=APPLY)
    again = selectors.get_campaign(draft.uuid)
    assert build.launch(again, actor, run_jobs).status == "active"


def test_what_was_made_without_our_hearing_of_it_is_found_and_removed(sandbox, draft, actor, run_jobs):
    sandbox.fault("drop_after_commit", method="POST", path="/campaigns$", skip=1)
    services.launch_campaign(campaign=draft, actor=actor, now=START)
    run_jobs(names=APPLY)
    sandbox.fault("500", method="GET", path="/campaigns", times=99)
    build.run_patiently(run_jobs, rounds=10)
    assert Change.objects.get(kind="launch").state == "failed"
    sandbox.control("DELETE", "faults")
    stopped = selectors.get_campaign(draft.uuid)
    with pytest.raises(Conflict, match="on the platform already"):
        services.archive_campaign(campaign=stopped, actor=actor, now=START)
    services.remove_launch(campaign=stopped, actor=actor, now=START)
    run_jobs(names=APPLY)
    (campaign,) = sandbox.control("GET", "objects", kind="campaign")["objects"]
    assert campaign["status"] == "ARCHIVED"


def test_what_a_launch_made_without_our_hearing_is_found_although_all_is_stopped(sandbox, draft, actor, run_jobs):
    sandbox.fault("drop_after_commit", method="POST", path="/campaigns$", skip=1)
    services.launch_campaign(campaign=draft, actor=actor, now=START)
    run_jobs(names=APPLY)
    services.stop_everything(actor=actor, now=START)
    build.run_patiently(run_jobs)
    assert Change.objects.get(kind="launch").state == "failed"
    (campaign,) = sandbox.control("GET", "objects", kind="campaign")["objects"]
    assert campaign["status"] == "PAUSED"
    assert selectors.get_campaign(draft.uuid).platform_campaigns.get().external_id == campaign["id"]


def test_a_campaign_that_is_being_made_is_not_imported_as_somebody_elses(
    sandbox, draft, account, actor, organization, run_jobs
):
    sandbox.fault("timeout_after", method="POST", path="/campaigns$", skip=1)
    change_set = services.launch_campaign(campaign=draft, actor=actor, now=START)
    services.apply_change_set(change_set=change_set, now=START)
    assert sandbox.count("campaign") == 1
    build.sync_now(account, organization, run_jobs)
    assert Campaign.objects.count() == 1
    build.run_patiently(run_jobs)
    build.sync_now(account, organization, run_jobs)
    assert (Campaign.objects.count(), sandbox.count("campaign")) == (1, 1)


def test_a_change_that_never_gets_through_fails_after_eight_tries(sandbox, running, actor, run_jobs):
    sandbox.fault("500", method="POST", path=running.platform_campaigns.all()[0].external_id, times=50)
    services.pause_campaign(campaign=running, actor=actor, now=START)
    build.run_patiently(run_jobs, rounds=10)
    change = Change.objects.get(kind="status")
    assert (change.state, change.attempts) == ("failed", claims.ATTEMPTS)
    assert selectors.get_campaign(running.uuid).status == "active"
