"""Connecting: out to the consent page, back by the public host, a token, and accounts to choose."""

from itertools import product

import pytest
from django.conf import settings as django_settings
from django.db import connection as database

from integrations import selectors, signals, vault
from integrations.models import Connection, ConnectionAttempt
from tenants.roles import Role
from tests.factories import make_member, make_page_client
from tests.integrations.connecting import come_back, connect, connect_by_api, consent, leave, open_at
from tests.plugins.habits import sample

pytestmark = pytest.mark.usefixtures("clock")


@pytest.fixture
def browser(page_client, sandbox):
    return page_client(Role.MANAGER)


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
        "ads_management", "ads_read", "business_management", "pages_show_list", "pages_read_engagement",
        "pages_manage_ads", "pages_manage_metadata", "leads_retrieval", "instagram_basic",
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


def test_the_page_asks_the_same_few_queries_however_many_accounts(
    api_client, page_client, sandbox, django_assert_max_num_queries
):
    for number in range(6):
        sandbox.control("POST", "accounts", person="marlow", name=f"<b>Shop {number}</b>", pixel=False)
    connect_by_api(api_client(), sandbox, "marlow")
    browser = page_client()
    with django_assert_max_num_queries(15):
        page = browser.get("/connections/").content.decode()
    assert page.count("Currency, time") == 7
    assert "<b>Shop" not in page
    assert "6 things are still missing." in page
