"""What somebody must approve waits: nothing moves before the yes, and the yes is given to the values of that moment."""

import pytest

from campaigns import selectors, services
from campaigns.models import Change, PlatformCampaign
from campaigns.services.undoing import Moved
from tenants import services as tenants
from tenants.errors import Conflict, Forbidden, Invalid
from tenants.models import AuditEvent
from tenants.roles import Role
from tenants.types import Actor, ActorKind
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
def asked(running, member):
    """A member has asked for €40.00 a day instead of €25.00."""
    return ask_for(running, act_as(member, Role.MEMBER))


@pytest.fixture
def owner(actor):
    """Who may approve."""
    return actor


def test_what_a_member_asks_for_moves_nothing_and_is_not_sent(sandbox, asked, run_jobs):
    run_jobs(names=APPLY)
    assert (states(asked), budget_here(), budget_there(sandbox)) == (["proposed"], 2500, 2500)
    assert "may ask for changes" in asked.approval_reason


def test_a_yes_moves_it_and_the_platform_follows(sandbox, asked, owner, run_jobs):
    decide("approve", asked, owner, note="Good.")
    assert (states(asked), budget_here()) == (["approved"], 4000)
    run_jobs(names=APPLY)
    assert (states(asked), budget_there(sandbox)) == (["applied"], 4000)
    event = AuditEvent.objects.get(action="change_set.approved")
    assert (event.actor_label, event.detail["note"], event.target_id) == (owner.label, "Good.", asked.uuid)


def test_a_no_moves_nothing_and_says_who_and_why(sandbox, asked, owner, run_jobs):
    decided = decide("reject", asked, owner, note="Too early.")
    run_jobs(names=APPLY)
    assert (states(asked), budget_here(), budget_there(sandbox)) == (["rejected"], 2500, 2500)
    assert (decided.decided_by_label, decided.decision_note, decided.decision) == (
        owner.label,
        "Too early.",
        "rejected",
    )


def test_who_asked_withdraws_it_and_nobody_else(asked, member, owner):
    with pytest.raises(Forbidden, match="Only who asked"):
        decide("withdraw", asked, owner)
    decide("withdraw", asked, act_as(member, Role.MEMBER))
    assert (states(asked), budget_here()) == (["rejected"], 2500)


@pytest.mark.parametrize("role", [Role.MEMBER, Role.CLIENT])
@pytest.mark.parametrize("how", ["approve", "reject"])
def test_a_role_without_it_cannot_decide(asked, member, role, how):
    with pytest.raises(Forbidden, match="role"):
        decide(how, asked, act_as(member, role))
    assert states(asked) == ["proposed"]


def test_pausing_needs_nobody_and_resuming_does(running, member, run_jobs):
    somebody = act_as(member, Role.MEMBER)
    paused = services.pause_campaign(campaign=running, actor=somebody, now=START)
    run_jobs(names=APPLY)
    resumed = services.resume_campaign(campaign=running, actor=somebody, now=START)
    assert (states(paused), states(resumed)) == (["applied"], ["proposed"])
    assert selectors.get_campaign(running.uuid).status == "paused"


THRESHOLDS = [
    ({"approve_above_minor": 4000}, 3999, ""),
    ({"approve_above_minor": 4000}, 4000, "from €40.00 a day"),
    ({"approve_above_minor": 4000}, 2000, ""),
    ({"approve_above_percent": 20}, 3000, ""),
    ({"approve_above_percent": 20}, 3001, "20 %"),
    ({"approve_above_percent": 20}, 100, ""),
    ({"approve_launches": True}, 9000, ""),
]


@pytest.mark.parametrize(("policy", "amount", "text"), THRESHOLDS)
def test_thresholds_bind_also_who_may_approve(running, owner, policy, amount, text):
    set_policy(**policy)
    made = ask_for(running, owner, amount)
    assert (text in made.approval_reason, states(made)) == (True, ["proposed" if text else "approved"])
    assert bool(made.approval_reason) == bool(text)


def test_a_threshold_takes_another_person_than_who_asked(running, owner, member):
    set_policy(approve_above_percent=20)
    made = ask_for(running, owner)
    manager = act_as(member, Role.MANAGER)
    with pytest.raises(Forbidden, match="somebody else must approve it: Manager Acme"):
        decide("approve", made, owner)
    decide("approve", made, manager)
    assert budget_here() == 4000


def test_who_alone_may_approve_says_yes_a_second_time(running, owner):
    set_policy(approve_above_percent=20)
    made = ask_for(running, owner)
    assert budget_here() == 2500
    decide("approve", made, owner)
    assert budget_here() == 4000


def test_a_key_is_the_person_who_made_it(running, owner, member):
    act_as(member, Role.MANAGER)
    common = {"granting_role": Role.OWNER, "actor": owner, "now": START}
    key, _ = tenants.create_api_key(name="Till", role=Role.OWNER, **common)
    set_policy(approve_above_percent=20)
    with pytest.raises(Forbidden, match="yourself"):
        decide("approve", ask_for(running, owner), Actor.for_api_key(key))


@pytest.mark.parametrize("kind", [ActorKind.RULE, ActorKind.OPTIMIZER, ActorKind.EXPERIMENT])
def test_what_acts_by_itself_asks_unless_the_organisation_lets_it(running, kind):
    machine = Actor(kind, None, "Stop what does not sell")
    assert states(ask_for(running, machine, 3000)) == ["proposed"]
    set_policy(approve_automatic=False)
    assert states(ask_for(running, machine, 3100)) == ["approved"]


def test_the_product_itself_asks_nobody(running):
    set_policy(approve_above_percent=1)
    assert states(ask_for(running, Actor.system())) == ["approved"]


def test_asking_twice_for_the_same_is_asking_once_and_for_another_replaces_it(running, member):
    somebody = act_as(member, Role.MEMBER)
    first, again = ask_for(running, somebody), ask_for(running, somebody)
    other = ask_for(running, somebody, 4500)
    assert (first.pk, states(first), states(other)) == (again.pk, ["superseded"], ["proposed"])
    with pytest.raises(Conflict, match="a later one took its place"):
        decide("approve", first, Actor.system())


def test_a_second_yes_of_the_same_person_is_no_error_and_another_ones_no_is(asked, owner, member):
    decide("approve", asked, owner)
    decide("approve", asked, owner)
    with pytest.raises(Conflict, match=f"{owner.label} has approved this already"):
        decide("reject", asked, act_as(member, Role.MANAGER))
    assert Change.objects.filter(kind="budget").count() == 1
    assert AuditEvent.objects.filter(action="change_set.approved").count() == 1


def test_a_yes_after_the_withdrawal_is_told_so(asked, owner, member):
    decide("withdraw", asked, act_as(member, Role.MEMBER))
    with pytest.raises(Conflict, match="Member Acme has withdrawn this"):
        decide("approve", asked, owner)
    assert budget_here() == 2500


def test_a_yes_is_refused_with_both_values_when_it_was_changed_here_since(asked, running, owner, run_jobs):
    ask_for(running, owner, 3000)
    run_jobs(names=APPLY)
    with pytest.raises(Moved, match=r"it is €30\.00 now, not the €25\.00"):
        decide("approve", asked, owner)
    assert (states(asked), budget_here()) == (["proposed"], 3000)


def test_a_yes_is_refused_with_both_values_when_the_platform_moved(
    sandbox, asked, account, organization, owner, run_jobs
):
    (found,) = sandbox.control("GET", "objects", kind="campaign")["objects"]
    sandbox.control("POST", f"objects/{found['id']}", daily_budget=3300)
    build.sync_now(account, organization, run_jobs)
    with pytest.raises(Moved, match=r"Meta now has €33\.00, not €25\.00"):
        decide("approve", asked, owner)
    assert (states(asked), budget_there(sandbox)) == (["proposed"], 3300)


def test_a_yes_takes_the_place_of_what_still_waits_of_the_same_field(sandbox, running, owner, member, run_jobs):
    waiting = ask_for(running, owner, 3000)
    asked = ask_for(running, act_as(member, Role.MEMBER), 4000)
    decide("approve", asked, owner)
    assert (states(waiting), states(asked)) == (["superseded"], ["approved"])
    assert asked.changes.get().before == 2500
    run_jobs(names=APPLY)
    assert budget_there(sandbox) == 4000


def test_a_ceiling_that_was_set_meanwhile_holds_the_yes(asked, owner):
    set_policy(daily_ceiling_minor=3000)
    with pytest.raises(Invalid) as refused:
        decide("approve", asked, owner)
    assert "daily_budget_minor" in refused.value.fields
    assert (states(asked), budget_here()) == (["proposed"], 2500)


def test_a_launch_that_a_member_asks_for_waits_for_review_and_goes_on_with_the_yes(
    sandbox, draft, owner, member, run_jobs
):
    asked = services.launch_campaign(campaign=draft, actor=act_as(member, Role.MEMBER), now=START)
    run_jobs(names=APPLY)
    assert selectors.get_campaign(draft.uuid).status == "pending_review"
    assert sandbox.control("GET", "objects", kind="campaign")["objects"] == []
    decide("approve", asked, owner)
    run_jobs(names=APPLY)
    launched = selectors.get_campaign(draft.uuid)
    assert (launched.status, states(asked)) == ("active", ["applied"])
    assert budget_there(sandbox) == 2500


@pytest.mark.parametrize("how", ["reject", "withdraw"])
def test_a_launch_that_was_not_approved_is_a_draft_again(draft, owner, member, how):
    somebody = act_as(member, Role.MEMBER)
    asked = services.launch_campaign(campaign=draft, actor=somebody, now=START)
    decide(how, asked, owner if how == "reject" else somebody)
    assert selectors.get_campaign(draft.uuid).status == "draft"
    assert PlatformCampaign.objects.get().status == "draft"
    again = services.launch_campaign(campaign=draft, actor=somebody, now=START)
    assert states(again) == ["proposed"]


def test_launches_of_everybody_wait_where_the_organisation_says_so(draft, owner):
    set_policy(approve_launches=True)
    asked = services.launch_campaign(campaign=draft, actor=owner, now=START)
    assert (states(asked), asked.approval_reason) == (["proposed"], "Launches must be approved here.")


def test_a_launch_above_the_amount_waits(draft, owner):
    set_policy(approve_above_minor=2500)
    asked = services.launch_campaign(campaign=draft, actor=owner, now=START)
    assert "€25.00 a day" in asked.approval_reason


def test_some_are_approved_and_the_others_refused(sandbox, running, owner, member, run_jobs):
    asked = ask_for_two(running, act_as(member, Role.MEMBER))
    budget = asked.changes.get(kind="budget")
    with pytest.raises(Invalid):
        decide("approve", asked, owner, only=[running.uuid])
    decide("approve", asked, owner, only=[budget.uuid])
    run_jobs(names=APPLY)
    assert (states(asked), budget_there(sandbox)) == (["applied", "rejected"], 4000)


def test_what_was_approved_can_be_undone(sandbox, asked, owner, run_jobs):
    decide("approve", asked, owner)
    run_jobs(names=APPLY)
    services.undo_change_set(change_set=selectors.get_change_set(asked.uuid), actor=owner, now=START)
    run_jobs(names=APPLY)
    assert budget_there(sandbox) == 2500


def test_launching_what_waits_for_approval_leads_to_what_waits(draft, owner, member):
    asked = services.launch_campaign(campaign=draft, actor=act_as(member, Role.MEMBER), now=START)
    again = services.launch_campaign(campaign=draft, actor=owner, now=START)
    assert (again.pk, Change.objects.filter(kind="launch").count()) == (asked.pk, 1)


def test_what_only_takes_over_a_platforms_value_is_no_raise(sandbox, running, account, organization, owner, run_jobs):
    set_policy(approve_above_percent=20)
    (found,) = sandbox.control("GET", "objects", kind="campaign")["objects"]
    sandbox.control("POST", f"objects/{found['id']}", daily_budget=9000)
    build.sync_now(account, organization, run_jobs)
    assert states(services.keep_drift(campaign=running, actor=owner, now=START)) == ["approved"]


def test_the_stop_holds_back_what_was_approved_before_it(sandbox, asked, owner, run_jobs):
    decide("approve", asked, owner)
    set_policy(stopped_at=START, stopped_by_label="Olive Acme")
    run_jobs(names=APPLY)
    assert (states(asked), budget_here(), budget_there(sandbox)) == (["failed"], 2500, 2500)
    assert "stopped everything" in asked.changes.get().error
