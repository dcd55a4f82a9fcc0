"""A report's e-mail leads a member to its page, and anybody else to that report alone, for some time."""

from datetime import timedelta

import pytest
from django.core import mail

from analytics import services
from analytics.models import Delivery, Edition, ShareLink
from analytics.selectors.shares import address_of
from analytics.services import reporting
from analytics.services.reporting import Wish, delivering
from analytics.services.reporting.posting import Refused
from analytics.services.sharing import MAILED_DAYS
from tenants.models import AuditEvent
from tests import factories
from tests.analytics.build import NOW, text_of
from tests.analytics.reports.sharing import NORA, path_of
from tests.analytics.reports.test_send_report import MONDAY, work

pytestmark = pytest.mark.usefixtures("organization", "clock")
OUTSIDE = ["ann@client.example", "ben@client.example"]


@pytest.fixture
def sent(organization, clock, member):
    """Send a weekly report to a member and two people outside; return the messages by address."""
    inside = member().user.email
    services.create_report(wish=Wish("Weekly", recipients=[inside.upper(), *OUTSIDE]), actor=NORA, now=NOW)
    clock.set(MONDAY)
    work(organization)
    return {message.to[0].lower(): message for message in mail.outbox}


def test_a_member_gets_the_page_and_others_a_link_of_their_own(sent, organization, member):
    edition = Edition.objects.get()
    assert f"/reports/{edition.uuid}/" in sent[member().user.email.lower()].body
    links = {link.delivery.address: link for link in ShareLink.objects.select_related("delivery")}
    assert set(links) == set(OUTSIDE)
    for address, link in links.items():
        html = sent[address].alternatives[0][0]
        for text in (sent[address].body, html):
            assert address_of(link) in text
            assert f"/reports/{edition.uuid}/" not in text
            assert "without an account, until 21 Feb 2027" in text
    reader = factories.make_page_client(organization)
    assert reader.get(path_of(links[OUTSIDE[0]])).status_code == 200
    assert {event.detail.get("sent_to") for event in AuditEvent.objects.filter(action="share_link.created")} == set(
        OUTSIDE
    )


def test_the_link_ends_by_itself_and_can_be_withdrawn_on_the_page(sent, organization, page_client, clock):
    first, second = ShareLink.objects.order_by("delivery__address")
    browser, reader = page_client(), factories.make_page_client(organization)
    listed = text_of(browser.get(f"/reports/{Edition.objects.get().uuid}/links/"))
    assert all(f'Sent to <bdi class="break-all">{address}</bdi>' in listed for address in OUTSIDE)
    assert address_of(first) not in listed
    browser.post(f"/reports/links/{first.uuid}/revoke/")
    assert [reader.get(path_of(each)).status_code for each in (first, second)] == [404, 200]
    clock.advance(days=MAILED_DAYS)
    assert reader.get(path_of(second)).status_code == 404


def deliver(organization, now, answers, monkeypatch):
    """Try to send; `answers` say what the mail server does with each message. Return what was handed over."""
    seen = []

    def post(message, *, before):
        before()
        seen.append(message.body)
        if error := answers.pop(0):
            raise error

    monkeypatch.setattr(delivering, "post", post)
    reporting.deliver_edition(edition=Edition.objects.get(), organization=organization, now=now)
    return seen


def test_another_try_carries_the_same_link_and_one_withdrawn_meanwhile_stays_so(organization, clock, monkeypatch):
    services.create_report(wish=Wish("Weekly", recipients=OUTSIDE[:1]), actor=NORA, now=NOW)
    clock.set(MONDAY)
    report = Edition.objects.create(
        name="Weekly", since=NOW.date(), until=NOW.date(), created_by_label="", created_at=NOW
    )
    Delivery.objects.create(edition=report, address=OUTSIDE[0], message_id="<1@x>")
    reporting.make_edition(edition=report, now=MONDAY)
    busy = Refused("451 Try later", is_final=False)
    (first,) = deliver(organization, MONDAY, [busy], monkeypatch)
    (again,) = deliver(organization, MONDAY + timedelta(hours=1), [busy], monkeypatch)
    link = ShareLink.objects.get()
    assert address_of(link) in first
    assert first == again
    services.revoke_share_link(link=link, actor=NORA, now=MONDAY)
    (last,) = deliver(organization, MONDAY + timedelta(hours=2), [None], monkeypatch)
    assert address_of(link) not in last
    assert f"/reports/{report.uuid}/" in last
    assert ShareLink.objects.count() == 1


def test_sent_again_after_its_days_the_same_link_works_again(sent, organization, clock, monkeypatch):
    link = ShareLink.objects.order_by("delivery__address")[0]
    Delivery.objects.filter(pk=link.delivery_id).update(state="failed")
    later = clock.advance(days=MAILED_DAYS + 5)
    services.send_again(delivery=Delivery.objects.get(pk=link.delivery_id), actor=NORA, now=later)
    (body,) = deliver(organization, later, [None], monkeypatch)
    assert address_of(link) in body
    link.refresh_from_db()
    assert link.expires_at == later + timedelta(days=MAILED_DAYS)
