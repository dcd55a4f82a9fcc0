"""Wrong input to the pages: told beside its field, what was typed is still there, and nothing is half-made."""

import pytest

from tests.bad_input.answers import is_beside, shows
from tests.plugins.habits import sample

NOWHERE = "00000000-0000-0000-0000-000000000000"
SCRIPT = "<script>alert(1)</script>"
FIRST = {"name": "Christmas cakes", "purpose": "sales"}


@pytest.mark.parametrize(
    "name",
    [
        SCRIPT,
        '"><img src=x onerror=alert(1)>',
        "{{ 7*7 }}{% now %}",
        "🎄 כּעק \u202etxet",
        "'; DROP TABLE campaigns_campaign; --",
        "%_\\",
    ],
)
def test_a_strange_name_is_shown_as_text_on_every_page(walk, api_client, name):
    client = walk.client
    walk.send("goal", name=name)
    walk.write(primary_texts_1=name, headlines_1=name, descriptions_1=name, name=name)
    for step in ("goal", "audience", "platforms", "ads", "schedule", f"ads/{walk.spots[0].ad.key}"):
        page = client.get(walk.address(step)).content.decode()
        assert escaped(name) in page, step
        assert not ("<" in name and name in page), step
    here = f"/campaigns/{walk.uuid}/"
    assert client.post(f"{here}launch/").status_code == 302
    pages = [
        "/campaigns/",
        here,
        "/history/",
        "/settings/audit/",
        "/history.csv",
        "/",
        f"/history/?campaign={walk.uuid}",
    ]
    for page in pages:
        answer = client.get(page)
        content = b"".join(answer.streaming_content) if answer.streaming else answer.content
        assert answer.status_code == 200
        assert page in ("/", "/history.csv") or escaped(name) in content.decode(), page
        assert page == "/history.csv" or not ("<" in name and name in content.decode()), page
    for path in ("/api/v1/campaigns", "/api/v1/changes", "/api/v1/audit-events"):
        assert api_client().get(path)["Content-Type"].startswith("application/json")


def escaped(text: str) -> str:
    """Return a text as Django's templates write it."""
    return text.translate(
        {ord("&"): "&amp;", ord("<"): "&lt;", ord(">"): "&gt;", ord('"'): "&quot;", ord("'"): "&#x27;"}
    )


LONGEST_SEARCH = 100
SEARCHES = [
    ("%", 0),
    ("_", 0),
    ("\\", 0),
    ("' OR 1=1 --", 0),
    ("\x00", 2),
    ("x" * 10_000, 0),
    ("walked", 2),
    ("WALK", 2),
    ("🎄", 0),
]


@pytest.mark.parametrize(("words", "found"), sample(SEARCHES, 5), ids=lambda value: repr(value)[:20])
def test_signs_in_a_search_mean_themselves(page_client, api_client, books, words, found):
    page = page_client().get("/campaigns/", {"search": words})
    assert page.status_code == 200
    assert len(page.context["rows"]) == found
    answer = api_client().get("/api/v1/campaigns", {"search": words})
    is_refused = "\x00" in words or len(words) > LONGEST_SEARCH
    assert (answer.status_code, answer.json().get("total")) == ((422, None) if is_refused else (200, found))


ODD = ("-1", "0", "99999999999999999999", "abc", "1.5", "\x00", "٣", "' OR 1=1", "")
FILTERS = [
    ("/campaigns/", ("page", "status", "platform", "sort", "period", "since", "until")),
    ("/history/", ("page", "actor", "kind", "state", "campaign", "since", "until", "search")),
    ("/history.csv", ("actor", "campaign", "since", "until")),
    ("/", ("period", "since", "until")),
    ("/reports/", ("period", "since", "until")),
    ("/creatives/", ("page",)),
    ("/settings/audit/", ("page",)),
]


@pytest.mark.parametrize(("path", "name"), sample([(path, name) for path, names in FILTERS for name in names], 8))
def test_an_odd_filter_never_breaks_a_page(page_client, books, path, name):
    client = page_client()
    for value in ODD:
        assert client.get(path, {name: value}).status_code in (200, 404, 422), value


DAYS = ["0000-01-01", "0001-01-01", "1999-12-31", "2026-02-30", "9999-12-31", "10000-01-01", "tomorrow", "-1"]


@pytest.mark.parametrize("day", sample(DAYS, 2))
@pytest.mark.parametrize("path", ["/", "/campaigns/", "/reports/", "/history/", "/history.csv"])
def test_an_odd_period_never_breaks_a_page(page_client, books, path, day):
    client = page_client()
    for asked in (
        {"since": day, "until": day},
        {"since": day, "until": "2026-11-20"},
        {"since": "2026-11-20", "until": day},
    ):
        answer = client.get(path, asked)
        assert answer.status_code in (200, 422), asked
        if answer.streaming:
            assert b"".join(answer.streaming_content)


AMOUNTS = ["", "-1", "0", "abc", "1e308", "NaN", "9" * 400, "\x00", "25.001", "100000000"]


@pytest.mark.parametrize("amount", sample(AMOUNTS, 4))
def test_a_wrong_budget_is_told_in_its_dialog_and_stays_there(page_client, books, nothing_made, amount):
    client = page_client()
    with nothing_made():
        answer = client.post(f"/campaigns/{books.running}/budget/", {"daily_budget": amount, "reason": "for Christmas"})
    assert answer.status_code == 422
    assert 'class="field__error"' in answer.content.decode()
    shows(answer, "for Christmas", amount.replace("\x00", ""))


TAMPERED = [("reason", "x" * 501), ("reason", "\x00"), ("target", "x"), ("target", NOWHERE)]


@pytest.mark.parametrize(("field", "value"), TAMPERED)
def test_a_budget_form_that_was_tampered_with_is_told(page_client, books, nothing_made, field, value):
    client = page_client()
    with nothing_made():
        answer = client.post(f"/campaigns/{books.running}/budget/", {"daily_budget": "30", field: value})
    assert answer.status_code == 422
    assert any(mark in answer.content.decode() for mark in ('class="callout callout--bad"', 'class="field__error"'))


SETTINGS = [
    ("/settings/organization/", {"name": "Acme", "time_zone": "UTC", "currency": "EUR", "locale": "en-IE"}, [
        ("name", ""), ("name", "  "), ("name", "x" * 101), ("name", "a\x00b"), ("time_zone", "Mars/Base"),
        ("currency", "XXX"), ("locale", "xx-YY"),
    ]),
    ("/settings/members/invite/", {"email": "new@acme.example", "role": "client"}, [
        ("email", ""), ("email", "x"), ("email", "x@" + "y" * 300), ("email", "a\x00@b.example"), ("email",
        "owner@acme.example"), ("role", "king"), ("role", ""),
    ]),
    ("/settings/api-keys/create/", {"name": "Shop", "role": "client", "expires_date": ""}, [
        ("name", ""), ("name", "x" * 101), ("name", "\x00"), ("role", "king"), ("expires_date", "2026-11-01"),
        ("expires_date", "0001-01-01"),
        ("expires_date", "10000-01-01"), ("expires_date", "9999-12-31"), ("expires_date", "soon"),
    ]),
]  # fmt: skip


@pytest.mark.parametrize(
    ("path", "form", "field", "value"),
    sample([(path, form, *wrong) for path, form, wrongs in SETTINGS for wrong in wrongs], 10),
)
def test_a_wrong_setting_is_told_beside_its_field(page_client, nothing_made, path, form, field, value):
    client = page_client()
    with nothing_made():
        is_beside(client.post(path, form | {field: value}), field)


@pytest.mark.parametrize(
    "path", ["launch/", "launch/remove/", "pause/", "resume/", "archive/", "drift/keep/", "drift/put-back/"]
)
def test_what_changes_something_takes_no_get(page_client, books, nothing_made, path):
    client = page_client()
    with nothing_made():
        assert client.get(f"/campaigns/{books.running}/{path}").status_code == 405


@pytest.mark.parametrize(
    "path",
    [
        "campaigns/x/",
        "campaigns/1/",
        "campaigns/%00/",
        "changes/x/undo/",
        "jobs/0/",
        "campaigns/" + "f" * 5000 + "/",
        "creatives/x/preview/",
    ],
)
def test_what_is_no_id_is_a_404(page_client, path):
    assert page_client().get(f"/{path}").status_code == 404


def test_a_form_without_its_token_is_refused_and_says_how_to_go_on(page_client, books, nothing_made):
    client = page_client(enforce_csrf_checks=True)
    with nothing_made():
        answer = client.post("/campaigns/new/", FIRST | {"csrfmiddlewaretoken": "x" * 64})
    assert answer.status_code == 403
    shows(answer, "Load it again, then send the form once more.")


def test_a_form_with_too_much_text_is_a_413(page_client, books, nothing_made):
    client = page_client(raise_request_exception=False)
    with nothing_made():
        answer = client.post("/campaigns/new/", FIRST | {"name": "x" * 6_000_000})
    assert answer.status_code == 413
    shows(answer, "Nothing was changed.")
