"""The tenant's rows say what is due; a lost message costs nothing."""

import pytest

import integrations.services
from campaigns import jobs, services
from campaigns.models import AccountMinimum, Change
from integrations import signals
from tenants import queue
from tenants.models import Job
from tests.campaigns import build
from tests.campaigns.conftest import connect
from tests.factories import START

pytestmark = pytest.mark.django_db


def test_a_change_without_a_job_is_outstanding_until_it_is_applied(running, actor, run_jobs):
    change_set = services.pause_campaign(campaign=running, actor=actor, now=START)
    Job.objects.all().delete()
    (due,) = jobs.due_changes(START)
    assert (due.name, due.key) == ("campaigns.apply_change_set", str(change_set.uuid))
    services.apply_change_set(change_set=change_set, now=START)
    assert list(jobs.due_changes(START)) == []


def test_a_connected_account_is_imported_by_a_job(account, organization, actor):
    Job.objects.all().delete()
    signals.account_connected.send(type(account), account=account, actor=actor, now=START)
    assert Job.objects.filter(name="campaigns.import_account", key=str(account.uuid)).count() == 1


def test_a_reading_learns_the_least_budget_and_says_when_it_was(account, organization, run_jobs):
    assert AccountMinimum.objects.get().daily_budget_minor == 100
    assert account.objects_synced_at == START


def test_a_reading_that_fails_says_so_on_the_account_and_ends(sandbox, account, organization, run_jobs):
    sandbox.fault("500", method="GET", path="/campaigns", times=9)
    build.sync_now(account, organization, run_jobs)
    account.refresh_from_db()
    assert (account.sync_status, bool(account.sync_error)) == ("error", True)


def test_a_revoked_permission_fails_the_change_and_says_what_to_do(sandbox, running, actor, run_jobs):
    sandbox.control("POST", "tokens", person="marlow", how="revoke")
    services.pause_campaign(campaign=running, actor=actor, now=START)
    run_jobs(names=["campaigns.apply_change_set"])
    change = Change.objects.get(kind="status")
    assert (change.state, "onnect" in change.error) == ("failed", True)


def test_a_launched_campaign_is_looked_at_once(sandbox, running, run_jobs):
    assert run_jobs(names=["campaigns.sync_objects"])
    part = running.platform_campaigns.all()[0]
    part.refresh_from_db()
    assert part.delivery == "in_review"


def test_an_account_that_breaks_the_reading_does_not_keep_the_others_from_it(
    sandbox, account, organization, actor, clock, run_jobs, monkeypatch
):
    money = {"currency": "EUR", "time_zone": "Europe/Dublin", "campaigns": []}
    sandbox.control("POST", "people", name="Past Owner", key="past", accounts=[{"name": "Past Ltd", **money}])
    other = connect(sandbox, organization, actor, run_jobs, "past")
    read, real = [], services.sync_account

    def breaking(*, account, now):
        if account.name != other.name:
            raise KeyError("a bug of ours")
        read.append(account.name)
        return real(account=account, now=now)

    monkeypatch.setattr(services, "sync_account", breaking)
    clock.advance(hours=3)
    queue.enqueue("campaigns.sync_objects", organization=organization, key="schedule")
    run_jobs(names=["campaigns.sync_objects"], allow_dead=True)
    assert read == [other.name]


@pytest.mark.parametrize("how", ["disconnected", "revoked"])
def test_an_account_that_goes_in_the_middle_of_its_import_is_no_failure(
    sandbox, account, organization, actor, run_jobs, monkeypatch, how
):
    real = integrations.services.observe_account

    def go(**given):
        if how == "disconnected":
            integrations.services.disconnect_account(organization=organization, account=account, actor=actor, now=START)
        else:
            sandbox.control("POST", "tokens", person="marlow", how="revoke")
        return real(**given)

    monkeypatch.setattr(integrations.services, "observe_account", go)
    build.import_now(account, organization, run_jobs)
    job = Job.objects.filter(name="campaigns.import_account").latest("pk")
    assert (job.state, job.attempts) == ("done", 1)
    assert not [due for due in jobs.due_imports(START) if due.key == str(account.uuid)]
