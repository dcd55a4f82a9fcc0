"""What the page draws: rows, their headings, and everything around them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl
from uuid import UUID

from django.core.paginator import Page

from analytics.panels.drawn import Chart
from analytics.panels.explore.asking import Controls
from analytics.panels.explore.figures import Cell
from analytics.tables import Table, TableSpec
from analytics.types import ASSETS
from analytics.wording import Sentence


@dataclass(frozen=True, slots=True)
class Head:
    """A column's heading: what it sorts by, and how it is sorted."""

    label: str
    href: str
    order: str = ""


@dataclass(frozen=True, slots=True)
class Name:
    """One key of a row; `href` leads to what it consists of."""

    text: str
    href: str = ""
    platform: str = ""
    asset: UUID | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """One row as the template draws it."""

    names: list[Name]
    cells: list[Cell]


@dataclass
class Explored:
    """An answer with everything around it; without a table where the question cannot be answered."""

    spec: TableSpec
    controls: Controls
    sentence: Sentence
    table: Table | None = None
    splits: list[str] = field(default_factory=list)
    heads: list[Head] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    total: list[Cell] = field(default_factory=list)
    page: Page | None = None
    chart: Chart | None = None
    small: list[Chart] = field(default_factory=list)
    small_title: str = ""
    menus: Mapping[str, Any] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    part: str = ""
    """What the ads have that it is limited to."""
    is_started: bool = True

    @property
    def page_query(self) -> str:
        """Return the address of what is shown, ready for the number of a page."""
        return f"{self.spec.query}&"

    @property
    def hours_query(self) -> str:
        """Return the address of the hours of what is shown."""
        spec = self.spec
        limits = {"account": spec.account, "platform": spec.platform, "campaigns": spec.campaigns, "part": spec.part}
        return TableSpec(period="14d", currency=spec.currency, columns=spec.columns[:1], **limits).query

    @property
    def part_asset(self) -> str:
        """Return the id of the picture or video that the ads have that it is limited to."""
        kind, key = self.spec.part_words or ("", "")
        return key if kind in ASSETS else ""

    @property
    def whole_query(self) -> str:
        """Return the address of the same of all ads, whatever they have."""
        return self.spec.but(part="").query

    @property
    def pairs(self) -> list[tuple[str, str]]:
        """Return the question without its days, as the fields that a form keeps."""
        return [pair for pair in parse_qsl(self.spec.query) if pair[0] not in ("period", "since", "until")]

    @property
    def query(self) -> str:
        """Return the address of what is shown."""
        number = f"&page={self.page.number}" if self.page and self.page.number > 1 else ""
        return self.spec.query + number
