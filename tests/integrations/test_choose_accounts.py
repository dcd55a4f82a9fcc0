"""Which accounts are worked with: chosen on the page or by a program, within the plan, once an organisation."""

import pytest

from integrations import services
from integrations.models import AdAccount, Connection, ConnectionAttempt
from tenants import limits
from tenants.roles import Role
from tests.integrations.conftest import read_query
from tests.integrations.connecting import come_back, connect, connect_by_api, consent, leave, open_at

pytestmark = pytest.mark.usefixtures("clock")


@pytest.fixture
def browser(page_client, sandbox):
    return page_client(Role.MANAGER)


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
