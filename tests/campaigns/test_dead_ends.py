"""Changes that end badly: desired state goes back exactly, nothing shows "applying" for ever, no worker goes down with it."""

from datetime import timedelta

import pytest
from django.db.models import Q

import integrations.services
from campaigns import selectors, services
from campaigns.models import Campaign, Change, PlatformCampaign
from campaigns.services import claims, statuses
from integrations import errors
from integrations.models import Connection
from tenants.errors import Conflict
from tenants.models import Job
from tests.analytics.build import make_account
from tests.campaigns import build
from tests.campaigns.conftest import connect
from tests.factories import START

pytestmark = pytest.mark.django_db
APPLY = ["campaigns.apply_change_set"]


def remote(sandbox) -> dict:
    return sandbox.control("GET", "objects", kind="campaign")["objects"][0]


def broken(*_args, **_options):
    build.expire_leases()  # so that nobody waits for them
    raise KeyError("a bug of ours")


@pytest.mark.parametrize("what", ["a pause", "a launch"])
def test_a_dead_job_fails_its_changes_and_puts_desired_back(request, actor, run_jobs, monkeypatch, what):
    campaign = request.getfixturevalue("running" if what == "a pause" else "draft")
    before = campaign.status
    service = services.pause_campaign if what == "a pause" else services.launch_campaign
    change_set = service(campaign=campaign, actor=actor, now=START)
    with monkeypatch.context() as patch:
        patch.setattr(integrations.services, "update_object", broken)
        patch.setattr(integrations.services, "perform_step", broken)
        run_jobs(names=APPLY, allow_dead=True)
    change = change_set.changes.get()
    assert (Job.objects.get(key=str(change_set.uuid)).state, change.state) == ("dead", "failed")
    assert change.error
    assert selectors.get_campaign(campaign.uuid).status == before
    service(campaign=selectors.get_campaign(campaign.uuid), actor=actor, now=START)  # there is a way on
    build.run_patiently(run_jobs)
    assert Change.objects.filter(~Q(state="failed")).latest("pk").state == "applied"


def test_a_value_that_could_not_be_put_back_is_still_wanted(sandbox, running, account, organization, actor, run_jobs):
    sandbox.control("POST", f"objects/{remote(sandbox)['id']}", daily_budget=4000)
    build.sync_now(account, organization, run_jobs)
    sandbox.fault("error", method="POST", path=remote(sandbox)["id"], code=100, message="Not today.")
    services.put_back_drift(campaign=running, actor=actor, now=START)
    run_jobs(names=APPLY)
    campaign = selectors.get_campaign(running.uuid)
    assert campaign.platform_campaigns.all()[0].daily_budget_minor == 2500
    (drift,) = selectors.list_drift(campaign)
    assert (drift.desired, drift.observed) == (2500, 4000)


def test_what_could_not_be_removed_is_not_launched_twice(sandbox, draft, actor, run_jobs):
    sandbox.fault("error", method="POST", path="/ads$", code=100, message="The text is too loud.")
    stopped = build.launch(draft, actor, run_jobs)
    sandbox.fault("error", method="POST", path=remote(sandbox)["id"], code=100, message="Not today.")
    services.remove_launch(campaign=stopped, actor=actor, now=START)
    run_jobs(names=APPLY)
    assert Change.objects.get(kind="archive").state == "failed"
    again = selectors.get_campaign(draft.uuid)
    assert build.launch(again, actor, run_jobs).status == "active"
    everywhere = sandbox.control("GET", "objects", kind="campaign")["objects"]
    assert [one["status"] for one in everywhere].count("ACTIVE") == 1
    assert PlatformCampaign.objects.filter(campaign=draft, status="draft").count() == 0


def test_nothing_is_launched_while_what_was_made_is_being_removed(sandbox, draft, actor, run_jobs):
    sandbox.fault("error", method="POST", path="/ads$", code=100, message="The text is too loud.")
    stopped = build.launch(draft, actor, run_jobs)
    services.remove_launch(campaign=stopped, actor=actor, now=START)
    with pytest.raises(Conflict, match="being"):
        services.launch_campaign(campaign=selectors.get_campaign(draft.uuid), actor=actor, now=START)


def test_a_worker_survives_the_loss_of_its_claim(sandbox, running, actor, run_jobs, monkeypatch):
    change_set = services.pause_campaign(campaign=running, actor=actor, now=START)
    real = integrations.services.update_object

    def overtaken(**given):
        real(**given)
        Change.objects.filter(state="applying").update(lease_token=running.uuid)

    monkeypatch.setattr(integrations.services, "update_object", overtaken)
    run_jobs(names=APPLY)
    assert change_set.changes.get().state == "applying"
    monkeypatch.undo()
    build.run_patiently(run_jobs)
    assert change_set.changes.get().state == "applied"


def test_a_launch_may_fail_after_the_last_day(sandbox, account, actor, run_jobs):
    draft = build.make_draft(account, actor, end_date=START.date())
    sandbox.fault("429", method="POST", path="/adsets$")
    services.launch_campaign(campaign=draft, actor=actor, now=START)
    run_jobs(names=APPLY)
    build.forget_quota()
    tomorrow = START + timedelta(days=2)
    services.sync_account(account=account, now=tomorrow)
    assert Campaign.objects.get(pk=draft.pk).status == "completed"
    change = Change.objects.get(kind="launch")
    sandbox.fault("error", method="POST", path="/adsets$", code=100, message="It has ended.")
    services.apply_change(change=change, now=tomorrow)
    change.refresh_from_db()
    assert (change.state, Campaign.objects.get(pk=draft.pk).status) == ("failed", "draft")


def test_a_launch_whose_last_answer_was_lost_says_that_it_may_be_running(
    sandbox, draft, actor, run_jobs, monkeypatch, page_client
):
    change_set = services.launch_campaign(campaign=draft, actor=actor, now=START)
    real, lost = integrations.services.update_object, []

    def lost_then_refused(**given):
        if lost:
            raise errors.AuthExpired("Meta does not take the permission any more.")
        real(**given)
        if given["ref"].kind == "campaign":
            lost.append(given)
            raise errors.OutcomeUnknown("Meta's answer was lost.")

    monkeypatch.setattr(integrations.services, "update_object", lost_then_refused)
    build.run_patiently(run_jobs)
    change = change_set.changes.get()
    assert change.state == "failed"
    assert remote(sandbox)["status"] == "ACTIVE"
    assert "may be running" in change.error
    for now in (START, START + timedelta(days=30)):
        (item,) = selectors.list_attention(now=now)
        assert (item.title, item.tone) == ("It may be running: Christmas cakes", "bad")
        assert "Look on Meta, then finish the launch" in item.text
    services.drop_change_set(change_set=change_set, actor=actor, now=START)
    Connection.objects.update(status="auth_error")
    (item,) = selectors.list_attention(now=START)
    assert "connect it again" in item.text
    page = page_client().get(f"/campaigns/{draft.uuid}/").content.decode()
    assert "It may be running" in page
    assert "nothing is being spent" not in page


def test_a_crowded_claim_fails_without_a_deadlock(running, actor):
    change_set = services.pause_campaign(campaign=running, actor=actor, now=START)
    Change.objects.filter(change_set=change_set).update(attempts=claims.ATTEMPTS)
    assert services.apply_change_set(change_set=change_set, now=START) is None
    assert change_set.changes.get().state == "failed"
    assert Campaign.objects.get(pk=running.pk).status == "active"


def test_a_stop_pauses_what_a_launch_may_have_switched_on_and_the_launch_can_be_finished_after_it(
    sandbox, draft, actor, run_jobs, monkeypatch
):
    real = integrations.services.update_object

    def lost_then_refused(**given):
        if remote(sandbox)["status"] == "ACTIVE":
            raise errors.InvalidRequest("Not today.")
        real(**given)
        if given["ref"].kind == "campaign":
            raise errors.OutcomeUnknown("Meta's answer was lost.")

    with monkeypatch.context() as patch:
        patch.setattr(integrations.services, "update_object", lost_then_refused)
        services.launch_campaign(campaign=draft, actor=actor, now=START)
        build.run_patiently(run_jobs)
    assert remote(sandbox)["status"] == "ACTIVE"
    running = selectors.get_running(now=START)
    assert (running.campaign_count, running.out_of_reach) == (1, [])
    stopped = services.stop_everything(actor=actor, now=START)
    run_jobs(names=APPLY)
    assert [(one.confirmed, one.total) for one in selectors.get_stop().platforms] == [(1, 1)]
    assert remote(sandbox)["status"] == "PAUSED"
    assert selectors.get_running(now=START).campaign_count == 0
    assert selectors.get_stop().restartable == []
    assert services.hold_stop(now=START) is None
    assert PlatformCampaign.objects.get(campaign=draft).status == "draft"
    services.lift_stop(actor=actor, now=START)
    with pytest.raises(Conflict, match="changed again since"):
        services.undo_change_set(change_set=stopped, actor=actor, now=START)
    assert build.launch(selectors.get_campaign(draft.uuid), actor, run_jobs).status == "active"
    assert remote(sandbox)["status"] == "ACTIVE"


def test_undoing_what_was_taken_with_a_lost_answer_puts_it_back(sandbox, running, actor, run_jobs):
    sandbox.fault("drop_after_commit", method="POST", path=remote(sandbox)["id"])
    change_set = services.pause_campaign(campaign=running, actor=actor, now=START)
    run_jobs(names=APPLY)
    assert (change_set.changes.get().state, remote(sandbox)["status"]) == ("approved", "PAUSED")
    services.undo_change(change=selectors.get_change(change_set.changes.get().uuid), actor=actor, now=START)
    build.run_patiently(run_jobs)
    assert Change.objects.exclude(undo_of=None).get().state == "applied"
    assert remote(sandbox)["status"] == "ACTIVE"


def test_a_draft_is_not_edited_while_nobody_knows_whether_it_was_made(sandbox, draft, actor, run_jobs, monkeypatch):
    sandbox.fault("drop_after_commit", method="POST", path="/campaigns$", skip=1)
    change_set = services.launch_campaign(campaign=draft, actor=actor, now=START)
    run_jobs(names=APPLY)
    assert sandbox.count("campaign") == 1

    def refused(**_given):
        raise errors.AuthExpired("Meta does not take the permission any more.")

    with monkeypatch.context() as patch:
        patch.setattr(integrations.services, "find_step", refused)
        build.run_patiently(run_jobs)
    assert change_set.changes.get().state == "failed"
    assert services.is_half_made(draft.platform_campaigns.all()[0])
    assert build.launch(selectors.get_campaign(draft.uuid), actor, run_jobs).status == "active"
    assert sandbox.count("campaign") == 1


def test_two_people_who_opened_the_page_before_leave_the_right_status(running, actor, run_jobs):
    opened_before = selectors.get_campaign(running.uuid)
    services.pause_campaign(campaign=running, actor=actor, now=START)
    run_jobs(names=APPLY)
    assert (opened_before.status, Campaign.objects.get(pk=running.pk).status) == ("active", "paused")
    services.resume_campaign(campaign=opened_before, actor=actor, now=START)
    assert Campaign.objects.get(pk=running.pk).status == "active"


def test_an_account_that_is_let_go_of_in_the_middle_leaves_a_launch_that_can_be_finished(
    sandbox, draft, account, organization, actor, run_jobs, monkeypatch
):
    real = integrations.services.perform_step

    def let_go(**given):
        made = real(**given)
        if given["step"].key == "campaign":
            integrations.services.disconnect_account(organization=organization, account=account, actor=actor, now=START)
        return made

    with monkeypatch.context() as patch:
        patch.setattr(integrations.services, "perform_step", let_go)
        stopped = build.launch(draft, actor, run_jobs)
    change = Change.objects.get(kind="launch")
    assert (change.state, stopped.status, remote(sandbox)["status"]) == ("failed", "draft", "PAUSED")
    assert "not connected any more" in change.error
    with pytest.raises(Conflict, match="Connect it again"):
        services.launch_campaign(campaign=stopped, actor=actor, now=START)
    connect(sandbox, organization, actor, run_jobs)
    assert build.launch(selectors.get_campaign(draft.uuid), actor, run_jobs).status == "active"
    assert [sandbox.count(kind) for kind in ("campaign", "adset", "ad")] == [1, 1, 1]


STATUSES = ("draft", "active", "paused", "completed", "archived")


@pytest.mark.parametrize("before", STATUSES)
def test_a_campaign_follows_its_parts_wherever_they_go_back_to(organization, actor, before):
    values = {
        "name": "Two parts",
        "created_at": START,
        "updated_at": START,
        "actor_kind": "user",
        "actor_label": "Nora",
    }
    campaign = Campaign.objects.create(status=before, **values)
    one, other = (make_part(campaign, number) for number in (1, 2))
    for status in ("draft", "active", "paused", "archived"):
        PlatformCampaign.objects.filter(pk=one.pk).update(status=status)
        PlatformCampaign.objects.filter(pk=other.pk).update(status="archived")
        Campaign.objects.filter(pk=campaign.pk).update(status=before)
        statuses.refresh_status(campaign=campaign, now=START)
        assert Campaign.objects.get(pk=campaign.pk).status == status


def make_part(campaign, number: int) -> PlatformCampaign:
    account = make_account(f"Account {number}")
    return PlatformCampaign.objects.create(
        campaign=campaign, account=account, platform="meta", currency="EUR", operation_id=f"op{number}", name="part"
    )
