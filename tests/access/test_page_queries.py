"""No page asks the database more than fifteen times, in an organisation in which there is everything to ask for."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from campaigns.drafting import STEPS
from tests.access import walker
from tests.access.busy import make_busy, stop
from tests.access.conftest import values_for
from tests.access.routes import PAGES

MOST = 15
MORE = {"campaigns:preview": 33}
"""What asks more than it should, and how often: never more than that. The review asks the platform too, keeps what it says of
the permission, and reads the book for the ceilings; that takes a part of the page for itself."""
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


def too_many(browser, addresses: dict[str, str]) -> dict[str, int]:
    """Return which of these pages ask more than they may, and how often."""
    asked = {name: count(browser, url) for name, url in addresses.items()}
    return {name: n for name, n in asked.items() if n > MORE.get(name.partition(" of ")[0], MOST)}


@pytest.fixture
def addresses(organization, clock) -> dict[str, str]:
    """Every address that is opened, of what the walk made, of campaigns that run or began to, and of a draft."""
    found = {page.name: reverse(page.name, kwargs=values_for(page.parameters, organization)) for page in OPENED}
    for each in make_busy():
        found |= {f"{name} of {each.name}": reverse(name, args=[each.uuid]) for name in OF_A_CAMPAIGN}
    for step in STEPS:
        found[f"the step {step}"] = reverse("campaigns:edit_step", args=[each.uuid, step])
    part = each.platform_campaigns.first()
    found["a group of several"] = reverse("campaigns:edit_group", args=[part.ad_groups.first().uuid])
    found["an ad of several"] = reverse("campaigns:edit_ad", args=[part.ad_groups.first().ads.first().uuid])
    return found


def test_no_page_asks_more_than_it_may(addresses, page_client):
    browser = page_client()
    assert too_many(browser, addresses) == {}


def test_nor_while_everything_is_stopped(addresses, page_client):
    stop()
    browser = page_client()
    assert too_many(browser, addresses) == {}


def test_nor_a_month_after_the_last_reading(addresses, page_client, clock):
    clock.set(clock.now + timedelta(days=31))
    browser = page_client()
    ours = {name: url for name, url in addresses.items() if name.startswith("analytics:")}
    assert too_many(browser, ours) == {}
