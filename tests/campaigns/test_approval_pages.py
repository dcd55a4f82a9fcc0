"""Approvals through the doors: pages, the API, mails."""

import re

import pytest
from django.core import mail
from django_tenants.utils import tenant_context

from campaigns import selectors, services
from campaigns.models import ChangeSet
from campaigns.types import Why
from tenants.errors import Conflict
from tenants.models import Job
from tenants.roles import Role
from tests import factories
from tests.campaigns.people import APPLY, MAILS, act_as, ask_for, ask_for_two, budget_here, decide, set_policy, states
from tests.factories import START

pytestmark = pytest.mark.django_db
API = "/api/v1"


@pytest.fixture
def asked(running, member):
    """A member has asked for €40.00 a day instead of €25.00, with a reason."""
    return ask_for(running, act_as(member, Role.MEMBER), why=Why("More people before Christmas."))


def ask_json(client, path: str, **body):
    return client.post(f"{API}{path}", body, content_type="application/json")


def test_a_member_presses_and_is_told_that_it_waits_and_whose_yes(running, page_client, member):
    client = page_client(Role.MEMBER)
    answer = client.post(f"/campaigns/{running.uuid}/budget/", {"daily_budget": "40"})
    made = ChangeSet.objects.get(approval_reason__gt="")
    assert answer.url == f"/approvals/{made.uuid}/"
    page = client.get(answer.url).content.decode()
    assert "Nothing changes before somebody approves it" in page
    assert ("Olive Acme" in page, "Yes, do it" in page, "Withdraw it" in page) == (True, False, True)


def test_the_page_says_from_to_who_and_why_with_one_yes_and_one_no(asked, page_client):
    page = page_client().get(f"/approvals/{asked.uuid}/").content.decode()
    for text in ("Member Acme", "€25.00", "€40.00", "a day", "More people before Christmas.", "may ask for changes"):
        assert text in page, text
    assert (page.count("Yes, do it"), page.count("</svg>No</button>")) == (1, 1)
    assert '<meta name="viewport"' in page


def test_yes_by_the_page(asked, page_client, run_jobs):
    client = page_client()
    answer = client.post(f"/change-sets/{asked.uuid}/approve/", {"note": "Fine."})
    run_jobs(names=APPLY)
    page = client.get(answer.url).content.decode()
    assert (states(asked), "said yes" in page, "Fine." in page, "Yes, do it" in page) == (
        ["applied"],
        True,
        True,
        False,
    )


def test_no_by_the_page(asked, page_client):
    client = page_client()
    answer = client.post(f"/change-sets/{asked.uuid}/reject/", {"note": "Too early."})
    assert (states(asked), "said no" in client.get(answer.url).content.decode()) == (["rejected"], True)


def test_a_yes_too_late_is_told_on_the_page_and_changes_nothing(asked, page_client, member):
    decide("withdraw", asked, act_as(member, Role.MEMBER))
    answer = page_client().post(f"/change-sets/{asked.uuid}/approve/", follow=True)
    assert ("has withdrawn this" in answer.content.decode(), budget_here()) == (True, 2500)


def test_what_moved_since_stands_beside_the_change_before_anybody_presses(asked, running, actor, page_client, run_jobs):
    ask_for(running, actor, 3000)
    run_jobs(names=APPLY)
    assert "it is €30.00 now" in page_client().get(f"/approvals/{asked.uuid}/").content.decode()


def test_the_list_and_the_count_hold_what_waits_for_me(asked, running, page_client, member):
    owner, somebody = page_client(), page_client(Role.MEMBER)
    own = owner.get("/approvals/").content.decode()
    assert ("1 request</mark> waits for your yes" in own, ">Decide<" in own) == (True, True)
    theirs = somebody.get("/approvals/").content.decode()
    assert ("You asked for" in theirs, "Nothing waits</mark> for you" in theirs) == (True, True)
    assert '<span class="count">1' in owner.get("/approvals/count/").content.decode()
    assert somebody.get("/approvals/count/").content.decode().strip() == ""
    home = owner.get("/history/").content.decode()
    assert 'hx-get="/approvals/count/"' in home


def test_an_empty_list_says_what_it_is_for(running, page_client):
    assert "Whatever needs somebody’s yes" in page_client().get("/approvals/").content.decode()


def test_some_of_several_are_ticked(running, member, page_client):
    asked, client = ask_for_two(running, act_as(member, Role.MEMBER)), page_client()
    page = client.get(f"/approvals/{asked.uuid}/").content.decode()
    assert [f'value="{change.uuid}" checked' in page for change in asked.changes.all()] == [True, True]
    nothing = client.post(f"/change-sets/{asked.uuid}/approve/", {"choose": "1"}, follow=True)
    assert "Choose what to approve" in nothing.content.decode()
    first = asked.changes.order_by("id").first()
    client.post(f"/change-sets/{asked.uuid}/approve/", {"choose": "1", "change": [str(first.uuid)]})
    assert states(asked) == ["approved", "rejected"]


def test_the_api_tells_what_waits_and_takes_the_answer(asked, api_client, run_jobs):
    client = api_client()
    found = client.get(f"{API}/approvals?mine=true").json()
    assert [(one["id"], one["waits_for_approval"], one["is_settled"]) for one in found["items"]] == [
        (str(asked.uuid), True, False)
    ]
    answer = ask_json(client, f"/change-sets/{asked.uuid}/approve", note="By a program.")
    assert (answer.status_code, answer.json()["decision"], answer.json()["decided_by"]) == (
        202,
        "approved",
        "test owner",
    )
    run_jobs(names=APPLY)
    assert states(asked) == ["applied"]
    assert client.get(f"{API}/approvals").json()["total"] == 0


def test_the_api_refuses_with_the_same_texts(asked, api_client, running, actor, run_jobs):
    assert ask_json(api_client(Role.MEMBER), f"/change-sets/{asked.uuid}/approve").status_code == 403
    ask_for(running, actor, 3000)
    run_jobs(names=APPLY)
    seen = api_client().get(f"{API}/approvals/{asked.uuid}").json()
    assert (seen["can_decide"], "€30.00 now" in seen["obstacles"][0]["text"]) == (True, True)
    moved = ask_json(api_client(), f"/change-sets/{asked.uuid}/approve")
    assert (moved.status_code, "€30.00 now" in moved.json()["detail"]) == (409, True)
    assert ask_json(api_client(), f"/change-sets/{asked.uuid}/reject", note="x" * 501).status_code == 422
    assert ask_json(api_client(), f"/change-sets/{asked.uuid}/reject").json()["decision"] == "rejected"


def test_a_members_key_proposes_and_its_yes_is_the_owners(running, api_client):
    asked = ask_json(api_client(Role.MEMBER), f"/campaigns/{running.uuid}/budget", daily_budget_minor=4000)
    body = asked.json()
    assert (asked.status_code, body["waits_for_approval"], body["changes"][0]["state"]) == (202, True, "proposed")
    withdrawn = ask_json(api_client(Role.MEMBER), f"/change-sets/{body['id']}/withdraw")
    assert withdrawn.json()["decision"] == "withdrawn"


@pytest.mark.parametrize("how", ["approve", "reject", "withdraw", "retry", "drop"])
def test_another_organisations_set_is_not_here(asked, other_organization, organization, how):
    with tenant_context(other_organization):
        stranger = factories.make_page_client(other_organization, factories.make_member(other_organization).user)
        key = factories.make_api_client(other_organization)
    assert stranger.get(f"/approvals/{asked.uuid}/").status_code == 404
    assert stranger.post(f"/change-sets/{asked.uuid}/{how}/").status_code == 404
    assert ask_json(key, f"/change-sets/{asked.uuid}/{how}").status_code == 404
    assert stranger.get(f"/history/?target={asked.changes.get().target_id}").status_code == 404
    assert states(asked) == ["proposed"]


def test_approvers_are_written_to_once_with_what_would_change(asked, member, organization, run_jobs):
    factories.make_member(organization, Role.MANAGER)
    factories.make_member(organization, Role.CLIENT)
    run_jobs(names=MAILS)
    assert sorted(one.to[0] for one in mail.outbox) == ["manager@acme.example", "owner@acme.example"]
    text = mail.outbox[0].body
    assert mail.outbox[0].subject.startswith("Member Acme asks you to approve: Christmas cakes")
    for part in ("from €25.00 to €40.00 a day", "More people before Christmas.", f"/approvals/{asked.uuid}/"):
        assert part in text, part
    assert re.search(rf"http://acme\.localhost(:\d+)?/approvals/{asked.uuid}/", text)
    asked.refresh_from_db()
    services.ask_approvers(change_set=asked, organization=organization, now=START)
    assert len(mail.outbox) == 2


def test_a_mail_that_cannot_be_sent_goes_out_later_and_to_nobody_twice(asked, organization, monkeypatch):
    factories.make_member(organization, Role.MANAGER)
    send, down = mail.EmailMessage.send, ["manager@acme.example"]

    def flaky(self, *args, **options):
        if self.to == down:
            raise OSError("the mail server is down")
        return send(self, *args, **options)

    monkeypatch.setattr(mail.EmailMessage, "send", flaky)
    with pytest.raises(OSError, match="down"):
        services.ask_approvers(change_set=asked, organization=organization, now=START)
    assert selectors.list_unasked() == [asked.uuid]
    down.clear()
    found = selectors.get_change_set(asked.uuid)
    assert services.ask_approvers(change_set=found, organization=organization, now=START) == 1
    assert sorted(one.to[0] for one in mail.outbox) == ["manager@acme.example", "owner@acme.example"]
    assert selectors.list_unasked() == []


@pytest.mark.parametrize(("how", "text"), [("approve", "has approved"), ("reject", "has refused")])
def test_who_asked_is_told_what_was_decided(asked, actor, run_jobs, how, text):
    run_jobs(names=MAILS)
    mail.outbox.clear()
    decide(how, asked, actor, note="As agreed.")
    run_jobs(names=MAILS)
    (told,) = mail.outbox
    assert (told.to, text in told.subject, "As agreed." in told.body) == (["member@acme.example"], True, True)
    assert selectors.list_untold() == []


def test_nobody_is_written_to_about_what_was_withdrawn_or_decided_alone(running, asked, member, actor, run_jobs):
    decide("withdraw", asked, act_as(member, Role.MEMBER))
    set_policy(approve_above_percent=10)
    alone = ask_for(running, actor, 5000)
    decide("approve", alone, actor)
    run_jobs(names=MAILS)
    assert mail.outbox == []


def test_a_lost_message_is_made_up_by_the_sweeper(asked):
    from campaigns import jobs

    Job.objects.all().delete()
    assert [(due.name, due.key) for due in jobs.due_mails(START)] == [("campaigns.ask_approvers", str(asked.uuid))]


def test_history_shows_finds_and_hands_out_what_waits_and_who_approved(asked, actor, page_client, run_jobs):
    client = page_client()
    waiting = client.get("/history/?state=proposed").content.decode()
    assert (waiting.count('<li class="entry'), f"/approvals/{asked.uuid}/" in waiting) == (1, True)
    decide("approve", asked, actor, note="As agreed.")
    run_jobs(names=APPLY)
    assert "Member Acme, approved by Olive Acme" in client.get("/history/").content.decode()
    table = b"".join(client.get("/history.csv?kind=budget").streaming_content).decode()
    assert "approved,Olive Acme,2026-11-20T09:00:00+00:00,As agreed." in table


def test_a_campaign_that_waits_for_review_says_so_and_leads_to_the_decision(draft, member, page_client):
    asked = services.launch_campaign(campaign=draft, actor=act_as(member, Role.MEMBER), now=START)
    for role in (Role.OWNER, Role.MEMBER):
        page = page_client(role).get(f"/campaigns/{draft.uuid}/")
        text = page.content.decode()
        assert (page.status_code, "Waits for approval" in text, f"/approvals/{asked.uuid}/" in text) == (
            200,
            True,
            True,
        )
        assert page_client(role).get("/campaigns/").status_code == 200
    with pytest.raises(Conflict, match="only a draft can be edited"):
        services.refuse_unless_editable(campaign=selectors.get_campaign(draft.uuid))
