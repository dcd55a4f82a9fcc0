"""How long numbers are kept: decided by an owner or admin, written down, and never nonsense."""

import pytest

from analytics import selectors
from tenants.models import AuditEvent
from tests.analytics.build import text_of

pytestmark = pytest.mark.django_db
PAGE, CHANGE, API = "/settings/memory/", "/settings/memory/change/", "/api/v1/retention"
FORM = {"steps_days": "30", "revisions_months": "24", "facts_months": "36"}


def test_without_a_decision_the_defaults_hold(organization, page_client, api_client):
    text = text_of(page_client("member").get(PAGE))
    assert "Numbers are kept <mark>for good</mark>, and their earlier values for 13 months." in text
    assert "An owner or admin can change these." in text
    assert api_client().get(API).json() == {"steps_days": 60, "revisions_months": 13, "facts_months": None}


def test_a_decision_is_kept_and_the_audit_trail_says_from_what_to_what(organization, page_client):
    client = page_client("admin")
    assert "forgotten the next night" in text_of(client.post(CHANGE, FORM, follow=True))
    kept = selectors.get_retention()
    assert (kept.steps_days, kept.revisions_months, kept.facts_months) == (30, 24, 36)
    event = AuditEvent.objects.get(action="retention.changed")
    assert event.detail == {"steps_days": [60, 30], "revisions_months": [13, 24], "facts_months": [None, 36]}
    text = text_of(client.get("/settings/audit/"))
    assert 'months of the numbers <span class="was">none</span>' in text


def test_the_same_again_is_no_change(organization, page_client):
    client = page_client("owner")
    for _ in range(2):
        client.post(CHANGE, FORM)
    assert AuditEvent.objects.filter(action="retention.changed").count() == 1


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("steps_days", "6"),
        ("steps_days", "731"),
        ("steps_days", ""),
        ("steps_days", "a week"),
        ("revisions_months", "1"),
        ("revisions_months", "121"),
        ("facts_months", "13"),
        ("facts_months", "-1"),
        ("steps_days", "700"),
        ("revisions_months", "37"),
    ],
)
def test_what_cannot_be_is_told_beside_the_field_and_nothing_is_kept(organization, page_client, field, value):
    answer = page_client("owner").post(CHANGE, FORM | {field: value})
    assert answer.status_code == 422
    assert f'id="id_{field}_error"' in answer.content.decode()
    assert selectors.get_retention().facts_months is None


def test_the_api_decides_the_same_way(organization, api_client):
    client, body = api_client(), {"steps_days": 90, "revisions_months": 12, "facts_months": None}
    answer = client.put(API, body, content_type="application/json")
    assert (answer.status_code, answer.json()) == (200, body)
    refused = client.put(API, body | {"steps_days": 3}, content_type="application/json")
    assert (refused.status_code, refused.json()["errors"][0]["field"]) == (422, "steps_days")


def test_a_member_may_look_and_not_decide(organization, page_client):
    assert page_client("member").post(CHANGE, FORM).status_code == 403
    assert page_client("client").get(PAGE).status_code == 403
