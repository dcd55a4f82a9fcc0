"""What Google wants declared is declared as a change, also of campaigns that are only read here."""

import pytest

import integrations.services
from campaigns import selectors, services
from campaigns.models import Change, PlatformCampaign
from tenants.errors import Conflict
from tenants.models import AuditEvent
from tests.campaigns import build, purposes
from tests.campaigns.conftest import connect
from tests.factories import START

pytestmark = pytest.mark.django_db


@pytest.fixture
def google(once, sandbox, organization, actor, clock, run_jobs):
    return once("account on google", lambda: connect(sandbox, organization, actor, run_jobs, platform="google"))


@pytest.fixture
def undeclared(sandbox, google, actor, run_jobs):
    """A campaign that somebody made without the declaration; nothing can be changed on the account before."""
    made = services.create_draft(draft=purposes.draft(google, "traffic", actor), actor=actor, now=START)
    build.launch(selectors.get_campaign(made.uuid), actor, run_jobs)
    part = PlatformCampaign.objects.get()
    PlatformCampaign.objects.update(is_managed=False, is_eu_political=None)
    sandbox.control("POST", f"objects/{part.external_id}", contains_eu_political_advertising="UNSPECIFIED")
    google.refresh_from_db()
    return integrations.services.refresh_health(account=google, now=START)


def test_it_is_declared_through_the_ledger_and_the_account_takes_changes_again(undeclared, actor, run_jobs):
    assert len(undeclared.repairs) == 1
    (change_set,) = services.declare_not_political(account=undeclared, actor=actor, now=START)
    assert services.declare_not_political(account=undeclared, actor=actor, now=START) == []
    build.run_patiently(run_jobs, rounds=2)
    change = change_set.changes.get()
    assert (change.state, change.kind, change.after, change.error) == ("applied", "declaration", False, "")
    part = PlatformCampaign.objects.get()
    assert (part.is_eu_political, part.is_managed) == (False, False)
    after = integrations.services.refresh_health(account=undeclared, now=START)
    assert (after.repairs, [need for need in after.needs if need["key"] == "eu_political"]) == ([], [])
    assert AuditEvent.objects.filter(action="campaign.declared").count() == 1
    with pytest.raises(Conflict, match="Nothing has to be declared"):
        services.declare_not_political(account=after, actor=actor, now=START)


def test_page_and_api_ask_for_the_same(undeclared, page_client, api_client, run_jobs):
    assert page_client().post(f"/campaigns/declare/{undeclared.uuid}/").status_code == 302
    run_jobs(names=["campaigns.apply_change_set"])
    assert Change.objects.get(kind="declaration").state == "applied"
    again = api_client().post(f"/api/v1/ad-accounts/{undeclared.uuid}/declarations", content_type="application/json")
    assert again.status_code == 409


def test_what_was_never_read_is_read_first(undeclared, actor, run_jobs):
    PlatformCampaign.objects.all().delete()
    with pytest.raises(Conflict, match="being read now"):
        services.declare_not_political(account=undeclared, actor=actor, now=START)
    run_jobs(names=["campaigns.import_account"])
    assert len(services.declare_not_political(account=undeclared, actor=actor, now=START)) == 1
