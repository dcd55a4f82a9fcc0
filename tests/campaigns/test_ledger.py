"""Pausing, budgets and undo: one change at a time, never over somebody's later value."""

import pytest

from campaigns import selectors, services
from campaigns.models import Change, PlatformCampaign
from campaigns.services.undoing import Moved
from tenants.errors import Conflict, Invalid
from tests.campaigns import build
from tests.factories import START

pytestmark = pytest.mark.django_db
APPLY = ["campaigns.apply_change_set"]


def on_platform(sandbox) -> dict:
    (found,) = sandbox.control("GET", "objects", kind="campaign")["objects"]
    return {"status": found["status"], "budget": int(found["data"]["daily_budget"]), "id": found["id"]}


def change_budget(campaign, actor, run_jobs, amount: int = 3000) -> Change:
    change_set = services.change_budget(campaign=campaign, daily_budget_minor=amount, actor=actor, now=START)
    run_jobs(names=APPLY)
    return change_set.changes.get()


def test_desired_moves_at_once_and_the_platform_follows(sandbox, running, actor, run_jobs):
    services.pause_campaign(campaign=running, actor=actor, now=START)
    assert selectors.get_campaign(running.uuid).status == "paused"
    assert on_platform(sandbox)["status"] == "ACTIVE"
    run_jobs(names=APPLY)
    assert on_platform(sandbox)["status"] == "PAUSED"
    assert Change.objects.get(kind="status").actor_label == actor.label


def test_a_refused_change_goes_back_and_keeps_the_platforms_words(sandbox, running, actor, run_jobs):
    path = running.platform_campaigns.all()[0].external_id
    sandbox.fault("error", method="POST", path=path, code=100, message="Budgets are closed today.")
    change = change_budget(running, actor, run_jobs)
    assert (change.state, "closed today" in change.error) == ("failed", True)
    assert selectors.get_campaign(running.uuid).platform_campaigns.all()[0].daily_budget_minor == 2500
    assert on_platform(sandbox)["budget"] == 2500


@pytest.mark.parametrize("fault", ["timeout_after", "timeout_before", "drop_after_commit", "429", "500"])
def test_a_change_gets_through_a_fault_once(sandbox, running, actor, run_jobs, fault):
    sandbox.fault(fault, method="POST", path=running.platform_campaigns.all()[0].external_id)
    services.change_budget(campaign=running, daily_budget_minor=3000, actor=actor, now=START)
    build.run_patiently(run_jobs)
    assert Change.objects.get(kind="budget").state == "applied"
    assert on_platform(sandbox)["budget"] == 3000


def test_undo_puts_the_value_back_as_a_change_of_its_own(sandbox, running, actor, run_jobs):
    change = change_budget(running, actor, run_jobs)
    undo = services.undo_change(change=selectors.get_change(change.uuid), actor=actor, now=START).changes.get()
    run_jobs(names=APPLY)
    assert (undo.before, undo.after, undo.undo_of) == (3000, 2500, change)
    assert on_platform(sandbox)["budget"] == 2500


def test_undo_is_refused_with_both_values_when_the_platform_moved_as_last_seen(
    sandbox, running, account, organization, actor, run_jobs
):
    change = change_budget(running, actor, run_jobs)
    sandbox.control("POST", f"objects/{on_platform(sandbox)['id']}", daily_budget=4000)
    build.sync_now(account, organization, run_jobs)
    with pytest.raises(Moved, match=r"Meta now has €40\.00, not the €30\.00"):
        services.undo_change(change=selectors.get_change(change.uuid), actor=actor, now=START)
    assert on_platform(sandbox)["budget"] == 4000


def test_undo_looks_at_the_platform_before_it_writes(sandbox, running, actor, run_jobs):
    change = change_budget(running, actor, run_jobs)
    sandbox.control("POST", f"objects/{on_platform(sandbox)['id']}", daily_budget=4000)
    services.undo_change(change=selectors.get_change(change.uuid), actor=actor, now=START)
    run_jobs(names=APPLY)
    undo = Change.objects.exclude(undo_of=None).get()
    assert (undo.state, "€40.00" in undo.error, on_platform(sandbox)["budget"]) == ("failed", True, 4000)
    campaign = selectors.get_campaign(running.uuid)
    (drift,) = selectors.list_drift(campaign)
    assert (drift.desired, drift.observed) == (3000, 4000)


def test_undo_is_refused_when_it_was_changed_again_here(running, actor, run_jobs):
    first = change_budget(running, actor, run_jobs)
    change_budget(running, actor, run_jobs, 3500)
    with pytest.raises(Conflict, match="changed again"):
        services.undo_change(change=selectors.get_change(first.uuid), actor=actor, now=START)


def test_two_undos_make_one(running, actor, run_jobs):
    change = change_budget(running, actor, run_jobs)
    services.undo_change(change=selectors.get_change(change.uuid), actor=actor, now=START)
    with pytest.raises(Conflict):
        services.undo_change(change=selectors.get_change(change.uuid), actor=actor, now=START)
    run_jobs(names=APPLY)
    with pytest.raises(Conflict, match="undone already"):
        services.undo_change(change=selectors.get_change(change.uuid), actor=actor, now=START)
    assert Change.objects.exclude(undo_of=None).count() == 1


def test_an_undo_before_the_job_ran_supersedes_the_change(sandbox, running, actor, run_jobs):
    change_set = services.pause_campaign(campaign=running, actor=actor, now=START)
    services.undo_change_set(change_set=selectors.get_change_set(change_set.uuid), actor=actor, now=START)
    run_jobs(names=APPLY)
    assert change_set.changes.get().state == "superseded"
    assert (on_platform(sandbox)["status"], selectors.get_campaign(running.uuid).status) == ("ACTIVE", "active")


def test_a_pause_does_not_wait_behind_a_lost_answer(sandbox, running, actor, run_jobs):
    path = running.platform_campaigns.all()[0].external_id
    sandbox.fault("drop_after_commit", method="POST", path=path)
    services.pause_campaign(campaign=running, actor=actor, now=START)
    run_jobs(names=APPLY)
    assert Change.objects.get(kind="status").look_first
    services.resume_campaign(campaign=running, actor=actor, now=START)
    build.run_patiently(run_jobs)
    states = Change.objects.filter(kind="status").order_by("id").values_list("state", flat=True)
    assert list(states) == ["superseded", "applied"]
    assert on_platform(sandbox)["status"] == "ACTIVE"


def test_a_launch_cannot_be_undone(running, actor):
    with pytest.raises(Conflict, match="what is spent stays spent"):
        services.undo_change(
            change=selectors.get_change(Change.objects.get(kind="launch").uuid), actor=actor, now=START
        )


def test_drift_that_was_not_settled_stays_and_can_be_kept(sandbox, running, account, organization, actor, run_jobs):
    sandbox.control("POST", f"objects/{on_platform(sandbox)['id']}", status="PAUSED")
    build.sync_now(account, organization, run_jobs)
    assert [one.observed for one in selectors.list_drift(selectors.get_campaign(running.uuid))] == ["paused"]
    assert [one.tone for one in selectors.list_attention(now=START)] == ["warn"]
    services.keep_drift(campaign=running, actor=actor, now=START)
    run_jobs(names=APPLY)
    kept = selectors.get_campaign(running.uuid)
    assert (kept.status, selectors.list_drift(kept), selectors.list_attention(now=START)) == ("paused", [], [])


@pytest.mark.parametrize(
    ("amount", "text"), [(0, "more than nothing"), (-5, "more than nothing"), (99, "no less than"), (10**12, "slip")]
)
def test_an_absurd_budget_is_refused_with_the_figure(running, actor, amount, text):
    with pytest.raises(Invalid) as refused:
        services.change_budget(campaign=running, daily_budget_minor=amount, actor=actor, now=START)
    assert text in refused.value.fields["daily_budget_minor"][0]


def test_a_running_campaign_is_archived_on_its_platform(sandbox, running, actor, run_jobs):
    services.archive_campaign(campaign=running, actor=actor, now=START)
    run_jobs(names=APPLY)
    assert on_platform(sandbox)["status"] == "ARCHIVED"
    assert selectors.get_campaign(running.uuid).status == "archived"


def test_the_ledger_and_the_rows_say_the_same(running, actor, run_jobs):
    change_budget(running, actor, run_jobs)
    change_budget(running, actor, run_jobs, 3600)
    changes = Change.objects.filter(kind="budget", state="applied").order_by("id")
    assert [(change.before, change.after) for change in changes] == [(2500, 3000), (3000, 3600)]
    assert PlatformCampaign.objects.get().daily_budget_minor == 3600
