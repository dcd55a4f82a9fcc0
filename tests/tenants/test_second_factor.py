"""Whoever has a second factor is not in before it was given."""

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal import auth as totp

from tests import factories


@pytest.fixture
def secret(member) -> str:
    """Give the owner an authenticator app."""
    made = totp.generate_totp_secret()
    totp.TOTP.activate(member().user, made)
    return made


def code(secret: str) -> str:
    counter = next(iter(totp.yield_hotp_counters_from_time()))
    return totp.format_hotp_value(totp.hotp_value(secret, counter))


def test_the_password_alone_opens_nothing(public_client, member, secret):
    form = {"login": member().user.email, "password": factories.PASSWORD}
    answer = public_client.post("/log-in/?next=/organizations/acme/enter/", form)
    assert answer["Location"].startswith("/account/2fa/authenticate/")
    assert "/log-in/" in public_client.get("/organizations/acme/enter/")["Location"]


def test_with_the_code_the_way_goes_on_to_the_page_that_was_asked_for(public_client, member, secret):
    form = {"login": member().user.email, "password": factories.PASSWORD}
    asked = public_client.post("/log-in/?next=/organizations/acme/enter/", form)["Location"]
    answer = public_client.post(asked, {"code": code(secret)})
    assert answer["Location"] == "/organizations/acme/enter/"
    assert "/session/" in public_client.get("/organizations/acme/enter/")["Location"]


def test_a_wrong_code_opens_nothing(public_client, member, secret):
    form = {"login": member().user.email, "password": factories.PASSWORD}
    asked = public_client.post("/log-in/", form)["Location"]
    assert public_client.post(asked, {"code": "000000"}).status_code == 200
    assert "/log-in/" in public_client.get("/organizations/")["Location"]


def test_the_apps_secret_and_the_recovery_codes_are_not_in_the_database_as_they_are(member, secret):
    codes = RecoveryCodes.activate(member().user)
    kept = str([authenticator.data for authenticator in Authenticator.objects.all()])
    assert secret not in kept
    assert not any(code in kept for code in codes.get_unused_codes())
