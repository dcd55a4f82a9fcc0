"""The way from views to orders on a campaign's page, with each step's rate and the days before."""

import re

import pytest

from analytics import services
from analytics.types import Period
from tests.analytics.build import NOW, days_before, make_account, make_campaign, row, store, text_of


def funnel(text: str) -> list[str]:
    table = text[text.index("From views to orders") : text.index("The chart shows")]
    return [re.sub(r"<[^>]+>", " ", each) for each in table.split('<th scope="row"')[1:]]


@pytest.fixture
def campaign(organization, clock):
    account = make_account()
    made = make_campaign(account)
    days = [*((n, 4) for n in range(31, 38)), *((n, 2) for n in range(38, 45))]
    store(
        account,
        [
            row(days_before(n), "Christmas cakes-ad", campaign="c", clicks=20 * many, conversions=many)
            for n, many in days
        ],
    )
    services.link_account(account=account)
    services.record_reading(account=account, period=Period(days_before(60), days_before(0)), read_at=NOW)
    return made


def test_each_step_has_its_rate_and_its_past(campaign, page_client):
    page = f"/campaigns/{campaign.uuid}/numbers/?since={days_before(37)}&until={days_before(31)}"
    views, clicks, orders = (" ".join(each.split()) for each in funnel(text_of(page_client("owner").get(page))))
    assert "Views 7,000 – 7,000" in views
    assert "Clicks 560 8.00% 280 4.00%" in clicks
    assert "Orders 28 5.00% 14 5.00%" in orders


def test_without_anything_before_there_is_nothing_to_compare(campaign, page_client):
    page = f"/campaigns/{campaign.uuid}/numbers/?since={days_before(44)}&until={days_before(38)}"
    _, clicks, _ = (" ".join(each.split()) for each in funnel(text_of(page_client("owner").get(page))))
    assert "Clicks 280 4.00% –" in clicks
