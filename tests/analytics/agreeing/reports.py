"""What a report says, read back out of its page, its message and its PDF; and what the tiles of pages say."""

import io
import re
import unicodedata
from dataclasses import replace
from html.parser import HTMLParser

import pypdf

from analytics import reports
from analytics.models import Edition
from analytics.types.documents import Document, Line
from tests.analytics.agreeing.doors import Page, read_tables


def sheet_texts(document: Document) -> list[list[str]]:
    """Return the cells of all tables, row by row with their totals, as they should read."""
    return [["|".join(plain(cell.text).split("\n")) for cell in line.cells] for line in list_lines(document)]


def list_lines(document: Document) -> list[Line]:
    """Return the rows of all tables with their totals."""
    return [line for sheet in document.sheets for line in (*sheet.rows, *([sheet.total] if sheet.total else []))]


def page_texts(browser, edition: Edition, count: int) -> list[list[str]]:
    """Return the cells of the last `count` rows of an edition's page: those below its chart's own table."""
    answer = browser.get(f"/reports/{edition.uuid}/")
    assert answer.status_code == 200
    return _texts(read_tables(answer.content.decode()), count)


def mail_texts(document: Document, count: int) -> tuple[list[list[str]], str]:
    """Return the same of its message, and the message as plain text; without the chart, which is slow to draw."""
    mail = reports.render_mail(replace(document, chart=None), url="https://acme.example/reports/1/")
    return _texts(read_tables(mail.html), count), plain(mail.text)


def pdf_text(document: Document) -> str:
    """Return the text of its PDF without spaces, and without the signs that only say which way it runs."""
    pages = pypdf.PdfReader(io.BytesIO(reports.render_pdf(replace(document, chart=None)))).pages
    text = "".join(page.extract_text() for page in pages)
    return "".join(sign for sign in text if not sign.isspace() and unicodedata.category(sign) != "Cf")


def read_tiles(text: str) -> dict[str, tuple[str, str]]:
    """Return the tiles of a page by their labels: the number, and what stands below it."""
    reader = _Tiles()
    reader.feed(text)
    return {label: (value, foot) for label, value, foot in reader.tiles}


def plain(text: str) -> str:
    """Return a text with plain spaces."""
    return re.sub(r"[^\S\n]", " ", text)


def _texts(page: Page, count: int) -> list[list[str]]:
    found = [["|".join(cell.lines) for cell in row] for row in page.every]
    return found[len(found) - count :]


class _Tiles(HTMLParser):
    def __init__(self):
        super().__init__()
        self.tiles: list[list[str]] = []
        self.place: int | None = None

    def handle_starttag(self, tag, attributes):
        kinds = (dict(attributes).get("class") or "").split()
        if "kpi__label" in kinds:
            self.tiles.append(["", "", ""])
        for place, kind in enumerate(("kpi__label", "kpi__value", "kpi__foot")):
            if kind in kinds:
                self.place = place

    def handle_endtag(self, tag):
        if tag in ("dt", "dd"):
            self.place = None
            self.tiles[-1] = [" ".join(each.split()) for each in self.tiles[-1]] if self.tiles else []

    def handle_data(self, data):
        if self.place is not None:
            self.tiles[-1][self.place] += data
