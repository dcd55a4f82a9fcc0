"""Faults on order: each does what it says, once or as often as asked, and leaves exactly what it says."""

import json
import time

import pytest
import requests
from facebook_business.exceptions import FacebookRequestError

from integrations.sandbox.testing import SandboxProcess

from .conftest import MARLOW, START, Meta

EDGE = r"/campaigns$"


def create(meta, name="Bread", timeout=1):
    wish = {
        "name": name,
        "objective": "OUTCOME_TRAFFIC",
        "special_ad_categories": "[]",
        "is_adset_budget_sharing_enabled": "false",
    }
    url = f"{meta.sandbox.graph_url}/v26.0/{MARLOW}/campaigns"
    return requests.post(url, data=wish | {"access_token": meta.token}, timeout=timeout)


@pytest.mark.parametrize(
    ("kind", "error", "made"),
    [
        ("reset", requests.ConnectionError, 0), ("timeout_before", requests.ReadTimeout, 0),
        ("timeout_after", requests.ReadTimeout, 1), ("drop_after_commit", requests.ConnectionError, 1),
    ],
)  # fmt: skip
def test_a_lost_answer_leaves_what_it_says(meta, kind, error, made):
    meta.sandbox.fault(kind, method="POST", path=EDGE)
    with pytest.raises(error):
        create(meta)
    assert meta.sandbox.count("campaign") == made
    assert create(meta, timeout=10).ok
    assert meta.sandbox.count("campaign") == made + 1
    assert [call["fault"] for call in meta.sandbox.calls(method="POST", path="/campaigns")] == [kind, ""]


def test_a_rate_limit_has_metas_code_and_says_when_calls_are_possible_again(meta):
    meta.sandbox.fault("429", path=EDGE, minutes=7, times=2)
    for _ in range(2):
        with pytest.raises(FacebookRequestError) as refused:
            meta.campaign()
        assert refused.value.api_error_code() == 80004
        told = json.loads(refused.value.http_headers()["x-business-use-case-usage"])
        assert next(iter(told.values()))[0]["estimated_time_to_regain_access"] == 7
    assert meta.campaign()


def test_a_server_error_is_metas_transient_one_or_a_proxys_page(meta):
    meta.sandbox.fault("500", path=EDGE)
    with pytest.raises(FacebookRequestError) as refused:
        meta.campaign()
    assert (refused.value.http_status(), refused.value.api_error_code(), refused.value.api_transient_error()) == (
        500,
        2,
        True,
    )
    meta.sandbox.fault("html502", path=EDGE)
    answer = create(meta)
    assert (answer.status_code, answer.text[:6]) == (502, "<html>")
    assert meta.sandbox.count("campaign") == 0


def test_any_other_error_can_be_ordered(meta):
    meta.sandbox.fault("error", path=EDGE, code=368, subcode=1390008, message="Blocked for a while", status=403)
    with pytest.raises(FacebookRequestError) as refused:
        meta.campaign()
    assert (refused.value.http_status(), refused.value.api_error_code(), refused.value.api_error_subcode()) == (
        403,
        368,
        1390008,
    )


def test_a_delay_answers_late(meta):
    meta.sandbox.fault("delay", path=EDGE, seconds=0.3)
    began = time.monotonic()
    assert create(meta, timeout=5).ok
    assert time.monotonic() - began >= 0.3


def test_a_rule_lets_some_calls_pass_and_hits_only_what_it_names(meta):
    meta.sandbox.fault("500", method="POST", path=EDGE, skip=1)
    assert create(meta, "first").ok
    assert meta.call("GET", f"/{MARLOW}/campaigns")["data"]
    assert create(meta, "second").status_code == 500
    assert create(meta, "third").ok
    assert meta.sandbox.control("GET", "faults")["faults"][0]["hits"] == 1
    meta.sandbox.control("DELETE", "faults")
    assert meta.sandbox.control("GET", "faults")["faults"] == []


def test_while_one_call_hangs_others_are_answered(meta):
    meta.sandbox.fault("timeout_before", path=EDGE, seconds=5)
    with pytest.raises(requests.ReadTimeout):
        create(meta, timeout=0.2)
    assert create(meta, timeout=1).ok


def test_an_unknown_kind_of_fault_is_refused(sandbox):
    with pytest.raises(AssertionError, match="unknown kind"):
        sandbox.fault("earthquake")


def test_usage_is_counted_and_told_in_metas_headers(meta):
    answer = requests.get(f"{meta.sandbox.graph_url}/v26.0/{MARLOW}", params={"access_token": meta.token}, timeout=10)
    told = next(iter(json.loads(answer.headers["x-business-use-case-usage"]).values()))[0]
    assert told["type"] == "ads_management"
    assert set(json.loads(answer.headers["x-app-usage"])) == {"call_count", "total_time", "total_cputime"}
    url = f"{meta.sandbox.graph_url}/v26.0/{MARLOW}/insights"
    answer = requests.get(url, params={"access_token": meta.token}, timeout=10)
    assert "acc_id_util_pct" in json.loads(answer.headers["x-fb-ads-insights-throttle"])


def read_on(meta, times):
    for _ in range(times):
        meta.get(MARLOW, "name")


def test_the_entry_tiers_quota_is_small_and_going_beyond_it_is_refused_for_an_hour():
    with SandboxProcess(now=START, tier="development_access") as sandbox:
        meta = Meta(sandbox, sandbox.token("marlow"))
        with pytest.raises(FacebookRequestError) as refused:
            read_on(meta, 301)
        assert refused.value.api_error_code() == 80004
        told = next(iter(json.loads(refused.value.http_headers()["x-business-use-case-usage"]).values()))[0]
        assert (told["call_count"], told["ads_api_access_tier"]) == (100, "development_access")
        assert 0 < told["estimated_time_to_regain_access"] <= 60
        assert meta.insights() == []  # another bucket
        sandbox.advance(hours=1.1)
        assert meta.get(MARLOW, "name")


def test_a_list_tells_how_many_there_are_when_asked(meta):
    for number in range(3):
        meta.campaign(name=str(number))
    cursor = meta.account.get_campaigns(params={"limit": 2})
    assert cursor.total() == 3
