"""A report's numbers: each as it is written, and its exact value."""

from decimal import Decimal

from analytics.panels.figures import Figure
from analytics.panels.tiles import Tile, make_tiles
from analytics.services.reporting.reading import Reading
from analytics.types import Metrics
from analytics.types.documents import Number
from tenants import formats

KINDS = {"percent": "share"}


def list_tiles(reading: Reading) -> tuple[Number, ...]:
    """Return the numbers that a report begins with; compared only with what is as complete."""
    tiles = make_tiles(reading.overview, reading.figures, choice=reading.choice, place=reading.place)
    return tuple(_of_tile(tile, reading) for tile in tiles)


def _of_tile(tile: Tile, reading: Reading) -> Number:
    comparison = reading.overview.comparison
    now = make_number(tile.figure, comparison.current, reading, key=tile.figure.key)
    mixed = bool(tile.figure.is_money and comparison.current.by_currency)
    return Number(
        key=now.key,
        label=now.label,
        text=tile.figure.text(comparison.current, reading.place, between=" and "),
        value=now.value,
        kind=now.kind,
        currency=now.currency,
        before_text="currencies are not added" if mixed else tile.before,
        before_value="" if mixed or tile.change is None else _value(tile.figure, comparison.previous),
        change="" if tile.change is None else str(round(tile.change, 6)),
        good=tile.figure.good,
        note=tile.maturing.short if tile.maturing else "",
    )


def make_number(figure: Figure, metrics: Metrics, reading: Reading, *, key: str) -> Number:
    """Return a figure of some metrics; several currencies stand one below the other and have no value."""
    return Number(
        key=key,
        label=figure.label,
        text=figure.text(metrics, reading.place, short=False, between="\n"),
        value=_value(figure, metrics),
        kind=KINDS.get(figure.kind, figure.kind),
        currency=(metrics.currency or reading.place.currency) if figure.is_money else "",
        good=figure.good,
    )


def _value(figure: Figure, metrics: Metrics) -> str:
    value = figure.read(metrics)
    if value is None or (figure.is_money and metrics.by_currency):
        return ""
    exact = formats.from_micros(value) if figure.kind == "money" else Decimal(value)
    return f"{exact:f}"
