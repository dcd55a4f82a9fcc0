"""The stop and closed days: their pages, the API."""

import json
import re

import pytest
from django.urls import reverse

from campaigns import selectors, services
from campaigns.models import Change, Closure, PlatformCampaign
from tests.campaigns.guarded import make_account, make_running, part_of
from tests.factories import START

pytestmark = pytest.mark.django_db


@pytest.fixture
def bakery(organization, clock):
    """An ad account on Meta."""
    return make_account()


def text(answer) -> str:
    """Return a page without the elements around its moments."""
    return re.sub(r"</?time[^>]*>", "", answer.content.decode())


def post(client, path: str, body: dict):
    return client.post(f"/api/v1{path}", json.dumps(body), content_type="application/json")


def test_the_page_stops_says_who_confirmed_and_starts_again(bakery, page_client):
    cakes = make_running(bakery)
    browser, page = page_client(), reverse("campaigns:stop")
    assert "1 campaign runs" in text(browser.get(page))
    assert browser.post(reverse("campaigns:stop_everything"), {"reason": "The till is broken."}).status_code == 302
    shown = text(browser.get(page))
    assert "Everything is being stopped: <mark>0 of 1</mark> confirmed" in shown
    assert 'hx-trigger="every 2s"' in shown
    Change.objects.update(state="applied", applied_at=START)
    PlatformCampaign.objects.update(observed_status="paused")
    part = text(browser.get(page, headers={"HX-Request": "true"}))
    assert "Nothing spends there since Fri 20 November, 09:00" in part
    assert "hx-trigger" not in part
    assert "<html" not in part
    assert '<div hx-swap-oob="innerHTML:h1.lede"><mark>Everything is stopped</mark> since' in part
    assert "hx-swap-oob" not in text(browser.get(page))
    assert "<mark>Everything is stopped</mark> since" in text(browser.get(page))
    nothing = browser.post(reverse("campaigns:start_again"), {}, follow=True)
    assert "Tick what is to be switched on" in text(nothing)
    assert [one.title for one in selectors.list_attention(now=START)] == ["Everything is stopped"]
    assert "Look at the stop" in text(browser.get("/"))
    browser.post(reverse("campaigns:start_again"), {"part": [str(part_of(cakes).uuid)]})
    assert part_of(cakes).status == "active"
    assert "Everything is stopped" not in text(browser.get(page))


def test_what_is_out_of_reach_is_named_on_the_page(bakery, page_client):
    make_running(bakery)
    type(bakery.connection).objects.update(status="auth_error")
    assert "The permission for Bakery has ended" in text(page_client().get(reverse("campaigns:stop")))


def test_a_member_may_stop_and_a_manager_starts_again(bakery, page_client):
    make_running(bakery)
    member = page_client("member")
    assert member.post(reverse("campaigns:stop_everything")).status_code == 302
    assert selectors.get_policy().stopped_at == START
    assert "A manager, admin or owner can start again." in text(member.get(reverse("campaigns:stop")))
    assert member.post(reverse("campaigns:lift_stop")).status_code == 403
    assert page_client("manager").post(reverse("campaigns:lift_stop")).status_code == 302
    assert selectors.get_policy().stopped_at is None


def test_a_program_stops_lifts_and_starts_again(bakery, api_client):
    cakes = make_running(bakery)
    program = api_client()
    answer = post(program, "/stop", {"reason": "Now"})
    assert (answer.status_code, answer.json()["platforms"][0]["waiting"]) == (202, 1)
    assert post(program, f"/campaigns/{cakes.uuid}/resume", {}).status_code == 409
    assert post(program, "/stop/lift", {}).json()["restartable"][0]["id"] == str(part_of(cakes).uuid)
    assert post(program, "/stop/lift", {}).status_code == 409
    started = post(program, "/stop/start-again", {"only": [str(part_of(cakes).uuid)]})
    assert (started.status_code, started.json()["restartable"]) == (202, [])
    assert program.get("/api/v1/stop").json()["running"][0]["id"] == str(part_of(cakes).uuid)


def test_closed_days_are_planned_moved_and_ended_on_their_page(bakery, page_client):
    cakes = make_running(bakery)
    browser = page_client()
    days = {"kind": "sold_out", "campaign": str(cakes.uuid), "from_date": "2026-11-20", "to_date": "", "note": "Gone"}
    assert browser.post(reverse("campaigns:create_closure"), days).status_code == 302
    closure = Closure.objects.get()
    assert (closure.state, part_of(cakes).status) == ("on", "paused")
    shown = text(browser.get(reverse("campaigns:closures")))
    assert "Christmas cakes <mark>is paused</mark> until you end it" in shown
    assert "Gone" in shown
    moved = {"from_date": "2026-11-20", "to_date": "2026-11-25", "note": "Gone"}
    assert browser.post(reverse("campaigns:update_closure", args=[closure.uuid]), moved).status_code == 302
    assert "until 25 Nov 2026 is over" in text(browser.get(reverse("campaigns:edit_closure", args=[closure.uuid])))
    browser.post(reverse("campaigns:end_closure", args=[closure.uuid]), {"resumes": "yes"})
    assert part_of(cakes).status == "active"


def test_wrong_days_are_told_at_their_field(bakery, page_client):
    days = {"kind": "closed", "from_date": "2026-11-30", "to_date": "2026-11-20"}
    answer = page_client().post(reverse("campaigns:create_closure"), days)
    assert answer.status_code == 422
    assert "The last day is before the first." in text(answer)


def test_a_closure_that_the_stop_keeps_on_says_so(bakery, page_client, clock, actor):
    make_running(bakery)
    day = START.date()
    services.create_closure(campaign=None, kind="closed", from_date=day, to_date=day, actor=actor, now=START)
    services.stop_everything(actor=actor, now=START)
    services.turn_closures(now=clock.advance(days=1))
    assert "Its last day is over, but" in text(page_client().get(reverse("campaigns:closures")))
    late = selectors.list_attention(now=clock.advance(hours=1))
    assert [one.title for one in late] == ["Everything is stopped", "Every campaign is still paused"]


def test_a_program_plans_moves_and_ends_closed_days(bakery, api_client):
    cakes = make_running(bakery)
    program = api_client()
    made = post(program, "/closures", {"campaign": str(cakes.uuid), "from_date": "2026-12-24", "to_date": "2026-12-26"})
    assert (made.status_code, made.json()["state"]) == (201, "planned")
    address = f"/closures/{made.json()['id']}"
    body = json.dumps({"from_date": "2026-11-20", "to_date": "2026-12-27"})
    moved = program.put(f"/api/v1{address}", body, content_type="application/json")
    assert (moved.status_code, moved.json()["state"]) == (200, "on")
    assert program.get(f"/api/v1/closures?is_open=true&campaign={cakes.uuid}").json()["items"][0]["state"] == "on"
    assert post(program, f"{address}/end", {"resumes": False}).json()["state"] == "called_off"
    assert part_of(cakes).status == "paused"
    assert post(program, "/closures", {"from_date": "2026-01-01"}).status_code == 422
