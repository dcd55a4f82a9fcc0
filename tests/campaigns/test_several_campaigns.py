"""Several campaigns in one set: written at once, sent by one job for each ad account, undone together."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from campaigns import jobs, selectors, services
from campaigns.models import Change, ChangeSet
from campaigns.services import ledger
from campaigns.services.recording import AlreadyMoving
from campaigns.types import CampaignStatus, ChangeKind, DraftPart, TargetField, Wanted, Why
from tenants.errors import Invalid
from tenants.models import AuditEvent, Job
from tenants.roles import Role
from tests.campaigns import build
from tests.campaigns.conftest import connect
from tests.campaigns.people import APPLY, act_as, decide, set_policy, states
from tests.factories import START

pytestmark = pytest.mark.django_db


@pytest.fixture
def three(once, sandbox, organization, running, account, actor, run_jobs):
    """Three campaigns that run: two on Marlow's account, one on another."""
    return once("three campaigns", lambda: make_three(sandbox, organization, running, account, actor, run_jobs))


def make_three(sandbox, organization, running, account, actor, run_jobs):
    money = {"currency": "EUR", "time_zone": "Europe/Dublin", "campaigns": []}
    sandbox.control("POST", "people", name="Past Owner", key="past", accounts=[{"name": "Past Ltd", **money}])
    other = connect(sandbox, organization, actor, run_jobs, "past")
    made = [build.make_draft(one, actor, name=name) for one, name in ((account, "Bread"), (other, "Bicycles"))]
    return [running, *(build.launch(one, actor, run_jobs) for one in made)]


def change_all(campaigns, actor, amount: int = 3000) -> ChangeSet:
    """Set the same budget on all."""
    parts = [selectors.get_campaign(one.uuid).platform_campaigns.all()[0] for one in campaigns]
    wanted = [Wanted(part, ChangeKind.BUDGET, TargetField.DAILY_BUDGET, amount, part.name) for part in parts]
    return record(wanted, actor)


def record(wanted, actor) -> ChangeSet:
    common = {"label": "Three campaigns", "action": "campaigns.changed", "why": Why(), "now": START}
    return ledger.record_changes(campaign=None, wanted=wanted, actor=actor, **common)


def budgets_there(sandbox) -> list[int]:
    return [int(one["data"]["daily_budget"]) for one in sandbox.control("GET", "objects", kind="campaign")["objects"]]


def test_one_set_is_sent_by_one_job_for_each_account(sandbox, three, actor, run_jobs):
    made = change_all(three, actor)
    queued = Job.objects.filter(name="campaigns.apply_change_set", state="queued")
    accounts = {str(one.platform_campaigns.all()[0].account.uuid) for one in three}
    assert {job.payload["account"] for job in queued} == accounts
    assert {(due.name, due.key) for due in jobs.due_changes(START)} == {(job.name, job.key) for job in queued}
    run_jobs(names=APPLY)
    assert (made.campaign, states(made), budgets_there(sandbox)) == (None, ["applied"] * 3, [3000] * 3)
    event = AuditEvent.objects.get(action="campaigns.changed")
    assert (event.target_id, event.target_label) == (made.uuid, "Three campaigns")


def test_it_is_undone_together(sandbox, three, actor, run_jobs):
    made = change_all(three, actor)
    run_jobs(names=APPLY)
    undo = services.undo_change_set(change_set=selectors.get_change_set(made.uuid), actor=actor, now=START)
    run_jobs(names=APPLY)
    assert (undo.campaign, undo.undo_of, budgets_there(sandbox)) == (None, made, [2500] * 3)


def test_one_refusal_stops_neither_the_others_nor_the_other_account(sandbox, three, actor, run_jobs):
    path = three[0].platform_campaigns.all()[0].external_id
    sandbox.fault("error", method="POST", path=path, code=100, message="Budgets are closed today.")
    made = change_all(three, actor)
    run_jobs(names=APPLY)
    assert (states(made), sorted(budgets_there(sandbox))) == (["failed", "applied", "applied"], [2500, 3000, 3000])
    again = decide("retry", made, actor)
    run_jobs(names=APPLY)
    assert (again.campaign, states(again), budgets_there(sandbox)) == (None, ["applied"], [3000] * 3)


def test_what_the_guards_refuse_is_refused_as_a_whole(three, actor):
    set_policy(daily_ceiling_minor=8500)
    with pytest.raises(Invalid):
        change_all(three, actor)
    assert not Change.objects.filter(kind="budget").exists()


def test_what_is_being_applied_is_named_so_that_it_can_be_left_out(three, actor):
    change_all(three[:1], actor)
    Change.objects.filter(kind="budget").update(state="applying")
    parts = [selectors.get_campaign(one.uuid).platform_campaigns.all()[0] for one in three]
    wanted = [Wanted(part, ChangeKind.BUDGET, TargetField.DAILY_BUDGET, 3100, part.name) for part in parts]
    assert ledger.list_moving(wanted) == {(parts[0].uuid, "daily_budget_minor")}
    with pytest.raises(AlreadyMoving):
        record(wanted, actor)
    assert states(record(wanted[1:], actor)) == ["approved", "approved"]


def test_the_campaigns_statuses_follow(three, actor):
    parts = [selectors.get_campaign(one.uuid).platform_campaigns.all()[0] for one in three]
    record(
        [Wanted(part, ChangeKind.STATUS, TargetField.STATUS, CampaignStatus.PAUSED, part.name) for part in parts], actor
    )
    assert {selectors.get_campaign(one.uuid).status for one in three} == {"paused"}


def test_several_are_approved_together(sandbox, three, actor, member, page_client, run_jobs):
    asked = change_all(three, act_as(member, Role.MEMBER))
    page = page_client().get(f"/approvals/{asked.uuid}/")
    assert (page.status_code, page.content.decode().count('name="change"')) == (200, 3)
    decide("approve", asked, actor)
    run_jobs(names=APPLY)
    assert budgets_there(sandbox) == [3000] * 3


def test_a_big_set_takes_turns(three, actor):
    made = change_all(three, actor)
    wait = services.apply_change_set(change_set=made, now=START, for_s=0)
    assert wait.seconds < 5
    assert "are left" in wait.reason
    assert services.apply_change_set(change_set=made, now=START) is None
    assert states(made) == ["applied"] * 3


def test_an_account_that_asks_to_wait_is_left_alone_until_then(sandbox, three, actor):
    made = change_all(three, actor)
    sandbox.fault("429", method="POST", path=three[0].platform_campaigns.all()[0].external_id)
    services.apply_change_set(change_set=made, now=START)
    assert states(made) == ["approved", "approved", "applied"]
    assert [change.attempts for change in made.changes.order_by("id")] == [0, 0, 1]


def test_a_dead_job_fails_what_is_on_its_account_alone(three, actor):
    made = change_all(three, actor)
    account = three[2].platform_campaigns.all()[0].account.uuid
    assert services.fail_change_set(change_set=made, error="It broke.", now=START, account=account) == 1
    assert states(made) == ["approved", "approved", "failed"]


def test_a_launch_of_which_one_part_is_refused_goes_on_without_it(sandbox, three, account, actor, member, run_jobs):
    other = three[2].platform_campaigns.all()[0].account
    parts = tuple(DraftPart(ad_account=one.uuid, daily_budget_minor=2000) for one in (account, other))
    draft = build.make_draft(account, actor, name="Both", ad_account=None, daily_budget_minor=None, parts=parts)
    asked = services.launch_campaign(campaign=draft, actor=act_as(member, Role.MEMBER), now=START)
    first = asked.changes.order_by("id").first()
    decide("approve", asked, actor, only=[first.uuid])
    run_jobs(names=APPLY)
    assert states(asked) == ["applied", "rejected"]
    parts = selectors.get_campaign(draft.uuid).platform_campaigns.all()
    assert sorted(part.status for part in parts) == ["active", "draft"]


def test_a_set_is_written_with_as_many_queries_however_many_campaigns(three, actor):
    def pause(campaigns) -> int:
        parts = [selectors.get_campaign(one.uuid).platform_campaigns.all()[0] for one in campaigns]
        status = (ChangeKind.STATUS, TargetField.STATUS, CampaignStatus.PAUSED)
        with CaptureQueriesContext(connection) as queries:
            record([Wanted(part, *status, part.name) for part in parts], actor)
        return len([query for query in queries if "SET search_path" not in query["sql"]])

    pause(three)  # so that what waits is superseded each time
    assert pause(three[:1]) == pause(three[:2])
