"""What did not get through is tried again or let go, by a click."""

import pytest

from campaigns import selectors, services
from campaigns.models import ChangeSet
from campaigns.services.undoing import Moved
from tenants.errors import Conflict
from tenants.models import AuditEvent
from tenants.roles import Role
from tests.campaigns import build
from tests.campaigns.people import (
    APPLY,
    act_as,
    ask_for,
    ask_for_two,
    budget_here,
    budget_there,
    decide,
    set_policy,
    states,
)
from tests.factories import START

pytestmark = pytest.mark.django_db


@pytest.fixture
def failed(sandbox, running, actor, run_jobs):
    """A budget of €40.00 that Meta refused once."""
    path = running.platform_campaigns.all()[0].external_id
    sandbox.fault("error", method="POST", path=path, code=100, message="Budgets are closed today.")
    made = ask_for(running, actor)
    run_jobs(names=APPLY)
    assert states(made) == ["failed"]
    return made


def test_what_failed_is_tried_again_as_a_set_of_its_own(sandbox, failed, actor, run_jobs):
    again = decide("retry", failed, actor)
    run_jobs(names=APPLY)
    assert (again.retry_of, states(again), states(failed), budget_there(sandbox)) == (
        failed,
        ["applied"],
        ["failed"],
        4000,
    )
    assert selectors.list_attention(now=START) == []


def test_pressed_twice_it_is_tried_again_once(failed, actor):
    assert decide("retry", failed, actor).pk == decide("retry", failed, actor).pk
    assert ChangeSet.objects.filter(retry_of=failed).count() == 1


def test_it_is_not_tried_again_over_a_later_value(failed, running, actor, run_jobs):
    ask_for(running, actor, 3000)
    run_jobs(names=APPLY)
    with pytest.raises(Moved, match=r"€30\.00 now, not the €25\.00"):
        decide("retry", failed, actor)
    assert budget_here() == 3000


def test_what_did_not_fail_is_not_tried_again(running, actor):
    made = ask_for(running, actor)
    with pytest.raises(Conflict, match="Nothing of this failed"):
        decide("retry", made, actor)


def test_a_member_asks_for_it_again(failed, member):
    assert states(decide("retry", failed, act_as(member, Role.MEMBER))) == ["proposed"]


def test_a_launch_that_failed_goes_on_where_it_stopped(sandbox, draft, actor, run_jobs):
    sandbox.fault("error", method="POST", path="/adsets", code=100, message="No ad sets today.")
    made = services.launch_campaign(campaign=draft, actor=actor, now=START)
    run_jobs(names=APPLY)
    assert (states(made), selectors.get_campaign(draft.uuid).status) == (["failed"], "draft")
    again = decide("retry", made, actor)
    run_jobs(names=APPLY)
    assert (states(again), selectors.get_campaign(draft.uuid).status) == (["applied"], "active")
    assert len(sandbox.control("GET", "objects", kind="campaign")["objects"]) == 1


def test_what_failed_is_let_go_and_needs_nobody_any_more(failed, actor, member):
    assert len(selectors.list_attention(now=START)) == 1
    decide("drop", failed, act_as(member, Role.MEMBER))
    assert selectors.list_attention(now=START) == []
    with pytest.raises(Conflict, match="nothing to drop"):
        decide("drop", failed, actor)
    assert AuditEvent.objects.filter(action="change_set.dropped", target_id=failed.uuid).count() == 1


def test_what_has_not_begun_is_stopped_and_goes_back(sandbox, running, actor, run_jobs):
    made = ask_for(running, actor)
    assert budget_here() == 4000
    decide("drop", made, actor)
    run_jobs(names=APPLY)
    assert (states(made), budget_here(), budget_there(sandbox)) == (["superseded"], 2500, 2500)


def test_a_pause_that_is_stopped_leaves_it_running(running, member, run_jobs):
    somebody = act_as(member, Role.MEMBER)
    made = services.pause_campaign(campaign=running, actor=somebody, now=START)
    decide("drop", made, somebody)
    run_jobs(names=APPLY)
    assert (states(made), selectors.get_campaign(running.uuid).status) == (["superseded"], "active")


def test_what_others_began_a_member_cannot_stop(running, actor, member):
    made = ask_for(running, actor)
    with pytest.raises(Conflict, match="Only who made it"):
        decide("drop", made, act_as(member, Role.MEMBER))
    assert budget_here() == 4000


def test_what_may_have_reached_the_platform_is_not_stopped(sandbox, running, actor, run_jobs):
    sandbox.fault("drop_after_commit", method="POST", path=running.platform_campaigns.all()[0].external_id)
    made = ask_for(running, actor)
    run_jobs(names=APPLY)
    assert made.changes.get().look_first
    with pytest.raises(Conflict, match="nothing to drop"):
        decide("drop", made, actor)
    build.run_patiently(run_jobs)
    assert (states(made), budget_there(sandbox)) == (["applied"], 4000)


def test_dropping_what_waits_is_withdrawing_or_refusing_it(running, actor, member):
    somebody = act_as(member, Role.MEMBER)
    assert decide("drop", ask_for(running, somebody), somebody).decision == "withdrawn"
    assert decide("drop", ask_for(running, somebody), actor).decision == "rejected"


def test_a_launch_that_has_not_begun_is_a_draft_again(draft, actor, run_jobs):
    made = services.launch_campaign(campaign=draft, actor=actor, now=START)
    decide("drop", made, actor)
    run_jobs(names=APPLY)
    assert (states(made), selectors.get_campaign(draft.uuid).status) == (["superseded"], "draft")


def test_by_a_click_in_history(failed, page_client, run_jobs):
    client = page_client()
    page = client.get("/history/?state=failed").content.decode()
    retry, drop = f"/change-sets/{failed.uuid}/retry/", f"/change-sets/{failed.uuid}/drop/"
    assert (retry in page, drop in page, "closed today" in page) == (True, True, True)
    client.post(retry)
    run_jobs(names=APPLY)
    assert budget_here() == 4000
    page = client.get("/history/?state=failed").content.decode()
    assert (retry in page, drop in page) == (False, False)


def test_by_the_api(failed, api_client, run_jobs):
    client = api_client()
    answer = client.post(f"/api/v1/change-sets/{failed.uuid}/retry", {}, content_type="application/json")
    assert (answer.status_code, answer.json()["retry_of"]) == (202, str(failed.uuid))
    dropped = client.post(f"/api/v1/change-sets/{answer.json()['id']}/drop", {}, content_type="application/json")
    assert dropped.json()["changes"][0]["state"] == "superseded"


def test_a_set_is_tried_again_only_as_far_as_it_failed(sandbox, running, actor, run_jobs):
    path = running.platform_campaigns.all()[0].external_id
    sandbox.fault("error", method="POST", path=path, code=100, message="Budgets are closed today.")
    made = ask_for_two(running, actor)
    run_jobs(names=APPLY)
    assert states(made) == ["failed", "applied"]
    again = decide("retry", made, actor)
    run_jobs(names=APPLY)
    assert (states(again), budget_there(sandbox)) == (["applied"], 4000)


def test_trying_again_asks_for_approval_where_that_is_needed_by_now(failed, actor):
    set_policy(approve_above_percent=10)
    assert states(decide("retry", failed, actor)) == ["proposed"]
