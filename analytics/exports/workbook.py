"""XLSX: one sheet, or several where there are more lines than one holds; written to disk line by line."""

from datetime import date
from typing import IO, Any

import xlsxwriter
from babel.numbers import get_currency_precision

from analytics.exports.fields import Field, Type
from analytics.exports.lines import Line, Sheet
from analytics.tables import Kind, Row

MOST_LINES = 1_048_576
_OPTIONS = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
_FORMATS = {Type.DATE: "yyyy-mm-dd", Type.WHOLE: "#,##0", Type.DECIMAL: "#,##0.######"}


class Workbook:
    """Writes rows into a workbook. Text is text, never a formula; money carries its currency; days are days."""

    def __init__(self, file: IO[bytes], sheet: Sheet, most_lines: int = MOST_LINES):
        self.sheet, self.most_lines = sheet, most_lines
        self._book = xlsxwriter.Workbook(file, dict(_OPTIONS))
        self._bold = self._book.add_format({"bold": True})
        self._formats: dict[str, Any] = {}
        self._percent = {column.key for column in sheet.table.columns if column.kind == Kind.SHARE}
        self._begin()

    def write(self, rows: list[Row]) -> None:
        """Add some rows."""
        for line in self.sheet.lines(rows):
            if self._at == self.most_lines:
                self._begin()
            self._line(line)

    def close(self) -> None:
        """Put the file together."""
        self._book.close()

    def _begin(self) -> None:
        number = len(self._book.worksheets()) + 1
        self._page = self._book.add_worksheet("Figures" if number == 1 else f"Figures {number}")
        self._page.freeze_panes(1, 0)
        for place, field in enumerate(self.sheet.fields):
            self._page.set_column(place, place, 26 if field.type == Type.WORD else 14)
            self._page.write_string(0, place, field.name, self._bold)
        self._at = 1

    def _line(self, line: Line) -> None:
        currency = line[self.sheet.currency_place] or ""
        for place, (field, value) in enumerate(zip(self.sheet.fields, line, strict=True)):
            if value is not None:
                self._cell(place, field, value, currency)
        self._at += 1

    def _cell(self, place: int, field: Field, value: Any, currency: str) -> None:
        if field.type == Type.WORD:
            self._page.write_string(self._at, place, value)
        elif field.type == Type.FLAG:
            self._page.write_boolean(self._at, place, value)
        elif isinstance(value, date):
            self._page.write_datetime(self._at, place, value, self._format(_FORMATS[Type.DATE]))
        else:
            self._page.write_number(self._at, place, value, self._format(self._pattern(field, currency)))

    def _pattern(self, field: Field, currency: str) -> str:
        if field.type == Type.MONEY:
            return money_pattern(currency)
        return "0.00%" if field.name.removeprefix("previous_") in self._percent else _FORMATS[field.type]

    def _format(self, pattern: str) -> Any:
        if pattern not in self._formats:
            self._formats[pattern] = self._book.add_format({"num_format": pattern})
        return self._formats[pattern]


def money_pattern(currency: str) -> str:
    """Return how amounts of a currency are written: its digits after the point, and its three letters."""
    digits = get_currency_precision(currency) if currency else 2
    point = f".{'0' * digits}" if digits else ""
    return f'#,##0{point} "{currency}"' if currency else f"#,##0{point}"
