"""Wrong input to the API: always a problem document (RFC 9457) with the right status, and nothing is half-made."""

import json
from itertools import product

import pytest

from tests.bad_input.answers import is_problem, send
from tests.plugins.habits import sample

LONG = "x" * 10_000
INT64 = 2**63
NOWHERE = "00000000-0000-0000-0000-000000000000"

CAMPAIGN = [
    *[(field, value) for field in ("name", "link", "primary_text", "headline") for value in ("", "  ", "a\x00b",
    "a\x01b", "\ud800", None, 1, [], {})],
    ("name", "x" * 151), ("name", LONG), ("headline", "x" * 256), ("description", "x" * 256), ("primary_text", LONG),
    ("link", "https://" + LONG),
    *[("purpose", value) for value in ("", "SALES", "x", None, 1, ["sales"])],
    *[("call_to_action", value) for value in ("", "x", None)],
    *[(field, value) for field in ("ad_account", "asset") for value in (NOWHERE, "x", "", 1, None, "../../etc")],
    *[("daily_budget_minor", value) for value in (None, 0, -1, INT64, -INT64, 10**400, 2.5, 1e308, "2500", "25,5",
    "€25", True, [], {})],
    *[("countries", value) for value in ([], ["XX"], ["ie"], ["IE", None], "IE", None, [["IE"]],
    ["I\x00"], {"IE": 1}, [LONG])],
    *[(field, value) for field in ("start_date", "end_date") for value in (
        "2026-11-19", "0000-01-01", "0001-01-01", "9999-12-31", "10000-01-01", "2026-02-30", "x", "", 1e400, [], True,
    )],
    *[(field, value) for field in ("age_min", "age_max") for value in (-1, 0, 12, 66, INT64, 1.5, "18", True)],
    *[("link", value) for value in (
        "javascript:alert(1)", "ftp://a.example", "/cakes", "//a.example", "https://", "a.example",
        "https://a b.example", "http://[::1",
        "http://a.example:99999999", "https://me:word@a.example",
    )],
    ("version", "1"), ("unknown", 1), ("id", 1), ("status", "active"), ("__proto__", {}),
]  # fmt: skip


@pytest.fixture
def api(books, api_client):
    """A program of the owner's; its key is written after the books, which are made once a worker only where nothing is written yet."""
    return api_client()


@pytest.mark.parametrize(("field", "value"), sample(CAMPAIGN, 28), ids=lambda value: repr(value)[:30])
def test_a_wrong_field_of_a_campaign_is_named(api, books, api_body, nothing_made, field, value):
    body = json.dumps(api_body | {field: value})
    with nothing_made():
        for method, path in (("POST", "/campaigns"), ("PUT", f"/campaigns/{books.draft}")):
            answer = send(api, method, path, body)
            if "Infinity" in body:
                is_problem(answer, 400)
                continue
            is_problem(answer, 422)
            assert any(error["field"].split(".")[0] == field for error in answer.json()["errors"])


def test_a_country_that_is_said_often_counts_once(api, api_body):
    answer = send(api, "POST", "/campaigns", json.dumps(api_body | {"countries": ["IE"] * 51}))
    assert answer.status_code == 201
    groups = answer.json()["platform_campaigns"][0]["ad_groups"]
    assert [group["countries"] for group in groups] == [["IE"]]


OTHERS = [
    ("PATCH", "/organization", {}, [("name", "", LONG, "\x00", "\ud800", 1), ("time_zone", "", "x", 1), ("currency",
    "", "XXX", 1), ("locale", "", "x", [])]),
    ("POST", "/invitations", {"email": "new@acme.example", "role": "client"},
     [("email", "", "x", None, LONG, "a\x00@b.example", "\ud800@b.example", 1), ("role", "", "king", None, 1)]),
    ("POST", "/api-keys", {"name": "Shop", "role": "client"},
     [("name", "", "  ", LONG, "\x00", "\ud800", None, 1), ("role", "king", None),
      ("expires_at", "x", "0001-01-01T00:00:00Z", "2026-11-01T00:00:00Z", "9999-12-31T23:59:59-14:00",
      "10000-01-01T00:00:00Z", 1e308, [], -1, "2026-11-20T08:00:00")]),
    ("POST", "/campaigns/{running}/budget", {"daily_budget_minor": 3000},
     [("daily_budget_minor", None, 0, -1, INT64, 10**400, 2.5, "3000", True), ("reason", "x" * 501, "\x00", "\ud800",
     None, 1), ("target", NOWHERE, "x", 1)]),
    ("POST", "/campaigns/{running}/pause", {}, [("reason", "x" * 501, "\x00", "\ud800", None, 1, []), ("unknown", 1)]),
    ("POST", "/campaigns/{draft}/launch", {}, [("reason", "x" * 501, "\x00", "\ud800")]),
    ("POST", "/connections", {}, [("platform", "", "myspace", None, 1, "\x00")]),
    ("POST", "/connections/finish", {"platform": "meta", "code": "x", "state": "x"}, [("code", "", LONG, None,
    "\x00"), ("state", "", LONG, "\ud800"), ("platform", "x")]),
]  # fmt: skip


@pytest.mark.parametrize(
    ("method", "path", "body", "field", "values"),
    sample(
        [(method, path, body, field, values) for method, path, body, wrongs in OTHERS for field, *values in wrongs], 10
    ),
    ids=lambda value: str(value)[:30],
)
def test_a_wrong_field_is_named(api, books, nothing_made, method, path, body, field, values):
    path = path.format(running=books.running, draft=books.draft)
    with nothing_made():
        for value in values:
            is_problem(send(api, method, path, json.dumps(body | {field: value})), 422, field)


UNREADABLE = {
    "nothing": b"{", "not JSON": b"name=x", "latin": b'{"name": "\xff"}', "NaN": b'{"daily_budget_minor": NaN}',
    "deep list": b"[" * 100_000,
    "deep object": b'{"a":' * 50_000, "half": b'{"name": "x"',
    "digits": b'{"daily_budget_minor": ' + b"9" * 5000 + b"}", "binary": bytes(range(256)),
}  # fmt: skip
MISSHAPEN = {"empty": b"", "null": b"null", "list": b"[]", "text": b'"x"', "number": b"1", "true": b"true"}
WRITES = ("/campaigns", "/campaigns/{running}/budget", "/invitations", "/api-keys", "/connections")


TYPES = ("application/json", "text/plain", "", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x")


@pytest.mark.parametrize(("path", "content_type"), sample(list(product(WRITES, TYPES)), 6))
def test_what_is_no_json_is_a_400_and_another_shape_a_422(api, books, nothing_made, path, content_type):
    path = path.format(running=books.running)
    with nothing_made():
        for name, body in UNREADABLE.items():
            answer = send(api, "POST", path, body, content_type=content_type)
            assert answer.status_code == 400, name
            is_problem(answer, 400)
        for name, body in MISSHAPEN.items():
            answer = send(api, "POST", path, body, content_type=content_type)
            assert answer.status_code == 422, name
            is_problem(answer, 422)


def test_a_huge_body_is_a_413(api, books, nothing_made):
    with nothing_made():
        is_problem(send(api, "POST", "/campaigns", b'{"name": "' + b"x" * 6_000_000 + b'"}'), 413)


LISTS = (
    "/campaigns",
    "/changes",
    "/members",
    "/invitations",
    "/api-keys",
    "/audit-events",
    "/ad-accounts",
    "/connections",
    "/assets",
    "/metrics",
)
PAGING = [("limit", value) for value in ("0", "-1", "201", str(INT64), "x", "", "1.5", "NaN", "\x00")]
PAGING += [("offset", value) for value in ("-1", "1000001", str(INT64), "x", "", "1.5", "\x00")]


@pytest.mark.parametrize("path", sample(LISTS, 4))
def test_paging_that_cannot_be_is_named(api, books, nothing_made, path):
    with nothing_made():
        for name, value in PAGING:
            is_problem(api.get(f"/api/v1{path}", {name: value}), 422, name)
    assert api.get(f"/api/v1{path}", {"offset": 1_000_000}).json()["items"] == []


DAYS = ("0000-01-01", "0001-01-01", "1999-12-31", "2026-02-30", "9999-12-31", "10000-01-01", "x", "\x00")


@pytest.mark.parametrize("path", ["/metrics", "/dashboard", "/campaigns/{running}/metrics"])
def test_a_period_that_cannot_be_is_named(api, books, path):
    path = f"/api/v1{path.format(running=books.running)}"
    for day in DAYS:
        is_problem(api.get(path, {"since": day, "until": day}), 422)
        is_problem(api.get(path, {"since": day, "until": "2026-11-20"}), 422)
    is_problem(api.get(path, {"since": "2026-11-20", "until": "2026-11-01"}), 422, "until")
    is_problem(api.get(path, {"since": "2024-11-01", "until": "2026-11-01"}), 422, "since")
    is_problem(api.get(path, {"period": "fortnight"}), 422, "period")
    assert api.get(path, {"since": "2026-11-01"}).status_code == 422


@pytest.mark.parametrize(("name", "value", "status"), [
    ("status", "x", 200), ("status", "' OR 1=1 --", 200), ("platform", "myspace", 200), ("search", "%", 200),
    ("status", "\x00", 422),
])  # fmt: skip
def test_an_unknown_filter_finds_nothing(api, books, name, value, status):
    answer = api.get("/api/v1/campaigns", {name: value})
    assert answer.status_code == status
    assert answer.json().get("items", []) == []


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
def test_the_ends_of_the_calendar_filter_changes(api, books, day):
    assert api.get("/api/v1/changes", {"since": day}).status_code == 200
    assert api.get("/api/v1/changes", {"until": day}).status_code == 200


@pytest.mark.parametrize("bad", ["x", "1", "-1", NOWHERE, "%00", "f" * 5000, "..%2f"])
def test_an_id_that_is_none_is_a_404(api, books, nothing_made, bad):
    with nothing_made():
        for path in (f"/campaigns/{bad}", f"/changes/{bad}", f"/assets/{bad}", f"/jobs/{bad}", f"/ad-accounts/{bad}"):
            is_problem(api.get(f"/api/v1{path}"), 404)
        is_problem(send(api, "POST", f"/campaigns/{bad}/launch", "{}"), 404)


def test_a_wrong_method_is_a_405_that_names_the_right_ones(api):
    answer = api.delete("/api/v1/campaigns")
    is_problem(answer, 405)
    assert "GET" in answer["Allow"]


@pytest.mark.parametrize("key", ["", " ", "x" * 256, "a\x00b"])
def test_a_wrong_idempotency_key_is_named(api, api_body, nothing_made, key):
    with nothing_made():
        answer = send(api, "POST", "/campaigns", json.dumps(api_body), HTTP_IDEMPOTENCY_KEY=key)
        is_problem(answer, 422, "Idempotency-Key")


def test_an_idempotency_key_is_good_for_one_body(api, api_body, nothing_made):
    first = send(api, "POST", "/campaigns", json.dumps(api_body), HTTP_IDEMPOTENCY_KEY="one")
    with nothing_made():
        other = send(api, "POST", "/campaigns", json.dumps(api_body | {"name": "Other"}), HTTP_IDEMPOTENCY_KEY="one")
        is_problem(other, 422, "Idempotency-Key")
        again = send(api, "POST", "/campaigns", json.dumps(api_body), HTTP_IDEMPOTENCY_KEY="one")
    assert (first.status_code, again.status_code) == (201, 201)
    assert again.json() == first.json()


@pytest.mark.parametrize("key", ["", "adw_", "adw_" + "x" * 10_000, "x", "\x00", "é"])
def test_a_key_that_is_none_is_a_401(api, books, key):
    answer = api.get("/api/v1/me", HTTP_AUTHORIZATION=f"Bearer {key}")
    assert answer.status_code == 401
