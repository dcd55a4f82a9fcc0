"""The rows of the creatives' results: names with small pictures, figures, and headings that sort by them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from analytics import periods
from analytics.panels.explore.figures import Cell, Writer, list_figures
from analytics.panels.explore.words import name_label
from analytics.tables import Label, Row, Table
from analytics.types import ASSETS, Split
from analytics.wording import noun_for
from tenants.place import Place

SORT = "-spend"


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


def make_lines(table: Table, rows: Sequence[Row], total: Row, by: Split, place: Place) -> list[Line]:
    """Return the rows as the template draws them."""
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
    return f"{reverse('analytics:creative_ads')}?{address_of(by, choice, SORT, str(label.value))}"


def make_heads(table: Table, by: Split, key: str, total: Row, place: Place) -> list[Head]:
    """Return the headings; pressing the one that is sorted by turns the order round."""
    figures, sort = list_figures(noun_for((), total.metrics), place), table.spec.sort
    orders = {"-": "descending", "": "ascending"}
    found = []
    for column in table.spec.columns:
        is_sorted = sort.removeprefix("-") == column
        turned = column if sort == f"-{column}" else f"-{column}"
        order = orders["-" if sort.startswith("-") else ""] if is_sorted else ""
        found.append(Head(figures[column].label, f"?{address_of(by, table.question.choice, turned, key)}", order))
    return found


def address_of(by: Split, choice: periods.Choice, sort: str, key: str) -> str:
    """Return what an address says of the page, without its question mark."""
    more = {"sort": sort} if sort != SORT else {}
    return f"{urlencode({'by': by, **({'key': key} if key else {}), **more})}&{choice.query}"
