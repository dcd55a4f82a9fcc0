"""How long numbers are kept, reading them again, and pages with few or none: whatever is sent, and pressed twice."""

import json
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core.management import CommandError, call_command

from analytics.selectors import get_retention
from tenants.models import AuditEvent, Job
from tests.analytics.build import make_account, make_campaign, read_days
from tests.bad_input.answers import is_beside, is_problem, send, shows
from tests.factories import make_api_client, make_member, make_page_client
from tests.plugins.habits import sample

KEPT = {"steps_days": 30, "revisions_months": 13, "facts_months": None}
TERMS = [
    *[(field, value) for field in KEPT for value in (-1, 0, 1, 10**9, 10**400, 1.5, "x", "", True, [], 1e308)],
    ("steps_days", None), ("revisions_months", None), ("steps_days", 6), ("steps_days", 731), ("facts_months", 13),
    ("facts_months", 121), ("revisions_months", 1), ("revisions_months", 121), ("steps_days", 365),
]  # fmt: skip


@pytest.mark.parametrize(("field", "value"), sample(TERMS, 14), ids=lambda value: repr(value)[:20])
def test_a_wrong_term_is_named_and_nothing_changes(
    api_client, page_client, organization, clock, nothing_made, field, value
):
    body = KEPT | {field: value}
    before, api, page = get_retention(), api_client(), page_client()
    with nothing_made():
        is_problem(send(api, "PUT", "/retention", json.dumps(body)), 422, field)
        if isinstance(value, int | float | str) and not (field == "facts_months" and value == ""):
            form = {name: "" if each is None else str(each) for name, each in body.items()}
            is_beside(page.post("/settings/memory/change/", form), field)
    assert get_retention() == before


def test_a_term_can_be_shortened_and_put_back_and_what_goes_is_said_before(page_client, organization, clock):
    page = page_client()
    shows(
        page.get("/settings/memory/"),
        "What is forgotten",
        "Nothing is forgotten at once",
        "Until then you can set it back.",
    )
    short = {"steps_days": "7", "revisions_months": "2", "facts_months": "14"}
    for form in (short, short, {"steps_days": "30", "revisions_months": "13", "facts_months": ""}):
        assert page.post("/settings/memory/change/", form).status_code == 302
    assert get_retention().facts_months is None
    assert AuditEvent.objects.filter(action="retention.changed").count() <= 2


@pytest.mark.parametrize(
    "body", [{"days": "x"}, {"days": None}, {"days": 1}, {"days": ["all"]}, {"days": "\x00"}], ids=str
)
def test_what_to_read_again_is_one_of_two(api_client, organization, clock, nothing_made, body):
    account, api = make_account(), api_client()
    with nothing_made():
        is_problem(send(api, "POST", f"/ad-accounts/{account.uuid}/read-again", json.dumps(body)), 422, "days")


def test_an_account_of_others_or_disconnected_is_not_read_again(
    api_client, organization, other_organization, clock, nothing_made
):
    account, gone = make_account(), make_account("Gone", disconnected_at=clock.now)
    page = make_page_client(other_organization, make_member(other_organization).user)
    theirs = make_api_client(other_organization)
    ours = api_client()
    with nothing_made():
        is_problem(send(theirs, "POST", f"/ad-accounts/{account.uuid}/read-again", "{}"), 404)
        is_problem(send(ours, "POST", f"/ad-accounts/{gone.uuid}/read-again", "{}"), 404)
        assert page.post(f"/numbers/{account.uuid}/read-again/", {"days": "all"}).status_code == 404


def test_the_pages_of_an_organization_without_accounts_say_so(page_client, api_client, organization, clock):
    page, api = page_client(), api_client()
    shows(page.get("/numbers/"), "No ad account")
    assert page.get("/").status_code == 200
    assert page.get("/settings/figures/").status_code == 200
    for path in ("metrics", "reach", "numbers/freshness", "numbers/maturity"):
        assert api.get(f"/api/v1/{path}").json()["total"] == 0
    assert api.get("/api/v1/dashboard").status_code == 200


def test_one_day_of_figures_is_enough_for_every_page(page_client, api_client, organization, clock):
    account = make_account()
    campaign = make_campaign(account)
    read_days(account, ["Christmas cakes"], [1])
    for path in ("/", "/numbers/", f"/campaigns/{campaign.uuid}/numbers/", "/settings/figures/"):
        assert page_client().get(path).status_code == 200
    (day,) = api_client().get("/api/v1/metrics?maturity=true").json()["items"]
    assert day["estimate"]["low"] >= day["estimate"]["known"] == 2


@pytest.mark.django_db(transaction=True)
def test_read_again_pressed_twice_is_one_job(page_client, organization, clock):
    account = make_account()
    clients = [page_client(), page_client()]
    path = f"/numbers/{account.uuid}/read-again/"
    with ThreadPoolExecutor(2) as pool:
        answers = list(pool.map(lambda client: client.post(path, {"days": "all"}), clients))
    assert [answer.status_code for answer in answers] == [302, 302]
    assert Job.objects.filter(name="analytics.reread_days").count() == 1


@pytest.mark.parametrize("came_from", ["http://[::1", "", "//", "javascript:alert(1)", "\x00"])
def test_asking_for_news_survives_any_address(page_client, clock, came_from):
    answer = page_client().get(
        "/freshness/?seen=2026-11-20T08:00:00%2B00:00&wait=x9",
        headers={"HX-Request": "true", "HX-Current-URL": came_from},
    )
    assert answer.status_code == 204
    for seen in ("2026-11-20T08:00:00%2B00:00", "0001-01-01T00:00:00%2B14:00", "9999-12-31T23:59:59-14:00"):
        headers = {"HX-Request": "true", "HX-Current-URL": came_from}
        assert page_client().get(f"/freshness/?seen={seen}&wait=180", headers=headers).status_code < 400


@pytest.mark.parametrize("name", ["acme", "public", "o_nobody", '"; DROP TABLE x', ""])
@pytest.mark.parametrize("deed", ["--check", "--repair"])
def test_sums_are_compared_in_organisations_only(organization, deed, name):
    with pytest.raises(CommandError, match="No organisation has the schema"):
        call_command("rollups", deed, "--schema", name)
