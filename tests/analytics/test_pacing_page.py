"""The month's budget with where it is heading: a part of the dashboard, a page and the API."""

import pytest

from tests.analytics.build import make_account, make_campaign, read_days, text_of


@pytest.fixture
def campaign(organization, clock):
    """Make a campaign that spent €10 on every day up to yesterday, of €30 that it may; it is 20 November."""
    made = make_campaign(make_account())
    read_days(made.platform_campaigns.get().account, ["Christmas cakes"], range(1, 30))
    return made


def test_the_dashboard_loads_where_the_month_is_heading(campaign, page_client):
    client = page_client("owner")
    assert 'id="month" hx-get="/pacing/" hx-trigger="load"' in text_of(client.get("/"))
    part = text_of(client.get("/pacing/", HTTP_HX_REQUEST="true"))
    assert part.count("On course for about €300") == 2
    assert "<html" not in part
    assert "Four in five months end within the range" in text_of(client.get("/pacing/"))


def test_the_api_answers_the_same(campaign, page_client):
    answer = page_client("owner").get("/api/v1/pacing").json()
    (one,) = answer["campaigns"]
    assert (one["id"], one["due"], one["daily_budget_micros"]) == (str(campaign.uuid), 20 / 30, 30_000_000)
    assert (one["spent_micros"], one["low_micros"], one["high_micros"]) == (190_000_000, 300_000_000, 300_000_000)
    assert answer["by_currency"] == [
        {"currency": "EUR", "spent_micros": 190_000_000}
        | dict.fromkeys(["low_micros", "middle_micros", "high_micros"], 300_000_000)
    ]


def test_a_paused_campaign_is_not_going_anywhere(campaign, page_client):
    campaign.status = "paused"
    campaign.save()
    campaign.platform_campaigns.update(status="paused")
    part = text_of(page_client("owner").get("/pacing/", HTTP_HX_REQUEST="true"))
    assert "On course" not in part
    assert "€190" in part
