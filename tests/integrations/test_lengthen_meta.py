"""Meta's token: exchanged from day 50, its owner told when that is in vain, and when it has ended."""

import pytest
from django.core import mail

from integrations import errors, selectors, services, vault
from integrations.models import Connection
from tenants import queue
from tests.integrations.connecting import connect_by_api, connect_one

JOBS = ["integrations.keep_tokens", "integrations.renew_token", "integrations.tell_owner"]


@pytest.fixture
def account(once, api_client, sandbox, clock):
    return once("account by the API", lambda: connect_one(api_client(), sandbox, "marlow"))


@pytest.fixture
def tick(organization, run_jobs):
    """Do what happens every five minutes."""

    def run() -> None:
        queue.enqueue("integrations.keep_tokens", organization=organization)
        run_jobs(names=JOBS)

    return run


def token() -> str:
    return vault.unseal(Connection.objects.get().secret)["access"]


def test_from_day_50_it_is_exchanged_for_sixty_more_days_and_nobody_is_bothered(account, clock, tick):
    before = token()
    clock.advance(days=49)
    tick()
    assert token() == before
    clock.advance(days=1, minutes=5)
    tick()
    row = Connection.objects.get()
    assert token() != before
    assert (row.expires_at - clock.now).days >= 59
    assert mail.outbox == []


def test_an_exchange_that_fails_is_tried_again_and_the_owner_told_a_week_before_the_end(account, clock, tick, sandbox):
    before = token()
    clock.advance(days=50, minutes=5)
    sandbox.fault("500", path="/oauth/access_token$", times=9)
    tick()
    assert (token(), mail.outbox) == (before, [])
    clock.advance(days=3)
    tick()
    (told,) = mail.outbox
    assert told.subject == "Access to Meta ends soon: Acme Bakery"
    assert "Nora Marlow" in told.body
    assert "ends on 19 January 2027" in told.body
    assert "http://acme.localhost:8000/connections/" in told.body
    assert told.to == ["owner@acme.example"]
    clock.advance(hours=2)
    tick()
    assert len(mail.outbox) == 1


def test_an_exchange_that_gives_no_more_time_is_told_at_once(account, clock, tick, monkeypatch):
    from integrations.platforms.meta.auth import MetaApp

    monkeypatch.setattr(MetaApp, "refresh", lambda self, grant, *, now: grant)
    clock.advance(days=50, minutes=5)
    tick()
    tick()
    assert [each.subject for each in mail.outbox] == ["Access to Meta ends soon: Acme Bakery"]


def test_connecting_again_ends_the_reminders(account, clock, tick, sandbox, api_client):
    clock.advance(days=54)
    sandbox.fault("500", path="/oauth/access_token$", times=1)
    tick()
    assert len(mail.outbox) == 1
    connect_by_api(api_client(), sandbox, "marlow")
    assert Connection.objects.get().told == ""
    tick()
    assert len(mail.outbox) == 1


def test_a_permission_that_was_taken_back_is_told_once_and_shown_on_home(account, clock, tick, sandbox, page_client):
    sandbox.control("POST", "tokens", person="marlow", how="revoke")
    with pytest.raises(errors.AuthExpired):
        services.minimum_daily_budget_minor(account=account)
    tick()
    tick()
    assert [each.subject for each in mail.outbox] == ["Access to Meta has ended: Acme Bakery"]
    assert "nobody reads or looks after them until you connect Meta again" in mail.outbox[0].body
    assert "Access to Meta has ended" in page_client().get("/").content.decode()


def test_a_mail_that_cannot_be_sent_is_sent_later(account, clock, organization, sandbox, monkeypatch):
    sandbox.control("POST", "tokens", person="marlow", how="revoke")
    with pytest.raises(errors.AuthExpired):
        services.minimum_daily_budget_minor(account=account)
    connection = selectors.list_owners_to_tell(clock.now).get()
    with monkeypatch.context() as broken:
        broken.setattr("django.core.mail.EmailMessage.send", lambda self: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            services.tell_owner(organization=organization, connection=connection, now=clock.now)
    assert services.tell_owner(organization=organization, connection=connection, now=clock.now) == 1
    assert len(mail.outbox) == 1


def test_no_mail_holds_a_secret(account, clock, tick, sandbox):
    secret, sealed = token(), Connection.objects.get().secret
    clock.advance(days=55)
    sandbox.fault("500", path="/oauth/access_token$", times=1)
    tick()
    assert secret not in mail.outbox[0].body
    assert sealed not in mail.outbox[0].body
