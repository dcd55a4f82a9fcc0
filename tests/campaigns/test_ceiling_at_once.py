"""Several raises at the same moment: together they never pass a ceiling that each alone would keep."""

import threading

import pytest
from django.db import connection

from campaigns import selectors, services
from campaigns.models import Change, PlatformCampaign
from tenants.errors import Conflict, Invalid
from tenants.types import Actor
from tests.campaigns.guarded import make_account, make_running
from tests.factories import START

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(organization, deeds) -> list[str]:
    """Do all deeds at the same moment, each on a connection of its own; return what became of each."""
    ready, outcomes = threading.Barrier(len(deeds)), []

    def run(deed) -> None:
        connection.set_tenant(organization)
        ready.wait()
        try:
            deed()
            outcomes.append("done")
        except (Invalid, Conflict):
            outcomes.append("refused")
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(deed,)) for deed in deeds]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    return sorted(outcomes)


def set_rules(ceilings=None, **values) -> None:
    version = selectors.get_policy().version
    services.update_policy(values=values, account_ceilings=ceilings, version=version, actor=Actor.system(), now=START)


def raised(campaign, amount: int):
    return lambda: services.change_budget(campaign=campaign, daily_budget_minor=amount, actor=Actor.system(), now=START)


@pytest.mark.parametrize("whose", ["the account's", "the organisation's"])
def test_raises_at_once_never_pass_a_ceiling_together(organization, whose):
    """Six campaigns of €10.00 each ask for €5.00 more at once, and the ceiling has room for two of them."""
    account = make_account()
    campaigns = [make_running(account, f"Cakes {n}", budget=1000) for n in range(6)]
    if whose == "the account's":
        set_rules({account.uuid: 7000})
    else:
        set_rules(daily_ceiling_minor=7000)
    outcomes = at_once(organization, [raised(campaign, 1500) for campaign in campaigns])
    assert outcomes == ["done"] * 2 + ["refused"] * 4
    assert sum(PlatformCampaign.objects.values_list("daily_budget_minor", flat=True)) == 7000
    assert Change.objects.count() == 2


def test_a_raise_and_a_switch_at_once_never_pass_a_ceiling_together(organization):
    account = make_account()
    cakes = make_running(account, budget=3000)
    pies = make_running(account, "Mince pies", budget=2000, status="paused", observed_status="paused")
    type(pies).objects.filter(pk=pies.pk).update(status="paused")
    set_rules({account.uuid: 5000})

    def resume() -> None:
        services.resume_campaign(campaign=selectors.get_campaign(pies.uuid), actor=Actor.system(), now=START)

    assert at_once(organization, [raised(cakes, 4000), resume]) == ["done", "refused"]


def test_a_raise_that_is_recorded_while_everything_is_stopped_is_refused_or_paused_with_the_rest(organization):
    account = make_account()
    campaigns = [make_running(account, f"Cakes {n}", budget=1000) for n in range(4)]

    def stop() -> None:
        services.stop_everything(actor=Actor.system("Nora"), now=START)

    at_once(organization, [*(raised(campaign, 1500) for campaign in campaigns), stop])
    assert set(PlatformCampaign.objects.values_list("status", flat=True)) == {"paused"}
