"""The dashboard: what stands on it, for whom, and what it costs."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from analytics import services
from analytics.models import ReadDay
from analytics.types import Period
from campaigns.models import Campaign
from tests.analytics.build import NOW, days_before, make_account, make_campaign, read_days, text_of
from tests.analytics.rates import set_rates

MOST_QUERIES = 15


@pytest.fixture
def account(organization, clock):
    return make_account()


def test_the_sentence_and_the_tiles_say_the_same_as_the_facts(account, page_client):
    make_campaign(account)
    read_days(account, ["Christmas cakes"])
    text = text_of(page_client("member").get("/"))
    assert "In the last 7 days you spent €70.00 and it brought" in text
    assert "<mark>14 orders</mark>" in text
    assert "<mark>€5.00 each</mark>" in text
    assert '<dt class="kpi__label">Order value per €1 spent</dt><dd class="kpi__value">€5.00</dd>' in text


def test_days_that_were_never_read_are_said_to_be_missing(account, page_client):
    read_days(account, ["one"])
    assert "not read" not in text_of(page_client("member").get("/"))
    ReadDay.objects.filter(day__in=[days_before(2), days_before(3)]).delete()
    text = text_of(page_client("member").get("/"))
    assert "2 of these 7 days were not read for Bakery; the figures lack what happened then." in text


def test_two_accounts_of_one_name_both_miss_their_days(account, page_client):
    make_account(account.name)
    read_days(account, ["one"])
    ReadDay.objects.filter(day=days_before(2)).delete()
    assert "Not every one of these days was read for 2 ad accounts" in text_of(page_client("member").get("/"))


def test_it_costs_at_most_fifteen_queries_whatever_the_number_of_campaigns(account, page_client):
    client = page_client("owner")
    counts = []
    for names in (["one"], [f"campaign {n}" for n in range(25)]):
        for name in names:
            make_campaign(account, name, delivery="rejected")
        read_days(account, names)
        client.get("/")
        with CaptureQueriesContext(connection) as queries:
            assert client.get("/").status_code == 200
        counts.append(len([query for query in queries if not query["sql"].startswith("SET search_path")]))
    assert counts[0] == counts[1] <= MOST_QUERIES


def test_before_anything_is_connected_it_teaches_the_next_step(organization, page_client, clock):
    text = text_of(page_client("owner").get("/"))
    assert "<mark>Three steps</mark> are left until your first campaign runs." in text
    assert "Connect an account" in text
    assert "Invite them" in text
    assert "Invite them" not in text_of(page_client("member").get("/"))


def test_a_connected_account_without_numbers_is_waited_for(account, page_client):
    make_campaign(account)
    text = text_of(page_client("owner").get("/"))
    assert "<mark>Nothing has been spent yet</mark>" in text


def test_while_the_past_is_read_a_bar_shows_how_far_it_is(account, organization, page_client, clock):
    services.request_history(account=account, organization=organization, now=NOW)
    client = page_client("owner")
    assert 'hx-get="/reading/"' in text_of(client.get("/"))
    services.record_reading(account=account, period=Period(days_before(14), days_before(0)), read_at=NOW)
    bar = text_of(client.get("/reading/", headers={"HX-Request": "true"}))
    assert 'max="90" value="15"' in bar


def test_on_the_first_day_todays_numbers_are_shown(account, page_client):
    make_campaign(account)
    read_days(account, ["Christmas cakes"], days=[0])
    assert "Today you spent €10.00 and it brought" in text_of(page_client("owner").get("/"))


def test_a_rejected_ad_and_a_dead_permission_stand_under_what_needs_you(account, page_client):
    make_campaign(account, delivery="rejected", reason="The text promises a price.")
    read_days(account, ["Christmas cakes"])
    account.connection.status = "auth_error"
    account.connection.save()
    text = text_of(page_client("owner").get("/"))
    assert "The text promises a price." in text
    assert "Access to Meta has ended" in text


def test_a_permission_that_ends_soon_is_told_before(account, page_client):
    make_campaign(account)
    read_days(account, ["Christmas cakes"])
    account.connection.expires_at = NOW + timedelta(days=5, hours=1)
    account.connection.save()
    assert "Access to Meta ends in 5 days" in text_of(page_client("owner").get("/"))


@pytest.fixture
def shop(account):
    """A second account: in dollars, in New York, twice as dear."""
    make_campaign(account)
    other = make_account("Shop", currency="USD", time_zone="America/New_York")
    make_campaign(other, "Shop")
    read_days(account, ["Christmas cakes"])
    read_days(other, ["Shop"], spend_micros=20_000_000)


def test_money_is_put_into_the_organisations_and_the_rates_day_is_said(shop, page_client):
    set_rates({"USD": {days_before(20): "2.0"}})
    text = text_of(page_client("owner").get("/"))
    assert "you spent €140" in text  # €70, and $140 at two for one
    assert "US$ is converted into € at the European Central Bank’s rate of each day, newest 31 Oct." in text
    assert "Days are each account’s own: Shop in New York time, the others in Dublin time." in text


def test_what_cannot_be_converted_stays_apart_and_is_said(shop, page_client):
    set_rates({})
    text = text_of(page_client("owner").get("/"))
    assert "you spent €70.00 and US$140" in text
    assert "€210" not in text
    assert "US$: no rate is known, so it stands apart." in text


def test_an_organisation_of_one_currency_and_zone_is_told_nothing_of_either(account, page_client):
    make_campaign(account)
    read_days(account, ["Christmas cakes"])
    text = text_of(page_client("owner").get("/"))
    assert "converted" not in text
    assert "each account’s own" not in text


def test_tiles_tables_and_sentence_say_what_is_still_to_come(account, page_client):
    make_campaign(account)
    read_days(account, ["Christmas cakes"], at=NOW)
    client = page_client("owner")
    text = text_of(client.get("/")) + text_of(client.get("/days/", HTTP_HX_REQUEST="true"))
    tips = re.findall(r'popovertarget="([^"]+)"><span class="visually-hidden">Still maturing: </span>', text)
    assert {"tile-conversions", "tile-cpa", "tile-roas", "by-meta-conversions", "by-meta-cpa"} <= set(tips)
    assert len(tips) == len(set(tips))
    assert all(f'id="{tip}" popover>' in text for tip in tips)
    assert re.search(r"14 so far, 14 to \d+ expected when all is reported", text)
    assert re.search(r"still maturing: about \d+% of the period’s orders reported, about \d+ more expected", text)


def test_html_in_a_name_is_text(account, page_client):
    make_campaign(account, "<script>alert(1)</script>")
    read_days(account, ["<script>alert(1)</script>"])
    client = page_client("owner")
    for page in ("/", "/days/", "/movers/", "/pacing/"):
        assert "<script>alert(1)" not in client.get(page).content.decode()


def test_the_first_answer_adds_nothing_up_by_campaign(account, page_client, monkeypatch):
    make_campaign(account, "one")
    read_days(account, ["one"])
    client = page_client("owner")
    client.get("/")
    for late in ("analytics.panels.trends.charts.draw", "analytics.panels.daily.make_campaign_table"):
        monkeypatch.setattr(late, None)
    with CaptureQueriesContext(connection) as queries:
        text = text_of(client.get("/"))
    assert not [query for query in queries if re.search("analytics_campaign(metric|week|revision)", query["sql"])]
    assert all(f'hx-get="/{part}/' in text for part in ("days", "movers", "pacing"))


def test_the_page_does_not_wait_for_its_chart(account, page_client):
    read_days(account, ["one"])
    client = page_client("owner")
    text = text_of(client.get("/?period=14d"))
    assert 'hx-get="/days/?period=14d" hx-trigger="load"' in text
    assert '<a href="/days/?period=14d">' in text
    assert "data-chart" not in text.replace("data-chart-", "")
    part, page = (
        text_of(client.get("/days/?period=14d", HTTP_HX_REQUEST="true")),
        text_of(client.get("/days/?period=14d")),
    )
    assert ["data-chart" in each for each in (part, page)] == [True, True]
    assert ["<html" in each for each in (part, page)] == [False, True]


@pytest.mark.parametrize("query", ["?period=nonsense", "?since=1&until=2", "?since=2026-11-09&until=2026-11-01"])
def test_what_is_no_period_is_said_and_the_usual_one_shown(account, page_client, query):
    make_campaign(account)
    read_days(account, ["Christmas cakes"])
    response = page_client("owner").get(f"/{query}")
    assert response.status_code == 422
    assert "These days cannot be shown" in text_of(response)


@pytest.mark.parametrize(
    ("since", "until", "field", "said"),
    [
        ("2026-11-09", "2026-11-01", "until", "The last day is before the first, 2026-11-09. Choose a later one."),
        ("yesterday", "2026-11-01", "since", "Write a day as 2026-11-20."),
    ],
)
def test_a_wrong_period_is_told_beside_its_field_and_the_input_stays(account, page_client, since, until, field, said):
    make_campaign(account)
    read_days(account, ["Christmas cakes"])
    campaign = Campaign.objects.get()
    for path in ("/", f"/campaigns/{campaign.uuid}/numbers/"):
        text = text_of(page_client("owner").get(f"{path}?since={since}&until={until}&metric=cpc"))
        written = re.findall(r'<input [^>]*name="(since|until)" value="([^"]*)"', text)
        assert [("since", since), ("until", until)] == [pair for pair in written if pair[1] in (since, until)]
        box = re.search(rf'<input [^>]*name="{field}" value="{since if field == "since" else until}"[^>]*>', text)[0]
        assert f'aria-describedby="id_{field}_error"' in box
        assert 'aria-invalid="true"' in box
        assert ('type="date"' in box) == (field == "until")  # what is no date would vanish from a date's field
        assert said in text[text.index(f'id="id_{field}_error"') :][:900]


@pytest.mark.parametrize(("newest", "is_said"), [(5, False), (6, True)])
def test_rates_that_are_older_than_four_days_are_a_warning_with_their_date(
    organization, clock, page_client, newest, is_said
):
    campaign = make_campaign(make_account("Shop", currency="USD"), "Shop")
    read_days(campaign.platform_campaigns.get().account, ["Shop"])
    set_rates({"USD": dict.fromkeys([days_before(n) for n in range(newest, 60)], "1.25")})
    said = f"No exchange rate after {14 if is_said else 15} Nov 2026 is known."
    for path in ("/", f"/campaigns/{campaign.uuid}/numbers/", "/numbers/"):
        text = text_of(page_client("owner").get(path))
        assert (said in text) == (is_said or path == "/numbers/")  # there today's money counts, a day newer
        assert ("Exchange rates are out of date" in text) == (said in text)


def test_a_client_is_led_to_the_reports(account, page_client):
    response = page_client("client").get("/")
    assert (response.status_code, response["Location"]) == (302, "/reports/")
    assert page_client("client").get("/reports/").status_code == 200


def test_a_day_is_the_organisations_own_also_when_the_clocks_change(account, page_client, clock):
    make_campaign(account)
    clock.set(datetime(2026, 10, 25, 0, 30, tzinfo=UTC))
    assert "Sunday 25 October 2026" in text_of(page_client("owner").get("/"))
    clock.set(datetime(2026, 10, 25, 23, 30, tzinfo=UTC))
    assert "Sunday 25 October 2026" in text_of(page_client("owner").get("/"))
    clock.set(datetime(2026, 7, 1, 23, 30, tzinfo=UTC))
    assert "Thursday 2 July 2026" in text_of(page_client("owner").get("/"))


def test_newer_numbers_are_fetched_and_without_any_the_page_asks_more_and_more_rarely(account, page_client):
    make_campaign(account)
    read_days(account, ["Christmas cakes"])
    client = page_client("owner")
    seen = f"/freshness/?seen={NOW:%Y-%m-%dT%H:%M:%SZ}&wait=180"
    same = text_of(client.get(seen, headers={"HX-Request": "true"}))
    assert 'hx-trigger="every 180s"' in same
    assert "wait=270" in same
    read_days(account, ["Christmas cakes"], at=NOW + timedelta(minutes=15))
    fresh = text_of(
        client.get(seen, headers={"HX-Request": "true", "HX-Current-URL": "http://acme.localhost/?period=28d"})
    )
    assert 'hx-get="/?period=28d" hx-trigger="load"' in fresh


@pytest.mark.parametrize(
    "query",
    [
        "", "seen=never", "seen=2026-11-20T09:00:00", "seen=2026-11-20T09:00:00-23:59", "seen=2026-11-20T09:00:00Z&wait=soon",
    ],
)  # fmt: skip
def test_a_broken_question_for_newer_numbers_ends_the_asking(organization, page_client, query):
    assert page_client("owner").get(f"/freshness/?{query}").status_code == 204
