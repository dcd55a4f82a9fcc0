"""What pictures, videos, headlines, calls to action and tags brought, across campaigns; and the ads that use one of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.urls import reverse

import campaigns.selectors
import integrations.selectors
from analytics import periods
from analytics.panels.creatives.rows import SORT, Head, Line, address_of, make_heads, make_lines
from analytics.panels.creatives.telling import EMPTY, KINDS, NOTHING_YET, OVERLAP, tell
from analytics.panels.explore.words import name_label
from analytics.panels.remarks import list_remarks
from analytics.tables import Row, Table, TableSpec, open_table, read_spec
from analytics.tables.names import label_keys
from analytics.types import ASSETS, Split
from analytics.wording import Sentence
from tenants.errors import NotFound
from tenants.place import Place

PAGE_SIZE = 50
COLUMNS = ("spend", "impressions", "ctr", "conversions", "cpa", "roas")
UNUSED = "No ad uses this today."


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
        return f"{address_of(self.by, self.choice, self.spec.sort, self.key)}&"


def read_results(asked: Mapping[str, Sequence[str]], by: Split, number: int, *, now: datetime, place: Place) -> Results:
    """Read what each picture (video, headline, ...) brought. Raises Invalid for a period or an order that is none."""
    spec = _spec(asked, (by,), place)
    accounts, table, rows, total = _read(spec, number, now)
    lines, heads = make_lines(table, rows, total, by, place), make_heads(table, by, "", total, place)
    page = Paginator(range(table.count), PAGE_SIZE).get_page(number)
    notes = [OVERLAP[by], *list_remarks(total.metrics, total.metrics.conversion, accounts, place)]
    sentence = tell(rows, total.metrics, spec.sort, by, place) if accounts else NOTHING_YET
    return Results(by, spec, table, sentence, heads, lines, page, notes, bool(accounts))


def read_using(
    asked: Mapping[str, Sequence[str]], by: Split, key: str, number: int, *, now: datetime, place: Place
) -> Results:
    """Read the ads that use one picture (video, headline, ...), today. Raises NotFound where none does, Invalid as above."""
    spec = _spec(asked, (Split.AD,), place).but(part=f"{by}:{_key(by, key)}")
    accounts, table, rows, total = _read(spec, number, now)
    if not rows and key not in {each for _, each in campaigns.selectors.list_elements(by.value)}:
        raise NotFound(UNUSED)
    lines, heads = make_lines(table, rows, total, Split.AD, place), make_heads(table, by, key, total, place)
    page = Paginator(range(table.count), PAGE_SIZE).get_page(number)
    sentence = tell(rows, total.metrics, spec.sort, Split.AD, place)
    notes = list_remarks(total.metrics, total.metrics.conversion, accounts, place)
    return Results(by, spec, table, sentence, heads, lines, page, notes, bool(accounts), key, name_key(by, key, place))


def _key(by: Split, key: str) -> str:
    """Return the key as tables take it. Raises NotFound for a picture's or video's that is no id."""
    try:
        if "\0" not in key:
            return str(UUID(key)) if by in ASSETS else key
    except ValueError as error:
        raise NotFound(UNUSED) from error
    raise NotFound(UNUSED)


def name_key(by: Split, key: str, place: Place) -> str:
    """Return what a picture, a headline, ... is called by its key; one query for a picture or a video."""
    (label,) = label_keys((by,), [(key,)])[0]
    return name_label(label, place)


def _spec(asked: Mapping[str, Sequence[str]], by: tuple[Split, ...], place: Place) -> TableSpec:
    kept = {name: asked[name] for name in ("period", "since", "until", "compare", "sort") if name in asked}
    usual = {"currency": place.currency, "period": "28d", "compare": "previous", "columns": COLUMNS, "sort": SORT}
    return read_spec(kept, **usual, maturity=True, by=by)


def _read(spec: TableSpec, number: int, now: datetime) -> tuple[list, Table, list[Row], Row]:
    """Return the accounts, the table, and a page of its rows with their whole: the first where there is no such page."""
    accounts = list(integrations.selectors.list_ad_accounts(include_disconnected=True))
    table = open_table(spec, now=now, zones={each.pk: each.time_zone for each in accounts})
    rows, total = table.rows_and_total(offset=(number - 1) * PAGE_SIZE, limit=PAGE_SIZE)
    if not rows and number > 1:
        rows, total = table.rows_and_total(limit=PAGE_SIZE)
    return accounts, table, rows, total
