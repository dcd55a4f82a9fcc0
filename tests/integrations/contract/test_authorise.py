"""The operator's app: the consent page, tokens, their renewal and their end."""

from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

import pytest

from integrations import errors, registry
from integrations import types as t
from tests.factories import START
from tests.integrations.conftest import read_query
from tests.integrations.contract.conftest import VERIFIER, Ledger, consent, exchange, link_to

EXPECTED_LIFE = {
    t.Platform.GOOGLE: (timedelta(minutes=50), timedelta(minutes=70)),
    t.Platform.META: (timedelta(days=50), timedelta(days=65)),
}


def test_the_consent_page_is_asked_for_one_return_with_the_state(world):
    address = world.auth.authorize_url(state="sealed", redirect_uri="http://localhost:8000/x", code_challenge="abc")
    asked = read_query(address)
    assert asked["state"] == "sealed"
    assert asked["redirect_uri"] == "http://localhost:8000/x"
    assert not {"secret", "client_secret", "code_verifier"} & asked.keys()
    assert urlsplit(address).hostname == "localhost"
    if world.platform == t.Platform.GOOGLE:
        assert (asked["code_challenge"], asked["code_challenge_method"]) == ("abc", "S256")
        assert (asked["access_type"], asked["prompt"]) == ("offline", "consent")


def test_the_token_knows_whose_it_is_and_how_long_it_lives(world):
    assert world.grant.external_user_id
    assert world.grant.access_token
    if life := EXPECTED_LIFE.get(world.platform):
        assert life[0] < world.grant.expires_at - START < life[1]
    else:
        assert world.grant.expires_at is None
    assert bool(world.grant.refresh_token) == (world.platform == t.Platform.GOOGLE)


def test_the_same_person_is_the_same_person_the_next_time(world):
    again = exchange(world.auth, consent(world.platform, world.sandbox))
    assert again.external_user_id == world.grant.external_user_id
    assert (again.user_label or "Nora Marlow") == (world.grant.user_label or "Nora Marlow")


def test_a_code_is_good_for_one_exchange(world):
    back = consent(world.platform, world.sandbox)
    exchange(world.auth, back)
    with pytest.raises((errors.AuthExpired, errors.InvalidRequest)):
        exchange(world.auth, back)


def test_a_made_up_code_is_refused(world):
    back = consent(world.platform, world.sandbox)
    with pytest.raises((errors.AuthExpired, errors.InvalidRequest)):
        world.auth.exchange_code(code="made-up", redirect_uri=back["redirect_uri"], now=START, code_verifier=VERIFIER)


def test_the_next_token_works_and_belongs_to_the_same_person(world):
    world.sandbox.advance(hours=2)
    now = datetime.fromtimestamp(world.sandbox.now(), UTC)
    renewed = world.auth.refresh(world.grant, now=now)
    assert renewed.external_user_id == world.grant.external_user_id
    assert renewed.refresh_token == world.grant.refresh_token
    assert renewed.expires_at is None or renewed.expires_at > now
    account = world.auth.list_accounts(renewed)[0]
    adapter = registry.adapter_for(world.platform, link_to(account, renewed), Ledger())
    assert list(adapter.observe()) == []


def test_a_token_of_google_that_has_run_out_is_told_as_such_and_its_renewal_works(world):
    if world.platform != t.Platform.GOOGLE:
        assert world.grant.refresh_token == ""
        return
    world.sandbox.advance(hours=2)
    with pytest.raises(errors.AuthExpired):
        list(world.adapter.observe())
    renewed = world.auth.refresh(world.grant, now=datetime.fromtimestamp(world.sandbox.now(), UTC))
    assert world.auth.list_accounts(renewed)


@pytest.mark.parametrize("how", ["expire", "revoke", "password", "invalid"])
def test_a_dead_token_is_told_as_such(world, how):
    world.sandbox.control("POST", "tokens", person="marlow", platform=str(world.platform), how=how)
    with pytest.raises(errors.AuthExpired):
        list(world.adapter.observe())
    with pytest.raises(errors.AuthExpired):
        world.adapter.update(t.ObjectRef(t.ObjectKind.CAMPAIGN, "1"), t.ChangeField.STATUS, t.RunStatus.PAUSED)
    if how == "revoke":
        with pytest.raises(errors.AuthExpired):
            world.auth.refresh(world.grant, now=START)


def test_a_token_that_was_given_back_is_dead_and_giving_it_back_twice_is_no_error(world):
    world.auth.revoke(world.grant)
    with pytest.raises(errors.AuthExpired):
        list(world.adapter.observe())
    world.auth.revoke(world.grant)
