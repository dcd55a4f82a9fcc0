"""A token is renewed in time, by one worker at a time, and whatever happens meanwhile nothing is lost or doubled."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.db.models.functions import Now

from integrations import errors, registry, selectors, services, vault
from integrations.models import Connection
from integrations.services import renewing, tokens
from tenants.errors import Conflict
from tenants.ids import new_id
from tests.factories import START
from tests.integrations.stand_ins import HOUR, Account, App, make_google

MINUTES = timedelta(minutes=1)


@pytest.fixture
def app(monkeypatch, organization, clock):
    """Put an app in the registry's place; `app(error=…, then=…)`."""

    def put(**behaviour) -> App:
        made = App(**behaviour)
        monkeypatch.setattr(registry, "auth_for", lambda platform, meter: made)
        return made

    return put


@pytest.fixture
def refusing(monkeypatch):
    """Let the ad account refuse some tokens."""

    def put(*refused: str) -> None:
        error = errors.AuthExpired("Google no longer takes the permission.")
        monkeypatch.setattr(registry, "adapter_for", lambda platform, link, meter: Account(link, set(refused), error))

    return put


def held() -> tuple[str, str]:
    """Return the access token that is kept, and the connection's status."""
    row = Connection.objects.get()
    return vault.unseal(row.secret)["access"], row.status


def test_a_token_is_due_five_minutes_before_its_end_and_then_renewed_by_the_job(app, run_jobs, clock, organization):
    made = app()
    make_google()
    assert not selectors.list_due_renewals(START + 54 * MINUTES)
    clock.advance(minutes=55)
    from tenants import queue

    queue.enqueue("integrations.keep_tokens", organization=organization)
    run_jobs(names=["integrations.keep_tokens", "integrations.renew_token"])
    row = Connection.objects.get()
    assert (made.calls, held()[0]) == (1, "access-1")
    assert (row.expires_at, row.renew_at) == (clock.now + HOUR, clock.now + 55 * MINUTES)
    assert (row.lease_token, row.lease_until) == (None, None)
    assert vault.unseal(row.secret)["refresh"] == "refresh-0"


def test_the_sweeper_knows_what_is_due(app, clock):
    from integrations.jobs import list_outstanding

    app()
    connection = make_google().connection
    clock.advance(minutes=56)
    due = [each for each in list_outstanding(clock.now) if each.name == "integrations.renew_token"]
    assert [each.payload for each in due] == [{"connection": str(connection.uuid)}]


def test_a_second_worker_leaves_a_token_alone_that_is_being_renewed(app):
    connection = make_google().connection
    second = []

    def meanwhile():
        second.append(services.renew_token(connection=Connection.objects.get(), now=START))

    made = app(then=meanwhile)
    assert services.renew_token(connection=connection, now=START) is True
    assert (second, made.calls) == ([False], 1)


def test_the_claim_stands_in_the_row_while_the_platform_is_asked(app):
    connection = make_google().connection
    seen = []
    app(then=lambda: seen.append(Connection.objects.filter(lease_until__gt=Now()).count()))
    services.renew_token(connection=connection, now=START)
    assert seen == [1]


def test_a_dead_worker_s_claim_runs_out(app):
    connection = make_google().connection
    made = app()
    Connection.objects.update(lease_token=new_id(), lease_until=Now() + timedelta(seconds=60))
    assert services.renew_token(connection=connection, now=START) is False
    Connection.objects.update(lease_until=Now() - timedelta(seconds=1))
    assert services.renew_token(connection=connection, now=START) is True
    assert made.calls == 1


def test_a_token_of_somebody_who_connected_again_meanwhile_is_not_overwritten(app):
    connection = make_google().connection
    newer = tokens.seal_grant(tokens.TokenGrant("connected-again", "refresh-9", START + HOUR))
    app(then=lambda: Connection.objects.update(secret=newer))
    services.renew_token(connection=connection, now=START)
    assert held() == ("connected-again", "active")
    assert Connection.objects.get().lease_until is None


def test_a_permission_that_was_taken_back_is_noticed_while_renewing(app):
    account = make_google()
    app(error=errors.AuthExpired("Google no longer takes the permission."))
    with pytest.raises(errors.AuthExpired):
        services.renew_token(connection=account.connection, now=START)
    account.refresh_from_db()
    assert (account.status, account.sync_status, held()[1]) == ("error", "auth_error", "auth_error")


@pytest.mark.parametrize(
    "error",
    [
        errors.Temporary("500"),
        errors.RateLimited("429", retry_after_s=60),
        errors.OutcomeUnknown("reset"),
        Conflict("This Adwright has no Google app yet."),
    ],
    ids=lambda error: type(error).__name__,
)
def test_a_failure_keeps_the_token_and_is_tried_again_later(app, error, run_jobs, organization, clock):
    from tenants import queue

    connection = make_google(expires_in=4 * MINUTES).connection
    made = app(error=error)
    payload = {"connection": str(connection.uuid)}
    queue.enqueue("integrations.renew_token", organization=organization, payload=payload)
    run_jobs(names=["integrations.renew_token"])
    assert held() == ("access-0", "active")
    assert not selectors.list_due_renewals(START)
    assert list(selectors.list_due_renewals(START + 5 * MINUTES)) == [connection]
    made.error = None
    assert services.renew_token(connection=connection, now=clock.advance(minutes=5)) is True


def test_a_call_renews_a_token_that_ends_first(app, refusing):
    account = make_google(expires_in=3 * MINUTES)
    made = app()
    refusing("access-0")
    assert services.minimum_daily_budget_minor(account=account) == 100
    assert made.calls == 1


def test_a_call_goes_on_with_a_token_that_still_works_when_renewing_fails(app, refusing):
    account = make_google(expires_in=3 * MINUTES)
    app(error=errors.Temporary("500"))
    refusing()
    assert services.minimum_daily_budget_minor(account=account) == 100
    Connection.objects.update(expires_at=START - MINUTES)
    with pytest.raises(errors.Temporary):
        services.minimum_daily_budget_minor(account=account)


def test_a_call_that_is_refused_renews_the_token_and_asks_once_more(app, refusing):
    account = make_google()
    made = app()
    refusing("access-0")
    assert services.minimum_daily_budget_minor(account=account) == 100
    assert (made.calls, held()) == (1, ("access-1", "active"))


def test_a_renewed_token_that_is_refused_too_is_dead(app, refusing):
    account = make_google()
    made = app()
    refusing("access-0", "access-1")
    with pytest.raises(errors.AuthExpired):
        services.minimum_daily_budget_minor(account=account)
    assert (made.calls, held()[1]) == (1, "auth_error")


def test_a_platform_that_gives_the_same_token_again_is_asked_once(app, refusing, monkeypatch):
    account = make_google()
    made = app()
    same = tokens.TokenGrant("access-0", "refresh-0", START + HOUR)
    monkeypatch.setattr(made, "refresh", lambda grant, *, now: same)
    refusing("access-0")
    with pytest.raises(errors.AuthExpired):
        services.minimum_daily_budget_minor(account=account)
    assert held()[1] == "auth_error"


def test_without_a_refresh_token_a_refused_call_is_the_end(app, refusing):
    account = make_google(refresh="")
    made = app()
    refusing("access-0")
    with pytest.raises(errors.AuthExpired):
        services.minimum_daily_budget_minor(account=account)
    assert (made.calls, held()[1]) == (0, "auth_error")


def test_a_token_that_ends_in_the_middle_of_reading_is_renewed_and_the_reading_done_again(app, refusing):
    account = make_google()
    app()
    refusing("access-0")
    with pytest.raises(errors.Temporary):
        list(services.observe_account(account=account))
    assert list(services.observe_account(account=account)) == ["one", "two"]


def test_a_call_takes_the_token_that_another_worker_got(app, refusing):
    account = make_google(expires_in=3 * MINUTES)
    made = app()
    refusing("access-0")
    stale = Connection.objects.get()
    services.renew_token(connection=stale, now=START)
    assert renewing.renewed_grant(stale, now=START).access_token == "access-1"
    assert services.minimum_daily_budget_minor(account=account) == 100
    assert made.calls == 1


def test_a_call_does_not_wait_for_ever_for_another_worker(app, refusing, monkeypatch):
    monkeypatch.setattr(renewing, "WAIT_S", 0.1)
    monkeypatch.setattr(renewing, "LOOK_S", 0.02)
    account = make_google(expires_in=-MINUTES)
    made = app()
    refusing()
    Connection.objects.update(lease_token=new_id(), lease_until=Now() + timedelta(seconds=60))
    with pytest.raises(errors.Temporary, match="being renewed"):
        services.minimum_daily_budget_minor(account=account)
    assert made.calls == 0


def test_keys_that_are_rotated_while_a_token_is_renewed_lose_nothing(app, refusing):
    account = make_google()
    made = app(then=services.reseal_tokens)
    refusing("access-0")
    assert services.minimum_daily_budget_minor(account=account) == 100
    assert (made.calls, held()) == (1, ("access-1", "active"))


def test_a_token_that_was_only_sealed_anew_is_no_newer_token(app, refusing):
    connection = make_google().connection
    made = app()
    services.reseal_tokens()
    assert renewing.renewed_grant(connection, now=START).access_token == "access-1"
    assert made.calls == 1


def test_a_dead_token_that_was_sealed_anew_is_marked_all_the_same(app):
    connection = make_google().connection
    services.reseal_tokens()
    tokens.mark_dead(connection, words="ended")
    assert held()[1] == "auth_error"


def test_no_token_is_renewed_inside_a_transaction(app):
    connection = make_google().connection
    app()
    with transaction.atomic(), pytest.raises(RuntimeError, match="inside a database transaction"):
        services.renew_token(connection=connection, now=START)
