"""Who gets in: consent, codes, tokens, proofs, permissions, and how each of them ends."""

import json
import urllib.parse

import pytest
import requests
from facebook_business.adobjects.user import User
from facebook_business.exceptions import FacebookRequestError

from .conftest import MARLOW, Meta

BACK = "http://demo.localhost:8000/oauth/meta/callback"


def query_of(address):
    return {name: values[0] for name, values in urllib.parse.parse_qs(urllib.parse.urlsplit(address).query).items()}


def exchange(sandbox, **wish):
    app = {"client_id": sandbox.app_id, "client_secret": sandbox.app_secret}
    return requests.get(f"{sandbox.graph_url}/v26.0/oauth/access_token", params=app | wish, timeout=10)


def dialog(sandbox, **wish):
    asked = {"client_id": sandbox.app_id, "redirect_uri": BACK, "state": "s", "scope": "ads_management"} | wish
    return requests.get(f"{sandbox.dialog_url}/v26.0/dialog/oauth", params=asked, timeout=10)


def test_the_consent_page_names_the_people_and_what_is_asked_for(sandbox):
    page = dialog(sandbox, state='"><script>').text
    assert "Nora Marlow" in page
    assert "A new person" in page
    assert "manage your ads" in page
    assert "<script>" not in page


@pytest.mark.parametrize(
    "wish",
    [
        {"client_id": "1"},
        {"redirect_uri": "https://evil.example/x"},
        {"redirect_uri": "javascript:x"},
        {"scope": "eat_bread"},
    ],
)
def test_a_wrong_app_address_or_scope_is_an_error_page(sandbox, wish):
    assert dialog(sandbox, **wish).status_code == 400


def test_allowing_goes_back_with_a_code_and_the_state_and_the_code_buys_a_short_token_then_a_long_one(sandbox):
    back = sandbox.grant("marlow", redirect_uri=BACK, state="a b&c")
    assert back.startswith(BACK)
    assert query_of(back)["state"] == "a b&c"
    short = exchange(sandbox, code=query_of(back)["code"], redirect_uri=BACK).json()
    assert 3_600 <= short["expires_in"] <= 7_200
    assert short["token_type"] == "bearer"
    long = exchange(sandbox, grant_type="fb_exchange_token", fb_exchange_token=short["access_token"]).json()
    assert 59 * 86_400 < long["expires_in"] <= 60 * 86_400


def test_cancelling_goes_back_with_access_denied(sandbox):
    form = {"client_id": sandbox.app_id, "redirect_uri": BACK, "state": "s", "scope": "ads_read", "decision": "cancel"}
    answer = requests.post(f"{sandbox.dialog_url}/v26.0/dialog/oauth", data=form, allow_redirects=False, timeout=10)
    assert query_of(answer.headers["location"]) | {"state": "s"} == query_of(answer.headers["location"])
    assert query_of(answer.headers["location"])["error"] == "access_denied"


def test_a_code_is_good_once_for_its_own_address_and_for_ten_minutes(sandbox):
    def code():
        return query_of(sandbox.grant("marlow", redirect_uri=BACK))["code"]

    used = code()
    assert exchange(sandbox, code=used, redirect_uri=BACK).ok
    assert exchange(sandbox, code=used, redirect_uri=BACK).json()["error"]["error_subcode"] == 36009
    assert exchange(sandbox, code=code(), redirect_uri=BACK + "/").json()["error"]["error_subcode"] == 36008
    late = code()
    sandbox.advance(minutes=11)
    assert exchange(sandbox, code=late, redirect_uri=BACK).json()["error"]["error_subcode"] == 36007
    assert exchange(sandbox, code="nonsense", redirect_uri=BACK).status_code == 400
    assert exchange(sandbox, code=code(), redirect_uri=BACK, client_secret="x").status_code == 400
    assert exchange(sandbox, code=code(), redirect_uri=BACK, client_id="x").status_code == 400


def test_somebody_new_has_two_accounts_a_page_pixels_and_a_campaign_with_a_past(sandbox):
    token = sandbox.token("new")
    person = sandbox.control("GET", "people")["people"][1]
    meta = Meta(sandbox, token, person["accounts"][0]["id"])
    accounts = list(User("me", api=meta.api).get_ad_accounts(fields=["account_id", "currency", "timezone_name"]))
    assert [account["currency"] for account in accounts] == ["EUR", "GBP"]
    assert meta.page
    assert meta.pixel
    campaign = meta.call(
        "GET", f"/{person['accounts'][0]['id']}/campaigns", fields="effective_status,adsets{ads{effective_status}}"
    )
    assert campaign["data"][0]["effective_status"] == "ACTIVE"
    assert len(campaign["data"][0]["adsets"]["data"][0]["ads"]["data"]) == 2
    rows = meta.insights(person["accounts"][0]["id"], time_increment=1, date_preset="last_30d")
    assert len(rows) == 30


def test_each_sees_only_what_is_theirs(sandbox, meta):
    stranger = sandbox.token("new")
    other = Meta(sandbox, stranger, sandbox.control("GET", "people")["people"][1]["accounts"][0]["id"])
    campaign = meta.campaign()
    for path in (f"/{campaign}", f"/{MARLOW}", f"/{MARLOW}/campaigns"):
        with pytest.raises(FacebookRequestError) as refused:
            other.call("GET", path)
        assert (refused.value.api_error_code(), refused.value.api_error_subcode()) in ((100, 33), (200, None))
    with pytest.raises(FacebookRequestError):
        other.call("POST", f"/{campaign}", name="mine now")
    assert meta.get(campaign, "name")["name"] == "Bread"


@pytest.mark.parametrize(("how", "subcode"), [("expire", 463), ("revoke", 458), ("password", 460), ("invalid", 467)])
def test_a_token_that_ended_says_how(meta, how, subcode):
    meta.sandbox.control("POST", "tokens", person="marlow", how=how)
    with pytest.raises(FacebookRequestError) as refused:
        meta.get(MARLOW, "name")
    assert (refused.value.api_error_code(), refused.value.api_error_subcode()) == (190, subcode)
    assert refused.value.http_status() == 400


def test_a_long_token_ends_after_sixty_days_and_can_be_exchanged_while_it_lives(meta):
    meta.sandbox.advance(days=55)
    fresh = exchange(meta.sandbox, grant_type="fb_exchange_token", fb_exchange_token=meta.token).json()["access_token"]
    meta.sandbox.advance(days=6)
    with pytest.raises(FacebookRequestError) as refused:
        meta.get(MARLOW, "name")
    assert refused.value.api_error_subcode() == 463
    assert exchange(meta.sandbox, grant_type="fb_exchange_token", fb_exchange_token=meta.token).status_code == 400
    assert Meta(meta.sandbox, fresh).get(MARLOW, "name")["name"] == "Marlow Bakehouse"


def test_giving_permissions_back_ends_the_token(meta):
    granted = meta.call("GET", "/me/permissions")["data"]
    assert {"permission": "ads_management", "status": "granted"} in granted
    assert meta.call("DELETE", "/me/permissions") == {"success": True}
    with pytest.raises(FacebookRequestError) as refused:
        meta.call("GET", "/me")
    assert refused.value.api_error_subcode() == 458


def test_a_narrower_permission_reads_but_does_not_write(sandbox):
    meta = Meta(sandbox, sandbox.token("marlow", scope="ads_read,pages_show_list"))
    assert meta.get(MARLOW, "name")
    with pytest.raises(FacebookRequestError) as refused:
        meta.campaign()
    assert (refused.value.api_error_code(), refused.value.http_status()) == (200, 403)
    with pytest.raises(FacebookRequestError):
        Meta(sandbox, sandbox.token("marlow", scope="ads_read"))  # no pages_show_list


def test_the_proof_is_checked_when_it_is_sent_and_a_token_is_needed(meta):
    url = f"{meta.sandbox.graph_url}/v26.0/me"
    assert requests.get(url, params={"access_token": meta.token}, timeout=10).ok
    assert requests.get(url, headers={"Authorization": f"Bearer {meta.token}"}, timeout=10).ok
    wrong = requests.get(url, params={"access_token": meta.token, "appsecret_proof": "0" * 64}, timeout=10)
    assert wrong.json()["error"]["message"].startswith("Invalid appsecret_proof")
    assert requests.get(url, timeout=10).json()["error"]["code"] == 104
    assert requests.get(url, params={"access_token": "EAAnonsense"}, timeout=10).json()["error"]["code"] == 190


def test_a_token_tells_about_itself(meta):
    told = meta.call("GET", "/debug_token", input_token=meta.token)["data"]
    assert told["is_valid"] is True
    assert told["app_id"] == meta.sandbox.app_id
    assert "ads_management" in told["scopes"]
    meta.sandbox.control("POST", "tokens", person="marlow", how="expire")
    app = f"{meta.sandbox.app_id}|{meta.sandbox.app_secret}"
    url = f"{meta.sandbox.graph_url}/v26.0/debug_token"
    told = requests.get(url, params={"access_token": app, "input_token": meta.token}, timeout=10).json()["data"]
    assert (told["is_valid"], told["error"]["subcode"]) == (False, 463)


def test_another_version_is_refused(meta):
    answer = requests.get(f"{meta.sandbox.graph_url}/v19.0/me", params={"access_token": meta.token}, timeout=10)
    assert answer.json()["error"]["code"] == 2635


def test_no_secret_is_in_the_log_of_calls(meta):
    meta.campaign()
    log = json.dumps(meta.sandbox.calls())
    assert meta.token not in log
    assert meta.sandbox.app_secret not in log
