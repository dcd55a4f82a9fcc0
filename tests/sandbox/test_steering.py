"""The control API and the page: look, and make things happen."""

import pytest
import requests

from .conftest import MARLOW, Meta


def test_the_default_person_owns_a_bakery_without_campaigns(sandbox):
    nora = sandbox.control("GET", "people")["people"][0]
    assert (nora["key"], nora["name"]) == ("marlow", "Nora Marlow")
    account = nora["accounts"][0]
    assert (account["id"], account["currency"], account["time_zone"]) == (MARLOW, "EUR", "Europe/Dublin")
    assert account["pixels"]
    assert nora["pages"][0]["name"] == "Marlow Bakehouse"
    assert account["campaigns"] == []


def test_people_are_made_as_wished_with_campaigns_that_have_a_past(sandbox):
    running = [
        {"name": "Old", "days": 20},
        {"name": "Newer", "days": 5, "daily_budget_minor": 900_000, "goal": "LINK_CLICKS"},
    ]
    wish = {"name": "Bakery HU", "currency": "HUF", "time_zone": "Europe/Budapest", "campaigns": running}
    person = sandbox.control("POST", "people", name="Eva Kis", key="eva", accounts=[wish, {"pixel": False}])
    account = person["accounts"][0]
    assert [campaign["name"] for campaign in account["campaigns"]] == ["Old", "Newer"]
    assert person["accounts"][1]["pixels"] == []
    rows = sandbox.books(account["id"], since="2026-01-01", until="2026-12-31")["rows"]
    days = {name["id"]: {row["day"] for row in rows if row["campaign"] == name["id"]} for name in account["campaigns"]}
    assert [len(found) for found in days.values()] == [21, 6]


@pytest.mark.parametrize("wish", [{"currency": "XXX"}, {"time_zone": "Mars/Base"}])
def test_a_wrong_wish_is_refused_and_leaves_nobody_behind(sandbox, wish):
    with pytest.raises(AssertionError, match="400"):
        sandbox.control("POST", "people", name="X", accounts=[wish])
    assert len(sandbox.control("GET", "people")["people"]) == 1


def test_what_is_not_there_is_404_and_what_is_garbage_is_400(sandbox):
    for path, body in (("objects/123", {"name": "x"}), ("ads/123/review", {}), ("tokens", {"person": "nobody"})):
        with pytest.raises(AssertionError, match="404"):
            sandbox.control("POST", path, **body)
    assert requests.post(f"{sandbox.base_url}/control/people", data=b"[1", timeout=10).status_code == 400


def test_the_log_says_what_each_call_made(meta):
    meta.sandbox.control("DELETE", "calls")
    campaign = meta.campaign(name="Bread ·op1")
    call = meta.sandbox.calls(method="POST")[-1]
    assert (call["path"], call["status"], call["kind"], call["object"], call["name"]) == (
        f"/{MARLOW}/campaigns", 200, "campaign", campaign, "Bread ·op1",
    )  # fmt: skip
    assert meta.sandbox.calls(since=call["number"]) == []


def test_objects_are_counted_by_name(meta):
    meta.campaign(name="a ·1")
    meta.campaign(name="b ·1")
    meta.call("DELETE", f"/{meta.campaign(name='c ·1')}")
    assert meta.sandbox.count("campaign", name="a ·1") == 1
    assert meta.sandbox.count("campaign", contains="·1") == 2
    assert meta.sandbox.control("GET", "objects", kind="campaign")["deleted"] == 1


def test_the_delay_curve_is_told(sandbox):
    shares = sandbox.control("GET", "delay", kind="lead", hours="1,24,168")["shares"]
    assert [row["hours"] for row in shares] == [1, 24, 168]
    assert shares[0]["share"] < shares[1]["share"] < shares[2]["share"] == 1


def test_reset_forgets_everything(meta):
    meta.campaign()
    meta.sandbox.fault("500")
    meta.sandbox.control("POST", "reset", seed=5)
    assert meta.sandbox.count("campaign") == 0
    assert meta.sandbox.control("GET", "faults")["faults"] == []
    assert Meta(meta.sandbox, meta.sandbox.token("marlow")).campaign()


def test_the_page_shows_the_world_and_steers_it(meta):
    campaign, _, ad = meta.launch(name="<i>Bread</i>")
    page = requests.get(meta.sandbox.base_url, timeout=10).text
    assert "&lt;i&gt;Bread&lt;/i&gt;" in page
    assert "<script" not in page
    assert campaign in page

    def press(**form):
        return requests.post(meta.sandbox.base_url, data=form, timeout=10)

    before = meta.sandbox.now()
    assert press(do="advance", seconds=3600).ok
    assert meta.sandbox.now() == before + 3600
    assert press(do="review", id=ad, verdict="reject").ok
    assert meta.get(ad, "effective_status")["effective_status"] == "DISAPPROVED"
    assert press(do="edit", id=campaign, field="status", value="PAUSED").ok
    assert meta.get(campaign, "status")["status"] == "PAUSED"
    assert press(do="fault", kind="500", path="/me$", times="1").ok
    assert len(meta.sandbox.control("GET", "faults")["faults"]) == 1
    assert press(do="no_faults").ok
    assert press(do="person").ok
    assert len(meta.sandbox.control("GET", "people")["people"]) == 2
    assert press(do="tokens", person=meta.sandbox.control("GET", "people")["people"][0]["id"], how="revoke").ok
    wrong = press(do="fault", kind="earthquake")
    assert wrong.status_code == 400
    assert "unknown kind" in wrong.text


def test_after_a_reset_into_the_past_everybody_is_as_old_as_the_clock(sandbox):
    sandbox.advance(days=30)
    sandbox.control("POST", "reset", now="2026-05-01T00:00:00+00:00")
    token = sandbox.token("new")
    assert next(person["key"] for person in sandbox.control("GET", "people")["people"]) == "marlow"
    account = sandbox.control("GET", "people")["people"][0]["accounts"][0]["id"]
    assert sandbox.control("GET", "objects", kind="account")["objects"][0]["created"] <= sandbox.now()
    assert (account, bool(token)) == (MARLOW, True)


def test_what_was_kept_comes_back_whole_with_its_moment_and_without_faults(sandbox, meta):
    ids = meta.launch()
    sandbox.advance(days=2)
    kept, spent = sandbox.now(), meta.insights()
    sandbox.keep("two days")
    meta.campaign(name="Later")
    sandbox.advance(days=3)
    sandbox.fault("500", path="/insights$", times=9)
    sandbox.reset(kept="two days")
    assert (sandbox.now(), sandbox.control("GET", "faults")["faults"]) == (kept, [])
    assert (sandbox.count("campaign"), sandbox.count("ad")) == (1, 1)
    assert meta.insights() == spent
    assert meta.get(ids[0], "status")["status"] == "ACTIVE"
