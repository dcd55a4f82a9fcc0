"""A Document as templates take it: days in words, sentences in marked pieces, changes as numbers."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from analytics.types.documents import Document, Number, Sentence, Sheet
from tenants import formats

Pieces = list[tuple[str, bool]]


@dataclass(frozen=True, slots=True)
class DrawnTile:
    """A number with its change as a ratio (None where it cannot be compared)."""

    number: Number
    change: Decimal | None

    @property
    def change_text(self) -> str:
        """Return the change with its sign, in whole percent."""
        return "" if self.change is None else f"{'+' if self.change >= 0 else '−'}{abs(self.change) * 100:.0f}%"

    @property
    def tone(self) -> str:
        """Return good, bad or flat."""
        if self.change is None or self.number.good == "none" or abs(self.change) < formats.FLAT_BELOW:
            return "flat"
        return "good" if (self.change > 0) == (self.number.good == "up") else "bad"


@dataclass(frozen=True, slots=True)
class Drawn:
    """A report ready to be drawn."""

    document: Document
    days: str
    before: str
    made_on: str
    headline: Pieces
    tiles: list[DrawnTile]
    chart_rows: list[list[str]]
    legend: list[tuple[str, str]]


def draw(document: Document) -> Drawn:
    """Prepare a report for a template; pure."""
    locale = formats.parse_locale(document.locale)
    since, until = date.fromisoformat(document.since), date.fromisoformat(document.until)
    before = date.fromisoformat(document.before_since), date.fromisoformat(document.before_until)
    table = document.chart.table if document.chart else None
    return Drawn(
        document=document,
        days=formats.date_range(since, until, locale),
        before=formats.date_range(*before, locale, year=before[0].year != since.year),
        made_on=formats.day(datetime.fromisoformat(document.made_at).date(), locale),
        headline=pieces(document.headline),
        tiles=[DrawnTile(each, Decimal(each.change) if each.change else None) for each in document.tiles],
        chart_rows=_rows(table) if table else [],
        legend=_legend(table) if table else [],
    )


def pieces(sentence: Sentence) -> Pieces:
    """Return a sentence in pieces, each with whether the highlighter marks it."""
    found: Pieces = [(sentence.text, False)]
    for words in sentence.marked:
        found = [each for text, marked in found for each in _cut(text, words, marked)]
    return [each for each in found if each[0]]


def _cut(text: str, words: str, marked: bool) -> Pieces:
    first, there, rest = text.partition(words)
    return [(text, marked)] if marked or not there else [(first, False), (there, True), (rest, False)]


def _rows(table: Sheet) -> list[list[str]]:
    return [[line.name, *(cell.text for cell in line.cells)] for line in table.rows]


def _legend(table: Sheet) -> list[tuple[str, str]]:
    expected: Sequence[tuple[str, str]] = (
        [("expected when complete, with its range", "e")] if "Expected" in table.columns else []
    )
    before = [(f"the {table.columns[2].lower()}", "c")] if len(table.columns) > 2 else []
    return [("reported", ""), *expected, *before]
