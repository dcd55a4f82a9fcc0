"""Connecting: out to the consent page, back by the public host, a token, and accounts to choose."""

from itertools import product
from urllib.parse import urlsplit

import pytest
from django.conf import settings as django_settings
from django.db import connection as database

from integrations import selectors, services, signals, vault
from integrations.models import AdAccount, Connection, ConnectionAttempt
from tenants import limits
from tenants.roles import Role
from tests.factories import make_member, make_page_client
from tests.integrations.conftest import read_query
from tests.plugins.habits import sample

pytestmark = pytest.mark.usefixtures("clock")


@pytest.fixture
def browser(page_client, sandbox):
    return page_client(Role.MANAGER)


def leave(browser) -> dict[str, str]:
    """Press Connect; return what the consent page is asked."""
    response = browser.post("/connections/meta/begin/")
    assert response.status_code == 302
    assert urlsplit(response["Location"]).path == "/meta/v26.0/dialog/oauth"
    return read_query(response["Location"])


def consent(sandbox, asked: dict[str, str], person: str = "marlow") -> str:
    """Say yes; return the address to which the platform sends the browser."""
    return sandbox.grant(person, redirect_uri=asked["redirect_uri"], state=asked["state"], scope=asked["scope"])


def come_back(public_client, address: str) -> str:
    """Follow the platform to the public host; return the address on the organisation's host."""
    parts = urlsplit(address)
    response = public_client.get(f"{parts.path}?{parts.query}")
    assert response.status_code == 302
    return response["Location"]


def open_at(browser, address: str):
    parts = urlsplit(address)
    return browser.get(f"{parts.path}?{parts.query}")


def connect(browser, public_client, sandbox, person: str = "marlow"):
    """Go all the way to the picker; return its response."""
    address = come_back(public_client, consent(sandbox, leave(browser), person))
    response = open_at(browser, address)
    assert response.status_code == 302, response.content.decode()
    return browser.get(response["Location"])


def test_a_person_connects_and_chooses_an_account(
    browser, public_client, sandbox, organization, django_capture_on_commit_callbacks
):
    heard = []
    signals.account_connected.connect(
        lambda sender, account, **kwargs: heard.append(account), weak=False, dispatch_uid="t"
    )
    picker = connect(browser, public_client, sandbox)
    page = picker.content.decode()
    assert "Marlow Bakehouse" in page
    external_id = selectors.list_connections().get().offered[0]["external_id"]
    with django_capture_on_commit_callbacks(execute=True):
        response = browser.post(picker.request["PATH_INFO"], {"external_ids": [external_id]})
    signals.account_connected.disconnect(dispatch_uid="t")
    assert response.status_code == 302
    account = selectors.list_ad_accounts().get()
    assert (account.name, account.currency, account.time_zone) == ("Marlow Bakehouse", "EUR", "Europe/Dublin")
    assert account.presence["page_name"] == "Marlow Bakehouse"
    assert (account.status, account.sync_status) == ("active", "pending")
    assert heard == [account]
    shown = browser.get("/connections/").content.decode()
    assert "Marlow Bakehouse" in shown
    assert "Nothing needs you here." in shown
    assert "19 Jan 2027" in shown


def test_the_consent_page_is_asked_for_no_more_than_is_needed(browser):
    asked = leave(browser)
    assert asked["redirect_uri"] == f"{django_settings.PUBLIC_URL}/oauth/meta/callback"
    assert set(asked["scope"].split(",")) == {
        "ads_management", "ads_read", "business_management", "pages_show_list", "pages_read_engagement", "pages_manage_ads",
    }  # fmt: skip
    assert "acme" not in asked["state"]


def test_tokens_are_kept_sealed_and_shown_nowhere(browser, public_client, sandbox, organization, api_client):
    connect(browser, public_client, sandbox)
    connection = Connection.objects.get()
    token = vault.unseal(connection.secret)["access"]
    assert token.startswith("EAA")
    with database.cursor() as cursor:
        cursor.execute("SELECT row_to_json(c)::text FROM integrations_connection c")
        assert token not in cursor.fetchone()[0]
    assert token not in f"{connection!r} {connection}"
    assert connection.secret not in f"{connection!r} {connection}"
    shown = api_client().get("/api/v1/connections").content.decode() + browser.get("/connections/").content.decode()
    assert token not in shown
    assert connection.secret not in shown


def test_saying_no_changes_nothing_and_says_so(browser, public_client, sandbox):
    asked = leave(browser)
    denied = f"{asked['redirect_uri']}?error=access_denied&error_reason=user_denied&state={asked['state']}"
    response = open_at(browser, come_back(public_client, denied))
    assert "You did not allow it on Meta" in response.content.decode()
    assert not Connection.objects.exists()


def test_the_way_back_closes_after_ten_minutes(browser, public_client, sandbox, monkeypatch):
    address = come_back(public_client, consent(sandbox, leave(browser)))
    real = vault.time.time
    monkeypatch.setattr(vault.time, "time", lambda: real() + 601)
    response = open_at(browser, address)
    assert response.status_code == 409
    assert "more than ten minutes" in response.content.decode()
    assert not Connection.objects.exists()


def test_a_return_is_good_once(browser, public_client, sandbox):
    address = come_back(public_client, consent(sandbox, leave(browser)))
    assert open_at(browser, address).status_code == 302
    again = open_at(browser, address)
    assert again.status_code == 409
    assert "already used once" in again.content.decode()
    assert Connection.objects.count() == 1


def test_another_session_cannot_use_a_return(browser, page_client, public_client, sandbox):
    address = come_back(public_client, consent(sandbox, leave(browser)))
    response = open_at(page_client(Role.OWNER), address)
    assert response.status_code == 409
    assert "not asked for here" in response.content.decode()
    assert not Connection.objects.exists()
    assert open_at(browser, address).status_code == 302


def test_another_organisation_cannot_use_a_return(browser, public_client, sandbox, other_organization):
    address = come_back(public_client, consent(sandbox, leave(browser)))
    stranger = make_page_client(other_organization, make_member(other_organization, Role.OWNER).user)
    stranger.post("/connections/meta/begin/")
    response = open_at(stranger, address)
    assert response.status_code == 409
    database.set_tenant(other_organization)
    assert not Connection.objects.exists()


@pytest.mark.parametrize("state", ["", "nonsense", "é", "gAAAAABnot-ours"])
def test_a_state_that_is_not_ours_goes_nowhere(public_client, state):
    response = public_client.get("/oauth/meta/callback", {"code": "AQ1", "state": state})
    assert response.status_code == 400
    assert "was not asked for here" in response.content.decode()


def test_a_state_for_one_platform_is_not_taken_by_another(browser, public_client, sandbox):
    state = leave(browser)["state"]
    assert public_client.get("/oauth/google/callback", {"code": "x", "state": state}).status_code == 400


def test_a_code_that_meta_does_not_take_is_told_in_its_words(browser, public_client, sandbox):
    asked = leave(browser)
    address = come_back(public_client, f"{asked['redirect_uri']}?code=AQfalse&state={asked['state']}")
    response = open_at(browser, address)
    assert response.status_code == 502
    assert "Invalid verification code format" in response.content.decode()
    assert not Connection.objects.exists()


RETURNS = {
    "code": "/oauth/access_token$",
    "person": "/me$",
    "permissions": "/me/permissions$",
    "accounts": "/me/adaccounts$",
}


FAULTS = ["429", "500", "html502", "reset", "timeout_before", "drop_after_commit"]


@pytest.mark.parametrize(("path", "fault"), sample(list(product(RETURNS.values(), FAULTS)), 8))
def test_a_platform_that_fails_meanwhile_connects_nothing_says_so_and_starting_again_works(
    browser, public_client, sandbox, path, fault, monkeypatch
):
    monkeypatch.setattr("integrations.platforms.meta.client.TIMEOUT_S", (1, 0.5))
    address = come_back(public_client, consent(sandbox, leave(browser)))
    sandbox.fault(fault, path=path)
    response = open_at(browser, address)
    assert response.status_code == 502
    assert "Nothing was connected. Start again." in response.content.decode()
    assert not Connection.objects.exists()
    assert connect(browser, public_client, sandbox).status_code == 200
    assert Connection.objects.count() == 1


def test_without_an_app_of_the_operator_s_it_says_what_is_to_be_set(browser, settings):
    settings.META_APP_ID = ""
    response = browser.post("/connections/meta/begin/")
    assert response.status_code == 409
    assert "META_APP_ID" in response.content.decode()
    assert not ConnectionAttempt.objects.exists()


def test_a_platform_that_is_not_here_yet_is_told_on_the_page(browser):
    response = browser.post("/connections/google/begin/")
    assert response.status_code == 422
    assert "Google and TikTok are not here yet." in response.content.decode()


def test_the_page_asks_the_same_few_queries_however_many_accounts(
    api_client, page_client, sandbox, django_assert_max_num_queries
):
    for number in range(6):
        sandbox.control("POST", "accounts", person="marlow", name=f"<b>Shop {number}</b>", pixel=False)
    connect_by_api(api_client(), sandbox, "marlow")
    browser = page_client()
    with django_assert_max_num_queries(10):
        page = browser.get("/connections/").content.decode()
    assert page.count("Currency, time") == 7
    assert "<b>Shop" not in page
    assert "6 things are still missing." in page


def test_choosing_nothing_or_what_is_not_offered_is_told_beside_the_list(browser, public_client, sandbox):
    picker = connect(browser, public_client, sandbox).request["PATH_INFO"]
    nothing = browser.post(picker, {})
    assert nothing.status_code == 422
    assert "Choose at least one ad account." in nothing.content.decode()
    foreign = browser.post(picker, {"external_ids": ["666"]})
    assert foreign.status_code == 422
    assert "does not reach that ad account" in foreign.content.decode()
    assert not AdAccount.objects.exists()


def test_an_account_that_the_platform_switched_off_cannot_be_chosen(browser, public_client, sandbox):
    person = sandbox.control("GET", "people")["people"][0]
    sandbox.control("POST", f"objects/{person['accounts'][0]['id']}", account_status=2)
    picker = connect(browser, public_client, sandbox).request["PATH_INFO"]
    response = browser.post(picker, {"external_ids": [person["accounts"][0]["account_id"]]})
    assert response.status_code == 422
    assert "switched it off" in response.content.decode()


def test_an_account_stands_once_whoever_connects_it(organization, api_client, sandbox):
    person = sandbox.control("GET", "people")["people"][0]
    account = person["accounts"][0]
    first = connect_by_api(api_client(), sandbox, "marlow", [account["account_id"]])
    other = sandbox.control("POST", "people", name="Sam Marlow", key="sam", accounts=[])
    sandbox.control("POST", f"objects/{account['id']}", _people=[person["id"], other["id"]])
    second = connect_by_api(api_client(), sandbox, "sam", [account["account_id"]])
    assert [row["id"] for row in first] == [row["id"] for row in second]
    assert AdAccount.objects.count() == 1
    assert AdAccount.objects.get().connection.user_label == "Sam Marlow"


def test_the_plan_s_limit_is_asked_and_its_words_are_shown(browser, public_client, sandbox, organization, monkeypatch):
    monkeypatch.setattr(limits, "_providers", [lambda organization, what: (0, 0, "starter")])
    response = browser.post("/connections/meta/begin/")
    assert response.status_code == 403
    assert not ConnectionAttempt.objects.exists()


def connect_by_api(client, sandbox, person: str, external_ids: list[str] | None = None) -> list[dict]:
    """Connect by way of the API; return the ad accounts."""
    begun = client.post("/api/v1/connections", {"platform": "meta"}, content_type="application/json")
    assert begun.status_code == 201, begun.content
    back = read_query(consent(sandbox, read_query(begun.json()["authorize_url"]), person))
    body = {"platform": "meta", "code": back["code"], "state": back["state"]}
    finished = client.post("/api/v1/connections/finish", body, content_type="application/json")
    assert finished.status_code == 200, finished.content
    wanted = external_ids or [row["external_id"] for row in finished.json()["offered"]]
    address = f"/api/v1/connections/{finished.json()['id']}/ad-accounts"
    chosen = client.post(address, {"external_ids": wanted}, content_type="application/json")
    assert chosen.status_code == 201, chosen.content
    return chosen.json()


def test_a_program_connects_by_the_api(api_client, sandbox):
    client = api_client(Role.MANAGER)
    (account,) = connect_by_api(client, sandbox, "marlow")
    assert account["name"] == "Marlow Bakehouse"
    assert client.get("/api/v1/ad-accounts").json()["items"] == [account]
    assert client.get(f"/api/v1/ad-accounts/{account['id']}").json() == account
    (connection,) = client.get("/api/v1/connections").json()["items"]
    assert connection["id"] == account["connection_id"]
    assert connection["user_label"] == "Nora Marlow"


def test_a_return_that_an_api_key_asked_for_says_where_it_belongs(api_client, browser, public_client, sandbox):
    begun = api_client().post("/api/v1/connections", {"platform": "meta"}, content_type="application/json")
    address = come_back(public_client, consent(sandbox, read_query(begun.json()["authorize_url"])))
    response = open_at(browser, address)
    assert response.status_code == 409
    assert "POST /api/v1/connections/finish" in response.content.decode()


def test_another_key_cannot_finish_what_one_began(api_client, sandbox):
    begun = api_client().post("/api/v1/connections", {"platform": "meta"}, content_type="application/json")
    back = read_query(consent(sandbox, read_query(begun.json()["authorize_url"])))
    body = {"platform": "meta", "code": back["code"], "state": back["state"]}
    response = api_client().post("/api/v1/connections/finish", body, content_type="application/json")
    assert response.status_code == 409
    assert response.headers["Content-Type"].startswith("application/problem+json")


@pytest.mark.parametrize("platform", ["google", "tiktok"])
def test_platforms_that_are_not_here_yet_are_refused_in_words(api_client, platform):
    response = api_client().post("/api/v1/connections", {"platform": platform}, content_type="application/json")
    assert response.status_code == 422
    assert "not here yet" in response.content.decode()
    assert not ConnectionAttempt.objects.exists()


@pytest.mark.parametrize("role", [Role.MEMBER, Role.CLIENT])
def test_who_may_not_manage_connections_cannot_begin(page_client, role):
    assert page_client(role).post("/connections/meta/begin/").status_code == 403


def test_attempts_are_forgotten_after_a_day(browser, clock):
    leave(browser)
    assert services.forget_old_attempts(now=clock.advance(hours=23)) == 0
    assert services.forget_old_attempts(now=clock.advance(hours=2)) == 1


def test_a_permission_that_ended_meanwhile_connects_nothing(browser, public_client, sandbox):
    picker = connect(browser, public_client, sandbox).request["PATH_INFO"]
    connection = Connection.objects.get()
    Connection.objects.update(status="auth_error")
    response = browser.post(picker, {"external_ids": [connection.offered[0]["external_id"]]})
    assert response.status_code == 409
    assert "ended meanwhile" in response.content.decode()
    assert not AdAccount.objects.exists()


def test_at_the_plan_s_limit_a_dead_permission_can_still_be_renewed(api_client, sandbox, monkeypatch):
    program = api_client()
    (account,) = connect_by_api(program, sandbox, "marlow")
    Connection.objects.update(status="auth_error")
    AdAccount.objects.update(status="error", sync_status="auth_error")
    monkeypatch.setattr(limits, "_providers", [lambda organization, what: (1, 1, "starter")])
    (again,) = connect_by_api(program, sandbox, "marlow")
    assert (again["id"], again["status"], again["connected_at"]) == (account["id"], "active", account["connected_at"])
    sandbox.control("POST", "accounts", person="marlow", name="One too many")
    begun = program.post("/api/v1/connections", {"platform": "meta"}, content_type="application/json")
    back = read_query(consent(sandbox, read_query(begun.json()["authorize_url"])))
    body = {"platform": "meta", "code": back["code"], "state": back["state"]}
    offered = program.post("/api/v1/connections/finish", body, content_type="application/json").json()
    wanted = {"external_ids": [row["external_id"] for row in offered["offered"]]}
    refused = program.post(f"/api/v1/connections/{offered['id']}/ad-accounts", wanted, content_type="application/json")
    assert refused.status_code == 403
    assert refused.json()["upgrade_to"] == "starter"
    assert AdAccount.objects.count() == 1


def test_choosing_again_what_is_connected_disturbs_nothing(browser, public_client, sandbox, clock):
    picker = connect(browser, public_client, sandbox).request["PATH_INFO"]
    chosen = {"external_ids": [Connection.objects.get().offered[0]["external_id"]]}
    browser.post(picker, chosen)
    account = AdAccount.objects.get()
    services.record_sync_finished(account=account, kind="objects", now=clock.now)
    clock.advance(days=3)
    browser.post(picker, chosen)
    again = AdAccount.objects.get()
    assert (again.connected_at, again.sync_status) == (account.connected_at, "success")
