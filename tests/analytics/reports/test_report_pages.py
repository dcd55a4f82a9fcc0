"""The pages of reports, and the PDF: drawn from the document alone."""

import pytest

from analytics import reports
from analytics.models import Edition
from analytics.services import reporting
from tenants import queue
from tenants.roles import Role
from tests.analytics.build import NOW, text_of
from tests.analytics.reports.test_make_edition import LONG, ask, run_bakery

pytestmark = pytest.mark.usefixtures("organization", "clock")


def test_nothing_made_teaches_what_a_report_is(page_client):
    assert "Make the first report" in text_of(page_client().get("/reports/"))
    assert "As soon as one is made, you find it on this page." in text_of(page_client(Role.CLIENT).get("/reports/"))


def test_a_report_is_asked_for_made_and_read_by_a_client(page_client):
    run_bakery()
    asked = page_client().post("/reports/create/", {"name": "Bread", "since": "2026-11-13", "until": "2026-11-19"})
    address = asked.headers["Location"]
    assert "Here comes <mark>Bread</mark>" in text_of(page_client().get(address))
    assert "Bread" not in text_of(page_client(Role.CLIENT).get("/reports/"))
    queue.run_due_now(names=["analytics.make_edition"])
    client = page_client(Role.CLIENT)
    assert address in text_of(client.get("/reports/"))
    text = text_of(client.get(address))
    assert "Advertising brought <mark>28 orders</mark> worth €700 for €140." in text
    assert "Sent to" not in text
    assert 'data-chart id="report-chart"' in text


def test_days_that_are_none_are_told_at_their_field(page_client):
    answer = page_client().post("/reports/create/", {"since": "2026-11-19", "until": "2026-11-13"})
    assert answer.status_code == 422
    assert "The last day is before the first" in text_of(answer)


def test_the_month_before_is_offered(page_client, clock):
    page = text_of(page_client().get("/reports/create/"))
    assert 'value="2026-10-01"' in page
    assert 'value="2026-10-31"' in page
    kept = text_of(page_client().get("/reports/create/", {"since": "2026-11-02"}))
    assert 'value="2026-11-02"' in kept


def test_the_page_is_drawn_from_the_document_and_asks_for_no_figures(
    organization, page_client, django_assert_max_num_queries
):
    run_bakery()
    edition = reporting.make_edition(edition=ask(organization), now=NOW)
    browser = page_client()
    browser.get("/reports/")
    with django_assert_max_num_queries(9):
        browser.get(f"/reports/{edition.uuid}/")


def test_names_in_a_report_are_text_never_markup(organization, page_client):
    (campaign,) = run_bakery(("Bread",))
    type(campaign).objects.update(name="<b>#strong[x]</b> $1 \\ @a")
    edition = reporting.make_edition(edition=ask(organization), now=NOW)
    assert "&lt;b&gt;#strong[x]&lt;/b&gt;" in text_of(page_client().get(f"/reports/{edition.uuid}/"))
    assert page_client().get(f"/reports/{edition.uuid}/report.pdf").status_code == 200


def test_the_pdf_is_streamed_under_a_name_that_says_what_it_is(organization, page_client):
    (campaign,) = run_bakery(("Bread",))
    type(campaign).objects.update(name=LONG[:200])
    edition = reporting.make_edition(edition=ask(organization, name="The week"), now=NOW)
    answer = page_client(Role.CLIENT).get(f"/reports/{edition.uuid}/report.pdf")
    assert b"".join(answer.streaming_content).startswith(b"%PDF-")
    assert (answer["Content-Type"], answer["Content-Disposition"]) == (
        "application/pdf",
        'inline; filename="the-week-2026-11-13-2026-11-19.pdf"',
    )


def test_no_pdf_of_what_is_not_made(organization, page_client):
    assert page_client().get(f"/reports/{ask(organization).uuid}/report.pdf").status_code == 404


def test_the_mail_has_a_chart_inside_and_the_same_as_text(organization):
    run_bakery()
    edition = reporting.make_edition(edition=ask(organization), now=NOW)
    mail = reports.render_mail(reports.load(edition.document), url="https://acme.example/reports/1/")
    assert mail.subject == "Advertising report, 13–19 Nov 2026"
    (chart,) = mail.pictures
    assert (chart["Content-ID"], 'src="cid:chart"' in mail.html) == ("<chart>", True)
    for said in ("28\u00a0orders", "https://acme.example/reports/1/", "Bread", "€140"):
        assert said in mail.text
        assert said in mail.html
    assert "{{" not in mail.text + mail.html


def test_an_edition_by_api_is_asked_for_and_read(api_client):
    run_bakery()
    program = api_client(Role.OWNER, content_type="application/json")
    body = {"since": "2026-11-13", "until": "2026-11-19"}
    made = program.post("/api/v1/editions", body, content_type="application/json").json()
    assert made["state"] == "pending"
    queue.run_due_now(names=["analytics.make_edition"])
    read = api_client(Role.CLIENT).get(f"/api/v1/editions/{made['id']}").json()
    assert read["document"] == Edition.objects.get().document
    wrong = program.post("/api/v1/editions", body | {"until": "2027-11-19"}, content_type="application/json")
    assert wrong.status_code == 422
