"""Wrong input to the pages: told beside its field, what was typed is still there, and nothing is half-made."""

import pytest

from campaigns.models import Campaign
from tests.bad_input.answers import is_beside, is_chosen, shows
from tests.plugins.habits import sample

NOWHERE = "00000000-0000-0000-0000-000000000000"
SCRIPT = "<script>alert(1)</script>"

CAMPAIGN = [
    *[(field, value) for field in ("name", "link", "primary_text", "headline") for value in ("", "   ", "a\x00b",
    "a\x01b")],
    *[(field, value) for field in ("purpose", "ad_account", "countries", "call_to_action") for value in ("", "\x00",
    SCRIPT)],
    ("name", "x" * 151),
    ("name", "x" * 10_000),
    ("name", "two\nlines"),
    ("headline", "x" * 256),
    ("description", "x" * 256),
    ("primary_text", "x" * 10_000),
    *[("daily_budget", value) for value in (
        "", "0", "-5", "−5", "0.004", "9223372036854775808", "9" * 400, "1e308", "NaN", "Infinity", "25.001",
        "25,5,5", "1.2.3", "٢٥", "25 apples",
        "\x00", SCRIPT, "0x10", ".", ",", "-", "€", "100000000.00",
    )],
    *[(field, value) for field in ("start_date", "end_date") for value in (
        "2026-11-19", "0000-01-01", "0001-01-01", "9999-12-31", "10000-01-01", "2026-02-30", "tomorrow", "\x00",
        "2036-11-21",
    )],
    *[("countries", value) for value in ("XX", "ie", "Ireland", ["IE", "XX"], ["IE"] * 3 + [SCRIPT], "A" * 10_000)],
    *[("link", value) for value in (
        "javascript:alert(1)", "ftp://a.example", "/cakes", "//a.example", "https://", "https:///cakes", "a.example",
        "https://a b.example",
        "https://a.example/\x00", "http://[::1", "http://a.example:99999999", "http://a.example:0",
        "https://me:word@a.example", "mailto:a@b.example",
        "data:text/html,x", "https://" + "a" * 10_000 + ".example", "https://localhost",
    )],
]  # fmt: skip


@pytest.mark.parametrize(("field", "value"), sample(CAMPAIGN, 16), ids=lambda value: repr(value)[:30])
def test_a_wrong_field_of_a_campaign_is_told_and_nothing_is_lost(page_client, page_form, nothing_made, field, value):
    client, form = page_client(), page_form | {field: value}
    with nothing_made():
        answer = client.post("/campaigns/new/", form)
    is_beside(answer, field)
    kept = {name: form[name] for name in ("name", "headline", "link", "daily_budget") if name != field}
    shows(answer, *kept.values())
    is_chosen(answer, form["asset"])


def test_all_wrong_fields_are_told_at_once(page_client, page_form, nothing_made):
    wrong = {"name": "", "daily_budget": "-1", "link": "x", "countries": "XX", "end_date": "0001-01-01"}
    client = page_client()
    with nothing_made():
        answer = client.post("/campaigns/new/", page_form | wrong)
    for field in wrong:
        is_beside(answer, field)


def test_an_empty_form_is_told_field_by_field(page_client, books, nothing_made):
    client = page_client()
    with nothing_made():
        answer = client.post("/campaigns/new/", {})
    for field in ("name", "purpose", "ad_account", "daily_budget", "countries", "link", "primary_text", "headline"):
        is_beside(answer, field)


def test_the_end_before_the_start_names_the_start(page_client, page_form, nothing_made):
    client = page_client()
    with nothing_made():
        answer = client.post("/campaigns/new/", page_form | {"start_date": "2026-12-20", "end_date": "2026-12-01"})
    is_beside(answer, "end_date")
    shows(answer, "The end is before the start, 20 Dec 2026.", "2026-12-20", "2026-12-01")


@pytest.mark.parametrize(("field", "value"), [("token", "x"), ("asset", "x"), ("asset", NOWHERE), ("version", "x")])
def test_a_damaged_hidden_field_is_told_somewhere_on_the_page(page_client, page_form, nothing_made, field, value):
    client = page_client()
    with nothing_made():
        answer = client.post("/campaigns/new/", page_form | {field: value})
    assert answer.status_code == 422
    assert any(mark in answer.content.decode() for mark in ('class="callout callout--bad"', 'id="id_image_error"'))


@pytest.mark.parametrize(
    ("typed", "minor"), [("25,5", 2550), ("€25", 2500), ("1,200.00", 120_000), ("1.200,00", 120_000), (" 25 ", 2500)]
)
def test_money_is_read_as_people_write_it(page_client, page_form, typed, minor):
    assert page_client().post("/campaigns/new/", page_form | {"daily_budget": typed}).status_code == 302
    newest = Campaign.objects.order_by("-pk").first()
    assert newest.platform_campaigns.get().daily_budget_minor == minor


def test_countries_that_are_named_twice_count_once(page_client, page_form):
    assert page_client().post("/campaigns/new/", page_form | {"countries": ["IE", "IE", "GB"]}).status_code == 302
    newest = Campaign.objects.order_by("-pk").first()
    assert newest.platform_campaigns.get().ad_groups.get().countries == ["IE", "GB"]


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
def test_a_strange_name_is_shown_as_text_on_every_page(page_client, page_form, api_client, name):
    client = page_client()
    strange = dict.fromkeys(("name", "headline", "primary_text", "description"), name)
    assert client.post("/campaigns/new/", page_form | strange).status_code == 302
    made = Campaign.objects.order_by("-pk").first()
    here = f"/campaigns/{made.uuid}/"
    assert client.post(f"{here}launch/").status_code == 302
    pages = [
        "/campaigns/",
        here,
        "/history/",
        "/settings/audit/",
        "/history.csv",
        "/",
        f"/history/?campaign={made.uuid}",
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
    assert (answer.status_code, answer.json().get("total")) == ((422, None) if "\x00" in words else (200, found))


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
    "path", ["launch/", "launch/remove/", "pause/", "resume/", "budget/", "archive/", "drift/keep/", "drift/put-back/"]
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


def test_a_form_without_its_token_is_refused_and_says_how_to_go_on(page_client, page_form, nothing_made):
    client = page_client(enforce_csrf_checks=True)
    with nothing_made():
        answer = client.post("/campaigns/new/", page_form | {"csrfmiddlewaretoken": "x" * 64})
    assert answer.status_code == 403
    shows(answer, "Load it again, then send the form once more.")


def test_a_form_with_too_much_text_is_a_413(page_client, page_form, nothing_made):
    client = page_client(raise_request_exception=False)
    with nothing_made():
        answer = client.post("/campaigns/new/", page_form | {"primary_text": "x" * 6_000_000})
    assert answer.status_code == 413
    shows(answer, "Nothing was changed.")
