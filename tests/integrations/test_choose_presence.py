"""Who an account's ads speak for and what counts: chosen by page and API, kept over every reading, told when it is gone."""

from dataclasses import asdict

import pytest
from django.urls import reverse

from integrations import errors, registry, services
from integrations import types as t
from integrations.models import AdAccount
from tenants.errors import Conflict, Invalid
from tenants.models import AuditEvent
from tenants.roles import Role
from tenants.types import Actor
from tests.factories import START
from tests.integrations.stand_ins import make_google

pytestmark = pytest.mark.usefixtures("clock")
PURCHASE = t.Presence("conversion_action", "1", "Purchase", {"conversion_action": "1", "conversion_name": "Purchase"})
LEAD = t.Presence("conversion_action", "2", "Lead", {"conversion_action": "2", "conversion_name": "Lead"})
NEEDS = (t.Need("conversion_action", "A conversion action.", is_blocking=False), t.Need("payment", "Money."))


@pytest.fixture
def account(organization) -> AdAccount:
    made = make_google()
    made.candidates = [asdict(PURCHASE), asdict(LEAD)]
    made.presence = {"manager_id": "9", "conversion_action": "1", "conversion_name": "Purchase"}
    made.needs = [asdict(need) for need in NEEDS]
    made.save()
    return made


@pytest.fixture
def platform(monkeypatch):
    """What the platform says of the account at the next look; or raises."""

    class Said:
        account = t.RemoteAccount("4821907731", "Marlow", "EUR", "Europe/Dublin", presence=dict(PURCHASE.sets))
        presence, repairs, error = [PURCHASE, LEAD], [], None

        def read_account(self):
            if self.error:
                raise self.error
            return self.account

        def list_presence(self):
            return self.presence

        def list_repairs(self):
            return self.repairs

    said = Said()
    monkeypatch.setattr(registry, "adapter_for", lambda platform, link, meter: said)
    return said


def choose(account: AdAccount, external_id: str) -> AdAccount:
    return services.choose_presence(
        account=account, kind="conversion_action", external_id=external_id, actor=Actor.system(), now=START
    )


def test_a_choice_sets_what_ads_count_by_and_ends_its_need(account):
    chosen = choose(account, "2")
    assert chosen.presence == {"manager_id": "9", "conversion_action": "2", "conversion_name": "Lead"}
    assert [need["key"] for need in chosen.needs] == ["payment"]
    (event,) = AuditEvent.objects.filter(action="presence.chosen")
    assert event.detail == {"kind": "conversion_action", "name": "Lead"}


def test_choosing_twice_is_written_down_once(account):
    choose(account, "2")
    choose(account, "2")
    assert AuditEvent.objects.filter(action="presence.chosen").count() == 1


def test_a_choice_outlasts_what_the_platform_puts_first(account, platform):
    choose(account, "2")
    seen = services.refresh_health(account=account, now=START)
    assert seen.presence["conversion_name"] == "Lead"
    assert seen.health_at == START


def test_a_choice_that_is_gone_at_the_platform_is_dropped(account, platform):
    choose(account, "2")
    platform.presence = [PURCHASE]
    seen = services.refresh_health(account=account, now=START)
    assert (seen.chosen, seen.presence["conversion_name"]) == ({}, "Purchase")


@pytest.mark.parametrize("external_id", ["3", ""])
def test_what_is_not_a_candidate_is_refused(account, external_id):
    with pytest.raises(Invalid):
        choose(account, external_id)


def test_an_account_that_was_let_go_of_is_not_changed(account):
    AdAccount.objects.update(disconnected_at=START)
    with pytest.raises(Conflict):
        choose(account, "2")


def test_an_account_that_the_permission_no_longer_reaches_says_so(account, platform):
    platform.error = errors.PermissionDenied("Google does not let this person see the account.")
    seen = services.refresh_health(account=account, now=START)
    assert seen.blocking_needs == ["Google does not let this person see the account."]
    platform.error = None
    assert services.refresh_health(account=seen, now=START).blocking_needs == []


def test_a_failure_of_the_platform_changes_nothing(account, platform):
    platform.error = errors.Temporary("Google did not answer.")
    with pytest.raises(errors.Temporary):
        services.refresh_health(account=account, now=START)
    assert AdAccount.objects.get().health_at is None


def test_the_page_offers_what_else_there_is_and_takes_it(account, page_client):
    browser = page_client(Role.MANAGER)
    page = " ".join(browser.get("/connections/").content.decode().split())
    assert "Choose another" in page
    assert '<option value="1" selected>Purchase</option>' in page
    body = {"kind": "conversion_action", "external_id": "2"}
    answer = browser.post(f"/connections/accounts/{account.uuid}/presence/", body, follow=True)
    assert "Ads that exist keep what they have." in answer.content.decode()
    assert AdAccount.objects.get().presence["conversion_name"] == "Lead"
    wrong = browser.post(f"/connections/accounts/{account.uuid}/presence/", body | {"external_id": "3"})
    assert wrong.status_code == 422
    assert "Choose from the list." in wrong.content.decode()
    assert browser.post(f"/connections/accounts/{account.uuid}/presence/", {}).status_code == 422


def test_the_api_takes_it_too(account, api_client):
    program = api_client(Role.MANAGER)
    health = program.get(f"/api/v1/ad-accounts/{account.uuid}/health").json()
    assert [option["is_chosen"] for option in health["options"]] == [True, False]
    address = f"/api/v1/ad-accounts/{account.uuid}/presence"
    body = {"kind": "conversion_action", "external_id": "2"}
    assert program.put(address, body, content_type="application/json").status_code == 200
    health = program.get(f"/api/v1/ad-accounts/{account.uuid}/health").json()
    assert [option["is_chosen"] for option in health["options"]] == [False, True]
    wrong = program.put(address, body | {"external_id": "3"}, content_type="application/json")
    assert wrong.status_code == 422


def test_a_member_sees_what_is_chosen_and_cannot_change_it(account, page_client):
    browser = page_client(Role.MEMBER)
    page = browser.get("/connections/").content.decode()
    assert "Purchase" in page
    assert "Choose another" not in page
    body = {"kind": "conversion_action", "external_id": "2"}
    assert browser.post(f"/connections/accounts/{account.uuid}/presence/", body).status_code == 403


def test_undeclared_campaigns_are_told_once_with_the_way_out(account, platform, page_client):
    platform.account = t.RemoteAccount(
        "4821907731", "Marlow", "EUR", "Europe/Dublin", needs=(t.Need("eu_political", "3 are undeclared."),)
    )
    platform.repairs = [t.Repair(str(number), f"Campaign {number}", "Declare it.") for number in (1, 2, 3)]
    services.refresh_health(account=account, now=START)
    page = page_client().get("/connections/").content.decode()
    assert "3 campaigns undeclared" in page
    assert "3 are undeclared." not in page
    assert reverse("campaigns:declare_not_political", args=[account.uuid], urlconf="config.urls_tenant") in page
    assert "One thing is still missing." in page


def test_what_was_declared_goes_off_the_list_and_the_last_takes_the_need_along(account):
    AdAccount.objects.update(
        repairs=[{"external_id": str(number), "name": "", "text": ""} for number in (1, 2)],
        needs=[asdict(t.Need("eu_political", "2 are undeclared."))],
    )
    services.record_repaired(account=account, external_ids=["1"])
    assert len(AdAccount.objects.get().blocking_needs) == 1
    services.record_repaired(account=account, external_ids=["2", "2"])
    assert (AdAccount.objects.get().repairs, AdAccount.objects.get().needs) == ([], [])
