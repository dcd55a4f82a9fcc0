"""No page asks the database more than fifteen times, in an organisation in which there is everything to ask for."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.access import walker
from tests.access.busy import make_busy
from tests.access.conftest import values_for
from tests.access.routes import PAGES

MOST = 15
MORE = {
    "campaigns:preview": 28,  # the platform is asked as well, and what it says of the permission is kept
}
"""What asks more than it should, and how often: never more than that."""
OPENED = [page for page in walker.pages("config.urls_tenant") if PAGES.get(page.name, ("",))[0] == "GET"]
OF_A_CAMPAIGN = [page.name for page in OPENED if page.parameters == ("campaign_id",)]


def count(browser, url: str) -> int:
    with CaptureQueriesContext(connection) as queries:
        answer = browser.get(url)
        if answer.streaming:
            b"".join(answer.streaming_content)
    assert answer.status_code < 500
    asked = (query["sql"] for query in queries)
    return sum(each.lstrip("( ").startswith(("SELECT", "WITH", "INSERT", "UPDATE", "DELETE")) for each in asked)


@pytest.fixture
def addresses(organization, clock) -> dict[str, str]:
    """Every address that is opened, of what the walk made and of two campaigns that run."""
    found = {page.name: reverse(page.name, kwargs=values_for(page.parameters, organization)) for page in OPENED}
    for each in make_busy():
        found |= {f"{name} of {each.name}": reverse(name, args=[each.uuid]) for name in OF_A_CAMPAIGN}
    return found


def test_no_page_asks_more_than_it_may(addresses, page_client):
    browser = page_client()
    asked = {name: count(browser, url) for name, url in addresses.items()}
    assert {name: number for name, number in asked.items() if number > MORE.get(name, MOST)} == {}


def test_nor_a_month_after_the_last_reading(addresses, page_client, clock):
    clock.set(clock.now + timedelta(days=31))
    browser = page_client()
    asked = {name: count(browser, url) for name, url in addresses.items() if name.startswith("analytics:")}
    assert {name: number for name, number in asked.items() if number > MOST} == {}
