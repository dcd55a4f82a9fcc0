"""What the API can be asked of metrics: several splits, a currency, a moment, a comparison, estimates, own figures, reach."""

from datetime import timedelta
from urllib.parse import urlencode

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from analytics import services
from analytics.models import BreakdownMetric, CustomMetric, ReachMetric, Subject
from analytics.schemas import ReachRow
from analytics.types import Period
from tests.analytics.build import NOW, TODAY, days_before, make_account, make_campaign, read_days, row, store
from tests.analytics.rates import set_rates


@pytest.fixture
def account(organization, clock):
    return make_account()


@pytest.fixture
def campaign(account):
    campaign = make_campaign(account)
    make_campaign(account, "Bread")
    read_days(account, ["Christmas cakes", "Bread"])
    return campaign


@pytest.fixture
def shop(account):
    """Return an account in another currency with figures of its own."""
    shop = make_account("Shop", currency="USD", platform="google")
    make_campaign(shop, "Shoes")
    read_days(shop, ["Shoes"], range(1, 8))
    return shop


@pytest.fixture
def ask(api_client):
    """Return a function that asks for metrics and returns the items."""

    def get(path="metrics", **query):
        return api_client().get(f"/api/v1/{path}?{urlencode(query, doseq=True)}").json()["items"]

    return get


def test_several_splits_name_every_group(campaign, shop, ask):
    items = ask(by=["platform", "campaign"])
    assert [(item["platform"], item["campaign"]["name"], item["name"]) for item in items] == [
        ("google", "Shoes", "Shoes"),
        ("meta", "Christmas cakes", "Christmas cakes"),
        ("meta", "Bread", "Bread"),
    ]
    assert {item["metrics"]["currency"] for item in items} == {"EUR", "USD"}


def test_money_comes_in_one_currency_with_the_days_of_its_rates(campaign, shop, ask):
    set_rates({"USD": {days_before(n): "1.3" for n in range(1, 9)}})
    (item,) = ask(by="month", currency="EUR")
    metrics = item["metrics"]
    assert (metrics["currency"], metrics["spend_micros"]) == ("EUR", 140_000_000 + round(7 * 10_000_000 / 1.3))
    assert metrics["conversion"] == {"currencies": ["USD"], "since": "2026-11-13", "until": "2026-11-19"}


def test_accounts_and_platforms_can_be_chosen(campaign, shop, ask):
    assert [item["name"] for item in ask(by="campaign", account=shop.uuid)] == ["Shoes"]
    assert len(ask(by="campaign", platform="meta")) == 2


def test_the_figures_as_they_were_known_at_a_moment(campaign, account, ask):
    later = NOW + timedelta(hours=1)
    store(account, [row(days_before(1), "Bread-ad", campaign="Bread", clicks=50)], at=later)
    by = {"by": "campaign", "since": days_before(1), "until": days_before(1)}
    assert [item["metrics"]["clicks"] for item in ask(**by)] == [20, 50]
    assert [item["metrics"]["clicks"] for item in ask(**by, as_of=NOW.isoformat())] == [20, 20]


def test_groups_are_set_against_the_days_before_and_the_year_before(campaign, account, ask):
    store(account, [row(days_before(367), "Bread-ad", campaign="Bread", clicks=3)])
    for compare, clicks in [("previous", [140, 140]), ("year", [0, 3])]:
        items = ask(by="campaign", compare=compare)
        assert [item["previous"]["clicks"] for item in items] == clicks
        assert {item["basis"] for item in items} == {"unequal"}
    assert ask(by="campaign")[0]["previous"] is None


def test_estimates_say_what_conversions_will_come_to(campaign, ask):
    items = ask(by="day", maturity=True, since=days_before(29), until=days_before(1))
    assert [item["day"] for item in items if item["estimate"]][-1] == str(days_before(1))
    newest = items[-1]["estimate"]
    assert newest["known"] == 4
    assert newest["low"] <= newest["final"] <= newest["high"]
    assert 0 < newest["share"] < 1
    assert items[0]["estimate"] is None


def test_own_figures_are_evaluated_over_each_group(campaign, ask):
    own = CustomMetric.objects.create(name="Profit", expression="value - spend", created_at=NOW)
    (item,) = ask(by="platform", own=own.uuid)
    assert item["own"] == [{"id": str(own.uuid), "name": "Profit", "unit": "money", "value": 560.0}]


def test_parts_of_an_audience_and_reach(campaign, account, ask):
    services.link_account(account=account)
    of = Subject.objects.get(campaign_id=campaign.pk, ad_external_id="")
    figures = {"impressions": 10, "clicks": 5, "spend_micros": 5, "conversions": 1, "value_micros": 2, "known_at": NOW}
    for value in ("DE", "unknown"):
        BreakdownMetric.objects.create(subject=of, breakdown="country", day=days_before(1), value=value, **figures)
    assert [item["country"] for item in ask(by="country")] == ["DE", "unknown"]
    for ago, reach in [(1, 700), (2, 600)]:
        window = {"since": days_before(ago + 6), "until": days_before(ago)}
        ReachMetric.objects.create(subject=of, **window, reach=reach, impressions=1400, known_at=NOW)
    (item,) = ask("reach", campaign=campaign.uuid)
    assert (item["reach"], item["frequency"], item["campaign"]["name"]) == (700, 2.0, "Christmas cakes")


def test_of_a_long_list_of_reach_only_the_asked_rows_are_written_out(campaign, api_client, monkeypatch):
    of = Subject.objects.get(campaign_id=campaign.pk, ad_external_id="")
    for length in (1, 7, 28):
        window = {"since": days_before(length), "until": days_before(1)}
        ReachMetric.objects.create(subject=of, **window, reach=length, impressions=length, known_at=NOW)
    written, write = [], ReachRow.of
    monkeypatch.setattr(ReachRow, "of", lambda row, named: written.append(row) or write(row, named))
    found = api_client().get("/api/v1/reach?offset=1&limit=1").json()
    assert (found["total"], [item["reach"] for item in found["items"]], len(written)) == (3, [7], 1)


def test_what_ads_do_not_explain_stands_beside_them(campaign, account, ask):
    rest = row(days_before(1), "", campaign="Christmas cakes", clicks=7)
    store(account, [rest])
    items = ask(f"campaigns/{campaign.uuid}/metrics", by="ad")
    assert {(item["name"], item["not_by_ad"]): item["metrics"]["clicks"] for item in items} == {
        ("Christmas cakes", False): 140,
        (None, True): 7,
    }


def test_only_a_page_is_read_and_all_are_counted(campaign, api_client):
    answer = api_client().get("/api/v1/metrics?by=day&by=campaign&limit=3&offset=12").json()
    assert (answer["total"], len(answer["items"])) == (14, 2)
    assert api_client().get("/api/v1/metrics?by=day&offset=99").json()["total"] == 7


def test_it_asks_a_fixed_number_of_queries_with_everything(account, ask):
    own = CustomMetric.objects.create(name="Profit", expression="value - spend", created_at=NOW)
    counts = []
    for number in (2, 30):
        names = [f"Campaign {number}-{n}" for n in range(number)]
        for name in names:
            make_campaign(account, name)
        read_days(account, names, range(3))
        with CaptureQueriesContext(connection) as queries:
            assert ask(by="campaign", compare="previous", currency="EUR", maturity=True, own=own.uuid)
        counts.append(len([each for each in queries if "SET search_path" not in each["sql"]]))
    assert counts[0] == counts[1] <= 20


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ("by=country&by=device", "by"),
        ("by=hour&as_of=2026-11-20T09:00:00Z", "by"),
        ("by=action&maturity=true", "by"),
        ("by=day&compare=previous", "by"),
        ("by=campaign&compare=tomorrow", "compare"),
        ("by=day&by=platform&by=campaign&by=account", "by"),
        ("as_of=2026-11-20T09:00:00", "as_of"),
        ("currency=EURO", "currency"),
        ("currency=eu1", "currency"),
        ("own=00000000-0000-7000-8000-000000000000", "own"),
        ("platform=myspace", "platform"),
    ],
)
def test_a_question_that_makes_no_sense_names_the_field(campaign, api_client, query, field):
    response = api_client().get(f"/api/v1/metrics?{query}")
    assert response.status_code == 422, response.content
    assert {each["field"].split(".")[0] for each in response.json()["errors"]} == {field}


def test_another_organisations_account_is_not_there(campaign, api_client):
    response = api_client().get("/api/v1/metrics?account=00000000-0000-7000-8000-000000000000")
    assert response.status_code == 404


def test_a_moment_before_anything_was_known_has_nothing(campaign, ask):
    before = {"as_of": (NOW - timedelta(days=5)).isoformat(), "since": days_before(20), "until": days_before(6)}
    assert Period(days_before(20), TODAY)
    assert ask(by="campaign", **before) == []


@pytest.mark.parametrize("moment", ["0001-01-01T00:00:00Z", "9999-12-31T23:59:59Z", "2026-11-20T09:00:00"])
@pytest.mark.parametrize("path", ["metrics", "numbers/maturity"])
def test_a_moment_of_no_century_of_ours_or_of_no_time_zone_is_refused(campaign, api_client, path, moment):
    assert api_client().get(f"/api/v1/{path}?as_of={moment}").status_code == 422


def test_a_moment_may_come_from_any_time_zone(campaign, ask):
    assert ask(period="7d", as_of="2026-11-19T09:01:00-23:59") == ask(period="7d", as_of=NOW.isoformat()) != []
