"""What a page says is what the API says is what the sandbox's own books say: every account, every day, to the cent.

Through the real doors: accounts are connected over the wire, jobs read them, pages and API are asked over HTTP. Three
platforms, three currencies, three time zones, and the clocks change within the days. With --full every platform in
every currency, in autumn and in spring.
"""

from collections import Counter
from datetime import UTC, date, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from itertools import product

import pytest

import integrations.selectors
from campaigns.models import PlatformCampaign
from integrations.models import AdAccount
from integrations.types import Platform
from tenants import queue
from tenants.models import Organization
from tests.analytics.reconciling import (
    AUTUMN,
    SPRING,
    ZONES,
    Day,
    Rates,
    Season,
    add_up,
    money,
    read_api,
    read_books,
    read_home,
    read_page,
)
from tests.integrations.connecting import connect_by_api

ONE_EACH = [(Platform.GOOGLE, "USD"), (Platform.META, "EUR"), (Platform.TIKTOK, "JPY")]
EVERY = list(product(Platform, ZONES))
CASES = [
    pytest.param(AUTUMN, ONE_EACH, id="autumn"),
    pytest.param(SPRING, ONE_EACH, id="spring"),
    pytest.param(AUTUMN, EVERY, id="autumn-every-pair", marks=pytest.mark.soak),
    pytest.param(SPRING, EVERY, id="spring-every-pair", marks=pytest.mark.soak),
]
MONEY = ("spend_micros", "value_micros")
SHOWN = {"spend": "spend_micros", "conversions": "conversions", "impressions": "impressions", "clicks": "clicks"}
"""The figures whose table a campaign's page has, and their names in the books."""


class Business:
    """An organisation, its accounts, and both sides of each of its figures."""

    def __init__(self, wire, organization, api_client, page_client, run_jobs):
        self.wire, self.organization, self.run_jobs = wire, organization, run_jobs
        self.api, self.browser = api_client(), page_client()
        self.accounts: list[AdAccount] = []
        self.since = self.until = date.min
        self.profit = ""

    def open(self, season: Season, pairs, committing) -> None:
        """Let accounts of some platforms and currencies run for a while, connect them, and read their past."""
        self.since, self.until = season.since, season.now.date() - timedelta(days=1)
        for platform in Platform:
            wishes = [_wish(season, platform, currency) for each, currency in pairs if each == platform]
            person = {"name": "Ken Ito", "key": f"ken-{platform}", "platform": platform, "accounts": wishes}
            self.wire.control("POST", "people", **person)
            with committing(execute=True):
                connect_by_api(self.api, self.wire, person["key"], platform=platform)
        self.run_jobs()
        figure = {"name": "Profit", "expression": "value - spend"}
        self.profit = self.api.post("/api/v1/custom-metrics", figure, content_type="application/json").json()["id"]
        self.accounts = list(integrations.selectors.list_ad_accounts())

    def sleep(self, **time: float) -> None:
        """Let the platforms' time pass, and the readings of the night happen."""
        self.wire.later(**time)
        self.until = datetime.fromtimestamp(self.wire.now(), UTC).date() - timedelta(days=2)
        for name in ("integrations.keep_tokens", "analytics.reread_window"):
            queue.enqueue(name, organization=self.organization, key="night")
            self.run_jobs()

    def report_in(self, currency: str) -> None:
        """Choose the currency of the organisation's reports."""
        Organization.objects.filter(pk=self.organization.pk).update(currency=currency)

    def books(self, account) -> dict[str, dict[date, Day]]:
        """Return what the sandbox knows, by campaign."""
        return read_books(self.wire, account, self.since, self.until)

    def told(self, **query) -> dict[date, Day]:
        """Return what the API says."""
        return read_api(self.api, self.since, self.until, **query)

    def own_figure(self, currency: str) -> Decimal:
        """Return what the organisation's own figure comes to over all days and accounts, by the API."""
        about = {"by": "platform", "own": self.profit, "currency": currency, "since": self.since, "until": self.until}
        rows = self.api.get("/api/v1/metrics", about).json()["items"]
        return sum((Decimal(str(row["own"][0]["value"])) for row in rows), Decimal(0))

    def shown(self, external_id: str, metric: str) -> dict[date, Decimal]:
        """Return what a campaign's page says of a figure; days without are left out."""
        campaign = PlatformCampaign.objects.select_related("campaign").get(external_id=external_id).campaign
        rows = read_page(self.browser, f"/campaigns/{campaign.uuid}/numbers/", self.since, self.until, metric)
        return {day: value for day, value in rows.items() if value}


def _wish(season: Season, platform: Platform, currency: str) -> dict:
    """Return an account with two campaigns, one of which begins later; Google's second tells less by asset group."""
    goal = {"goal": "performance_max"} if platform == Platform.GOOGLE else {}
    running = [{"name": "Bread", "days": season.days}, {"name": "Cakes", "days": 5, **goal}]
    account = {"name": f"{platform} {currency}", "platform": platform, "campaigns": running}
    return account | {"currency": currency, "time_zone": ZONES[currency]}


@pytest.fixture
def business(
    wire, organization, api_client, page_client, run_jobs, clock, settings, django_capture_on_commit_callbacks
):
    """Return a function that opens a business in a season, with rates of its own."""
    settings.GOOGLE_ACCESS_LEVEL = "standard"

    def make(season, pairs) -> Business:
        clock.set(season.now)
        wire.control("POST", "reset", now=season.now.timestamp(), speed=0)
        made = Business(wire, organization, api_client, page_client, run_jobs)
        made.open(season, pairs, django_capture_on_commit_callbacks)
        return made

    return make


@pytest.mark.parametrize(("season", "pairs"), CASES)
def test_pages_and_api_say_what_stands_in_the_books(season, pairs, business):
    rates = Rates(season)
    rates.publish()
    opened = business(season, pairs)
    assert len(opened.accounts) == len(pairs)
    compare_api(opened)
    before = [opened.books(account) for account in opened.accounts]
    for account in opened.accounts:
        change_its_mind(opened, account)
    opened.sleep(days=1, hours=15)
    assert all(opened.books(account) != was for account, was in zip(opened.accounts, before, strict=True))
    compare_api(opened)
    compare_pages(opened)
    compare_converted(opened, rates)


def compare_api(opened: Business) -> None:
    """Compare what the API says of each account and day, in the account's own currency."""
    for account in opened.accounts:
        booked = opened.books(account)
        assert len(booked) == 2
        assert opened.told(account=str(account.uuid)) == add_up(booked.values()), account.name


def compare_pages(opened: Business) -> None:
    """Compare what the pages of each account's campaigns say of each day, in the account's own currency."""
    for account in opened.accounts:
        opened.report_in(account.currency)
        for campaign, days in opened.books(account).items():
            for metric, name in SHOWN.items():
                right = {day: _shown(each[name], metric, account.currency) for day, each in days.items()}
                right = {day: value for day, value in right.items() if value}
                assert opened.shown(campaign, metric) == right, (account.name, metric)


def _shown(value: Decimal, metric: str, currency: str) -> Decimal:
    return money(value, currency) if metric == "spend" else value


def change_its_mind(opened: Business, account) -> None:
    """Let the platform add results to a past day, take one away from another, and give clicks and money back."""
    rows = opened.wire.books(account.external_id, since=str(opened.since), until=str(opened.until))["rows"]
    spent = [row for row in rows if row["link_clicks"] > 3 and row["spend_micros"] > 2_000_000]
    known = [row for row in rows if row["known"]]
    control = opened.wire.control
    control("POST", "restate", ad=spent[0]["ad"], day=spent[0]["day"], count=3, value_minor=9_901)
    control("POST", "restate", ad=known[-1]["ad"], day=known[-1]["day"], count=-1)
    control("POST", "credit", ad=spent[1]["ad"], day=spent[1]["day"], clicks=2, impressions=40, spend_minor=101)


def compare_converted(opened: Business, rates: Rates) -> None:
    """Compare the whole organisation in each of its currencies: each amount at the rate of its day, added up."""
    books = [(account, add_up(opened.books(account).values())) for account in opened.accounts]
    for currency in sorted({account.currency for account in opened.accounts}):
        opened.report_in(currency)
        by_day: Counter = Counter()
        by_platform: Counter = Counter()
        for account, days in books:
            for day, figures in days.items():
                rate = rates.worth(account.currency, day, currency)
                by_day.update({(day, name): figures[name] * rate for name in MONEY})
                by_platform.update({account.platform: figures["spend_micros"] * rate})
        told = opened.told(currency=currency)
        assert {day for day, _ in by_day} == told.keys()
        for (day, name), exact in by_day.items():
            assert told[day][name] == exact.quantize(Decimal(1), ROUND_HALF_UP), (currency, day, name)
        spent = [money(by_platform[platform], currency) for platform in sorted(by_platform)]
        assert read_home(opened.browser, opened.since, opened.until) == spent, currency
        profit = sum((by_day[day, "value_micros"] - by_day[day, "spend_micros"] for day in told), Decimal(0))
        assert abs(opened.own_figure(currency) - profit / 1_000_000) <= Decimal("0.000002"), currency
