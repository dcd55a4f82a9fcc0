"""Whose name reports carry: the organisation's, else the operator's; a logo is written anew; a colour can be seen."""

import io

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from PIL import Image

from analytics import colours, reports
from analytics.models import Branding
from analytics.selectors.branding import get_branding
from tenants.models import AuditEvent
from tenants.roles import Role
from tests.analytics.reports.sharing import make_edition, share

pytestmark = pytest.mark.usefixtures("organization", "clock")
URL = "/settings/branding/"


def picture(kind="PNG", size=(900, 300), **more) -> io.BytesIO:
    file = io.BytesIO()
    Image.new("RGB", size, "#336699").save(file, kind, **more)
    file.name = f"logo.{kind.lower()}"
    file.seek(0)
    return file


def keep(client, **given):
    return client.post(f"{URL}change/", {"name": "", "accent": "", "footer": "", **given})


def test_what_nobody_chose_is_the_organisations_name_in_our_colour():
    with CaptureQueriesContext(
        connection,
    ) as queries:
        brand = get_branding()
    assert len([each for each in queries if not each["sql"].startswith("SET")]) == 1
    assert (brand.name, brand.logo, brand.footer) == ("Acme Bakery", b"", "")


def test_the_operators_own_stands_where_the_organisation_chose_nothing(settings, page_client):
    settings.BRAND_NAME, settings.BRAND_ACCENT, settings.BRAND_FOOTER = "Kiosk Agency", "#7a1f5c", "Ask us."
    keep(page_client(), footer="Bread since 1904")
    brand = get_branding()
    assert (brand.name, brand.accent, brand.footer) == ("Kiosk Agency", "#7a1f5c", "Bread since 1904")


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
def test_a_logo_is_written_anew_small_and_without_what_else_was_in_the_file(page_client, kind):
    exif = Image.Exif()
    exif[0x010E] = "made at home"
    assert keep(page_client(), name="North & Co", logo=picture(kind, exif=exif)).status_code == 302
    brand = get_branding()
    kept = Image.open(io.BytesIO(brand.logo))
    assert (kept.format, kept.size) == ("PNG", (600, 200))
    assert b"made at home" not in brand.logo
    assert AuditEvent.objects.filter(action="branding.changed").count() == 2


def test_another_logo_replaces_the_one_before_and_its_file(page_client, django_capture_on_commit_callbacks):
    client = page_client()
    keep(client, logo=picture())
    field = Branding._meta.get_field("logo")
    before = Branding.objects.get().logo.name
    with django_capture_on_commit_callbacks(execute=True):
        keep(client, logo=picture(size=(64, 64)))
    assert not field.storage.exists(before)
    with django_capture_on_commit_callbacks(execute=True):
        keep(client, remove_logo="on")
    assert get_branding().logo == b""


@pytest.mark.parametrize(
    "file",
    [
        picture("GIF"),
        picture("BMP"),
        picture(size=(8, 8)),
        picture(size=(17_000, 1_000)),
        io.BytesIO(b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>"),
        io.BytesIO(picture().getvalue()[:60]),
    ],
    ids=["gif", "bmp", "too small", "too large", "svg", "cut off"],
)
def test_what_is_no_logo_is_refused_and_nothing_is_kept(page_client, file):
    file.seek(0)
    answer = keep(page_client(), name="North", logo=file)
    assert answer.status_code == 422
    assert get_branding().logo == b""
    assert get_branding().name == "Acme Bakery"


@pytest.mark.parametrize("accent", ["red", "#12", "#12345g", "url(x)", "#123456;"])
def test_what_is_no_colour_is_refused(page_client, accent):
    assert keep(page_client(), accent=accent).status_code == 422
    assert not Branding.objects.exclude(accent="").exists()


@pytest.mark.parametrize("accent", ["#ffff00", "#ffffff", "#000000", "#1f5f8b", "#00ff88"])
def test_every_colour_can_be_seen_by_day_and_by_night(accent):
    for paper in (colours.PAPER_DAY, colours.PAPER_NIGHT):
        assert colours.contrast(colours.fit(accent, paper), paper) >= colours.LEAST


def test_a_colour_too_near_to_the_paper_is_kept_darker_and_that_is_said(page_client):
    client = page_client()
    answer = client.post(f"{URL}change/", {"accent": "#FFE000"}, follow=True)
    kept = Branding.objects.get().accent
    assert kept != "#ffe000"
    assert kept in answer.content.decode()
    assert kept in client.get(f"{URL}preview/", {"accent": "#FFE000"}).content.decode()
    assert keep(client, accent="#1F5F8B").status_code == 302
    assert Branding.objects.get().accent == "#1f5f8b"


def test_the_preview_keeps_nothing(page_client):
    shown = page_client().get(f"{URL}preview/", {"name": "Not <kept>", "footer": "x"}).content.decode()
    assert "Not &lt;kept&gt;" in shown
    assert not Branding.objects.exists()


def test_a_shared_report_carries_it(organization, page_client, client):
    keep(page_client(), name="North & Co", footer="Leeds", accent="#1f5f8b", logo=picture())
    page = client.get(share(organization), HTTP_HOST="acme.localhost").content.decode()
    for part in ('alt="North &amp; Co"', "data:image/png;base64,", "Leeds", "light-dark(#1f5f8b, "):
        assert part in page


def test_a_program_does_the_same(api_client, page_client):
    client = api_client(Role.ADMIN)
    body = {"name": "North", "accent": "#1f5f8b", "footer": ""}
    client.put("/api/v1/branding", body, content_type="application/json")
    assert client.post("/api/v1/branding/logo", {"file": picture()}).json() == {**body, "has_logo": True}
    assert client.delete("/api/v1/branding/logo").status_code == 204
    assert client.get("/api/v1/branding").json() == {**body, "has_logo": False}


def test_a_report_by_mail_and_as_pdf_carries_it(organization, page_client):
    keep(page_client(), name="North & Co", footer="Leeds", accent="#1f5f8b", logo=picture())
    document, brand = reports.load(make_edition(organization).document), get_branding()
    mail = reports.render_mail(document, url="https://acme.example/", brand=brand)
    for part in ('alt="North &amp; Co"', "cid:logo", "Leeds", "#1f5f8b"):
        assert part in mail.html
    assert mail.pictures[0].get_payload(decode=True) == brand.logo
    with_it, without = reports.render_pdf(document, brand), reports.render_pdf(document)
    assert with_it.count(b"/Subtype/Image") > without.count(b"/Subtype/Image")
