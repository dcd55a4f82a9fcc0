"""The review: exact objects, verdicts, what is wrong with a way to mend it, who must say yes, what remains without us."""

from datetime import date

import pytest

from campaigns.models import Policy
from campaigns.views.builder.outlook import look_ahead, what_remains
from tenants.roles import Role
from tenants.types import Actor
from tests.campaigns.walking import Walk

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _platforms_agree(monkeypatch):
    """Platforms are asked elsewhere (tests/campaigns/test_builder.py): here each takes the plan."""
    monkeypatch.setattr("integrations.services.validate_plan", lambda **_: [])


def parts_of(walk) -> list:
    return list(walk.campaign.platform_campaigns.all())


def test_what_is_missing_stands_in_the_checks_and_leads_to_its_step(begun):
    walk = begun("meta")
    walk.send("audience", countries=[])
    page = walk.review()
    assert "Choose at least one country." in page
    assert f"{walk.address('audience')}?missing=1" in page
    assert "Launch…" in page
    assert 'commandfor="launch"' not in page


def test_totals_and_what_remains_are_told(begun):
    walk = begun("meta")
    assert [one.is_open for one in what_remains(parts_of(walk))] == [True]
    walk.send("schedule", end_date="2026-12-20")
    remains = what_remains(parts_of(walk))
    assert [one.is_open for one in remains] == [False]
    assert walk.draft.end_date == date(2026, 12, 20)
    page = walk.review()
    assert "20 Dec 2026" in page
    assert "€60.00" in page
    assert 'commandfor="launch"' in page


def test_who_may_only_ask_is_told_whom(begun, member):
    walk = begun("meta")
    boss, asks = member(Role.OWNER).user, member(Role.MEMBER).user
    outlook = look_ahead(parts_of(walk), Actor.for_user(asks))
    assert outlook.approval
    assert (boss.name or boss.email) in outlook.approvers
    assert outlook.button
    assert look_ahead(parts_of(walk), Actor.for_user(boss)).approval == ""


def test_a_ceiling_stands_in_the_checks_with_what_is_left(begun):
    walk = begun("meta")
    Policy.objects.update_or_create(pk=1, defaults={"daily_ceiling_minor": 1000, "currency": "EUR"})
    outlook = look_ahead(parts_of(walk), Actor.system())
    assert outlook.refusals
    page = walk.review()
    assert "Not ready yet" in page
    assert 'commandfor="launch"' not in page


def test_a_launch_of_what_was_edited_meanwhile_is_told(begun, page_client):
    walk = begun("meta")
    seen = walk.campaign.version
    Walk.on(page_client(), walk.campaign).send("goal", name="Edited meanwhile")
    walk.client.post(f"/campaigns/{walk.uuid}/launch/", {"version": seen})
    assert walk.campaign.status == "draft"
    assert not walk.campaign.changes.exists()
