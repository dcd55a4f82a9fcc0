"""The whole way on each platform, over the wire: connect, look how the account is, choose, reconnect, notice the end."""

import base64
import hashlib

import pytest

from integrations import errors, registry, selectors, services, vault
from integrations.models import AdAccount, Connection, ConnectionAttempt
from integrations.types import Platform
from tenants.roles import Role
from tests.integrations.connecting import come_back, connect, connect_by_api, consent, leave, open_at

pytestmark = pytest.mark.usefixtures("clock")
PRESENT = {
    "google": {"conversion_name": "Purchase", "business_name": "Marlow Bakehouse"},
    "meta": {"page_name": "Marlow Bakehouse", "pixel_name": "Marlow Bakehouse pixel"},
    "tiktok": {"identity_name": "Marlow Bakehouse", "pixel_name": "Marlow Bakehouse pixel"},
}


@pytest.fixture(params=list(Platform), ids=str)
def platform(request) -> str:
    return str(request.param)


@pytest.fixture
def account(platform, api_client, sandbox) -> AdAccount:
    connect_by_api(api_client(), sandbox, "marlow", platform=platform)
    return selectors.list_ad_accounts().get()


def test_a_person_connects_and_chooses_by_the_pages(platform, page_client, public_client, sandbox, run_jobs):
    browser = page_client(Role.MANAGER)
    picker = connect(browser, public_client, sandbox, platform=platform)
    assert "Marlow Bakehouse" in picker.content.decode()
    offered = Connection.objects.get().offered
    browser.post(picker.request["PATH_INFO"], {"external_ids": [row["external_id"] for row in offered]})
    run_jobs(names=["integrations.refresh_health"])
    account = selectors.list_ad_accounts().get()
    assert (account.platform, account.currency, account.time_zone) == (platform, "EUR", "Europe/Dublin")
    assert PRESENT[platform].items() <= account.presence.items()
    assert account.blocking_needs == []
    assert account.candidates
    page = browser.get("/connections/").content.decode()
    assert "Nothing needs you here." in page
    assert "Not looked at yet" not in page


def test_how_an_account_is_is_told_by_the_api(account, platform, api_client, clock, run_jobs):
    program = api_client()
    asked = program.post(f"/api/v1/ad-accounts/{account.uuid}/health")
    assert asked.status_code == 202
    run_jobs(names=["integrations.refresh_health"])
    assert program.get(f"/api/v1/jobs/{asked.json()['id']}").json()["state"] == "done"
    health = program.get(f"/api/v1/ad-accounts/{account.uuid}/health").json()
    assert (health["connection_status"], health["may_change"], health["missing_permissions"]) == ("active", True, [])
    assert (health["access_ends_at"] is not None) == (platform == "meta")
    assert health["checked_at"] == clock.now.isoformat().replace("+00:00", "Z")
    assert sum(option["is_chosen"] for option in health["options"]) >= 1
    assert (health["numbers_every_s"], health["numbers_words"]) == (900, "every 15 minutes")


def test_a_permission_that_is_taken_back_is_noticed_by_the_next_look(account, platform, sandbox, run_jobs, page_client):
    sandbox.control("POST", "tokens", person="marlow", how="revoke", platform="all")
    with pytest.raises(errors.AuthExpired):
        services.refresh_health(account=account, now=account.connected_at)
    assert Connection.objects.get().status == "auth_error"
    name = {"google": "Google", "meta": "Meta", "tiktok": "TikTok"}[platform]
    assert f"{name} needs you." in page_client().get("/connections/").content.decode()


def test_connecting_again_picks_up_where_it_was(account, platform, api_client, sandbox, run_jobs):
    program = api_client()
    services.record_sync_finished(account=account, kind="metrics", now=account.connected_at)
    assert program.delete(f"/api/v1/ad-accounts/{account.uuid}").status_code == 204
    run_jobs(names=["integrations.revoke_token"])
    assert Connection.objects.get().secret == ""
    (again,) = connect_by_api(program, sandbox, "marlow", platform=platform)
    assert (again["id"], again["status"]) == (str(account.uuid), "active")
    assert again["metrics_synced_at"] is not None


def test_what_is_refused_on_the_way_back_connects_nothing(platform, page_client, public_client, sandbox):
    browser = page_client(Role.MANAGER)
    asked = leave(browser, platform)
    denied = f"{asked['redirect_uri']}?error=access_denied&state={asked['state']}"
    assert "You did not allow it" in open_at(browser, come_back(public_client, denied)).content.decode()
    assert not Connection.objects.exists()


def test_google_is_asked_with_a_challenge_whose_verifier_stays_here_sealed(page_client, sandbox):
    asked = leave(page_client(), "google")
    attempt = ConnectionAttempt.objects.get()
    verifier = vault.unseal(attempt.secret)["verifier"]
    digest = hashlib.sha256(verifier.encode()).digest()
    assert asked["code_challenge"] == base64.urlsafe_b64encode(digest).decode().rstrip("=")
    assert asked["code_challenge_method"] == "S256"
    assert 43 <= len(verifier) <= 128
    assert verifier not in attempt.secret
    assert verifier not in str(asked)


def test_google_takes_no_code_without_its_verifier(page_client, public_client, sandbox):
    browser = page_client()
    address = come_back(public_client, consent(sandbox, leave(browser, "google"), platform="google"))
    ConnectionAttempt.objects.update(secret=vault.seal({"verifier": "x" * 64}))
    assert open_at(browser, address).status_code == 502
    assert not Connection.objects.exists()


def test_google_s_token_of_an_hour_is_renewed_before_a_call_and_after_a_refusal(api_client, sandbox, clock):
    connect_by_api(api_client(), sandbox, "marlow", platform="google")
    account = selectors.list_ad_accounts().get()
    first = vault.unseal(Connection.objects.get().secret)
    clock.advance(minutes=61)
    sandbox.advance(minutes=61)
    assert services.minimum_daily_budget_minor(account=account) > 0
    second = vault.unseal(Connection.objects.get().secret)
    assert second["access"] != first["access"]
    assert second["refresh"] == first["refresh"]
    sandbox.control("POST", "tokens", person="marlow", how="expire", platform="all")
    assert list(services.observe_account(account=account)) == []
    assert vault.unseal(Connection.objects.get().secret)["access"] not in (first["access"], second["access"])
    assert Connection.objects.get().status == "active"


def test_tiktok_s_token_is_looked_at_every_day(api_client, sandbox, clock, organization, run_jobs):
    from tenants import queue

    connect_by_api(api_client(), sandbox, "marlow", platform="tiktok")
    connection = Connection.objects.get()
    assert not selectors.list_due_renewals(clock.advance(hours=23))
    assert list(selectors.list_due_renewals(clock.advance(hours=1))) == [connection]
    sandbox.control("POST", "tokens", person="marlow", how="revoke", platform="all")
    queue.enqueue("integrations.keep_tokens", organization=organization)
    run_jobs(names=["integrations.keep_tokens", "integrations.renew_token"])
    assert Connection.objects.get().status == "auth_error"


def test_a_platform_without_an_app_of_the_operator_s_says_what_is_to_be_set(platform, settings, page_client, sandbox):
    name = {"google": "GOOGLE_CLIENT_ID", "meta": "META_APP_ID", "tiktok": "TIKTOK_APP_ID"}[platform]
    setattr(settings, name, "")
    answer = page_client().post(f"/connections/{platform}/begin/")
    assert answer.status_code == 409
    assert name in answer.content.decode()


def test_keys_are_rotated_for_attempts_as_well(page_client, sandbox, settings):
    from django.core.management import call_command

    leave(page_client(), "google")
    verifier = vault.unseal(ConnectionAttempt.objects.get().secret)
    settings.FERNET_KEYS = ["q0pHqjK3tqvQ2vJx1m0h2nVY8R4p9bqfM0w0y1s6b3A=", *settings.FERNET_KEYS]
    call_command("rotate_keys")
    settings.FERNET_KEYS = settings.FERNET_KEYS[:1]
    assert vault.unseal(ConnectionAttempt.objects.get().secret) == verifier


def test_every_platform_that_there_is_can_be_connected():
    assert set(registry.CONNECTABLE) == set(Platform)
