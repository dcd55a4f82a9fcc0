"""Wrong questions about numbers: answered in plain words beside what is wrong, never as if something else had been asked."""

from datetime import timedelta
from urllib.parse import urlencode

import pytest

from tests.analytics.build import days_before, make_account, make_campaign, row, store
from tests.bad_input.answers import is_problem
from tests.factories import START, make_api_client
from tests.plugins.habits import sample

NOWHERE = "00000000-0000-0000-0000-000000000000"
LONG = "x" * 100_000
LATER = (START + timedelta(minutes=1)).isoformat()
PYTHON = ("query", "validation", "pattern", "ValueError", "Traceback", "None", "psycopg", "dimension", "datetime.")

METRICS = [
    *[("period", value) for value in ("yesterday", "\x00", "🍞", "7D", LONG)],
    *[("since", value) for value in ("2026-02-29", "2026-13-01", "x", "٢٠٢٦-11-01", "2026-11-01T00:00:00Z", "1e308")],
    *[("by", value) for value in ("", "x", "day,platform", LONG)],
    *[("as_of", value) for value in ("2026-11-19", "2026-11-19T00:00:00", "x", "1e308", "\x00",
    "0001-01-01T00:00:00Z", "0001-01-01T00:00:00+14:00", "1999-12-31T23:59:59Z", "9999-12-31T23:59:59-14:00", LATER)],
    *[("currency", value) for value in ("XXX", "ZZZ", "eur", "EURO", "€", "BTC", "ITL", "EUR\n", "\x00", LONG)],
    *[("account", value) for value in ("x", "", "1")], *[("campaign", value) for value in ("x", "", "1")],
    *[("platform", value) for value in ("", "myspace", "META")], ("compare", "decade"),
    *[("own", value) for value in ("x", "", NOWHERE)], ("maturity", "maybe"),
    *[("limit", value) for value in ("0", "-1", "201", "x", "9" * 300)], *[("offset", value) for value in ("-1", "9" * 300)],
]  # fmt: skip
TOGETHER = [
    ("by", "by=day&by=day"),
    ("by", "by=day&by=week&by=month&by=platform"),
    ("by", "by=hour&by=action"),
    ("by", "by=country&by=gender"),
    ("by", "by=hour&as_of=2026-11-19T00:00:00Z"),
    ("by", "by=device&as_of=2026-11-19T00:00:00Z"),
    ("by", "by=week&compare=year"),
    ("by", "by=age&maturity=true"),
    ("until", "since=2026-11-10&until=2026-11-09"),
    ("until", "since=2027-01-01&until=2027-01-02"),
    ("until", "since=2026-11-10"),
    ("since", "until=2026-11-10"),
    ("since", "since=2000-01-01&until=2026-01-01"),
    ("since", "since=0001-01-01&until=0001-01-02"),
    ("until", "since=2026-11-11&until=2026-11-12&as_of=2026-11-10T09:00:00Z"),
    ("own", "&".join([f"own={NOWHERE}"] * 11)),
]


def says_plainly(answer, field):
    """Check that a problem names the field, and nothing of the machinery."""
    is_problem(answer, 422)
    named = {error["field"].split(".")[0]: error["message"] for error in answer.json()["errors"]}
    assert field in named
    assert not [word for word in PYTHON if word in named[field]], named
    assert len(named[field]) < 400


@pytest.mark.parametrize(("field", "value"), sample(METRICS, 24), ids=lambda value: repr(value)[:30])
def test_what_is_wrong_is_named(api_client, clock, field, value):
    asked = {"since": "2026-11-01", "until": "2026-11-02"} if field == "since" else {}
    says_plainly(api_client().get(f"/api/v1/metrics?{urlencode({**asked, field: value})}"), field)


@pytest.mark.parametrize(("field", "query"), TOGETHER, ids=lambda value: value[:40])
def test_what_cannot_be_asked_together_is_said(api_client, clock, field, query):
    says_plainly(api_client().get(f"/api/v1/metrics?{query}"), field)


@pytest.mark.parametrize("path", ["/numbers/maturity?as_of={}", "/metrics?as_of={}&by=platform&maturity=true"])
def test_a_moment_has_a_zone_and_a_century(api_client, clock, path):
    client = api_client()
    for moment in ("2026-11-19T00:00:00", "0001-01-01T00:00:00Z", "9999-12-31T23:59:59-14:00", "x"):
        says_plainly(client.get("/api/v1" + path.format(moment.replace("+", "%2B"))), "as_of")


def test_nothing_was_known_before_anything_was_read(api_client, organization, clock):
    make_campaign(make_account())
    account = make_account("Other")
    store(account, [row(days_before(3))])
    moment = (START - timedelta(days=1)).strftime("%Y-%m-%dT%H:%M:%SZ")
    client = api_client()
    assert client.get(f"/api/v1/metrics?as_of={moment}").json()["total"] == 0
    assert client.get("/api/v1/metrics").json()["total"] == 1


def test_the_leap_day_is_set_against_the_28th(api_client, clock):
    answer = api_client().get("/api/v1/dashboard?since=2024-02-29&until=2024-02-29&compare=year").json()
    assert answer["before"] == {"since": "2023-02-28", "until": "2023-02-28"}


@pytest.mark.parametrize(
    "path", ["/metrics?account={account}", "/metrics?campaign={campaign}", "/reach?campaign={campaign}"]
)
@pytest.mark.parametrize("kind", ["other", "nowhere"])
def test_objects_of_others_are_not_there(organization, other_organization, clock, path, kind):
    account = make_account()
    ids = {"account": account.uuid, "campaign": make_campaign(account).uuid}
    ids = ids if kind == "other" else dict.fromkeys(ids, NOWHERE)
    is_problem(make_api_client(other_organization).get("/api/v1" + path.format(**ids)), 404)


def test_an_own_figure_of_others_is_not_there(api_client, organization, other_organization, clock):
    made = api_client().post(
        "/api/v1/custom-metrics", {"name": "Profit", "expression": "value - spend"}, content_type="application/json"
    )
    says_plainly(make_api_client(other_organization).get(f"/api/v1/metrics?own={made.json()['id']}"), "own")


def test_a_currency_without_rates_leaves_money_as_it_is_and_apart(api_client, organization, clock):
    for name, currency in (("Bakery", "EUR"), ("Hanoi", "VND"), ("Boston", "USD")):
        store(make_account(name, currency=currency), [row(days_before(3), f"{name}-ad", campaign=name)])
    (item,) = api_client().get("/api/v1/metrics?by=platform&currency=EUR").json()["items"]
    metrics = item["metrics"]
    assert (metrics["currency"], metrics["spend_micros"]) == (None, None)
    assert [part["currency"] for part in metrics["by_currency"]] == ["EUR", "VND"]
    assert metrics["by_currency"][0]["conversion"]["currencies"] == ["USD"]
    assert metrics["by_currency"][1]["spend_micros"] == 10_000_000


@pytest.mark.parametrize("method", ["OPTIONS", "PUT", "DELETE", "PATCH"])
def test_questions_are_only_asked(api_client, clock, method):
    for path in ("metrics", "reach", "numbers/freshness", "numbers/maturity", "dashboard"):
        is_problem(api_client().generic(method, f"/api/v1/{path}"), 405)


def test_nobody_asks_without_leave(api_client, public_client, clock):
    for path in ("metrics", "reach", "numbers/freshness", "numbers/maturity", "custom-metrics", "retention"):
        assert api_client("client").get(f"/api/v1/{path}").status_code == 403
