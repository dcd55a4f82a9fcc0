"""A report's PDF is set once and kept; it is set again where its name or colour changed, or only half of it is there."""

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import connection

from analytics import reports, services
from tests.analytics.build import NOW
from tests.analytics.reports.sharing import NORA, make_edition, share

pytestmark = pytest.mark.usefixtures("organization", "clock")


@pytest.fixture
def set_pdfs(monkeypatch):
    """Count how often a PDF is set, and set a short one."""
    made = []

    def render(document, brand=None):
        made.append(brand.name)
        return f"%PDF-1.7 {len(made)} of {document.title}\n%%EOF\n".encode()

    monkeypatch.setattr(reports, "render_pdf", render)
    return made


def files(edition) -> list[str]:
    folder = f"{connection.schema_name}/reports/{edition.uuid}"
    return [f"{folder}/{name}" for name in default_storage.listdir(folder)[1]]


def test_page_api_and_link_hand_out_the_one_that_is_kept(organization, page_client, api_client, set_pdfs):
    edition = make_edition(organization)
    page = b"".join(page_client().get(f"/reports/{edition.uuid}/report.pdf").streaming_content)
    api = b"".join(api_client().get(f"/api/v1/editions/{edition.uuid}/report.pdf").streaming_content)
    shared = page_client().get(f"{share(organization, edition)}report.pdf").content
    assert page == api == shared
    assert len(set_pdfs) == len(files(edition)) == 1


def test_another_name_on_it_replaces_the_file(organization, set_pdfs):
    edition = make_edition(organization)
    services.print_edition(edition)
    services.change_branding(name="Studio Nine", accent="", footer="", actor=NORA, now=NOW)
    assert services.print_edition(edition).startswith(b"%PDF-1.7 2")
    assert set_pdfs[1] == "Studio Nine"
    assert len(files(edition)) == 1


@pytest.mark.parametrize("left", [b"", b"%PDF-1.7 1 of"])
def test_what_a_killed_worker_left_is_never_handed_out(organization, set_pdfs, left):
    edition = make_edition(organization)
    whole = services.print_edition(edition)
    (name,) = files(edition)
    default_storage.delete(name)
    default_storage.save(name, ContentFile(left))
    assert services.print_edition(edition) == whole.replace(b" 1 of", b" 2 of")
    assert files(edition) == [name]
    services.print_edition(edition)
    assert len(set_pdfs) == 2
