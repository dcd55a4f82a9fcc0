"""Ordered faults on TikTok's side: limits without headers, trouble, pages of a proxy, broken and silent connections."""

import time

import pytest
import requests

from integrations.sandbox.testing import SandboxProcess
from tests.sandbox.conftest import START as START_MOMENT

from .conftest import TikTok

CREATE = "/campaign/create/"


def created(tiktok):
    return tiktok.sandbox.count("tiktok.campaign")


@pytest.mark.parametrize(("wish", "code"), [({}, 40100), ({"code": 40133}, 40133)])
def test_a_limit_is_a_code_and_no_header(tiktok, wish, code):
    tiktok.sandbox.fault("429", path=CREATE, **wish)
    answer = tiktok.send("POST", CREATE, json=tiktok.campaign_wish() | {"advertiser_id": tiktok.advertiser})
    assert (answer.status_code, answer.json()["code"]) == (200, code)
    assert not [name for name in answer.headers if "limit" in name.lower() or "retry" in name.lower()]
    assert created(tiktok) == 0


@pytest.mark.parametrize(
    ("wish", "status", "code"), [({}, 500, 50000), ({"code": 50002}, 200, 50002), ({"code": 51010}, 200, 51010)]
)
def test_trouble_has_its_codes(tiktok, wish, status, code):
    tiktok.sandbox.fault("500", path=CREATE, **wish)
    answer = tiktok.send("POST", CREATE, json=tiktok.campaign_wish() | {"advertiser_id": tiktok.advertiser})
    assert (answer.status_code, answer.json()["code"]) == (status, code)


def test_a_proxys_page_is_no_envelope(tiktok):
    tiktok.sandbox.fault("html502", path="/campaign/get/")
    answer = tiktok.send("GET", "/campaign/get/", params={"advertiser_id": tiktok.advertiser})
    assert (answer.status_code, "<html>" in answer.text) == (502, True)


@pytest.mark.parametrize(("kind", "made"), [("reset", 0), ("drop_after_commit", 1)])
def test_a_broken_connection_leaves_nothing_or_everything(tiktok, kind, made):
    tiktok.sandbox.fault(kind, path=CREATE)
    with pytest.raises(requests.ConnectionError):
        tiktok.campaign()
    assert created(tiktok) == made
    call = tiktok.sandbox.calls(platform="tiktok", path=CREATE)[-1]
    assert (call["fault"], call["kind"]) == (kind, "tiktok.campaign" if made else "")


@pytest.mark.parametrize(("kind", "made"), [("timeout_before", 0), ("timeout_after", 1)])
def test_a_silent_call_is_left_hanging(tiktok, kind, made):
    tiktok.sandbox.fault(kind, path=CREATE, seconds=30)
    address = f"{tiktok.sandbox.tiktok_url}/open_api/v1.3{CREATE}"
    wish = tiktok.campaign_wish() | {"advertiser_id": tiktok.advertiser}
    with pytest.raises(requests.ReadTimeout):
        requests.post(address, json=wish, headers={"Access-Token": tiktok.token}, timeout=0.3)
    assert created(tiktok) == made


def test_a_late_answer_comes(tiktok):
    tiktok.sandbox.fault("delay", path=CREATE, seconds=0.4)
    began = time.monotonic()
    assert tiktok.campaign()
    assert time.monotonic() - began >= 0.4


def test_any_code_can_be_ordered(tiktok):
    tiktok.sandbox.fault("error", path=CREATE, code=40202, message="Write conflict")
    assert tiktok.refused("POST", CREATE, **tiktok.campaign_wish()) == (40202, "Write conflict")


def test_a_fault_can_be_for_one_platform(tiktok):
    tiktok.sandbox.fault("500", platform="meta")
    assert tiktok.campaign()
    tiktok.sandbox.fault("500", platform="tiktok")
    assert tiktok.refused("GET", "/campaign/get/")[0] == 50000


def test_the_log_says_what_each_call_made(tiktok):
    campaign = tiktok.campaign(campaign_name="Bread ·op1")
    call = tiktok.sandbox.calls(platform="tiktok")[-1]
    assert (call["method"], call["path"], call["status"], call["code"]) == ("POST", CREATE, 200, 0)
    assert (call["kind"], call["object"], call["name"]) == ("tiktok.campaign", campaign, "Bread ·op1")
    tiktok.refused("POST", CREATE, **tiktok.campaign_wish(budget=1))
    assert tiktok.sandbox.calls(platform="tiktok")[-1]["code"] == 40002


def test_limits_a_second_count_while_the_clock_runs():
    with SandboxProcess(speed=1) as sandbox:
        tiktok = TikTok(sandbox, sandbox.token("marlow", platform="tiktok"))
        codes = [tiktok.raw("GET", "/campaign/get/")["code"] for _ in range(14)]
        assert set(codes) == {0, 40100}
        assert codes.index(40100) in (8, 9, 10, 11)  # the exchange of the code counted too
        time.sleep(1.1)
        assert tiktok.raw("GET", "/campaign/get/")["code"] == 0
        sandbox.control("POST", "tiers", platform="tiktok", tier="ultimate")
        time.sleep(1.1)
        assert [tiktok.raw("GET", "/campaign/get/")["code"] for _ in range(14)] == [0] * 14


def test_one_smart_ad_is_changed_once_in_five_seconds():
    with SandboxProcess(now=START_MOMENT, tiktok_tier="ultimate") as sandbox:
        tiktok = TikTok(sandbox, sandbox.token("marlow", platform="tiktok"))
        _, adgroup, ad = tiktok.launch_smart()
        other = tiktok.smart_ad(adgroup, ad_name="Other")
        sandbox.control("POST", "clock", speed=1)
        wish = {"smart_plus_ad_ids": [ad], "operation_status": "DISABLE"}
        path = "/smart_plus/ad/status/update/"
        tiktok.post(path, **wish)
        assert tiktok.refused("POST", path, **wish)[0] == 40100
        assert tiktok.post(path, **wish | {"smart_plus_ad_ids": [other]})["status"] == "DISABLE"
        sandbox.advance(minutes=1)
        assert tiktok.post(path, **wish)["status"] == "DISABLE"


def test_a_standing_clock_counts_no_seconds(tiktok):
    assert {tiktok.raw("GET", "/campaign/get/")["code"] for _ in range(25)} == {0}
