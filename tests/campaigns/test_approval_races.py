"""Two people, or one with two fingers, at the same moment: one decision, and values that belong together."""

import pytest

from campaigns.models import Change, ChangeSet, PlatformCampaign
from tenants.models import AuditEvent, Job
from tenants.roles import Role
from tests.bad_input.conftest import books  # noqa: F401 - fixture
from tests.bad_input.test_twice import at_once

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def asked(books, page_client) -> ChangeSet:  # noqa: F811 - the fixture
    """A member has asked for €40.00 a day instead of €25.00."""
    page_client(Role.MEMBER).post(f"/campaigns/{books.running}/budget/", {"daily_budget": "40"})
    return ChangeSet.objects.get(approval_reason__gt="")


def press(client, asked: ChangeSet, how: str):
    return lambda: client.post(f"/change-sets/{asked.uuid}/{how}/")


def budget(books) -> int:  # noqa: F811 - the fixture
    return PlatformCampaign.objects.get(campaign__uuid=books.running).daily_budget_minor


def test_two_approvers_at_once_approve_it_once(asked, books, page_client):  # noqa: F811
    at_once(*[press(page_client(role), asked, "approve") for role in (Role.OWNER, Role.MANAGER)])
    assert (asked.changes.get().state, budget(books)) == ("approved", 4000)
    assert AuditEvent.objects.filter(action="change_set.approved").count() == 1
    assert Job.objects.filter(name="campaigns.apply_change_set").count() == 1


def test_a_double_click_on_yes_is_one_yes(asked, books, page_client):  # noqa: F811
    answers = at_once(*[press(page_client(), asked, "approve") for _ in range(2)])
    assert {answer.url for answer in answers} == {f"/approvals/{asked.uuid}/"}
    assert (Change.objects.filter(kind="budget").count(), budget(books)) == (1, 4000)


@pytest.mark.parametrize(("how", "role"), [("reject", Role.MANAGER), ("withdraw", Role.MEMBER)])
def test_a_yes_and_a_no_at_once_are_one_of_them(asked, books, page_client, how, role):  # noqa: F811
    at_once(press(page_client(), asked, "approve"), press(page_client(role), asked, how))
    asked.refresh_from_db()
    decided = (asked.decision, asked.changes.get().state, budget(books))
    turned_down = {"reject": "rejected", "withdraw": "withdrawn"}[how]
    assert decided in {("approved", "approved", 4000), (turned_down, "rejected", 2500)}
    assert AuditEvent.objects.filter(action__startswith="change_set.").count() == 1


def test_a_yes_while_somebody_sets_another_value_overwrites_nothing_silently(asked, books, page_client):  # noqa: F811
    owner, manager = page_client(), page_client(Role.MANAGER)
    path = f"/campaigns/{books.running}/budget/"
    at_once(press(manager, asked, "approve"), lambda: owner.post(path, {"daily_budget": "35"}))
    states = dict(Change.objects.filter(kind="budget").values_list("after", "state"))
    assert budget(books) == 3500  # whoever is second sees the first's value, or replaces it knowingly
    assert states in ({4000: "superseded", 3500: "approved"}, {4000: "proposed", 3500: "approved"})


def test_asking_twice_at_once_asks_once(books, page_client):  # noqa: F811
    path = f"/campaigns/{books.running}/budget/"
    clients = page_client(Role.MEMBER), page_client(Role.MEMBER)
    at_once(*[lambda c=c: c.post(path, {"daily_budget": "40"}) for c in clients])
    assert list(Change.objects.filter(kind="budget").values_list("state", flat=True)) == ["proposed"]
    assert Job.objects.filter(name="campaigns.ask_approvers").count() == 1


def test_trying_again_twice_at_once_tries_once(books, page_client):  # noqa: F811
    page_client().post(f"/campaigns/{books.running}/pause/")
    made = ChangeSet.objects.get()
    made.changes.update(state="failed")
    PlatformCampaign.objects.filter(campaign__uuid=books.running).update(status="active")
    at_once(*[press(page_client(), made, "retry") for _ in range(2)])
    assert ChangeSet.objects.filter(retry_of=made).count() == 1
