"""The live check: refuses without credentials, and lays two sides' answers side by side. The real side is played by a sandbox here."""

import os
import subprocess
import sys

import pytest
from django.conf import settings

from config.dev.errors import Refused
from config.dev.live import compare, report, shapes
from config.dev.live.credentials import PLATFORMS, check_platform, real_environment
from config.dev.live.listening import name_of
from integrations import registry
from integrations.sandbox.testing import SandboxProcess
from integrations.types import Platform
from tests.integrations.conftest import read_query
from tests.integrations.contract.conftest import Ledger
from tests.integrations.contract.media import make_video
from tests.integrations.contract.platforms import PLATFORMS as SPOKEN
from tests.plugins.habits import sample

CAMPAIGNS = {"google": "google.campaign", "meta": "campaign", "tiktok": "tiktok.campaign"}


def shape(value) -> shapes.Shape:
    return shapes.shape_of(value)


@pytest.mark.parametrize("platform", PLATFORMS)
def test_without_credentials_nothing_is_asked_and_what_is_missing_is_named(platform):
    with pytest.raises(Refused) as refused:
        real_environment(platform, {})
    assert "LIVE_TOKEN" in str(refused.value)
    assert "docs/guides/" in str(refused.value)


def test_an_unknown_platform_is_refused():
    with pytest.raises(Refused, match="google"):
        check_platform("myspace")


def test_the_demos_addresses_are_never_taken_for_the_real_platforms():
    known = {"META_APP_ID": "1", "META_APP_SECRET": "2", "LIVE_TOKEN": "3"}
    assert real_environment("meta", known)["META_GRAPH_URL"] == ""


def test_a_shape_keeps_names_and_types_and_no_value():
    found = shape({"data": [{"id": "1", "spend": 2.5}, {"id": "2", "tags": [True]}], "120210000000001": {"hash": None}})
    assert found == {
        "": {"object"}, "data": {"list"}, "data[]": {"object"}, "data[].id": {"text"}, "data[].spend": {"number"},
        "data[].tags": {"list"}, "data[].tags[]": {"true or false"}, "{}": {"object"}, "{}.hash": {"null"},
    }  # fmt: skip


def test_another_type_and_an_invented_field_are_wrong_and_an_empty_list_proves_nothing():
    real = {"a": shape({"data": [{"budget": "100"}], "more": 1}), "b": shape({"data": []})}
    sandbox = {"a": shape({"data": [{"budget": 100, "extra": 1}]}), "b": shape({"data": [{"x": 1}], "paging": {}})}
    one, other = compare.compare(real, sandbox)
    assert one.other_type == ["data[].budget: text there, number in the sandbox"]
    assert (one.only_sandbox, one.only_real) == (["data[].extra"], ["more"])
    assert one.is_wrong
    assert not other.is_wrong


def test_a_call_has_the_same_name_on_every_host():
    assert (
        name_of("GET", "https://graph.facebook.com/v26.0/act_123456/campaigns?access_token=x") == "GET /{id}/campaigns"
    )
    assert name_of("GET", "http://127.0.0.1:1/meta/v26.0/act_99999/campaigns") == "GET /{id}/campaigns"
    one, other = (
        "https://business-api.tiktok.com/open_api/v1.3/ad/get/",
        "http://127.0.0.1:1/tiktok/open_api/v1.3/ad/get/",
    )
    assert name_of("GET", one) == name_of("GET", other)


def test_a_failed_operation_or_a_difference_is_not_well():
    side = {"calls": {"x": {"": ["object"]}}, "outcomes": {"read": "ok"}}
    assert report.write("meta", side, side)[1]
    assert not report.write("meta", {**side, "outcomes": {"read": "AuthExpired: no"}}, side)[1]
    assert not report.write("meta", {"calls": {}, "outcomes": {}}, side)[1]


def scope_of(platform: str, sandbox: SandboxProcess, patch: pytest.MonkeyPatch) -> dict[str, str]:
    """Return the permissions that the product asks for on the consent page."""
    for name, value in sandbox.settings.items():
        patch.setattr(settings, name, value)
    address = registry.auth_for(Platform(platform), Ledger()).authorize_url(state="s", redirect_uri="x")
    return {name: value for name, value in read_query(address).items() if name == "scope"}


@pytest.mark.parametrize("platform", sample([str(platform) for platform in SPOKEN], 1))
def test_a_second_sandbox_that_plays_the_platform_answers_as_the_sandbox_does(platform, tmp_path):
    film = tmp_path / "film.mp4"
    film.write_bytes(make_video().open().read())
    with SandboxProcess(speed=1, tiktok_tier="ultimate") as real:
        real.control("POST", "transcoding", seconds=1)
        with pytest.MonkeyPatch.context() as patch:
            scope = scope_of(platform, real, patch)
        token = real.token(platform=platform, **scope)
        variables = {
            **os.environ,
            **real.settings,
            "LIVE_TOKEN": token,
            "LIVE_VIDEO": str(film),
            "LIVE_PATIENCE_S": "1",
            "LIVE_PAUSE_S": "0.02",
        }
        command = [sys.executable, "-m", "config.dev.live", platform]
        done = subprocess.run(command, env=variables, capture_output=True, text=True, check=False)
        made = real.control("GET", "objects", kind=CAMPAIGNS[platform])["objects"]
    assert done.returncode == 0, done.stdout + done.stderr
    assert "take away: ok" in done.stdout
    assert "The sandbox answers as the platform does" in done.stdout
    assert token not in done.stdout + done.stderr
    assert not {"ACTIVE", "ENABLED", "ENABLE"} & {str(one["status"]) for one in made}
