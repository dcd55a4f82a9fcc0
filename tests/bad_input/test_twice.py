"""The same press twice at the same moment: one effect, and a polite answer to both."""

import json
import uuid
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from campaigns.models import Campaign, Change, ChangeSet, PlatformCampaign
from creatives.models import Asset
from integrations.models import AdAccount
from tenants.models import AuditEvent, Job, Organization
from tests.bad_input.answers import send
from tests.bad_input.test_uploads import SimpleUploadedFile, draw
from tests.factories import START

pytestmark = pytest.mark.django_db(transaction=True)
POLITE = (200, 201, 202, 302, 409, 422)


def at_once(*calls):
    """Make the calls at the same moment, each on a connection of its own; return their answers."""
    start = Barrier(len(calls))

    def run(call):
        try:
            start.wait(timeout=10)
            return call()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(calls)) as pool:
        answers = [future.result() for future in [pool.submit(run, call) for call in calls]]
    assert all(answer.status_code in POLITE for answer in answers), [answer.content[:300] for answer in answers]
    return answers


def test_a_campaign_begun_twice_is_one(page_client, books):
    one, other, before = page_client(), page_client(), Campaign.objects.count()
    sent = {"token": str(uuid.uuid4()), "name": "Christmas cakes", "purpose": "sales"}
    answers = at_once(*[lambda client=client: client.post("/campaigns/new/", sent) for client in (one, other)])
    assert Campaign.objects.count() == before + 1
    newest = Campaign.objects.order_by("-pk").first().uuid
    assert {answer.url for answer in answers} == {f"/campaigns/{newest}/edit/platforms/"}


def test_a_step_sent_twice_at_once_is_saved_once(page_client, walk):
    sent = walk.shown("schedule") | {"end_date": "2027-03-01", "go": "next"}
    clients = page_client(), page_client()
    answers = at_once(*[lambda c=c: c.post(walk.address("schedule"), sent) for c in clients])
    assert [answer.status_code for answer in answers] == [302, 302]
    assert (str(walk.draft.end_date), walk.campaign.version) == ("2027-03-01", int(sent["version"]) + 1)


def test_a_picture_sent_twice_is_kept_once(page_client, books):
    content, before = draw(colour="teal"), Asset.objects.count()
    clients = page_client(), page_client()
    at_once(
        *[lambda c=c: c.post("/creatives/images/", {"file": SimpleUploadedFile("a.png", content)}) for c in clients]
    )
    assert Asset.objects.count() == before + 1
    kept = Asset.objects.order_by("-pk").first()
    assert kept.file.read() == content
    assert kept.preview.read()


def test_launch_pressed_twice_launches_once(page_client, books):
    clients = page_client(), page_client()
    at_once(*[lambda c=c: c.post(f"/campaigns/{books.draft}/launch/") for c in clients])
    assert ChangeSet.objects.filter(campaign__uuid=books.draft).count() == 1
    assert Change.objects.filter(campaign__uuid=books.draft, kind="launch").count() == 1
    assert Job.objects.filter(name="campaigns.apply_change_set").count() == 1


def test_undo_pressed_twice_undoes_once(page_client, books):
    clients = page_client(), page_client()
    clients[0].post(f"/campaigns/{books.running}/pause/")
    change = Change.objects.get(campaign__uuid=books.running)
    Change.objects.filter(pk=change.pk).update(state="applied", applied_at=START)
    at_once(*[lambda c=c: c.post(f"/changes/{change.uuid}/undo/") for c in clients])
    assert Change.objects.filter(undo_of=change).count() == 1
    assert PlatformCampaign.objects.get(campaign__uuid=books.running).status == "active"


def test_two_budgets_at_once_leave_one_under_way_that_is_what_is_shown(page_client, books):
    clients, path = (page_client(), page_client()), f"/campaigns/{books.running}/budget/"
    at_once(*[lambda c=c, a=a: c.post(path, {"daily_budget": a}) for c, a in zip(clients, ("30", "40"), strict=True)])
    under_way = Change.objects.get(campaign__uuid=books.running, state="approved")
    assert PlatformCampaign.objects.get(campaign__uuid=books.running).daily_budget_minor == under_way.after
    assert under_way.before == 2500


def test_pause_and_archive_at_once_leave_one_change_under_way(page_client, books):
    clients, here = (page_client(), page_client()), f"/campaigns/{books.running}"
    at_once(lambda: clients[0].post(f"{here}/pause/"), lambda: clients[1].post(f"{here}/archive/"))
    under_way = Change.objects.get(campaign__uuid=books.running, state="approved")
    assert PlatformCampaign.objects.get(campaign__uuid=books.running).status == under_way.after


def test_manage_pressed_twice_takes_over_once(page_client, books):
    clients = page_client(), page_client()
    PlatformCampaign.objects.filter(campaign__uuid=books.running).update(is_managed=False)
    refused = clients[0].post(f"/campaigns/{books.running}/pause/", follow=True)
    assert "Manage this" in refused.content.decode()
    at_once(*[lambda c=c: c.post(f"/campaigns/{books.running}/manage/") for c in clients])
    assert PlatformCampaign.objects.get(campaign__uuid=books.running).is_managed
    assert AuditEvent.objects.filter(action="campaign.managed").count() == 1


def test_declare_pressed_twice_declares_once_and_never_speaks_of_none(page_client, books):
    clients, part = (page_client(), page_client()), PlatformCampaign.objects.get(campaign__uuid=books.running)
    repair = {"external_id": part.external_id, "name": part.name, "text": "Not declared"}
    AdAccount.objects.filter(pk=part.account_id).update(repairs=[repair])
    path = f"/campaigns/declare/{books.account}/"
    at_once(*[lambda c=c: c.post(path) for c in clients])
    assert Change.objects.filter(kind="declaration").count() == 1
    page = clients[0].post(path, follow=True).content.decode()
    assert "0 campaigns" not in page
    assert Change.objects.filter(kind="declaration").count() == 1


def test_one_idempotency_key_at_once_makes_one(api_client, api_body):
    clients, body, before = (api_client(), api_client()), json.dumps(api_body), Campaign.objects.count()
    clients[1].defaults = clients[0].defaults  # the same key of the same program
    answers = at_once(*[lambda c=c: send(c, "POST", "/campaigns", body, HTTP_IDEMPOTENCY_KEY="one") for c in clients])
    assert Campaign.objects.count() == before + 1
    assert sorted(answer.status_code for answer in answers) in ([201, 201], [201, 409])


def test_two_sign_ups_for_one_address_open_one_organization(public_client, organization):
    form = {"password": "matured six weeks", "name": "New Bakery", "slug": "new-bakery", "person": "Nora"}
    other = type(public_client)(HTTP_HOST="localhost")
    people = zip((public_client, other), ("a@new.example", "b@new.example"), strict=True)
    answers = at_once(*[lambda c=c, e=e: c.post("/sign-up/", form | {"email": e}) for c, e in people])
    assert sorted(answer.status_code for answer in answers) == [302, 422]
    assert Organization.objects.filter(slug="new-bakery").count() == 1
