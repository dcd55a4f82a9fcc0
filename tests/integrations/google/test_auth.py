"""Consent with PKCE, tokens, accounts below a manager, giving back: over the wire."""

from datetime import timedelta

import pytest

from integrations import errors, registry
from integrations import types as t
from tests.factories import START
from tests.integrations.conftest import read_query
from tests.integrations.google.conftest import Ledger, agree


@pytest.fixture
def auth(google):
    return registry.auth_for(t.Platform.GOOGLE, Ledger())


def test_the_consent_page_is_asked_for_a_lasting_permission_with_a_challenge(auth):
    asked = read_query(auth.authorize_url(state="s1", redirect_uri="http://localhost/back", code_challenge="c" * 43))
    assert asked["scope"] == "openid https://www.googleapis.com/auth/adwords"
    assert (asked["access_type"], asked["prompt"]) == ("offline", "consent")
    assert (asked["code_challenge"], asked["code_challenge_method"]) == ("c" * 43, "S256")
    assert asked["state"] == "s1"


def test_a_code_gives_a_refresh_token_an_hour_and_who_it_is(auth, google):
    first = auth.exchange_code(now=START, **agree(auth, google))
    again = auth.exchange_code(now=START, **agree(auth, google))
    assert first.refresh_token
    assert timedelta(minutes=50) < first.expires_at - START <= timedelta(hours=1)
    assert first.external_user_id == again.external_user_id
    assert first.user_label
    assert first.access_token not in repr(first)


def test_a_code_without_its_verifier_is_refused(auth, google):
    back = agree(auth, google)
    with pytest.raises(errors.PlatformError) as refused:
        auth.exchange_code(now=START, **{**back, "code_verifier": "wrong" * 10})
    assert isinstance(refused.value, errors.AuthExpired | errors.InvalidRequest)


def test_a_token_is_renewed_and_the_refresh_token_kept(shop):
    fresh = shop.auth.refresh(shop.grant, now=START)
    assert fresh.access_token != shop.grant.access_token
    assert fresh.refresh_token == shop.grant.refresh_token
    assert (fresh.external_user_id, fresh.user_label) == (shop.grant.external_user_id, shop.grant.user_label)
    assert fresh.scopes == shop.grant.scopes


def test_a_permission_that_was_given_back_or_taken_away_is_dead_and_giving_it_back_again_is_fine(shop):
    for _ in range(2):
        shop.auth.revoke(shop.grant)
    with pytest.raises(errors.AuthExpired):
        shop.auth.refresh(shop.grant, now=START)
    with pytest.raises(errors.AuthExpired):
        shop.adapter.read_account()


def test_an_account_below_a_manager_is_listed_with_its_way_in_and_what_counts(shop):
    (account,) = shop.auth.list_accounts(shop.grant)
    assert (account.name, account.currency, account.time_zone) == ("Marlow Bakehouse", "EUR", "Europe/Dublin")
    assert account.is_usable
    assert account.needs == ()
    assert account.presence["manager_id"] != account.external_id
    assert account.presence["conversion_name"] == "Purchase"
    assert shop.adapter.read_account() == account
    kinds = {one.kind: one for one in shop.adapter.list_presence()}
    assert kinds["conversion_action"].sets.keys() == {"conversion_action", "conversion_name"}


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ("429", errors.RateLimited),
        ("500", errors.Temporary),
        ("html502", errors.Temporary),
        ("reset", errors.Temporary),
    ],
)
def test_a_token_service_that_fails_may_be_asked_again(shop, kind, expected):
    shop.sandbox.fault(kind, method="POST", path="/google/token")
    with pytest.raises(expected) as failed:
        shop.auth.refresh(shop.grant, now=START)
    assert shop.grant.refresh_token not in f"{failed.value!r} {failed.value.__cause__!r}"
    assert shop.auth.refresh(shop.grant, now=START).access_token


def test_the_addresses_are_google_s_own_where_none_is_set(settings):
    app = t.App("client", "secret")
    from integrations.platforms import google

    address = google.open_app(app, Ledger()).authorize_url(state="s", redirect_uri="https://x.example/back")
    assert address.startswith("https://accounts.google.com/o/oauth2/v2/auth?")
