"""Letting go: the history stays, the token goes, and coming back picks up where it was."""

import pytest

from integrations import selectors, services, signals
from integrations.models import AdAccount, Connection
from tenants.models import Job
from tenants.roles import Role
from tests.factories import START
from tests.integrations.test_connect import connect_by_api

pytestmark = pytest.mark.usefixtures("clock", "sandbox")


@pytest.fixture
def account(api_client, sandbox) -> AdAccount:
    connect_by_api(api_client(), sandbox, "marlow")
    return selectors.list_ad_accounts().get()


def test_disconnecting_the_last_account_forgets_the_token_and_gives_it_back(
    page_client, account, sandbox, run_jobs, django_capture_on_commit_callbacks
):
    heard = []
    signals.account_disconnected.connect(
        lambda sender, account, **kwargs: heard.append(account.uuid), weak=False, dispatch_uid="t"
    )
    with django_capture_on_commit_callbacks(execute=True):
        response = page_client().post(f"/connections/accounts/{account.uuid}/disconnect/")
    signals.account_disconnected.disconnect(dispatch_uid="t")
    assert response.status_code == 302
    assert heard == [account.uuid]
    run_jobs()
    connection = Connection.objects.get()
    assert (connection.status, connection.secret) == ("disconnected", "")
    assert [call["path"] for call in sandbox.calls() if call["method"] == "DELETE"] == ["/me/permissions"]
    assert not selectors.list_ad_accounts().exists()
    assert selectors.list_ad_accounts(include_disconnected=True).get() == account


def test_one_of_two_accounts_goes_and_the_permission_stays(api_client, sandbox, organization, run_jobs):
    sandbox.control("POST", "accounts", person="marlow", name="Marlow Wholesale")
    program = api_client()
    first, second = connect_by_api(program, sandbox, "marlow")
    assert program.delete(f"/api/v1/ad-accounts/{first['id']}").status_code == 204
    run_jobs()
    assert Connection.objects.get().secret
    assert [row["id"] for row in program.get("/api/v1/ad-accounts").json()["items"]] == [second["id"]]
    assert program.delete(f"/api/v1/ad-accounts/{first['id']}").status_code == 404


def test_giving_a_permission_back_lets_all_its_accounts_go(api_client, sandbox, organization, run_jobs):
    sandbox.control("POST", "accounts", person="marlow", name="Marlow Wholesale")
    program = api_client()
    first, _ = connect_by_api(program, sandbox, "marlow")
    assert program.delete(f"/api/v1/connections/{first['connection_id']}").status_code == 204
    run_jobs()
    assert program.get("/api/v1/ad-accounts").json()["total"] == 0
    assert program.get("/api/v1/connections").json()["total"] == 0
    assert Connection.objects.get().secret == ""


def test_connecting_again_revives_the_same_account_with_its_past(api_client, sandbox, account, run_jobs):
    program = api_client()
    services.record_sync_finished(account=account, kind="metrics", now=START)
    program.delete(f"/api/v1/ad-accounts/{account.uuid}")
    run_jobs()
    (again,) = connect_by_api(program, sandbox, "marlow")
    assert again["id"] == str(account.uuid)
    assert again["metrics_synced_at"] is not None
    assert again["status"] == "active"
    assert AdAccount.objects.count() == Connection.objects.count() == 1


@pytest.mark.parametrize("fault", ["429", "500", "html502", "reset"])
def test_giving_back_is_tried_again_when_the_platform_fails(api_client, sandbox, account, fault):
    api_client().delete(f"/api/v1/ad-accounts/{account.uuid}")
    connection = Connection.objects.get()
    sandbox.fault(fault, method="DELETE")
    with pytest.raises(Exception, match="Meta"):
        services.revoke_token(connection=connection, now=START)
    assert list(selectors.list_tokens_to_revoke()) == [connection]
    services.revoke_token(connection=connection, now=START)
    assert not selectors.list_tokens_to_revoke().exists()


def test_a_platform_that_fails_for_long_is_asked_again_and_again_without_ending_in_a_dead_job(
    api_client, sandbox, account, run_jobs, clock
):
    api_client().delete(f"/api/v1/ad-accounts/{account.uuid}")
    sandbox.fault("500", method="DELETE", times=99)
    for _ in range(6):
        (job,) = run_jobs(names=["integrations.revoke_token"])
        assert (job.state, job.attempts) == ("queued", 0)
        Job.objects.update(retry_at=None, run_at=None)
    clock.advance(hours=2)
    (job,) = run_jobs(names=["integrations.revoke_token"])
    assert (job.state, Connection.objects.get().secret) == ("done", "")


def test_after_an_hour_the_token_is_forgotten_anyway(api_client, sandbox, account, clock):
    api_client().delete(f"/api/v1/ad-accounts/{account.uuid}")
    sandbox.fault("500", method="DELETE", times=5)
    services.revoke_token(connection=Connection.objects.get(), now=clock.advance(hours=2))
    assert Connection.objects.get().secret == ""


def test_a_token_that_came_back_meanwhile_is_not_given_away(api_client, sandbox, account):
    program = api_client()
    program.delete(f"/api/v1/ad-accounts/{account.uuid}")
    connect_by_api(program, sandbox, "marlow")
    services.revoke_token(connection=Connection.objects.get(), now=START)
    assert Connection.objects.get().secret
    assert not [call for call in sandbox.calls() if call["method"] == "DELETE"]


@pytest.mark.parametrize("role", [Role.MEMBER, Role.CLIENT])
def test_who_may_not_manage_connections_disconnects_nothing(page_client, account, role):
    browser = page_client(role)
    assert browser.post(f"/connections/accounts/{account.uuid}/disconnect/").status_code == 403
    assert browser.post(f"/connections/permissions/{account.connection.uuid}/disconnect/").status_code == 403
    assert account.connection.secret


def test_a_member_sees_the_page_without_its_buttons(page_client, account):
    page = page_client(Role.MEMBER).get("/connections/").content.decode()
    assert "Marlow Bakehouse" in page
    assert "Disconnect" not in page.split('<p class="small muted">')[0]
    assert "/begin/" not in page
    assert page_client(Role.CLIENT).get("/connections/").status_code == 403


def test_another_organisation_s_ids_are_not_found(page_client, api_client, account, other_organization):
    from tests.factories import make_api_client, make_member, make_page_client

    browser = make_page_client(other_organization, make_member(other_organization).user)
    assert browser.post(f"/connections/accounts/{account.uuid}/disconnect/").status_code == 404
    assert browser.get(f"/connections/permissions/{account.connection.uuid}/accounts/").status_code == 404
    assert browser.post(f"/connections/permissions/{account.connection.uuid}/disconnect/").status_code == 404
    program = make_api_client(other_organization)
    assert program.get(f"/api/v1/ad-accounts/{account.uuid}").status_code == 404
    assert program.delete(f"/api/v1/connections/{account.connection.uuid}").status_code == 404
    body = {"external_ids": [account.external_id]}
    address = f"/api/v1/connections/{account.connection.uuid}/ad-accounts"
    assert program.post(address, body, content_type="application/json").status_code == 404
