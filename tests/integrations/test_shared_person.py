"""One person in two organisations, two people in one: nobody's connection ends or doubles behind their back."""

import pytest
from django_tenants.utils import tenant_context

from integrations import selectors, services
from integrations.models import AdAccount, Connection, Holding
from tests.factories import make_api_client, make_member, make_page_client
from tests.integrations.connecting import connect, connect_by_api

pytestmark = pytest.mark.usefixtures("clock")


def revoked(sandbox) -> list[str]:
    return [call["path"] for call in sandbox.calls() if call["method"] == "DELETE"]


@pytest.fixture
def both(organization, other_organization, sandbox):
    """Nora connects the same ad account in two organisations."""
    connect_by_api(make_api_client(organization), sandbox, "marlow")
    with tenant_context(other_organization):
        connect_by_api(make_api_client(other_organization), sandbox, "marlow")


def test_letting_go_in_one_organisation_leaves_the_other_s_permission_alone(
    both, organization, other_organization, page_client, sandbox, run_jobs
):
    account = selectors.list_ad_accounts().get()
    browser = page_client()
    assert "connected in another organisation here too" in browser.get("/connections/").content.decode()
    browser.post(f"/connections/accounts/{account.uuid}/disconnect/")
    run_jobs(names=["integrations.revoke_token"])
    assert (Connection.objects.get().secret, revoked(sandbox)) == ("", [])
    with tenant_context(other_organization):
        left = selectors.list_ad_accounts().get()
        assert services.minimum_daily_budget_minor(account=left) > 0


def test_giving_back_a_permission_without_an_account_says_the_same(both, organization, page_client, run_jobs):
    AdAccount.objects.update(disconnected_at=Connection.objects.get().connected_at)
    page = page_client().get("/connections/").content.decode()
    assert "so it is not given back at the platform" in page
    assert "and gives it back at the platform" not in page.split("What Adwright may do")[0]


def test_the_last_one_who_lets_go_gives_it_back(both, organization, other_organization, sandbox, run_jobs):
    for each in (organization, other_organization):
        with tenant_context(each):
            connection = Connection.objects.get()
            program = make_api_client(each)
            assert program.delete(f"/api/v1/connections/{connection.uuid}").status_code == 204
        run_jobs(names=["integrations.revoke_token"])
    assert revoked(sandbox) == ["/me/permissions"]
    assert not Holding.objects.exists()


def test_the_public_table_holds_no_name_and_no_id(both):
    rows = list(Holding.objects.values("platform", "person_hash", "accounts"))
    person = Connection.objects.get().external_user_id
    assert [row["accounts"] for row in rows] == [1, 1]
    assert len({row["person_hash"] for row in rows}) == 1
    assert person not in str(rows)


def test_a_permission_that_died_shares_no_quota_until_it_is_renewed(both, organization, sandbox):
    from integrations.services.tokens import mark_dead

    assert selectors.count_sharers("meta") == 2
    mark_dead(Connection.objects.get(), words="ended")
    assert selectors.count_sharers("meta") == 1
    connect_by_api(make_api_client(organization), sandbox, "marlow")
    assert selectors.count_sharers("meta") == 2


def test_what_is_held_is_written_down_anew_every_night(both, organization, run_jobs):
    from tenants import queue

    Holding.objects.all().delete()
    queue.enqueue("integrations.clean_up", organization=organization)
    run_jobs(names=["integrations.clean_up"])
    assert Holding.objects.get().organization_id == organization.pk


def test_a_second_person_is_told_before_an_account_moves_to_their_permission(
    organization, sandbox, page_client, public_client
):
    person = sandbox.control("GET", "people")["people"][0]
    account = person["accounts"][0]
    connect_by_api(make_api_client(organization), sandbox, "marlow")
    other = sandbox.control("POST", "people", name="Sam Marlow", key="sam", accounts=[])
    sandbox.control("POST", f"objects/{account['id']}", _people=[person["id"], other["id"]])
    browser = make_page_client(organization, make_member(organization).user)
    picker = connect(browser, public_client, sandbox, "sam")
    page = picker.content.decode()
    assert "Connected already, by way of Nora Marlow." in page
    assert "moves it to the permission of Sam Marlow, with its history." in page
    browser.post(picker.request["PATH_INFO"], {"external_ids": [account["account_id"]]})
    assert AdAccount.objects.get().connection.user_label == "Sam Marlow"
    held = dict(Holding.objects.values_list("person_hash", "accounts"))
    assert sorted(held.values()) == [0, 1]
