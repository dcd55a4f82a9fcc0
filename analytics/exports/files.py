"""One way to write a file of any format."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO, Protocol

from analytics.exports.columnar import Columnar
from analytics.exports.lines import Sheet
from analytics.exports.text import CsvLines
from analytics.exports.workbook import Workbook
from analytics.tables import Row
from analytics.types.exports import ExportFormat

MIME = {
    ExportFormat.CSV: "text/csv; charset=utf-8",
    ExportFormat.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ExportFormat.PARQUET: "application/vnd.apache.parquet",
}


class Writer(Protocol):
    """Takes rows; the file is whole once it is closed."""

    def write(self, rows: list[Row]) -> None:
        """Add some rows."""

    def close(self) -> None:
        """Finish the file."""


class _Csv:
    def __init__(self, file: IO[bytes], sheet: Sheet):
        self.file, self.text = file, CsvLines(sheet)
        file.write(self.text.head())

    def write(self, rows: list[Row]) -> None:
        self.file.write(self.text.body(rows))

    def close(self) -> None:
        self.file.flush()


_WRITERS = {ExportFormat.CSV: _Csv, ExportFormat.XLSX: Workbook, ExportFormat.PARQUET: Columnar}


@contextmanager
def open_writer(format: ExportFormat, file: IO[bytes], sheet: Sheet) -> Iterator[Writer]:
    """Give a writer into a file that can be written and sought; it is closed at the end, also after an error."""
    writer: Writer = _WRITERS[format](file, sheet)
    try:
        yield writer
    finally:
        writer.close()
