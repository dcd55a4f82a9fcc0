"""What each door answers to a question: numbers as they are read back out of what it sends."""

import csv
import html
import io
import json
import zipfile
from dataclasses import dataclass, field
from decimal import Decimal
from html.parser import HTMLParser
from typing import Any
from xml.etree import ElementTree

import pyarrow.parquet as pq

from analytics.tables import TableSpec
from tenants import queue

Lines = list[dict[str, Any]]
SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


@dataclass
class Cell:
    """A cell of a page: what stands in it line by line, and what stands beside that (changes, what is still to come)."""

    lines: list[str] = field(default_factory=lambda: [""])
    beside: str = ""


@dataclass
class Page:
    """The tables of a page, row by row."""

    rows: list[list[Cell]] = field(default_factory=list)
    total: list[Cell] = field(default_factory=list)
    every: list[list[Cell]] = field(default_factory=list)
    """Rows and totals in their order."""


class Refused(Exception):
    """A door refuses; its sentences."""

    def __init__(self, texts: list[str]):
        self.texts = texts
        super().__init__(*texts)


def read_json(api, spec: TableSpec) -> list[dict]:
    """Return the API's first items. Raises Refused."""
    return _checked(api.get(f"/api/v1/metrics?{spec.query}&limit=200")).json()["items"]


def read_ndjson(api, spec: TableSpec) -> list[dict]:
    """Return all items as they are streamed. Raises Refused."""
    return [json.loads(line) for line in _stream(api.get(f"/api/v1/metrics.ndjson?{spec.query}")).splitlines()]


def read_csv(api, spec: TableSpec) -> Lines:
    """Return the lines of the CSV that is streamed. Raises Refused."""
    return _of_csv(_stream(api.get(f"/api/v1/metrics.csv?{spec.query}")))


def read_file(api, spec: TableSpec, format: str) -> Lines:
    """Return the lines of a file that a job makes. Raises Refused."""
    asked = _checked(
        api.post("/api/v1/exports", {"query": spec.query, "format": format}, content_type="application/json")
    )
    queue.run_due_now(names=["analytics.make_export"])
    content = _stream(api.get(f"/api/v1/exports/{asked.json()['id']}/file"))
    return {"csv": _of_csv, "xlsx": _of_workbook, "parquet": _of_parquet}[format](content)


def read_page(browser, spec: TableSpec) -> Page:
    """Return the table of the page as people see it. Raises Refused."""
    answer = browser.get(f"/explore/?{spec.query}")
    text = answer.content.decode()
    if answer.status_code == 422:
        raise Refused([html.unescape(text)])
    assert answer.status_code == 200
    return read_tables(text)


def read_tables(text: str) -> Page:
    """Return what stands in the tables of figures of a page or a message: in cells that are not names."""
    reader = _Reader()
    reader.feed(text)
    return reader.page


def _checked(answer):
    if answer.status_code == 422:
        raise Refused([each["message"] for each in answer.json()["errors"]])
    assert answer.status_code in (200, 202), answer.content
    return answer


def _stream(answer) -> bytes:
    return b"".join(_checked(answer).streaming_content)


def _of_csv(content: bytes) -> Lines:
    return [
        {name: value or None for name, value in line.items()} for line in csv.DictReader(io.StringIO(content.decode()))
    ]


def _of_parquet(content: bytes) -> Lines:
    return pq.read_table(io.BytesIO(content)).to_pylist()


def _of_workbook(content: bytes) -> Lines:
    book = zipfile.ZipFile(io.BytesIO(content))
    tree = ElementTree.fromstring(book.read("xl/worksheets/sheet1.xml"))
    rows = [dict(map(_of_cell, found)) for found in tree.iter(f"{SHEET}row")]
    head = rows[0]
    return [{name: line.get(place) for place, name in head.items()} for line in rows[1:]]


def _of_cell(cell) -> tuple[str, Any]:
    place = cell.get("r").rstrip("0123456789")
    if cell.get("t") == "inlineStr":
        return place, "".join(each.text or "" for each in cell.iter(f"{SHEET}t"))
    value = cell.findtext(f"{SHEET}v")
    return place, value if value is None or cell.get("t") == "b" else Decimal(value)


class _Reader(HTMLParser):
    def __init__(self):
        super().__init__()
        self.page = Page()
        self.is_ours = False
        self.row: list[Cell] = []
        self.cell: Cell | None = None
        self.deep: list[str] = []

    def handle_starttag(self, tag, attributes):
        given = {name: value or "" for name, value in attributes}
        kind = given.get("class", "").split()
        if tag == "table":
            self.is_ours = not {"table--fold", "part"}.isdisjoint(kind)  # those of a page, and those of a message
        elif tag == "tr":
            self.row = []
        elif tag == "td" and self.is_ours and ("n" in kind or given.get("align") == "right"):
            self.cell = Cell()
        elif self.cell is not None:
            self._inside(tag)

    def _inside(self, tag: str) -> None:
        if tag != "br":
            self.deep.append(tag)
        elif not self.deep:
            self.cell.lines.append("")

    def handle_endtag(self, tag):
        if tag == "td" and self.cell is not None:
            self.cell.lines = [" ".join(each.split()) for each in self.cell.lines if each.strip()]
            self.row.append(self.cell)
            self.cell, self.deep = None, []
        elif self.deep:
            self.deep.pop()
        elif tag == "tr" and self.row:
            self.page.rows.append(self.row)
            self.page.every.append(self.row)
            self.row = []
        elif tag == "tfoot" and self.is_ours:
            self.page.total = self.page.rows.pop()

    def handle_data(self, data):
        if self.cell is not None and self.deep:
            self.cell.beside += data
        elif self.cell is not None:
            self.cell.lines[-1] += data
