"""What pictures, videos, headlines, calls to action and tags brought, across campaigns; and the ads that use one of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.urls import reverse

import campaigns.selectors
import integrations.selectors
from analytics import periods
from analytics.panels.creatives.telling import EMPTY, KINDS, OVERLAP, tell
from analytics.panels.explore.figures import Cell, Writer, list_figures
from analytics.panels.explore.words import name_label
from analytics.panels.remarks import list_remarks
from analytics.tables import Label, Row, Table, TableSpec, open_table, read_spec
from analytics.tables.names import label_keys
from analytics.types import ASSETS, Split
from analytics.wording import Sentence, noun_for
from tenants.errors import NotFound
from tenants.place import Place

PAGE_SIZE = 50
COLUMNS = ("spend", "impressions", "ctr", "conversions", "cpa", "roas")
SORT = "-spend"
UNUSED = "No ad uses this today."


@dataclass(frozen=True, slots=True)
class Head:
    """A column's heading: what it sorts by, and how it is sorted."""

    label: str
    href: str
    order: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """One row: what it is of, its small picture, the page that it leads to, and its figures."""

    name: str
    href: str
    asset: Any
    cells: list[Cell]


@dataclass(frozen=True)
class Results:
    """The page: rows of one kind, and where it leads to; `key` is set where it is of the ads that use one thing."""

    by: Split
    spec: TableSpec
    table: Table
    sentence: Sentence
    heads: list[Head]
    lines: list[Line]
    page: Page
    notes: list[str]
    has_accounts: bool
    key: str = ""
    name: str = ""

    @property
    def choice(self) -> periods.Choice:
        """Return the period."""
        return self.table.question.choice

    @property
    def kinds(self) -> list[tuple[str, str, bool]]:
        """Return the choice of the kind: label, address, whether it is chosen."""
        page = reverse("analytics:creative_results")
        return [
            (label, f"{page}?{urlencode({'by': kind})}&{self.choice.query}", kind == self.by)
            for kind, label in KINDS.items()
        ]

    @property
    def empty(self) -> tuple[str, str]:
        """Return what stands where there is nothing: a sentence, and what it takes for something to stand here."""
        return EMPTY[self.by]

    @property
    def page_query(self) -> str:
        """Return the address of what is shown, ready for the number of a page."""
        return f"{_address(self.by, self.choice, self.spec.sort, self.key)}&"


def read_results(asked: Mapping[str, Sequence[str]], by: Split, number: int, *, now: datetime, place: Place) -> Results:
    """Read what each picture (video, headline, ...) brought. Raises Invalid for a period or an order that is none."""
    spec = _spec(asked, (by,), place)
    accounts = list(integrations.selectors.list_ad_accounts(include_disconnected=True))
    table = open_table(spec, now=now, zones={each.pk: each.time_zone for each in accounts})
    rows, total = _read(table, number)
    lines, heads = _lines(table, rows, total, by, place), _heads(table, by, "", total, place)
    page = Paginator(range(table.count), PAGE_SIZE).get_page(number)
    notes = [OVERLAP[by], *list_remarks(total.metrics, total.metrics.conversion, accounts, place)]
    sentence = tell(rows, total.metrics, spec.sort, by, place)
    return Results(by, spec, table, sentence, heads, lines, page, notes, bool(accounts))


def read_using(
    asked: Mapping[str, Sequence[str]], by: Split, key: str, number: int, *, now: datetime, place: Place
) -> Results:
    """Read the ads that use one picture (video, headline, ...), today. Raises NotFound where none does, Invalid as above."""
    spec = _spec(asked, (Split.AD,), place).but(part=f"{by}:{_key(by, key)}")
    accounts = list(integrations.selectors.list_ad_accounts(include_disconnected=True))
    table = open_table(spec, now=now, zones={each.pk: each.time_zone for each in accounts})
    rows, total = _read(table, number)
    if not rows and key not in {each for _, each in campaigns.selectors.list_elements(by.value)}:
        raise NotFound(UNUSED)
    lines, heads = _lines(table, rows, total, Split.AD, place), _heads(table, by, key, total, place)
    page = Paginator(range(table.count), PAGE_SIZE).get_page(number)
    sentence = tell(rows, total.metrics, spec.sort, Split.AD, place)
    notes = list_remarks(total.metrics, total.metrics.conversion, accounts, place)
    return Results(by, spec, table, sentence, heads, lines, page, notes, bool(accounts), key, name_key(by, key, place))


def _key(by: Split, key: str) -> str:
    """Return the key as tables take it. Raises NotFound for a picture's or video's that is no id."""
    try:
        return str(UUID(key)) if by in ASSETS else key
    except ValueError as error:
        raise NotFound(UNUSED) from error


def name_key(by: Split, key: str, place: Place) -> str:
    """Return what a picture, a headline, ... is called by its key; one query for a picture or a video."""
    (label,) = label_keys((by,), [(key,)])[0]
    return name_label(label, place)


def _spec(asked: Mapping[str, Sequence[str]], by: tuple[Split, ...], place: Place) -> TableSpec:
    kept = {name: asked[name] for name in ("period", "since", "until", "compare", "sort") if name in asked}
    usual = {"currency": place.currency, "period": "28d", "compare": "previous", "columns": COLUMNS, "sort": SORT}
    return read_spec(kept, **usual, maturity=True, by=by)


def _read(table: Table, number: int) -> tuple[list[Row], Row]:
    rows, total = table.rows_and_total(offset=(number - 1) * PAGE_SIZE, limit=PAGE_SIZE)
    return table.rows_and_total(limit=PAGE_SIZE) if not rows and number > 1 else (rows, total)


def _lines(table: Table, rows: Sequence[Row], total: Row, by: Split, place: Place) -> list[Line]:
    figures = list_figures(noun_for((), total.metrics), place)
    shown = [figures[key] for key in table.spec.columns]
    writer = Writer(shown, [], table.basis, place, table.spec.sort.removeprefix("-"))
    return [
        Line(
            name_label(row.labels[0], place),
            _href(by, row.labels[0], table.question.choice),
            row.labels[0].uuid if by in ASSETS else None,
            writer.cells(row, f"row-{n}"),
        )
        for n, row in enumerate(rows)
    ]


def _href(by: Split, label: Label, choice: periods.Choice) -> str:
    if by == Split.AD:
        return reverse("campaigns:detail", args=[label.campaign]) if label.campaign else ""
    return f"{reverse('analytics:creative_ads')}?{_address(by, choice, SORT, str(label.value))}"


def _heads(table: Table, by: Split, key: str, total: Row, place: Place) -> list[Head]:
    figures, sort = list_figures(noun_for((), total.metrics), place), table.spec.sort
    orders = {"-": "descending", "": "ascending"}
    found = []
    for column in table.spec.columns:
        is_sorted = sort.removeprefix("-") == column
        turned = column if sort == f"-{column}" else f"-{column}"
        order = orders["-" if sort.startswith("-") else ""] if is_sorted else ""
        found.append(Head(figures[column].label, f"?{_address(by, table.question.choice, turned, key)}", order))
    return found


def _address(by: Split, choice: periods.Choice, sort: str, key: str) -> str:
    more = {"sort": sort} if sort != SORT else {}
    return f"{urlencode({'by': by, **({'key': key} if key else {}), **more})}&{choice.query}"
