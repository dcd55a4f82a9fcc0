"""Members: roles and leaving. An organisation always keeps an owner, and nobody gives more than they have."""

import pytest
from django_tenants.utils import tenant_context

from tenants import services
from tenants.errors import Conflict, Forbidden
from tenants.models import AuditEvent, Membership
from tenants.roles import Role
from tenants.types import Actor
from tests import factories


def change(membership, role, *, by=Role.OWNER):
    return services.change_role(
        membership=membership, role=role, granting_role=by, actor=Actor.system(), now=factories.START
    )


def remove(membership, *, by=Role.OWNER):
    services.remove_member(membership=membership, granting_role=by, actor=Actor.system(), now=factories.START)


def test_a_role_is_changed_and_written_down(member):
    change(member("member"), Role.MANAGER)
    assert Membership.objects.get(pk=member("manager").pk).role == Role.MANAGER
    event = AuditEvent.objects.first()
    assert (event.action, event.detail) == ("member.role_changed", {"role": ["member", "manager"]})


def test_the_same_role_again_changes_and_writes_nothing(member):
    before = AuditEvent.objects.count()
    change(member("manager"), Role.MANAGER)
    assert AuditEvent.objects.count() == before


def test_the_last_owner_can_neither_step_down_nor_leave(member):
    with pytest.raises(Conflict):
        change(member("owner"), Role.ADMIN)
    with pytest.raises(Conflict):
        remove(member("owner"))
    assert Membership.objects.filter(role=Role.OWNER).exists()


def test_one_of_two_owners_may_leave(member):
    change(member("admin"), Role.OWNER)
    remove(member("owner"))
    assert Membership.objects.filter(organization__slug="acme", role=Role.OWNER).count() == 1


def test_only_an_owner_makes_owners(member):
    with pytest.raises(Forbidden):
        change(member("manager"), Role.OWNER, by=Role.ADMIN)


@pytest.mark.parametrize("act", [lambda m: change(m, Role.CLIENT, by=Role.ADMIN), lambda m: remove(m, by=Role.ADMIN)])
def test_an_admin_cannot_touch_an_owner(organization, member, act):
    factories.make_member(organization, Role.ADMIN)
    with pytest.raises(Forbidden):
        act(member("owner"))


def test_two_owners_who_step_down_at_once_leave_one(transactional_db, in_parallel):
    organization = factories.get_organization("acme")
    first = factories.make_member(organization, Role.OWNER)
    second = change_in(organization, factories.make_member(organization, Role.ADMIN), Role.OWNER)

    outcomes = in_parallel([lambda m=m: change_in(organization, m, Role.ADMIN) for m in (first, second)])

    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["Conflict", "Membership"]
    assert Membership.objects.filter(organization=organization, role=Role.OWNER).count() == 1


def change_in(organization, membership, role):
    with tenant_context(organization):
        return change(Membership.objects.select_related("user").get(pk=membership.pk), role)


def test_the_page_shows_members_and_changes_a_role(page_client, member):
    other = member("member")
    client = page_client()
    assert other.user.email in client.get("/settings/members/").content.decode()
    answer = client.post(f"/settings/members/{other.uuid}/role/", {"role": "manager"})
    assert answer.status_code == 302
    assert Membership.objects.get(pk=other.pk).role == "manager"


def test_the_page_says_why_the_last_owner_stays(page_client, member):
    answer = page_client().post(f"/settings/members/{member('owner').uuid}/remove/", follow=True)
    assert "is the only owner" in answer.content.decode()


def test_a_role_that_there_is_not_is_refused(page_client, member):
    other = member("member")
    answer = page_client().post(f"/settings/members/{other.uuid}/role/", {"role": "king"}, follow=True)
    assert "Choose one of the roles" in answer.content.decode()
    assert Membership.objects.get(pk=other.pk).role == "member"


def test_who_may_not_manage_sees_no_controls(page_client):
    html = page_client("member").get("/settings/members/").content.decode()
    assert "Send the invitation" not in html
    assert "/remove/" not in html


def test_a_removed_member_finds_nothing_here_at_once(page_client, member):
    client = page_client("manager")
    remove(member("manager"))
    assert client.get("/settings/").status_code == 404
    assert client.get("/api/v1/me").status_code == 404


def test_the_api_changes_and_removes(api_client, member):
    client, other = api_client("admin"), member("member")
    answer = client.patch(f"/api/v1/members/{other.uuid}", {"role": "client"}, content_type="application/json")
    assert (answer.status_code, answer.json()["role"]) == (200, "client")
    assert client.delete(f"/api/v1/members/{other.uuid}").status_code == 204
    assert client.delete(f"/api/v1/members/{member('owner').uuid}").status_code == 403


def test_a_removed_members_keys_open_nothing_nor_do_keys_made_with_them(organization, member):
    person, colleague = member("admin"), member("owner")
    first = make_key(Actor.for_user(person.user), "admin")
    second = make_key(Actor.for_api_key(first[0]), "member")
    others = make_key(Actor.for_user(colleague.user), "admin")
    remove(person)
    answers = [ask(organization, secret) for _, secret in (first, second, others)]
    assert answers == [401, 401, 200]
    assert AuditEvent.objects.filter(action="api_key.revoked").count() == 2


def test_who_is_given_a_lower_role_keeps_only_keys_within_it(organization, member):
    person = member("admin")
    above, within = (make_key(Actor.for_user(person.user), role) for role in ("admin", "client"))
    change(person, Role.MEMBER)
    assert [ask(organization, secret) for _, secret in (above, within)] == [401, 200]


def make_key(actor, role):
    return services.create_api_key(name="x", role=role, granting_role=Role.OWNER, actor=actor, now=factories.START)


def ask(organization, secret) -> int:
    client = factories.make_page_client(organization, None, HTTP_AUTHORIZATION=f"Bearer {secret}")
    return client.get("/api/v1/me").status_code
