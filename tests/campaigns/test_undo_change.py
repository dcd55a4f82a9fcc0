"""An undo is offered where it can work: not over what was set since, and back to a platform's own way where that is known."""

import pytest

import integrations.services
from campaigns import selectors, services
from campaigns.models import Change, PlatformCampaign
from integrations.types import Bid, BidStrategy, ObjectKind, ObjectRef
from tenants.errors import Conflict
from tenants.roles import Role
from tests.campaigns.people import APPLY, act_as, ask_for, budget_here, budget_there, decide, set_policy, states
from tests.factories import START

pytestmark = pytest.mark.django_db


def offered(client) -> set[str]:
    """Return the ids of the changes that History has an undo for."""
    page = client.get("/history/").content.decode()
    return {str(change.uuid) for change in Change.objects.all() if f"/changes/{change.uuid}/undo/" in page}


def undo(change: Change, actor, run_jobs):
    made = services.undo_change(change=selectors.get_change(change.uuid), actor=actor, now=START)
    run_jobs(names=APPLY)
    return made


@pytest.fixture
def two(running, actor, run_jobs):
    """€30.00 a day, then €40.00."""
    for amount in (3000, 4000):
        ask_for(running, actor, amount)
        run_jobs(names=APPLY)
    return list(Change.objects.filter(kind="budget").order_by("pk"))


def test_what_was_changed_again_since_has_no_undo_until_that_is_undone(two, actor, page_client, api_client, run_jobs):
    first, second = two
    assert offered(page_client()) == {str(second.uuid)}
    assert "Changed again since" in page_client().get("/history/").content.decode()
    told = {one["id"]: one["is_undoable"] for one in api_client().get("/api/v1/changes?kind=budget").json()["items"]}
    assert told == {str(first.uuid): False, str(second.uuid): True}
    undo(second, actor, run_jobs)
    assert str(first.uuid) in offered(page_client())
    undo(first, actor, run_jobs)
    assert budget_here() == 2500


def test_a_large_decrease_is_undone_once_somebody_else_agrees(sandbox, running, actor, member, run_jobs):
    ask_for(running, actor, 1000)
    run_jobs(names=APPLY)
    set_policy(largest_step_percent=20)
    asked = undo(Change.objects.get(kind="budget"), actor, run_jobs)
    assert (states(asked), budget_here()) == (["proposed"], 1000)
    assert "more than 20% at once" in asked.approval_reason
    decide("approve", asked, act_as(member, Role.ADMIN))
    run_jobs(names=APPLY)
    assert (states(asked), budget_there(sandbox)) == (["applied"], 2500)


def test_within_the_largest_step_an_undo_asks_nobody(running, actor, run_jobs):
    ask_for(running, actor, 2200)
    run_jobs(names=APPLY)
    set_policy(largest_step_percent=20)
    assert states(undo(Change.objects.get(kind="budget"), actor, run_jobs)) == ["applied"]


@pytest.fixture
def first_bid(running, account, actor, run_jobs):
    """The platform bid by itself; then a highest cost of €9.00 for each result was set."""
    services.sync_account(account=account, now=START)
    services.change_bid(campaign=running, bid=Bid(BidStrategy.COST_CAP, 900), actor=actor, now=START)
    run_jobs(names=APPLY)
    return Change.objects.get(kind="bid", state="applied")


def test_a_first_bid_is_undone_to_the_platforms_own_way(sandbox, first_bid, account, actor, page_client, run_jobs):
    assert (first_bid.before, str(first_bid.uuid) in offered(page_client())) == (None, True)
    undone = undo(first_bid, actor, run_jobs)
    part = PlatformCampaign.objects.get()
    seen = integrations.services.observe_object(account=account, ref=ObjectRef(ObjectKind.CAMPAIGN, part.external_id))
    assert (states(undone), part.bid, seen.bid.strategy) == (["applied"], None, "maximize_conversions")
    again = undo(undone.changes.get(), actor, run_jobs)
    assert (states(again), PlatformCampaign.objects.get().bid["amount_minor"]) == (["applied"], 900)
    assert states(undo(again.changes.get(), actor, run_jobs)) == ["applied"]
    services.sync_account(account=account, now=START)
    assert selectors.list_drift(selectors.get_campaign(part.campaign.uuid)) == []


def test_where_its_own_way_is_not_known_no_undo_is_offered(first_bid, actor, page_client):
    Change.objects.filter(pk=first_bid.pk).update(evidence={})
    client = page_client()
    assert offered(client) == set()
    assert "how it bid before is not known" in client.get("/history/").content.decode()
    with pytest.raises(Conflict, match="How Meta bid by itself"):
        services.undo_change(change=selectors.get_change(first_bid.uuid), actor=actor, now=START)


def test_a_bid_that_takes_the_place_of_one_that_waits_goes_back_as_far(sandbox, running, account, actor, run_jobs):
    services.sync_account(account=account, now=START)
    for amount in (900, 800):
        services.change_bid(campaign=running, bid=Bid(BidStrategy.COST_CAP, amount), actor=actor, now=START)
    run_jobs(names=APPLY)
    newest = Change.objects.get(kind="bid", state="applied")
    assert newest.before is None
    assert states(undo(newest, actor, run_jobs)) == ["applied"]
