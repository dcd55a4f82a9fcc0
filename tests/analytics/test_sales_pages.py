"""Own sales through the doors: the pages and the API."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from analytics.models import Sale, SaleUpload
from tests.analytics.build import days_before, make_account, make_campaign, read_days, text_of
from tests.analytics.rates import set_rates

pytestmark = pytest.mark.usefixtures("organization", "clock")


def send(api_client, *, days=range(30), value=40, orders=2):
    sales = [
        {"order_id": f"{day}-{n}", "time": f"{days_before(day)}T10:00:00", "value": value, "currency": "EUR"}
        for day in days
        for n in range(orders)
    ]
    return api_client().post("/api/v1/sales", {"sales": sales}, content_type="application/json")


def run_ads(**figures):
    account = make_account()
    make_campaign(account, "Bread")
    read_days(account, ["Bread"], **figures)


def test_orders_are_sent_listed_and_deleted_by_api(api_client):
    api = api_client()
    sales = [
        {"order_id": 7, "time": "2026-11-18T10:00:00Z", "value": 24.9, "currency": "EUR"},
        {"order_id": "B", "time": "soon", "value": "1", "currency": "EUR"},
    ]
    made = api.post("/api/v1/sales", {"sales": sales}, content_type="application/json")
    assert (made.status_code, made.json()["taken_count"]) == (201, 1)
    assert [(each["line"], each["field"]) for each in made.json()["problems"]] == [(2, "time")]
    (listed,) = api.get("/api/v1/sales").json()["items"]
    assert (listed["order_id"], listed["value_minor"], listed["day"]) == ("7", 2490, "2026-11-18")
    refused = api.post("/api/v1/sales", {"sales": sales, "all_or_nothing": True}, content_type="application/json")
    assert refused.status_code == 422
    assert api.delete(f"/api/v1/sales/{listed['id']}").status_code == 204
    assert not Sale.objects.exists()


def test_more_than_ten_thousand_orders_are_refused(api_client):
    sales = [{"order_id": n, "time": "2026-11-18", "value": 1, "currency": "EUR"} for n in range(10_001)]
    answer = api_client().post("/api/v1/sales", {"sales": sales}, content_type="application/json")
    assert answer.status_code == 422
    assert not Sale.objects.exists()


def test_page_and_api_set_sales_beside_claims(api_client, page_client):
    run_ads()
    send(api_client, value=20)
    browser = page_client()
    text = text_of(browser.get("/sales/?period=7d"))
    found = api_client().get("/api/v1/sales/truth?period=7d").json()
    assert (found["orders"], found["value_micros"]) == (14, 280_000_000)
    claimed = found["platforms"]["value_micros"]
    assert found["claimed_share"] == claimed / 280_000_000
    assert found["blended_roas"] == 280_000_000 / found["platforms"]["spend_micros"]
    assert f"platforms claim {round(claimed / 2_800_000)}% of that" in text
    assert "You sold €280.00 in 14" in text
    assert sum(day["claimed_micros"] for day in found["days"]) == claimed


def test_days_without_own_orders_are_not_set_beside_claims(api_client, page_client):
    run_ads()
    send(api_client, days=range(2, 5))
    found = api_client().get("/api/v1/sales/truth?period=7d").json()
    assert (found["since"], found["until"]) == (str(days_before(4)), str(days_before(2)))
    assert "Only" in text_of(page_client().get("/sales/?period=7d"))
    nothing = api_client().get("/api/v1/sales/truth?since=2026-10-01&until=2026-10-02").json()
    assert (nothing["since"], nothing["orders"], nothing["claimed_share"]) == (None, 0, None)


def test_a_file_is_uploaded_looked_at_taken_and_taken_back(page_client):
    browser = page_client()
    assert "Download an example file" in text_of(browser.get("/sales/"))
    example = browser.get("/sales/example.csv").content
    made = browser.post("/sales/uploads/create/", {"file": SimpleUploadedFile("orders.csv", example)})
    assert "nothing is taken yet" in text_of(browser.get(made.url))
    chosen = {
        "order_id": 0,
        "time": 1,
        "value": 2,
        "currency": 3,
        "fallback": "EUR",
        "decimal": ",",
        "day_first": "day",
    }
    browser.post(f"{made.url}take/", {**chosen, "do": "look"})
    assert not Sale.objects.exists()
    browser.post(f"{made.url}take/", {**chosen, "do": "take"})
    assert list(Sale.objects.order_by("order_id").values_list("value_minor", flat=True)) == [2490, 850, 0]
    assert "3 orders" in text_of(browser.get(made.url))
    browser.post(f"{made.url}undo/")
    assert not Sale.objects.exists()
    assert not SaleUpload.objects.exists()


def test_a_wrong_file_and_a_wrong_choice_are_said_on_the_page(page_client):
    browser = page_client()
    wrong = browser.post("/sales/uploads/create/", {"file": SimpleUploadedFile("x.csv", b"one,two\n1,2\n")})
    assert wrong.status_code == 422
    assert "needs a column of order numbers" in text_of(wrong)
    made = browser.post("/sales/uploads/create/", {"file": SimpleUploadedFile("x.csv", b"a,b,c\n1,2,3\n")})
    chosen = {
        "order_id": 0,
        "time": "",
        "value": 2,
        "fallback": "EUR",
        "decimal": ".",
        "day_first": "day",
        "do": "take",
    }
    answer = browser.post(f"{made.url}take/", chosen)
    assert answer.status_code == 422
    assert "Choose the column" in text_of(answer)


def test_an_order_is_written_down_and_deleted_by_hand(page_client):
    browser = page_client()
    wrong = browser.post("/sales/orders/create/", {"order_id": "1", "time": "x", "value": "5", "currency": "EUR"})
    assert "“x” is no time" in text_of(wrong)
    browser.post("/sales/orders/create/", {"order_id": "1", "time": "2026-11-18", "value": "5", "currency": "EUR"})
    sale = Sale.objects.get()
    assert "€5.00" in text_of(browser.get("/sales/orders/"))
    browser.post(f"/sales/orders/{sale.uuid}/delete/")
    assert not Sale.objects.exists()


def test_home_says_when_platforms_claim_more_than_was_sold(api_client, page_client, clock):
    run_ads()
    send(api_client, days=range(1, 29), value=20)
    browser = page_client()
    assert "of your sales" not in text_of(browser.get("/"))  # the days are still maturing
    clock.set(clock.now + timedelta(days=31))
    send(api_client, days=range(-31, 1), value=20)
    assert "of your sales" in text_of(browser.get("/"))
    Sale.objects.filter(day__range=(days_before(20), days_before(13))).delete()
    assert "of your sales" not in text_of(browser.get("/"))  # a week is missing: rather a file that was not sent


def test_home_asks_no_more_than_it_may_with_sales_of_two_currencies(api_client, page_client):
    account = make_account()
    make_campaign(account, "Bread")
    read_days(account, ["Bread"], range(70))
    send(api_client, days=range(70), orders=1)
    set_rates({"USD": {days_before(80): "1.25"}})
    dollars = {"order_id": "D", "time": "2026-10-01", "value": 5, "currency": "USD"}
    api_client().post("/api/v1/sales", {"sales": [dollars]}, content_type="application/json")
    browser = page_client()
    for path in ("/", "/sales/?period=90d"):
        with CaptureQueriesContext(connection) as queries:
            browser.get(path)
        asked = [each["sql"] for each in queries if not each["sql"].startswith("SET ")]
        assert len(asked) <= 15, [each[:120] for each in asked]
