"""A manager of many accounts can connect, however many organisations share the operator's quota."""

import pytest

from integrations import selectors, services
from integrations.models import Connection, QuotaSpend
from tenants.roles import Role
from tests.integrations.connecting import come_back, consent, leave, open_at
from tests.integrations.test_quota import share_with

pytestmark = pytest.mark.usefixtures("clock")


def test_a_manager_of_many_accounts_connects_within_a_small_share_of_the_day(
    page_client, public_client, sandbox, organization, clock
):
    for number in range(12):
        sandbox.control("POST", "accounts", person="marlow", platform="google", name=f"Shop {number}", pixel=False)
    share_with(99)
    browser = page_client(Role.MANAGER)
    back = open_at(browser, come_back(public_client, consent(sandbox, leave(browser, "google"), "marlow", "google")))
    assert back.status_code == 302, back.content.decode()
    assert QuotaSpend.objects.get().operations <= 22
    offered = Connection.objects.get().offered
    assert len(offered) == 13
    browser.post(back["Location"], {"external_ids": [offered[0]["external_id"]]})
    account = services.refresh_health(account=selectors.list_ad_accounts().get(), now=clock.now)
    assert account.presence["conversion_name"] == "Purchase"
