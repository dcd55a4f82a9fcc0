"""Own figures: rules, one case of the page, one of the API."""

import re
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from analytics import services
from analytics.models import CustomMetric
from analytics.selectors.custom import list_metrics
from analytics.services import custom
from analytics.types import Metrics
from tenants.errors import Conflict, Invalid
from tenants.models import AuditEvent
from tenants.roles import Role
from tenants.types import Actor
from tests.analytics.build import NOW, cells_of, days_before, make_account, make_campaign, read_days, text_of
from tests.analytics.rates import set_rates

pytestmark = pytest.mark.usefixtures("organization", "clock")
NORA = Actor(kind="user", id=None, label="Nora")
PROFIT = {"name": "Profit", "expression": "value * 0.4 - spend"}


def make(name="Profit", expression="value * 0.4 - spend", **values) -> CustomMetric:
    return services.create_custom_metric(name=name, expression=expression, actor=NORA, now=NOW, **values)


def problems(**values) -> dict:
    with pytest.raises(Invalid) as refused:
        make(**values)
    return refused.value.fields


def test_a_figure_is_made_read_and_audited():
    make(name="  Gross \n profit ", expression=" value - spend ")
    (figure,) = list_metrics()
    assert (figure.name, figure.unit, figure.expression.text) == ("Gross profit", "money", "value - spend")
    assert figure.evaluate(Metrics(1, 1, Decimal(1), 2_000_000, 5_000_000, "EUR")) == 3
    event = AuditEvent.objects.get(target_type="custommetric")
    assert (event.action, event.target_label, event.actor_label) == ("custom_metric.created", "Gross profit", "Nora")


@pytest.mark.parametrize("name", ["", "   ", "x" * 61, "a\u200bb", "spend", "ROAS", "Revenue", "profit", "PROFIT"])
def test_a_name_is_short_can_be_seen_and_is_nobody_else_s(name):
    make()
    assert set(problems(name=name, expression="spend")) == {"name"}


def test_what_is_wrong_with_an_expression_is_said_with_its_place():
    assert problems(expression="value - spnd") == {
        "expression": ["At character 9: “spnd” is no figure. Did you mean spend?"]
    }
    assert set(problems(name="", expression="clicks + spend")) == {"name", "expression"}
    assert not CustomMetric.objects.exists()


def test_a_ratio_can_be_shown_as_a_percentage_and_nothing_else_can(page_client):
    assert problems(expression="value - spend", is_percent=True) == {
        "is_percent": ["Only a ratio can be shown as a percentage."]
    }
    make(name="Margin", expression="(value - spend) / value", is_percent=True)
    account = make_account()
    make_campaign(account, "Bread")
    read_days(account, ["Bread"])
    browser = page_client()
    assert ">80.0%<" in cells_of(browser.get("/settings/figures/"))
    written = {"expression": "1 - spend / value"}
    assert ">0.8000<" in cells_of(browser.get("/settings/figures/preview/", written))
    assert ">80.0%<" in cells_of(browser.get("/settings/figures/preview/", written | {"is_percent": "on"}))


def test_an_own_figure_says_that_its_conversions_are_still_reported_and_others_do_not(page_client):
    make(name="Profit", expression="value - spend")
    make(name="Rate", expression="clicks / impressions")
    account = make_account()
    make_campaign(account, "Bread")
    read_days(account, ["Bread"])
    browser = page_client()
    text = text_of(browser.get("/settings/figures/"))
    assert text.count("Still maturing: ") == 1
    assert re.search(r"€280.00 so far, €280.00 to €\d+.\d\d expected when all is reported", text)
    shown = text_of(browser.get("/settings/figures/preview/", {"expression": "value - spend"}))
    assert "of its conversions reported" in shown
    assert shown.count('<span class="maturing">still maturing</span>') >= 5
    assert "maturing" not in text_of(browser.get("/settings/figures/preview/", {"expression": "cpc * 2"}))


def test_an_own_figure_of_complete_days_says_nothing(page_client, clock):
    make(name="Profit", expression="value - spend")
    account = make_account()
    make_campaign(account, "Bread")
    read_days(account, ["Bread"], at=NOW + timedelta(days=40))
    assert "maturing" not in text_of(page_client().get("/settings/figures/"))


def test_there_are_only_so_many(monkeypatch):
    monkeypatch.setattr(custom, "MOST", 2)
    made = [make(name=name) for name in ("One", "Two")]
    with pytest.raises(Conflict, match="2 own figures"):
        make(name="Three")
    services.delete_custom_metric(metric=made[0], actor=NORA, now=NOW)
    make(name="Three")


def test_changing_says_from_what_to_what_and_only_what_changed():
    metric = make()
    for _ in range(2):
        services.change_custom_metric(metric=metric, name="profit", expression=metric.expression, actor=NORA, now=NOW)
    events = AuditEvent.objects.filter(action="custom_metric.changed")
    assert [event.detail for event in events] == [{"name": ["Profit", "profit"]}]


def test_what_was_deleted_is_neither_changed_nor_deleted_twice():
    metric = make()
    for _ in range(2):
        services.delete_custom_metric(metric=metric, actor=NORA, now=NOW)
    with pytest.raises(Conflict, match="deleted"):
        services.change_custom_metric(metric=metric, name="P", expression="spend", actor=NORA, now=NOW)
    assert AuditEvent.objects.filter(action="custom_metric.deleted").count() == 1


def test_what_can_no_longer_be_read_is_left_out_and_said(page_client):
    CustomMetric.objects.create(name="Old", expression="reach * 2", created_at=NOW, created_by_label="Nora")
    make()
    assert [figure.name for figure in list_metrics()] == ["Profit"]
    assert "can no longer be read" in text_of(page_client().get("/settings/figures/"))


def test_the_page_makes_changes_and_deletes(page_client):
    browser = page_client(Role.MEMBER)
    assert "No figures of your own yet." in text_of(browser.get("/settings/figures/"))
    browser.post("/settings/figures/create/", PROFIT)
    metric = CustomMetric.objects.get()
    assert 'value="Profit"' in text_of(browser.get(f"/settings/figures/{metric.uuid}/"))
    browser.post(f"/settings/figures/{metric.uuid}/change/", {"name": "Rest", "expression": "value - spend"})
    assert list(CustomMetric.objects.values_list("name", "expression")) == [("Rest", "value - spend")]
    told = text_of(browser.post(f"/settings/figures/{metric.uuid}/delete/", follow=True))
    assert "“Rest” is deleted." in told
    assert not CustomMetric.objects.exists()


def test_the_page_keeps_what_was_written_and_marks_what_is_wrong(page_client):
    answer = page_client().post("/settings/figures/create/", {"name": "<b>", "expression": "value - <b>spnd"})
    text = text_of(answer)
    assert answer.status_code == 422
    assert "At character 9: “&lt;” means nothing here." in text
    assert "value - <mark>&lt;</mark>b&gt;spnd" in text
    assert "<b>spnd" not in text


def test_the_preview_shows_the_last_seven_days_in_the_organisation_s_currency(page_client):
    set_rates({"USD": {date(2026, 11, 10): "1.25"}})
    for name, currency in (("Bread", "EUR"), ("Cakes", "USD")):
        account = make_account(name, currency=currency)
        make_campaign(account, name)
        read_days(account, [name])
    text = text_of(page_client().get("/settings/figures/preview/", {"expression": "value - spend"}))
    assert 'The last 7 days: <b class="num">€504.00</b>' in text
    assert "€72.00" in text
    assert "USD converted by the European Central Bank’s rates of each day, the newest of" in text
    text = text_of(page_client().get("/settings/figures/preview/", {"expression": "value - "}))
    assert "<mark>- </mark>" in text


def test_the_preview_leaves_money_out_that_cannot_be_put_into_one_currency(page_client):
    for name, currency in (("Bread", "EUR"), ("Cakes", "VND")):
        account = make_account(name, currency=currency)
        make_campaign(account, name)
        read_days(account, [name])
    text = text_of(page_client().get("/settings/figures/preview/", {"expression": "value - spend"}))
    assert '<b class="num">–</b>' in text
    assert "could not be put into one" in text
    text = text_of(page_client().get("/settings/figures/preview/", {"expression": "clicks"}))
    assert '<b class="num">280</b>' in text


@pytest.mark.parametrize("expression", ["", " ", "spend / clicks", "x" * 5_000, "\0", "1/0", "🦊"])
def test_the_preview_takes_anything(page_client, expression):
    assert page_client().get("/settings/figures/preview/", {"expression": expression}).status_code == 200


def test_programs_do_the_same(api_client):
    program = api_client(Role.MEMBER)
    account = make_account()
    make_campaign(account, "Bread")
    read_days(account, ["Bread"])
    as_json = {"content_type": "application/json"}

    made = program.post("/api/v1/custom-metrics", PROFIT, **as_json)
    assert made.status_code == 201
    address = f"/api/v1/custom-metrics/{made.json()['id']}"
    assert made.json() == program.get(address).json() == program.get("/api/v1/custom-metrics").json()["items"][0]
    assert (made.json()["unit"], made.json()["created_by"]) == ("money", "test member")

    changed = program.put(address, {"name": "Return", "expression": "value / spend"}, **as_json).json()
    assert (changed["name"], changed["unit"]) == ("Return", "ratio")
    value = program.get("/api/v1/custom-metrics/preview", {"expression": "value - spend"}).json()
    assert value == {
        "unit": "money",
        "value": 280.0,
        "currency": "EUR",
        "since": str(days_before(7)),
        "until": str(days_before(1)),
        "reported_share": value["reported_share"],
    }
    assert 0.9 < value["reported_share"] < 1
    clicks = program.get("/api/v1/custom-metrics/preview", {"expression": "clicks / impressions"}).json()
    assert clicks["reported_share"] is None
    assert program.delete(address).status_code == 204
    assert program.get(address).status_code == 404


def test_programs_are_told_the_field_and_the_place(api_client):
    answer = api_client().post(
        "/api/v1/custom-metrics", {"name": "Odd", "expression": "spend + clicks"}, content_type="application/json"
    )
    assert answer.status_code == 422
    assert answer.json()["errors"] == [
        {
            "field": "expression",
            "message": "At character 1: “spend” is money and “clicks” is a count: they cannot be added.",
        }
    ]
    answer = api_client().get("/api/v1/custom-metrics/preview", {"expression": "2 * 2"})
    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (422, "expression")


def test_a_page_of_many_figures_asks_no_more_than_one_of_one(page_client, django_assert_num_queries):
    browser = page_client()
    make()
    browser.get("/settings/figures/")
    with CaptureQueriesContext(connection) as few:
        browser.get("/settings/figures/")
    for number in range(20):
        make(name=f"Figure {number}", expression=f"value - spend * {number}")
    with django_assert_num_queries(len(few)):
        browser.get("/settings/figures/")
    assert len(few) <= 12
