"""The analyst's page through its door: it says what the API says, and tells what is wrong beside the control."""

import pytest

from analytics import services
from analytics.models import HourlyMetric, Subject
from tenants.types import Actor
from tests.analytics.build import NOW, days_before, make_account, make_campaign, row, store, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def running(organization, clock):
    """Make two campaigns; one brings three times as much for the same money."""
    account = make_account()
    found = [make_campaign(account, name) for name in ("Christmas cakes", "Bread")]
    rows = [
        row(days_before(n), f"{name}-ad", campaign=name, conversions=conversions)
        for n in range(30, 40)
        for name, conversions in (("Christmas cakes", 3), ("Bread", 1))
    ]
    store(account, rows)
    services.link_account(account=account)
    return found


DAYS = f"since={days_before(39)}&until={days_before(30)}"


def test_the_page_says_what_the_api_says(running, page_client, api_client):
    text = text_of(page_client().get(f"/explore/?by=campaign&{DAYS}"))
    rows = api_client("member").get(f"/api/v1/metrics?by=campaign&{DAYS}&currency=EUR").json()["items"]
    for each in rows:
        metrics = each["metrics"]
        line = text[text.index(f">{each['name']}<") if f">{each['name']}<" in text else text.index(each["name"]) :]
        assert f"€{metrics['spend_micros'] / 1_000_000:,.2f}" in line
        assert f"{metrics['impressions']:,}" in line
        assert f"€{metrics['cpa_micros'] / 1_000_000:,.2f}" in line
    assert "Christmas cakes brought most: <mark>30 of 40 orders</mark> for 50% of the money." in text


def test_what_is_wrong_stands_beside_its_control_and_what_was_asked_stays(running, page_client):
    browser = page_client()
    refused = browser.get("/explore/?by=hour&by=ad&by=age&platform=meta")
    assert refused.status_code == 422
    text = text_of(refused)
    assert "Hours, actions, parts of an audience and parts of an ad stand apart: ask for one of them." in text
    assert '<option value="age" selected' in text
    assert browser.get(f"/explore/?by=day&compare=previous&{DAYS}").status_code == 422
    assert "The last day is before the first" in text_of(browser.get("/explore/?since=2026-11-02&until=2026-11-01"))
    assert browser.get("/explore/?campaign=0199aaaa-0000-7000-8000-000000000001").status_code == 404
    for query in ("by=hat", "page=-1", "page=99999", "column=hats", "sort=own.x", "campaign=%00", "by=%FF", "own=1"):
        assert browser.get(f"/explore/?{query}").status_code in (200, 422), query
    assert browser.get("/explore/?page=99999").status_code == 200


@pytest.mark.parametrize(
    "query",
    ["by=day", "by=week", "by=month", "by=day&by=campaign", "by=platform&by=account", "by=country", "by=action", "by=hour",
     "by=campaign&compare=year", "by=ad&by=day&column=ctr", "by=campaign&column=cpa&sort=cpa"],
)  # fmt: skip
def test_every_kind_of_table_is_shown(running, page_client, query):
    page = page_client().get(f"/explore/?{query}&{DAYS}")
    assert page.status_code == 200


def test_own_figures_are_columns_and_an_order(running, page_client, member):
    figure = services.create_custom_metric(
        name="Profit", expression="value - spend", is_percent=False, actor=Actor.for_user(member().user), now=NOW
    )
    text = text_of(page_client().get(f"/explore/?own={figure.uuid}&sort=-own.{figure.uuid}&{DAYS}"))
    assert "Profit" in text
    assert 'aria-sort="descending"' in text


def test_an_empty_organisation_is_taught(organization, clock, page_client):
    browser = page_client()
    assert "Connect an account" in text_of(browser.get("/explore/"))
    assert "No hours yet" in text_of(browser.get("/explore/hours/"))


def test_hours_of_the_week_are_folded(running, page_client):
    subject = Subject.objects.first()
    for n in (1, 8):
        HourlyMetric.objects.create(
            subject_id=subject.pk, day=days_before(n), hour=19, known_at=NOW, spend_micros=4_000_000,
            impressions=100, clicks=5, conversions=1, value_micros=20_000_000,
        )  # fmt: skip
    browser = page_client()
    text = text_of(browser.get("/explore/hours/"))
    assert "Spent: the most was on <mark>Thursday from 19:00 to 20:00</mark>, €8.00." in text
    week = text_of(browser.get("/explore/hours/?period=7d&column=conversions"))
    assert "<mark>Thursday from 19:00 to 20:00</mark>, 1." in week
    assert browser.get("/explore/hours/?period=28d").status_code == 422


def test_a_view_keeps_the_question_and_stays_with_its_page(running, page_client, api_client):
    browser, query = page_client(), "by=campaign&by=platform&period=90d&currency=EUR&sort=-clicks&maturity=1"
    kept = browser.post("/views/create/", {"page": "explore", "name": "Where clicks come from", "query": query})
    assert kept.url == f"/explore/?{query}"
    assert 'aria-current="true">Where clicks come from' in text_of(browser.get(f"/explore/?{query}"))
    assert "Where clicks come from" not in text_of(browser.get("/campaigns/"))
    client = api_client("member")
    asked = {"page": "explore", "name": "Days", "query": {"by": ["day"], "period": "7d"}, "is_shared": True}
    made = client.post("/api/v1/saved-views", asked, content_type="application/json").json()
    assert made["query"] == {"by": "day", "period": "7d"}
    assert "Days" in [one["name"] for one in client.get("/api/v1/saved-views?page=explore").json()]
    assert client.get("/api/v1/saved-views?page=campaigns").json() == []
    assert client.get("/api/v1/saved-views?page=hats").status_code == 422
    assert 'href="/explore/?by=day&amp;period=7d"' in text_of(browser.get("/explore/"))
