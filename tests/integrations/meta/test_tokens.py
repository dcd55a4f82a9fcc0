"""Tokens: exchanged while they work, never afterwards."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from integrations import errors


def _now(shop) -> datetime:
    return datetime.fromtimestamp(shop.sandbox.now(), UTC)


def test_a_token_is_exchanged_for_sixty_more_days_while_it_works(shop):
    shop.sandbox.advance(days=50)
    renewed = shop.auth.refresh(shop.grant, now=_now(shop))
    assert renewed.access_token != shop.grant.access_token
    assert renewed.expires_at - _now(shop) == timedelta(days=60)
    assert (renewed.external_user_id, renewed.user_label) == (shop.grant.external_user_id, "Nora Marlow")
    assert set(renewed.scopes) == set(shop.grant.scopes)
    shop.sandbox.advance(days=30)
    assert shop.auth.list_accounts(renewed)
    with pytest.raises(errors.AuthExpired):
        shop.auth.list_accounts(shop.grant)


def test_an_expired_token_cannot_be_exchanged(shop):
    shop.sandbox.advance(days=61)
    with pytest.raises(errors.AuthExpired):
        shop.auth.refresh(shop.grant, now=_now(shop))


@pytest.mark.parametrize("how", ["revoke", "password", "invalid"])
def test_a_token_that_was_ended_cannot_be_exchanged(shop, how):
    shop.sandbox.control("POST", "tokens", person="marlow", how=how)
    with pytest.raises(errors.AuthExpired):
        shop.auth.refresh(shop.grant, now=_now(shop))


def test_pkce_is_unknown_to_meta_and_left_out(shop):
    plain = shop.auth.authorize_url(state="s", redirect_uri="http://localhost/back")
    assert shop.auth.authorize_url(state="s", redirect_uri="http://localhost/back", code_challenge="abc") == plain


def test_a_made_up_token_is_told_as_dead(shop):
    with pytest.raises(errors.AuthExpired):
        shop.auth.refresh(replace(shop.grant, access_token="EAAmadeup0000"), now=_now(shop))
