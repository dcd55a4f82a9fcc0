"""With a share link one sees one report and nothing else; without one that works, nothing."""

from datetime import timedelta

import pytest
from django_tenants.utils import tenant_context

from analytics import services
from analytics.models import ShareLink
from analytics.selectors.shares import address_of
from analytics.services.reporting import Wish
from tenants.models import AuditEvent
from tenants.roles import Role
from tests import factories
from tests.analytics.build import NOW
from tests.analytics.reports.sharing import NORA, make_edition, share, told

pytestmark = pytest.mark.usefixtures("organization", "clock")
PASSWORD = "Mohnschnecke"


@pytest.fixture
def reader(organization):
    return factories.make_page_client(organization, enforce_csrf_checks=True)


def test_a_link_shows_the_report_and_hands_out_its_pdf(organization, reader):
    path = share(organization)
    page, pdf = reader.get(path), reader.get(f"{path}report.pdf")
    assert page.status_code == 200
    assert "on advertising in these days." in page.content.decode()
    assert pdf["Content-Type"] == "application/pdf"
    assert pdf.content.startswith(b"%PDF")
    for answer in (page, pdf):
        assert answer["Referrer-Policy"] == "no-referrer"
        assert answer["Cache-Control"] == "private, no-store"
        assert "noindex" in answer["X-Robots-Tag"]
        assert not answer.cookies


def test_nothing_on_the_page_leads_anywhere_but_to_its_pdf(organization, reader):
    path = share(organization)
    content = reader.get(path).content.decode()
    links = [part.split('"')[0] for part in content.split("<a ")[1:] for part in [part.split('href="')[1]]]
    assert links == [f"{path}report.pdf"]
    assert "<form" not in content
    assert "hx-" not in content


def test_the_token_is_long_and_not_kept_as_it_is(organization):
    token = share(organization).split("/")[2]
    link = ShareLink.objects.get()
    assert len(token) == 43
    assert token not in (link.token_hash, link.token_sealed)


def test_what_does_not_open_is_the_same_404(organization, other_organization, reader, clock):
    ended = share(organization, days=1)
    revoked = share(organization)
    services.revoke_share_link(link=ShareLink.objects.first(), actor=NORA, now=NOW)
    not_ready = share(organization, make_edition(organization, is_ready=False))
    with tenant_context(other_organization):
        theirs = share(other_organization)
    clock.advance(days=2)
    for suffix in ("", "report.pdf"):
        unknown = told(reader.get("/r/" + "x" * 43 + f"/{suffix}"))
        assert unknown[0] == 404
        for path in (ended, revoked, not_ready, theirs, "/r/x/"):
            assert told(reader.get(path + suffix)) == unknown, path
    assert {reader.post(path).status_code for path in (ended, revoked, not_ready, theirs)} == {404}


def test_an_ended_link_worked_until_then(organization, reader, clock):
    path = share(organization, days=1)
    clock.set(NOW + timedelta(hours=23, minutes=59))
    assert reader.get(path).status_code == 200
    clock.set(NOW + timedelta(days=1))
    assert reader.get(path).status_code == 404


def test_a_link_to_a_report_shows_its_newest_that_is_ready(organization, reader):
    report = services.create_report(wish=Wish("Weekly", recipients=["a@b.example"]), actor=NORA, now=NOW)
    path = share(organization, report)
    assert reader.get(path).status_code == 404
    for until, name in ((9, "The older week"), (2, "The newer week")):
        make_edition(organization, report=report, until=until, name=name)
    make_edition(organization, report=report, is_ready=False, name="Not made")
    assert "The newer week" in reader.get(path).content.decode()


def test_a_password_is_asked_once_and_only_this_link_is_told(organization, reader):
    path = share(organization, password=PASSWORD)
    other = share(organization, password=PASSWORD)
    assert PASSWORD not in ShareLink.objects.first().password
    assert "Nothing was spent" not in reader.get(path).content.decode()
    assert reader.get(f"{path}report.pdf")["Location"] == path
    wrong = reader.post(path, {"password": "Rosinenbrot"})
    assert (wrong.status_code, wrong.cookies) == (422, {})
    right = reader.post(path, {"password": PASSWORD}, HTTP_ORIGIN="null")
    cookie = right.cookies["shared_report"]
    assert (right["Location"], cookie["path"], cookie["httponly"]) == (path, path, True)
    assert "Nothing was spent" in reader.get(path).content.decode()
    assert reader.get(f"{path}report.pdf").content.startswith(b"%PDF")
    assert "Nothing was spent" not in reader.get(other).content.decode()


def test_an_unlocked_link_that_is_withdrawn_is_gone(organization, reader):
    path = share(organization, password=PASSWORD)
    reader.post(path, {"password": PASSWORD})
    services.revoke_share_link(link=ShareLink.objects.get(), actor=NORA, now=NOW)
    assert reader.get(path).status_code == 404


@pytest.mark.rate_limits
def test_passwords_cannot_be_tried_without_end(organization, reader):
    path = share(organization, password=PASSWORD)
    answers = [reader.post(path, {"password": "no"}).status_code for _ in range(6)]
    assert (answers[:4], answers[-1]) == ([422] * 4, 429)
    held = reader.post(path, {"password": PASSWORD})
    assert held.status_code == 429
    assert int(held["Retry-After"]) > 0
    assert "shared_report" not in held.cookies


def test_links_are_made_copied_and_withdrawn_on_the_page(organization, page_client):
    edition = make_edition(organization)
    client = page_client(Role.MEMBER)
    url = f"/reports/{edition.uuid}/links/"
    assert client.post(f"{url}create/", {"days": "7", "password": ""}).status_code == 200
    link = ShareLink.objects.get()
    assert link.expires_at == NOW + timedelta(days=7)
    assert address_of(link) in client.get(url, HTTP_HX_REQUEST="true").content.decode()
    assert client.post(f"/reports/links/{link.uuid}/revoke/").status_code == 200
    assert address_of(link) not in client.get(url).content.decode()
    link.refresh_from_db()
    assert link.revoked_at == NOW
    assert {"share_link.created", "share_link.revoked"} <= set(AuditEvent.objects.values_list("action", flat=True))


@pytest.mark.parametrize("given", [{"days": "0"}, {"days": "367"}, {"password": "short"}, {"days": "soon"}])
def test_what_is_no_link_is_refused_by_its_field(organization, page_client, given):
    edition = make_edition(organization)
    answer = page_client().post(f"/reports/{edition.uuid}/links/create/", given)
    assert answer.status_code == 422
    assert ShareLink.objects.count() == 0


def test_a_program_makes_the_same_link_once_for_one_key(organization, api_client):
    edition = make_edition(organization)
    client, body = api_client(), {"edition": str(edition.uuid), "days": None, "password": PASSWORD}
    headers = {"content_type": "application/json", "HTTP_IDEMPOTENCY_KEY": "one"}
    made = [client.post("/api/v1/share-links", body, **headers).json() for _ in range(2)]
    assert made[0] == made[1]
    link = ShareLink.objects.get()
    assert (made[0]["url"], made[0]["has_password"], made[0]["expires_at"]) == (address_of(link), True, None)
    assert PASSWORD not in str(client.get("/api/v1/share-links").json())
    assert client.delete(f"/api/v1/share-links/{link.uuid}").status_code == 204
    assert client.post("/api/v1/share-links", {}, content_type="application/json").status_code == 422
