"""What comes back from a consent page, under each platform's own name, reaches no log."""

import pytest

from config.logging import hide_secrets

SECRET = "4fb0a1c2d3"


@pytest.mark.parametrize("name", ["code", "auth_code", "code_verifier"])
@pytest.mark.parametrize(
    "text",
    [
        "<WSGIRequest: GET '/oauth/tiktok/callback?{name}={secret}&state=x'>",
        "grant_type=authorization_code&{name}={secret}",
        '{{"{name}": "{secret}"}}',
        "{{'{name}': '{secret}'}}",
    ],
)
def test_a_code_and_its_verifier_are_hidden_in_running_text(name, text):
    assert SECRET not in hide_secrets(text.format(name=name, secret=SECRET))


@pytest.mark.parametrize("name", ["code", "auth_code", "code_verifier"])
def test_they_are_hidden_under_their_names(name):
    assert hide_secrets({name: SECRET}) == {name: "[hidden]"}


def test_other_codes_are_told():
    assert hide_secrets({"status_code": 404, "error_code": "x"}) == {"status_code": 404, "error_code": "x"}
    assert hide_secrets("status_code=404 postcode=D02") == "status_code=404 postcode=D02"
