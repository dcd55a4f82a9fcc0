"""The page's sentence: who brought most, or what the whole came to."""

from collections.abc import Sequence

from analytics.panels.explore.words import DATES, name_row
from analytics.panels.figures import SPEND, Figure
from analytics.tables import Row
from analytics.types import OVERLAPPING, Metrics
from analytics.wording import Noun, Piece, Sentence
from tenants import formats
from tenants.place import Place

LONGEST = 60


def tell(rows: Sequence[Row], total: Metrics, noun: Noun, place: Place, *, is_whole: bool) -> Sentence:
    """Return the sentence; `is_whole` says that the rows are all there are, so that the largest is among them."""
    if total.is_empty:
        return [Piece("Nothing was delivered", marked=True), Piece(" in these days.")]
    first = max(rows, key=lambda row: noun.count(row.metrics), default=None) if is_whole and len(rows) > 1 else None
    if (
        first is None
        or not noun.count(first.metrics)
        or {label.split for label in first.labels}.intersection(OVERLAPPING)
    ):
        return _altogether(total, noun, place)
    return _largest(first, total, noun, place)


def _largest(row: Row, total: Metrics, noun: Noun, place: Place) -> Sentence:
    name, number, of = _short(name_row(row, place)), noun.count(row.metrics), noun.count(total)
    if number > of:  # parts that overlap
        return _altogether(total, noun, place)
    share = _share(SPEND, row.metrics, total)
    counted = f"{formats.count(number, place.locale)} of {formats.count(of, place.locale)} {noun.named(of)}"
    cost = f" for {formats.percent(share, place.locale, decimals=0)} of the money." if share is not None else "."
    start = f"{name} was best: " if row.labels[0].split in DATES and len(row.labels) == 1 else f"{name} brought most: "
    return [Piece(start), Piece(counted, marked=True), Piece(cost)]


def _altogether(total: Metrics, noun: Noun, place: Place) -> Sentence:
    number = noun.count(total)
    spent = SPEND.text(total, place, between=" and ")
    return [
        Piece(f"{spent} brought "),
        Piece(f"{formats.count(number, place.locale)} {noun.named(number)}", marked=True),
        Piece("."),
    ]


def _share(figure: Figure, part: Metrics, whole: Metrics):
    some, every = figure.read(part), figure.read(whole)
    return None if some is None or not every or part.currency != whole.currency else some / every


def _short(name: str) -> str:
    return formats.isolate(formats.shorten(name, LONGEST))
