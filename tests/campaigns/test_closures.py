"""Closed from … to …, and sold out: campaigns pause by date and run again."""

from datetime import date, timedelta

import pytest

from campaigns import selectors, services
from campaigns.models import Change, Closure, PlatformCampaign
from tenants import queue
from tenants.errors import Conflict, Invalid
from tests.campaigns.guarded import make_account, make_running, part_of
from tests.factories import START

pytestmark = pytest.mark.django_db
TODAY = START.date()


@pytest.fixture
def bakery(organization, clock):
    """An ad account on Meta."""
    return make_account()


def close(actor, *, campaign=None, kind="closed", first=TODAY, last: date | None = None, now=START, **more) -> Closure:
    return services.create_closure(
        campaign=campaign, kind=kind, from_date=first, to_date=last, actor=actor, now=now, **more
    )


def turn(day: date, hour: int = 9) -> None:
    """Let everything that is under way be confirmed, then turn the closures on a day."""
    Change.objects.filter(state="approved").update(state="applied")
    services.turn_closures(now=START.replace(year=day.year, month=day.month, day=day.day, hour=hour))


def statuses() -> list[str]:
    return list(PlatformCampaign.objects.order_by("pk").values_list("status", flat=True))


def states() -> list[str]:
    return list(Closure.objects.order_by("pk").values_list("state", flat=True))


def test_it_pauses_on_its_first_day_and_resumes_after_its_last(bakery, actor):
    make_running(bakery), make_running(bakery, "Paused before", status="paused", observed_status="paused")
    make_running(bakery, "Read only", is_managed=False)
    christmas = close(actor, first=date(2026, 12, 24), last=date(2026, 12, 27), note="Closed over Christmas")
    turn(date(2026, 12, 23))
    assert (christmas.state, statuses()) == ("planned", ["active", "paused", "active"])
    turn(date(2026, 12, 24))
    assert (states(), statuses()) == (["on"], ["paused", "paused", "active"])
    pause = Change.objects.get()
    assert (pause.actor_kind, pause.actor_label, pause.reason) == ("system", actor.label, "Closed over Christmas")
    turn(date(2026, 12, 27))
    assert statuses()[0] == "paused"
    turn(date(2026, 12, 28))
    assert (states(), statuses()) == (["over"], ["active", "paused", "active"])


def test_the_job_turns_them(bakery, actor, organization, clock, run_jobs):
    make_running(bakery)
    close(actor, first=TODAY + timedelta(days=1))
    clock.advance(days=1)
    queue.enqueue("campaigns.turn_closures", organization=organization)
    run_jobs(names=["campaigns.turn_closures"])
    assert (states(), statuses()) == (["on"], ["paused"])


def test_days_are_the_organisations(bakery, actor, organization):
    organization.time_zone = "Pacific/Auckland"  # 13 hours ahead in December
    make_running(bakery)
    close(actor, first=date(2026, 12, 24))
    turn(date(2026, 12, 23), hour=10)
    assert statuses() == ["active"]
    turn(date(2026, 12, 23), hour=11)
    assert statuses() == ["paused"]


def test_sold_out_begins_at_once_for_its_campaign_only_and_ends_by_hand(bakery, actor):
    cakes, _ = make_running(bakery), make_running(bakery, "Mince pies")
    closure = close(actor, campaign=cakes, kind="sold_out")
    assert (closure.state, statuses()) == ("on", ["paused", "active"])
    turn(date(2027, 6, 1))
    assert statuses() == ["paused", "active"]
    ended = services.end_closure(closure=closure, actor=actor, now=START)
    assert (ended.state, statuses(), ended.resume_set.actor_kind) == ("over", ["active", "active"], "user")
    with pytest.raises(Conflict, match="over already"):
        services.end_closure(closure=closure, actor=actor, now=START)


def test_what_was_switched_by_hand_meanwhile_stays_as_it_is(bakery, actor):
    cakes, pies = make_running(bakery), make_running(bakery, "Mince pies")
    close(actor, last=TODAY)
    turn(TODAY)
    services.resume_campaign(campaign=selectors.get_campaign(cakes.uuid), actor=actor, now=START)
    turn(TODAY)
    services.pause_campaign(campaign=selectors.get_campaign(cakes.uuid), actor=actor, now=START)
    turn(TODAY + timedelta(days=1))
    assert [part_of(cakes).status, part_of(pies).status] == ["paused", "active"]


def test_where_two_overlap_the_later_end_counts(bakery, actor):
    cakes, pies = make_running(bakery), make_running(bakery, "Mince pies")
    close(actor, last=TODAY)
    turn(TODAY)
    sold_out = close(actor, campaign=cakes, kind="sold_out", last=TODAY + timedelta(days=1))
    assert sold_out.pause_set is None
    turn(TODAY + timedelta(days=1))
    assert [part_of(cakes).status, part_of(pies).status] == ["paused", "active"]
    turn(TODAY + timedelta(days=2))
    assert statuses() == ["active", "active"]


def test_while_everything_is_stopped_it_stays_on_and_ends_when_that_is_lifted(bakery, actor):
    make_running(bakery)
    close(actor, last=TODAY)
    services.stop_everything(actor=actor, now=START)
    turn(TODAY + timedelta(days=1))
    assert (states(), statuses()) == (["on"], ["paused"])
    services.lift_stop(actor=actor, now=START)
    turn(TODAY + timedelta(days=1))
    assert (states(), statuses()) == (["over"], ["active"])


def test_what_is_being_launched_is_paused_when_it_stands(bakery, actor):
    cakes = make_running(bakery, launched_at=None, external_id="")
    part = part_of(cakes)
    launch = Change.objects.create(
        change_set=services_set(cakes), campaign=cakes, platform_campaign=part, platform="meta", currency="EUR",
        target_kind="platform_campaign", target_id=part.uuid, field="status", kind="launch", before="draft",
        after="active", label="Christmas cakes", state="applying", actor_kind="user", actor_label="Nora", created_at=START,
    )  # fmt: skip
    assert close(actor).state == "planned"
    Change.objects.filter(pk=launch.pk).update(state="applied")
    PlatformCampaign.objects.update(launched_at=START, external_id="c-1")
    turn(TODAY)
    assert (states(), statuses()) == (["on"], ["paused"])


def services_set(campaign):
    return campaign.change_sets.create(label="Launch", created_at=START, actor_kind="user", actor_label="Nora")


def test_days_may_be_moved_while_they_are_ahead(bakery, actor):
    make_running(bakery)
    closure = close(actor, first=TODAY + timedelta(days=3))
    common = {"closure": closure, "actor": actor, "now": START, "note": ""}
    moved = services.update_closure(**common, from_date=TODAY, to_date=TODAY)
    assert (moved.state, statuses()) == ("on", ["paused"])
    longer = services.update_closure(**common, from_date=TODAY + timedelta(days=5), to_date=TODAY + timedelta(days=9))
    assert (longer.from_date, longer.to_date) == (TODAY, TODAY + timedelta(days=9))


def test_called_off_what_it_paused_may_stay_paused(bakery, actor):
    make_running(bakery)
    closure = close(actor)
    assert services.end_closure(closure=closure, actor=actor, now=START, resumes=False).state == "called_off"
    turn(TODAY + timedelta(days=9))
    assert statuses() == ["paused"]


def test_asked_for_twice_it_is_made_once(bakery, actor):
    assert close(actor, last=TODAY) == close(actor, last=TODAY)


@pytest.mark.parametrize(
    ("days", "field"),
    [((-1, None), "from_date"), ((2, 1), "to_date"), ((0, 2000), "to_date"), ((2000, None), "from_date")],
)
def test_days_that_cannot_be_are_refused_at_their_field(bakery, actor, days, field):
    first, last = (None if n is None else TODAY + timedelta(days=n) for n in days)
    with pytest.raises(Invalid) as error:
        close(actor, first=first, last=last)
    assert list(error.value.fields) == [field]


def test_a_note_that_is_too_long_and_a_kind_that_is_none_are_refused(bakery, actor):
    with pytest.raises(Invalid) as error:
        close(actor, kind="holiday", note="x" * 255)
    assert set(error.value.fields) == {"kind", "note"}
