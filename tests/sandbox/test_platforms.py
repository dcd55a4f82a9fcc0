"""What the three platforms share: people, the control page, services beside the web server, old files."""

import socket
import sqlite3

import pytest
import requests

from integrations.sandbox.apps import DEFAULT_APPS, TIERS, read_apps
from integrations.sandbox.ports import free_ports
from integrations.sandbox.testing import SandboxProcess
from tests.sandbox.tiktok.conftest import TikTok

from .conftest import START, Meta

PLATFORMS = ["meta", "google", "tiktok"]


def people(sandbox):
    return sandbox.control("GET", "people")["people"]


def test_nora_owns_the_bakery_on_every_platform_and_nothing_runs(sandbox):
    (nora,) = people(sandbox)
    assert [account["platform"] for account in nora["accounts"]] == PLATFORMS
    assert {account["name"] for account in nora["accounts"]} == {"Marlow Bakehouse"}
    assert {(account["currency"], account["time_zone"]) for account in nora["accounts"]} == {("EUR", "Europe/Dublin")}
    assert all(account["campaigns"] == [] for account in nora["accounts"])


def test_somebody_new_has_something_running_everywhere(sandbox):
    new = sandbox.control("POST", "people")
    by_platform = {name: [a for a in new["accounts"] if a["platform"] == name] for name in PLATFORMS}
    for name, accounts in by_platform.items():
        assert [len(account["campaigns"]) for account in accounts] == [1, 0], name
        rows = sandbox.books(accounts[0]["account_id"], since="2026-07-01", until="2026-07-28")["rows"]
        assert len({row["day"] for row in rows}) == 28, name
        assert {row["campaign"] for row in rows} == {accounts[0]["campaigns"][0]["id"]}, name


@pytest.mark.parametrize("platform", PLATFORMS)
def test_an_account_is_made_as_wished_on(sandbox, platform):
    wish = {"platform": platform, "name": "Szalon", "currency": "HUF", "time_zone": "Europe/Budapest"}
    running = [{"name": "Old", "days": 20}, {"name": "Newer", "days": 5}]
    person = sandbox.control("POST", "people", name="Eva Kis", key="eva", accounts=[{**wish, "campaigns": running}])
    (account,) = person["accounts"]
    assert (account["platform"], account["currency"], account["time_zone"]) == (platform, "HUF", "Europe/Budapest")
    assert [campaign["name"] for campaign in account["campaigns"]] == ["Old", "Newer"]
    with pytest.raises(AssertionError, match="400"):
        sandbox.control("POST", "accounts", person="eva", platform=platform, currency="XXX")


def test_a_platform_that_is_not_there_is_refused(sandbox):
    for path, body in (
        ("people", {"name": "X", "platform": "myspace"}),
        ("tiers", {"platform": "meta", "tier": "gold"}),
    ):
        with pytest.raises(AssertionError, match="400"):
            sandbox.control("POST", path, **body)


def test_a_campaign_on_any_platform_keeps_the_clock_from_going_back(sandbox):
    TikTok(sandbox, sandbox.token("marlow", platform="tiktok")).campaign()
    with pytest.raises(AssertionError, match="409"):
        sandbox.control("POST", "clock", now="2026-04-01T00:00:00+00:00")


def test_the_settings_are_all_that_the_house_needs(sandbox):
    names = set(sandbox.settings)
    assert names == {
        "META_APP_ID", "META_APP_SECRET", "META_GRAPH_URL", "META_DIALOG_URL", "GOOGLE_CLIENT_ID", "GOOGLE_CLIENT_SECRET",
        "GOOGLE_ADS_ENDPOINT", "GOOGLE_CONSENT_URL", "GOOGLE_TOKEN_URL", "TIKTOK_APP_ID", "TIKTOK_APP_SECRET",
        "TIKTOK_API_URL", "TIKTOK_PORTAL_URL",
    }  # fmt: skip
    assert all(sandbox.settings.values())


@pytest.mark.parametrize("platform", PLATFORMS)
def test_a_token_can_be_had_on(sandbox, platform):
    assert sandbox.token("marlow", platform=platform)
    assert sandbox.grant("new", platform=platform, state="abc").startswith(f"http://localhost:8000/oauth/{platform}/")


def test_the_apps_come_from_the_environment_where_it_has_them():
    apps = read_apps({"TIKTOK_APP_ID": "7", "TIKTOK_APP_SECRET": "s", "META_APP_ID": ""})
    assert (apps["tiktok"].id, apps["tiktok"].secret) == ("7", "s")
    assert apps["meta"] == DEFAULT_APPS["meta"]
    assert "s" not in repr(apps["tiktok"]).replace("secret", "").replace("AppKeys", "")
    assert set(TIERS) == set(PLATFORMS)


def test_google_listens_on_the_next_port_while_the_server_runs():
    with SandboxProcess(now=START) as sandbox:
        host, port = sandbox.google_endpoint.split(":")
        assert int(port) == sandbox.port + 1
        socket.create_connection((host, int(port)), timeout=5).close()
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection((host, int(port)), timeout=5)


def test_ports_in_a_row_are_free():
    first = free_ports(3)
    with socket.socket() as one, socket.socket() as other:
        one.bind(("127.0.0.1", first))
        other.bind(("127.0.0.1", first + 2))


def test_a_file_from_before_there_were_three_platforms_gets_what_is_missing():
    with SandboxProcess(now=START) as sandbox:
        sandbox.stop()
        db = sqlite3.connect(sandbox.db)
        db.execute("DELETE FROM objects WHERE kind LIKE 'tiktok.%' OR data LIKE '%\"platform\": \"tiktok\"%'")
        db.execute("ALTER TABLE calls DROP COLUMN platform")
        db.commit()
        db.close()
        sandbox.start()
        (nora,) = people(sandbox)
        assert [account["platform"] for account in nora["accounts"]] == PLATFORMS
        assert TikTok(sandbox, sandbox.token("marlow", platform="tiktok")).campaign()
        assert sandbox.calls(platform="tiktok")


def test_the_page_shows_and_steers_every_platform(sandbox):
    Meta(sandbox, sandbox.token("marlow")).launch(name="<i>Bread</i>")
    tiktok = TikTok(sandbox, sandbox.token("marlow", platform="tiktok"))
    campaign, _, ad = tiktok.launch(campaign_name="<b>Cake</b>")
    sandbox.advance(days=1)

    def press(**form):
        answer = requests.post(sandbox.base_url, data=form, timeout=10)
        assert answer.status_code == 200, answer.text[:500]

    page = requests.get(sandbox.base_url, timeout=10).text
    for shown in ("Google Ads", "TikTok", "&lt;b&gt;Cake&lt;/b&gt;", "AD_STATUS_DELIVERY_OK", campaign):
        assert shown in page
    press(do="edit", id=campaign, field="budget", value="120.0")
    press(do="edit", id=campaign, field="operation_status", value="DISABLE")
    told = tiktok.one("/campaign/get/")
    assert (told["budget"], told["operation_status"]) == (120.0, "DISABLE")
    before = sandbox.books(tiktok.advertiser, day="2026-08-03")["total"]["final"]
    press(do="restate", id=ad, count="5")
    assert sandbox.books(tiktok.advertiser, day="2026-08-03")["total"]["final"] == before + 5
    press(do="review", id=ad, verdict="reject")
    assert tiktok.one("/ad/get/")["secondary_status"] == "AD_STATUS_AUDIT_DENY"
    press(do="tier", platform="tiktok", tier="premium")
    press(do="fault", kind="429", platform="tiktok")
    assert tiktok.refused("GET", "/campaign/get/")[0] == 40100
    press(do="tokens", person=people(sandbox)[0]["id"], how="revoke", platform="tiktok")
    assert tiktok.refused("GET", "/campaign/get/")[0] == 40105
    press(do="edit", id=tiktok.advertiser, field="status", value="STATUS_LIMIT")
    assert "Enable" in requests.get(sandbox.base_url, timeout=10).text
