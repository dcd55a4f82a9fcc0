"""Who may approve is reminded once of what waits for long; who asked is told where it cannot be approved any more."""

from datetime import timedelta

import pytest
from django.core import mail

import tenants.schedules  # noqa: F401 - declares them
from campaigns import selectors, services
from campaigns.models import PlatformCampaign
from campaigns.types import Why
from tenants import queue
from tenants.queue import schedules
from tenants.queue.cadence import Every
from tenants.roles import Role
from tests import factories
from tests.campaigns.people import MAILS, act_as, ask_for, decide
from tests.factories import START

pytestmark = pytest.mark.django_db
REMIND = "campaigns.remind_approvers"


@pytest.fixture
def asked(running, member, run_jobs):
    """A member has asked for €40.00 a day, and the approvers were written to."""
    made = ask_for(running, act_as(member, Role.MEMBER), why=Why("More people before Christmas."))
    run_jobs(names=MAILS)
    mail.outbox.clear()
    return made


@pytest.fixture
def remind(clock, organization, run_jobs):
    """Return a function that lets hours pass and runs the job; it returns to whom mails went, with their subjects."""

    def after(hours: float) -> list[tuple[str, str]]:
        clock.advance(hours=hours)
        queue.enqueue(REMIND, organization=organization)
        run_jobs(names=[REMIND])
        sent = sorted((one.to[0], one.subject) for one in mail.outbox)
        mail.outbox.clear()
        return sent

    return after


def test_it_runs_every_hour():
    assert [one.cadence for one in schedules.list_schedules() if one.name == REMIND] == [Every(timedelta(hours=1))]


def test_after_a_day_every_approver_is_reminded_once(asked, remind, organization):
    factories.make_member(organization, Role.MANAGER)
    assert remind(23) == []
    subject = "Still waits for your yes or no: Christmas cakes: €40.00 a day"
    assert remind(1) == [("manager@acme.example", subject), ("owner@acme.example", subject)]
    assert remind(48) == []


def test_the_mail_says_what_waits_since_when_and_where(asked, organization):
    services.remind_approvers(change_set=asked, organization=organization, now=START + timedelta(days=1))
    text = mail.outbox[0].body
    for part in ("What Member Acme asked for", "20 Nov", "from €25.00 to €40.00 a day", f"/approvals/{asked.uuid}/"):
        assert part in text, part


@pytest.mark.parametrize("how", ["approve", "reject"])
def test_nobody_is_reminded_of_what_was_decided(asked, remind, actor, how):
    decide(how, asked, actor)
    assert remind(25) == []


def test_nor_of_what_was_withdrawn(asked, remind, member):
    decide("withdraw", asked, act_as(member, Role.MEMBER))
    assert remind(25) == []


def test_who_asked_is_told_where_it_cannot_be_approved_any_more(asked, remind, organization):
    PlatformCampaign.objects.update(daily_budget_minor=3000, observed_daily_budget_minor=3000)
    found = selectors.get_change_set(asked.uuid)
    assert remind(25) == [("member@acme.example", f"Cannot be approved any more: {found.label}")]
    assert remind(25) == []
    found.refresh_from_db()
    assert found.reminded_at is not None


def test_a_mail_that_cannot_be_sent_goes_out_later_and_to_nobody_twice(asked, organization, monkeypatch):
    factories.make_member(organization, Role.MANAGER)
    send, down, later = mail.EmailMessage.send, ["manager@acme.example"], START + timedelta(days=1)

    def flaky(self, *args, **options):
        if self.to == down:
            raise OSError("the mail server is down")
        return send(self, *args, **options)

    monkeypatch.setattr(mail.EmailMessage, "send", flaky)
    with pytest.raises(OSError, match="down"):
        services.remind_approvers(change_set=asked, organization=organization, now=later)
    down.clear()
    (left,) = selectors.list_unreminded(later)
    assert services.remind_approvers(change_set=left, organization=organization, now=later) == 1
    assert sorted(one.to[0] for one in mail.outbox) == ["manager@acme.example", "owner@acme.example"]
    assert selectors.list_unreminded(later) == []
