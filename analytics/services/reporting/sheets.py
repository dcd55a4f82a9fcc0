"""A report's tables: by platform and by campaign, read as every table of figures is."""

from collections.abc import Sequence
from uuid import UUID

from analytics.panels.figures import Figure, value_per_unit
from analytics.services.reporting.numbers import make_number
from analytics.services.reporting.reading import Reading
from analytics.tables import Row, Table, TableSpec, open_table
from analytics.types import Split
from analytics.types.documents import Line, Number, Sheet
from integrations.naming import NAMES
from integrations.types import Platform

MOST_ROWS = 20
COLUMNS = ("spend", "conversions", "cpa", "value", "roas")


def list_sheets(reading: Reading) -> tuple[Sheet, ...]:
    """Return the tables; none without figures."""
    if reading.overview.comparison.current.is_empty:
        return ()
    platforms = _sheet(reading, Split.PLATFORM, "Where it came from")
    return tuple(each for each in (platforms, _sheet(reading, Split.CAMPAIGN, "Campaigns")) if each.rows)


def _sheet(reading: Reading, split: Split, title: str) -> Sheet:
    table, figures = _open(reading, split), _figures(reading)
    rows = table.rows(limit=MOST_ROWS)
    left = table.count - len(rows)
    return Sheet(
        title=title,
        columns=(split.value.capitalize(), *(figure.label for figure in figures)),
        rows=tuple(_line(row, split, figures, reading) for row in rows),
        total=Line("All", _cells(table.total(), figures, reading, "all")) if len(rows) > 1 else None,
        query=table.spec.query,
        note=f"The {len(rows)} that cost most; {left} more count in the sum." if left else "",
    )


def _open(reading: Reading, split: Split) -> Table:
    period = reading.choice.period
    spec = TableSpec(
        by=(split,),
        since=str(period.since),
        until=str(period.until),
        currency=reading.place.currency,
        campaigns=tuple(UUID(each) for each in reading.uuids),
        columns=COLUMNS,
        sort="-spend",
    )
    return open_table(spec, now=reading.now)


def _figures(reading: Reading) -> Sequence[Figure]:
    first = reading.figures
    if reading.noun.has_value and first[1].key == "conversions":
        return [*first[:3], value_per_unit(reading.noun, _unit(first))]
    return first


def _unit(figures: Sequence[Figure]) -> str:
    """Return one unit of the money that the tiles show."""
    return next((each.label.split("per ")[-1].removesuffix(" spent") for each in figures if each.key == "roas"), "1")


def _line(row: Row, split: Split, figures: Sequence[Figure], reading: Reading) -> Line:
    (label,) = row.labels
    platform = str(label.value) if split == Split.PLATFORM else ""
    name = NAMES[Platform(platform)] if platform else label.name
    key = platform or str(label.uuid or "other")
    return Line(name or "Not in Adwright yet", _cells(row, figures, reading, f"{split}.{key}"), platform)


def _cells(row: Row, figures: Sequence[Figure], reading: Reading, key: str) -> tuple[Number, ...]:
    return tuple(make_number(each, row.metrics, reading, key=f"{key}.{each.key}") for each in figures)
