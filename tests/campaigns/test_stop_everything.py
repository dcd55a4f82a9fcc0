"""The stop: everything pauses everywhere, nothing starts until it is lifted, and then exactly that runs again."""

import pytest

from campaigns import selectors, services
from campaigns.models import Change, ChangeSet, PlatformCampaign
from campaigns.services import guards
from tenants.errors import Conflict
from tenants.queue.sweeping import sweep_organization
from tenants.selectors import list_audit_events
from tests.campaigns.guarded import make_account, make_running, part_of
from tests.factories import START

pytestmark = pytest.mark.django_db


@pytest.fixture
def bakery(organization, clock):
    """An ad account on Meta."""
    return make_account()


def statuses() -> list[str]:
    return list(PlatformCampaign.objects.order_by("pk").values_list("status", flat=True))


def confirm(**fields) -> None:
    """Let the platforms confirm every pause that is under way."""
    Change.objects.filter(state="approved").update(state="applied", applied_at=START, **fields)
    for change in Change.objects.filter(state="applied"):
        PlatformCampaign.objects.filter(uuid=change.target_id).update(observed_status=change.after)


def test_it_pauses_what_runs_everywhere_and_says_what_was_confirmed(organization, clock, actor):
    meta, google = make_account(), make_account("Shop", platform="google")
    make_running(meta), make_running(google), make_running(google, "Read only", is_managed=False)
    make_running(meta, "Paused before", status="paused", observed_status="paused")
    made = services.stop_everything(actor=actor, now=START, reason="The till is broken.")
    assert (made.campaign, made.changes.count(), made.reason) == (None, 3, "The till is broken.")
    assert statuses() == ["paused"] * 4
    stop = selectors.get_stop()
    assert [(one.platform, one.confirmed, one.total) for one in stop.platforms] == [("google", 0, 2), ("meta", 0, 1)]
    confirm()
    stop = selectors.get_stop()
    assert [(one.confirmed, one.confirmed_at) for one in stop.platforms] == [(2, START), (1, START)]
    assert [event.action for event in list_audit_events()[:2]] == ["campaigns.paused", "everything.stopped"]


def test_while_it_holds_nothing_starts_and_nothing_is_raised(bakery, actor):
    cakes = make_running(bakery)
    services.stop_everything(actor=actor, now=START)
    confirm()
    cakes = selectors.get_campaign(cakes.uuid)
    with pytest.raises(Conflict, match="stopped everything on Fri 20 November, 09:00"):
        services.resume_campaign(campaign=cakes, actor=actor, now=START)
    with pytest.raises(Conflict, match="stopped everything"):
        services.change_budget(campaign=cakes, daily_budget_minor=4000, actor=actor, now=START)
    assert services.change_budget(campaign=cakes, daily_budget_minor=2000, actor=actor, now=START)


def test_starting_again_switches_on_exactly_what_it_paused(bakery, actor):
    cakes, pies = make_running(bakery), make_running(bakery, "Mince pies")
    make_running(bakery, "Paused before", status="paused", observed_status="paused")
    make_running(bakery, "Switched on at Meta", status="paused")
    services.stop_everything(actor=actor, now=START)
    assert Change.objects.count() == 3
    confirm()
    with pytest.raises(Conflict):
        services.resume_campaign(campaign=selectors.get_campaign(cakes.uuid), actor=actor, now=START)
    started = services.start_again(actor=actor, now=START, only={part_of(pies).uuid})
    assert [change.target_id for change in started.changes.all()] == [part_of(pies).uuid]
    assert selectors.get_policy().stopped_at is None
    assert [part.campaign for part in selectors.get_stop().restartable] == [cakes]
    services.start_again(actor=actor, now=START)
    assert statuses() == ["active", "active", "paused", "paused"]
    with pytest.raises(Conflict, match="Nothing is left"):
        services.start_again(actor=actor, now=START)


def test_it_may_be_lifted_without_starting_anything(bakery, actor):
    make_running(bakery)
    services.stop_everything(actor=actor, now=START)
    confirm()
    services.lift_stop(actor=actor, now=START)
    assert statuses() == ["paused"]
    with pytest.raises(Conflict, match="Nothing is stopped"):
        services.lift_stop(actor=actor, now=START)


def test_a_ceiling_that_does_not_hold_all_of_it_keeps_the_stop(bakery, actor):
    make_running(bakery, budget=3000), make_running(bakery, "Mince pies", budget=3000)
    services.stop_everything(actor=actor, now=START)
    confirm()
    services.update_policy(
        values={"daily_ceiling_minor": 5000}, version=selectors.get_policy().version, actor=actor, now=START
    )
    with pytest.raises(Conflict, match="everything together"):
        services.start_again(actor=actor, now=START)
    assert selectors.get_policy().stopped_at == START
    assert statuses() == ["paused", "paused"]


def test_what_is_being_switched_on_at_that_moment_is_held_back_and_paused_after(bakery, actor, organization, run_jobs):
    cakes = make_running(bakery, status="paused", observed_status="paused")
    type(cakes).objects.filter(pk=cakes.pk).update(status="paused")
    services.resume_campaign(campaign=selectors.get_campaign(cakes.uuid), actor=actor, now=START)
    resume = Change.objects.get()
    Change.objects.update(state="applying")
    assert services.stop_everything(actor=actor, now=START) is None
    assert "stopped everything" in guards.held_back(resume)
    assert not services.list_slipped(now=START)  # the resume is still under way
    Change.objects.update(state="applied")
    assert services.list_slipped(now=START) == [part_of(cakes).pk]
    sweep_organization(organization=organization, now=START)
    run_jobs(names=["campaigns.hold_stop"])
    assert statuses() == ["paused"]
    assert [part.campaign for part in selectors.get_stop().restartable] == [cakes]
    assert services.hold_stop(now=START) is None


def test_a_start_whose_answer_was_lost_is_paused_once_after_the_stop(bakery, actor):
    cakes = make_running(bakery, status="paused", observed_status="paused")
    type(cakes).objects.update(status="paused")
    services.resume_campaign(campaign=selectors.get_campaign(cakes.uuid), actor=actor, now=START)
    Change.objects.update(state="applying", attempts=1)
    services.stop_everything(actor=actor, now=START)
    Change.objects.update(state="failed")
    PlatformCampaign.objects.update(status="paused")
    pause = services.hold_stop(now=START).changes.get()
    assert (pause.before, pause.after) == ("active", "paused")
    assert not services.list_slipped(now=START)
    confirm()
    assert not services.list_slipped(now=START)
    assert selectors.list_running(now=START) == []
    assert selectors.get_stop().restartable == []


def test_pressed_twice_it_stops_once_and_pauses_what_runs_by_then(bakery, actor):
    make_running(bakery)
    services.stop_everything(actor=actor, now=START)
    assert services.stop_everything(actor=actor, now=START.replace(hour=10)) is None
    assert selectors.get_policy().stopped_at == START
    confirm()
    PlatformCampaign.objects.update(observed_status="active")  # somebody switched it on at Meta
    assert services.stop_everything(actor=actor, now=START.replace(hour=10)).changes.get().after == "paused"
    assert ChangeSet.objects.count() == 2
    stop = selectors.get_stop()
    assert (stop.platforms[0].total, len(stop.restartable)) == (1, 1)


def test_what_has_no_working_connection_is_named_and_left_out(bakery, actor):
    cakes = make_running(bakery)
    type(bakery.connection).objects.update(status="auth_error")
    assert services.stop_everything(actor=actor, now=START) is None
    (left,) = selectors.list_running(now=START)
    assert (left.campaign, selectors.is_out_of_reach(left)) == (cakes, True)


def test_a_refused_pause_is_told_and_not_tried_without_end(bakery, actor):
    make_running(bakery)
    services.stop_everything(actor=actor, now=START)
    Change.objects.update(state="failed", error="Not today.")
    PlatformCampaign.objects.update(status="active")
    (platform,) = selectors.get_stop().platforms
    assert (platform.waiting, [change.error for change in platform.failed]) == (0, ["Not today."])
    assert not services.list_slipped(now=START)
    assert services.stop_everything(actor=actor, now=START)


def test_on_the_platform_it_is_paused_and_running_again(sandbox, running, actor, run_jobs):
    services.stop_everything(actor=actor, now=START)
    run_jobs(names=["campaigns.apply_change_set"])
    assert sandbox.control("GET", "objects", kind="campaign")["objects"][0]["status"] == "PAUSED"
    assert [(one.confirmed, one.total) for one in selectors.get_stop().platforms] == [(1, 1)]
    services.start_again(actor=actor, now=START)
    run_jobs(names=["campaigns.apply_change_set"])
    assert sandbox.control("GET", "objects", kind="campaign")["objects"][0]["status"] == "ACTIVE"
