"""Limits: the service, their page, the API."""

import json

import pytest
from django.urls import reverse

from campaigns import selectors, services
from campaigns.models import Policy
from tenants.errors import Conflict, Invalid
from tenants.selectors import list_audit_events
from tests.campaigns.guarded import make_account, make_running
from tests.factories import START

pytestmark = pytest.mark.django_db
LIMITS = "/api/v1/limits"


@pytest.fixture
def bakery(organization, clock):
    """An ad account on Meta."""
    return make_account()


def update(actor, version: int = 1, ceilings=None, **values) -> Policy:
    return services.update_policy(values=values, version=version, account_ceilings=ceilings, actor=actor, now=START)


def test_what_is_set_holds_and_stands_in_the_audit_trail(bakery, actor):
    policy = update(actor, ceilings={bakery.uuid: 5000}, daily_ceiling_minor=10000, approve_launches=True)
    assert (policy.daily_ceiling_minor, policy.approve_launches, policy.version, policy.currency) == (
        10000, True, 2, "EUR",
    )  # fmt: skip
    assert selectors.get_ceilings() == {bakery.pk: 5000}
    event = list_audit_events().first()
    assert (event.action, event.detail["daily_ceiling_minor"]) == ("policy.updated", [None, 10000])
    assert event.detail["ceiling of Bakery"] == [None, 5000]


def test_the_same_again_changes_nothing(bakery, actor):
    update(actor, daily_ceiling_minor=10000)
    count = list_audit_events().count()
    assert update(actor, daily_ceiling_minor=10000).version == 2
    assert list_audit_events().count() == count


def test_a_stale_version_is_told_who_was_quicker_and_what_differs(bakery, actor):
    update(actor, daily_ceiling_minor=10000)
    with pytest.raises(Conflict, match=f"{actor.label} changed these rules meanwhile") as error:
        update(actor, daily_ceiling_minor=20000)
    assert error.value.theirs == {"daily_ceiling_minor": 10000}
    assert selectors.get_policy().daily_ceiling_minor == 10000


def test_a_ceiling_that_is_taken_away_bounds_nothing(bakery, actor):
    update(actor, ceilings={bakery.uuid: 5000}, daily_ceiling_minor=10000)
    policy = update(actor, version=2, ceilings={bakery.uuid: None}, daily_ceiling_minor=None)
    assert (policy.daily_ceiling_minor, policy.currency, selectors.get_ceilings()) == (None, "", {})


def test_amounts_stay_in_the_currency_they_were_written_in(bakery, actor, organization):
    update(actor, daily_ceiling_minor=10000)
    organization.currency = "USD"
    policy = update(actor, version=2, approve_launches=True)
    assert (policy.currency, policy.daily_ceiling_minor) == ("EUR", 10000)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("daily_ceiling_minor", 0),
        ("daily_ceiling_minor", -1),
        ("daily_ceiling_minor", 10**15),
        ("daily_ceiling_minor", True),
        ("daily_ceiling_minor", "10"),
        ("approve_above_minor", -1),
        ("largest_step_percent", 0),
        ("largest_step_percent", 1001),
        ("approve_above_percent", -1),
        ("approve_launches", None),
        ("name_template", "{brand}"),
        ("name_template", "a\x00{campaign}"),
        ("utm_template", "utm_source={nobody}"),
        ("utm_template", "x" * 1001),
        ("colour", "blue"),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(organization, clock, actor, field, value):
    with pytest.raises(Invalid) as error:
        update(actor, **{field: value})
    assert list(error.value.fields) == [field]
    assert not Policy.objects.filter(version__gt=1).exists()


def test_an_account_of_nobody_is_refused_at_its_field(bakery, actor, organization):
    gone = organization.uuid
    with pytest.raises(Invalid) as error:
        update(actor, ceilings={gone: 1, bakery.uuid: 0})
    assert set(error.value.fields) == {f"account_ceilings.{gone}", f"account_ceilings.{bakery.uuid}"}


def test_the_page_shows_what_is_set_and_keeps_what_is_written(bakery, page_client):
    make_running(bakery, budget=4500)
    browser, url = page_client(), reverse("campaigns:limits")
    shown = browser.get(url).content.decode()
    assert "<b>€45.00</b>" in shown
    form = {
        "version": 1, "daily_ceiling_minor": "100", f"ceiling_{bakery.uuid}": "60.50", "largest_step_percent": "20",
        "approve_automatic": "on", "name_template": "{campaign}", "utm_template": "",
    }  # fmt: skip
    assert browser.post(f"{url}keep/", form).status_code == 302
    policy = selectors.get_policy()
    assert (policy.daily_ceiling_minor, policy.largest_step_percent, policy.utm_template) == (10000, 20, "")
    assert selectors.get_ceilings() == {bakery.pk: 6050}
    assert "€45.00</mark> of the €100" in browser.get(url).content.decode()


def test_the_page_tells_what_is_wrong_at_its_field_and_who_was_quicker(bakery, page_client, actor):
    browser, url = page_client(), reverse("campaigns:update_policy")
    wrong = {"version": 1, "daily_ceiling_minor": "-5", f"ceiling_{bakery.uuid}": "much", "name_template": "{brand}"}
    answer = browser.post(url, wrong)
    assert answer.status_code == 422
    for text in ("To halt everything, use the stop.", "Write an amount of money", "Keep {campaign} in it"):
        assert text in answer.content.decode()
    update(actor, daily_ceiling_minor=10000)
    late = {"version": 1, "daily_ceiling_minor": "200", "name_template": "{campaign}"}
    answer = browser.post(url, late)
    assert answer.status_code == 409
    assert f"{actor.label} changed these rules meanwhile" in answer.content.decode()
    assert 'value="200"' in answer.content.decode()
    assert selectors.get_policy().daily_ceiling_minor == 10000


def test_who_may_not_change_them_sees_them(bakery, page_client):
    shown = page_client("member").get(reverse("campaigns:limits")).content.decode()
    assert "An owner or admin can change these." in shown
    assert "Keep these limits" not in shown


def test_a_program_reads_and_sets_them(bakery, api_client):
    make_running(bakery, budget=4500)
    program = api_client()
    body = {"version": 1, "daily_ceiling_minor": 10000,
            "account_ceilings": [{"account": str(bakery.uuid), "daily_ceiling_minor": 5000}]}  # fmt: skip
    answer = program.patch(LIMITS, json.dumps(body), content_type="application/json")
    assert answer.status_code == 200, answer.content
    found = program.get(LIMITS).json()
    assert (found["policy"]["version"], found["together"]["left_minor"]) == (2, 5500)
    assert [(one["committed_minor"], one["left_minor"]) for one in found["accounts"]] == [(4500, 500)]
    stale = program.patch(LIMITS, json.dumps({"version": 1, "daily_ceiling_minor": 1}), content_type="application/json")
    assert stale.status_code == 409
    wrong = program.patch(LIMITS, json.dumps({"version": 2, "daily_ceiling_minor": 0}), content_type="application/json")
    assert (wrong.status_code, "daily_ceiling_minor" in wrong.content.decode()) == (422, True)
