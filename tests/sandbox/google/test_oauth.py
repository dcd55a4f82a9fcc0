"""Google's consent, tokens and revocation, in Google's shapes."""

import base64
import json
import urllib.request

import pytest

from tests.sandbox.google import wire
from tests.sandbox.google.conftest import refused


def _redeem(sandbox, code, **more):
    form = {"grant_type": "authorization_code", "code": code, "redirect_uri": wire.REDIRECT, **more}
    return wire.post(sandbox, "/token", **wire.app(sandbox), **form)


def _refresh(sandbox, token):
    return wire.post(sandbox, "/token", **wire.app(sandbox), grant_type="refresh_token", refresh_token=token)


def test_the_consent_page_names_the_person_and_what_is_allowed(sandbox):
    query = (
        f"client_id={wire.app(sandbox)['client_id']}&redirect_uri={wire.REDIRECT}&response_type=code&scope={wire.SCOPE}"
    )
    with urllib.request.urlopen(f"{sandbox.google_url}/o/oauth2/v2/auth?{query}", timeout=20) as answer:
        page = answer.read().decode()
    assert "Nora Marlow" in page
    assert "Google Ads accounts" in page


def test_saying_no_comes_back_as_access_denied(sandbox):
    assert wire.consent(sandbox, decision="cancel") == {"state": "s", "error": "access_denied"}


def test_a_code_gives_both_tokens_and_tells_who_it_is(sandbox):
    grant = wire.grant(sandbox)
    claims = grant["id_token"].split(".")[1]
    told = json.loads(base64.urlsafe_b64decode(claims + "=" * (-len(claims) % 4)))
    assert grant["token_type"] == "Bearer"
    assert grant["expires_in"] == 3599
    assert wire.SCOPE in grant["scope"]
    assert told["email"] == "nora@marlow.example"
    assert told["sub"]


def test_a_code_works_once(sandbox):
    code = wire.consent(sandbox)["code"]
    assert _redeem(sandbox, code, code_verifier=wire.VERIFIER)[0] == 200
    status, body = _redeem(sandbox, code, code_verifier=wire.VERIFIER)
    assert (status, body["error"]) == (400, "invalid_grant")


def test_a_code_lives_ten_minutes(sandbox):
    code = wire.consent(sandbox)["code"]
    sandbox.advance(minutes=11)
    assert _redeem(sandbox, code, code_verifier=wire.VERIFIER)[1]["error"] == "invalid_grant"


@pytest.mark.parametrize("verifier", ["", "w" * 50])
def test_without_the_verifier_of_its_challenge_a_code_is_worth_nothing(sandbox, verifier):
    code = wire.consent(sandbox)["code"]
    assert _redeem(sandbox, code, code_verifier=verifier)[1]["error"] == "invalid_grant"


def test_another_redirect_address_is_refused(sandbox):
    code = wire.consent(sandbox)["code"]
    status, body = _redeem(sandbox, code, redirect_uri="http://localhost:1/other", code_verifier=wire.VERIFIER)
    assert (status, body["error"]) == (400, "redirect_uri_mismatch")


def test_a_wrong_client_is_refused_with_401(sandbox):
    form = {"client_id": "x", "client_secret": "y", "grant_type": "refresh_token", "refresh_token": "z"}
    status, body = wire.post(sandbox, "/token", **form)
    assert (status, body["error"]) == (401, "invalid_client")


def test_a_second_consent_without_prompt_gives_no_refresh_token(sandbox):
    wire.grant(sandbox)
    code = wire.consent(sandbox, prompt="")["code"]
    assert "refresh_token" not in _redeem(sandbox, code, code_verifier=wire.VERIFIER)[1]


def test_a_refresh_token_renews_and_is_not_repeated(sandbox):
    status, body = _refresh(sandbox, wire.grant(sandbox)["refresh_token"])
    assert status == 200
    assert body["access_token"].startswith("ya29.")
    assert "refresh_token" not in body


@pytest.mark.parametrize("how", ["revoke", "password", "invalid"])
def test_an_ended_grant_is_invalid_grant_at_the_token_address(sandbox, how):
    grant = wire.grant(sandbox)
    sandbox.control("POST", "tokens", person="marlow", how=how, platform="google")
    status, body = _refresh(sandbox, grant["refresh_token"])
    assert (status, body["error"]) == (400, "invalid_grant")


def test_an_expired_access_token_can_be_renewed(sandbox, account):
    grant = wire.grant(sandbox)
    sandbox.control("POST", "tokens", person="marlow", how="expire", platform="google")
    codes = refused(lambda: account.search("SELECT customer.id FROM customer"))
    assert codes == [("authentication_error.OAUTH_TOKEN_EXPIRED", "")]
    assert _refresh(sandbox, grant["refresh_token"])[0] == 200


def test_revoking_ends_the_grant_once(sandbox):
    grant = wire.grant(sandbox)
    assert wire.post(sandbox, "/revoke", token=grant["refresh_token"])[0] == 200
    assert _refresh(sandbox, grant["refresh_token"])[1]["error"] == "invalid_grant"
    assert wire.post(sandbox, "/revoke", token=grant["refresh_token"]) == (
        400, {"error": "invalid_token", "error_description": "Token expired or revoked"},
    )  # fmt: skip


def test_ordered_faults_reach_the_token_address(sandbox):
    grant = wire.grant(sandbox)
    sandbox.fault("500", path="/google/token")
    assert _refresh(sandbox, grant["refresh_token"])[0] == 500
    assert _refresh(sandbox, grant["refresh_token"])[0] == 200
