"""Invitations: by e-mail, once, for seven days."""

import re

import pytest
from django.core import mail

from tenants import services
from tenants.errors import Conflict, Forbidden
from tenants.models import AuditEvent, Invitation, Membership, User
from tenants.roles import Role
from tenants.types import Actor
from tests import factories

NEW = "new@person.example"


@pytest.fixture
def invite(organization, clock, django_capture_on_commit_callbacks):
    """Return a function that invites and gives the path from the e-mail."""

    def send(email=NEW, role="member", by=Role.OWNER):
        with django_capture_on_commit_callbacks(execute=True):
            services.invite_member(
                organization=organization, email=email, role=role, granting_role=by, actor=Actor.system(), now=clock.now
            )
        return re.search(r"(/invitations/\S+)", mail.outbox[-1].body)[1]

    return send


def test_the_mail_goes_to_the_invited_and_its_token_is_kept_nowhere(invite):
    path = invite()
    assert mail.outbox[0].to == [NEW]
    token = path.strip("/").split("/")[-1]
    assert token not in str(Invitation.objects.values().get())


def test_somebody_new_makes_a_log_in_and_is_in(invite, public_client):
    path = invite()
    assert "Join Acme Bakery" in public_client.get(path).content.decode()
    answer = public_client.post(path, {"person": "Nina New", "password": "matured six weeks"})
    assert (answer.status_code, answer["Location"]) == (302, "/organizations/acme/enter/")
    assert Membership.objects.get(user__email=NEW).role == "member"
    assert AuditEvent.objects.first().action == "member.joined"


def test_somebody_known_logs_in_first(invite, public_client, other_organization, member):
    known = factories.make_member(other_organization, Role.OWNER).user
    path = invite(email=known.email)
    answer = public_client.post(path)
    assert "/log-in/?next=" in answer["Location"]

    browser = factories.make_page_client(None, known)
    assert browser.post(path).status_code == 302
    assert Membership.objects.filter(user=known).count() == 2


def test_it_works_once(invite, public_client):
    path = invite()
    public_client.post(path, {"person": "Nina New", "password": "matured six weeks"})
    answer = factories.make_page_client(None).get(path)
    assert answer.status_code == 404
    assert "used up" in answer.content.decode()


def test_it_is_over_after_seven_days(invite, public_client, clock):
    path = invite()
    clock.advance(days=7)
    assert public_client.get(path).status_code == 404


def test_a_withdrawn_one_is_worth_nothing(invite, public_client, page_client):
    path = invite()
    answer = page_client().post(f"/settings/invitations/{Invitation.objects.get().uuid}/withdraw/")
    assert answer.status_code == 302
    assert public_client.get(path).status_code == 404


def test_inviting_again_makes_the_older_one_worthless(invite, public_client):
    first, second = invite(), invite(role="client")
    assert public_client.get(first).status_code == 404
    assert public_client.get(second).status_code == 200


@pytest.mark.parametrize(("field", "value"), [("person", ""), ("password", "123"), ("password", "")])
def test_a_wrong_field_is_told_beside_it_and_nobody_is_made(invite, public_client, field, value):
    form = {"person": "Nina New", "password": "matured six weeks"} | {field: value}
    answer = public_client.post(invite(), form)
    assert answer.status_code == 422
    assert f'id="id_{field}_error"' in answer.content.decode()
    assert not User.objects.filter(email=NEW).exists()


def test_nobody_invites_to_a_role_above_their_own(invite):
    with pytest.raises(Forbidden):
        invite(role="owner", by=Role.ADMIN)


def test_a_member_is_not_invited_again(invite, member):
    with pytest.raises(Conflict):
        invite(email=member().user.email.upper())


def test_a_mail_that_cannot_be_sent_leaves_the_invitation_standing(
    organization, clock, monkeypatch, django_capture_on_commit_callbacks
):
    def fail(*args, **kwargs):
        raise OSError("no mail server")

    monkeypatch.setattr("tenants.services.invitations.send_mail", fail)
    with django_capture_on_commit_callbacks(execute=True):
        services.invite_member(
            organization=organization,
            email=NEW,
            role="member",
            granting_role="owner",
            actor=Actor.system(),
            now=clock.now,
        )
    assert Invitation.objects.get().is_open(clock.now)


@pytest.mark.parametrize("email", ["", "no", "a@b", "x" * 250 + "@b.example", "a@b.example\nBcc: c@d.example"])
def test_the_page_refuses_what_is_no_address(page_client, email):
    answer = page_client().post("/settings/members/invite/", {"email": email, "role": "member"})
    assert answer.status_code == 422
    assert 'id="id_email_error"' in answer.content.decode()
    assert not mail.outbox


def test_the_page_invites(page_client, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        answer = page_client("admin").post("/settings/members/invite/", {"email": NEW, "role": "member"}, follow=True)
    assert f"on its way to {NEW}" in answer.content.decode()
    assert len(mail.outbox) == 1


def test_the_api_invites_and_withdraws(api_client):
    client = api_client("admin")
    made = client.post("/api/v1/invitations", {"email": NEW, "role": "member"}, content_type="application/json")
    assert made.status_code == 201
    assert client.get("/api/v1/invitations").json()["total"] == 1
    assert client.delete(f"/api/v1/invitations/{made.json()['id']}").status_code == 204
    assert client.get("/api/v1/invitations").json()["total"] == 0
