"""CSV: UTF-8, a comma between, a point in numbers, days as 2026-11-20."""

import csv
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Any

from analytics.exports.lines import Sheet
from analytics.tables import Row

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


class _Echo:
    """A file that gives back what is written."""

    def write(self, text: str) -> str:
        return text


class CsvLines:
    """Makes the text of some rows at a time."""

    def __init__(self, sheet: Sheet):
        self.sheet = sheet
        self._writer = csv.writer(_Echo())

    def head(self) -> bytes:
        """Return the line with the names."""
        return self._line([field.name for field in self.sheet.fields])

    def body(self, rows: Iterable[Row]) -> bytes:
        """Return the lines of some rows."""
        return b"".join(self._line([_cell(value) for value in line]) for line in self.sheet.lines(list(rows)))

    def _line(self, values: list[str]) -> bytes:
        return self._writer.writerow(values).encode()  # type: ignore[attr-defined]


def write_csv(sheet: Sheet) -> Iterator[bytes]:
    """Yield a table as CSV, as its rows are read."""
    lines = CsvLines(sheet)
    yield lines.head()
    yield from map(lines.body, sheet.table.stretches())


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Decimal):
        return format(value.normalize(), "f") if value else "0"
    return defuse(value) if isinstance(value, str) else str(value)


def defuse(text: str) -> str:
    """Return text that no spreadsheet takes for a formula: an apostrophe goes before what could begin one."""
    return f"'{text}" if text.startswith(_FORMULA) else text
