"""The calls that the upper apps make: a dead token is noticed, and no call runs inside a transaction."""

from datetime import date

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction

from integrations import errors, services, signals, vault
from integrations import types as t
from integrations.models import AdAccount, Connection
from tests.factories import START
from tests.integrations.connecting import connect_by_api, connect_one
from tests.integrations.contract.media import make_image, make_video
from tests.integrations.contract.plans import make_plan

DAY = date(2026, 11, 19)
PAUSE = {"ref": t.ObjectRef(t.ObjectKind.CAMPAIGN, "1"), "field": t.ChangeField.STATUS, "value": "paused"}
STEP = {"plan": make_plan("meta"), "step": t.Step("campaign", "", t.ObjectKind.CAMPAIGN), "done": {}}
CALLS = {
    "read_account": lambda account: services.read_account(account=account),
    "list_presence": lambda account: services.list_presence(account=account),
    "search_targeting": lambda account: services.search_targeting(
        account=account, kind=t.TargetingKind.PLACE, query="Dublin"
    ),
    "estimate_reach": lambda account: services.estimate_reach(account=account, targeting=t.Targeting(("IE",))),
    "upload_image": lambda account: services.upload_image(account=account, image=make_image()),
    "upload_video": lambda account: services.upload_video(account=account, video=make_video()),
    "read_video": lambda account: services.read_video(account=account, external_id="1"),
    "refresh_health": lambda account: services.refresh_health(account=account, now=START),
    "list_remote_campaigns": lambda account: list(services.list_remote_campaigns(account=account)),
    "observe_account": lambda account: list(services.observe_account(account=account)),
    "observe_object": lambda account: services.observe_object(account=account, ref=PAUSE["ref"]),
    "minimum_daily_budget_minor": lambda account: services.minimum_daily_budget_minor(account=account),
    "validate_plan": lambda account: services.validate_plan(account=account, plan=make_plan("meta")),
    "find_step": lambda account: services.find_step(account=account, **STEP),
    "perform_step": lambda account: services.perform_step(account=account, **STEP),
    "update_object": lambda account: services.update_object(account=account, **PAUSE),
    "fetch_metrics": lambda account: list(services.fetch_metrics(account=account, since=DAY, until=DAY)),
}


@pytest.fixture
def account(once, api_client, sandbox, clock) -> AdAccount:
    return once("account by the API", lambda: connect_one(api_client(), sandbox, "marlow"))


@pytest.mark.parametrize("call", CALLS.values(), ids=CALLS)
def test_a_dead_token_is_noticed_by_whichever_call_meets_it_first_and_told_once(account, sandbox, call):
    heard = []
    signals.account_needs_reconnect.connect(
        lambda sender, account, **kwargs: heard.append(account), weak=False, dispatch_uid="t"
    )
    sandbox.control("POST", "tokens", person="marlow", how="revoke")
    for _ in range(2):
        with pytest.raises(errors.AuthExpired):
            call(account)
    signals.account_needs_reconnect.disconnect(dispatch_uid="t")
    assert heard == [account]
    account.refresh_from_db()
    assert (account.status, account.sync_status) == ("error", "auth_error")
    assert Connection.objects.get().status == "auth_error"


@pytest.mark.parametrize("call", CALLS.values(), ids=CALLS)
def test_no_call_runs_inside_a_transaction(account, call):
    with transaction.atomic(), pytest.raises(RuntimeError, match="inside a database transaction"):
        call(account)


@pytest.mark.parametrize("call", CALLS.values(), ids=CALLS)
def test_a_disconnected_account_is_not_called(account, sandbox, call, api_client):
    AdAccount.objects.update(disconnected_at=START)
    before = len(sandbox.calls())
    with pytest.raises(errors.PermissionDenied, match="not connected any more"):
        call(account)
    assert len(sandbox.calls()) == before


def test_a_dead_connection_says_so_on_the_page_and_reconnecting_mends_it(account, sandbox, page_client, api_client):
    sandbox.control("POST", "tokens", person="marlow", how="expire")
    with pytest.raises(errors.AuthExpired):
        services.minimum_daily_budget_minor(account=account)
    services.record_sync_failed(account=account, words="Something else")
    page = page_client().get("/connections/").content.decode()
    assert "Meta needs you." in page
    assert "Reconnect Meta" in page
    assert "Something else" not in page
    connect_by_api(api_client(), sandbox, "marlow")
    assert "Nothing needs you here." in page_client().get("/connections/").content.decode()
    assert services.minimum_daily_budget_minor(account=account) > 0


def test_an_old_worker_with_a_dead_token_does_not_undo_a_new_permission(account, sandbox, api_client):
    stale = Connection.objects.get()
    connect_by_api(api_client(), sandbox, "marlow")
    from integrations.services.tokens import mark_dead

    mark_dead(stale, words="old news")
    assert Connection.objects.get().status == "active"


def test_a_permission_that_ends_soon_is_announced(account, page_client, clock):
    clock.advance(days=52)
    page = page_client().get("/connections/").content.decode()
    assert "Ends in 8 days" in page
    assert "Meta needs you." in page


def test_reading_is_recorded(account):
    services.record_sync_started(account=account)
    assert AdAccount.objects.get().sync_status == "running"
    services.record_sync_failed(account=account, words="Meta did not answer.")
    assert AdAccount.objects.get().sync_error == "Meta did not answer."
    services.record_sync_finished(account=account, kind=t.SyncKind.METRICS, now=START)
    found = AdAccount.objects.get()
    assert (found.sync_status, found.sync_error, found.metrics_synced_at) == ("success", "", START)
    assert found.objects_synced_at is None


NEW_KEY = "q0pHqjK3tqvQ2vJx1m0h2nVY8R4p9bqfM0w0y1s6b3A="


def test_keys_are_rotated_in_every_organisation(account, settings):
    old = settings.FERNET_KEYS
    token = vault.unseal(Connection.objects.get().secret)
    settings.FERNET_KEYS = [NEW_KEY, *old]
    call_command("rotate_keys")
    settings.FERNET_KEYS = [NEW_KEY]
    assert vault.unseal(Connection.objects.get().secret) == token
    assert services.minimum_daily_budget_minor(account=account) > 0


def test_a_token_that_no_key_opens_is_named_and_its_owner_must_reconnect(account, settings):
    settings.FERNET_KEYS = [NEW_KEY]
    with pytest.raises(CommandError, match=f"acme: {account.connection.uuid}"):
        call_command("rotate_keys")
    with pytest.raises(errors.AuthExpired):
        services.minimum_daily_budget_minor(account=account)
    assert Connection.objects.get().status == "auth_error"
