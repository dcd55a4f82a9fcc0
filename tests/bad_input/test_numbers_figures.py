"""Own figures: whatever is sent, by whomever, and in two tabs; names are shown and never run."""

import json

import pytest

from analytics.expressions.reading import MOST_CHARACTERS
from analytics.models import CustomMetric
from tenants.models import AuditEvent
from tests.analytics.build import make_account, make_campaign, read_days
from tests.bad_input.answers import is_beside, is_problem, send, shows
from tests.factories import make_api_client, make_member, make_page_client
from tests.plugins.habits import sample

LONG = "x" * 100_000
DEEP = "(" * 10_000 + "spend" + ")" * 10_000

FIGURES = [
    *[("name", value) for value in ("", "  ", "x" * 61, "x" * 200, LONG, "a\x00b", "\ud800", "\u202eevil", "Spend",
    "revenue", None, 1, [], {})],
    *[("expression", value) for value in ("", " ", LONG, DEEP, "(" * 140 + "spend" + ")" * 140, "-" * 290 + "spend",
    "1e999 * spend", "spend ** 9", "spend ^ 2", "9" * 200 + " * spend", "spend / 0", "spend + clicks", "spend + 1",
    "1 / 3", "spend; DROP TABLE x", "__import__('os')", "spend.__class__", "clicks * clicks", "min(spend)", "spend)",
    "(spend", "1,5 * spend", "10% * spend", "<b>", "ｓｐｅｎｄ", "٣ * spend", "spend\x00", "\ud800", "spend # x",
    None, 1, ["spend"], {})],
    *[("is_percent", value) for value in (True, "maybe", None, [])],
]  # fmt: skip


@pytest.mark.parametrize(("field", "value"), sample(FIGURES, 20), ids=lambda value: repr(value)[:30])
def test_a_wrong_own_figure_is_named_and_not_made(api_client, page_client, clock, nothing_made, field, value):
    good = {"name": "Profit", "expression": "value - spend"}
    api, page = api_client(), page_client()
    with nothing_made():
        answer = send(api, "POST", "/custom-metrics", json.dumps(good | {field: value}))
        is_problem(answer, 422, field)
        if isinstance(value, str) and value != "\ud800" and field != "is_percent":
            is_beside(page.post("/settings/figures/create/", good | {field: value}), field)


def test_an_expression_is_previewed_however_long_or_deep(page_client, clock):
    page = page_client()
    for written in ("x" * (MOST_CHARACTERS + 1), "(" * 200, "spend / (clicks - clicks)", "<script>", "\x00"):
        answer = page.get("/settings/figures/preview/", {"expression": written})
        assert answer.status_code == 200
        assert b"<script>" not in answer.content


def test_names_of_others_languages_and_of_mischief_are_shown_as_they_are(api_client, page_client, organization, clock):
    names = ["<script>alert(1)</script>", "{{ 7*7 }}", "🍞 pröfit", "רווח", "=cmd|' /C calc'!A0", "'\"--"]
    for name in names:
        body = json.dumps({"name": name, "expression": "value - spend"})
        assert send(api_client(), "POST", "/custom-metrics", body).status_code == 201
    page = page_client().get("/settings/figures/")
    shows(page, *names[:4])
    assert b"<script>alert" not in page.content


def test_names_from_platforms_are_escaped_in_pages_and_charts(page_client, organization, clock):
    name = "</script><img src=x onerror=alert(1)>"
    account = make_account(name)
    campaign = make_campaign(account, name)
    read_days(account, [name])
    for path in ("/", "/numbers/", f"/campaigns/{campaign.uuid}/numbers/"):
        page = page_client().get(path)
        assert page.status_code == 200
        assert b"<img src=x" not in page.content, path


@pytest.mark.parametrize("deed", ["change", "delete"])
def test_a_figure_deleted_in_another_tab_is_said_to_be_gone(page_client, api_client, organization, clock, deed):
    body = json.dumps({"name": "Profit", "expression": "value - spend"})
    made = send(api_client(), "POST", "/custom-metrics", body).json()["id"]
    page = page_client()
    assert page.post(f"/settings/figures/{made}/delete/").status_code == 302
    answer = page.post(f"/settings/figures/{made}/{deed}/", {"name": "Gain", "expression": "value"})
    assert answer.status_code in (302, 404)
    assert not CustomMetric.objects.exists()
    assert AuditEvent.objects.filter(action__startswith="custom_metric.").count() == 2


def test_an_own_figure_of_others_is_not_theirs_to_touch(
    api_client, organization, other_organization, clock, nothing_made
):
    body = json.dumps({"name": "Profit", "expression": "value - spend"})
    made = send(api_client(), "POST", "/custom-metrics", body).json()["id"]
    theirs = make_api_client(other_organization)
    page = make_page_client(other_organization, make_member(other_organization).user)
    with nothing_made():
        for method in ("GET", "PUT", "DELETE"):
            is_problem(send(theirs, method, f"/custom-metrics/{made}", body if method == "PUT" else None), 404)
        for deed in ("change", "delete"):
            assert (
                page.post(f"/settings/figures/{made}/{deed}/", {"name": "X", "expression": "spend"}).status_code == 404
            )
