"""Parquet: typed columns. Money is decimal128 with six digits, days are date32, words are dictionaries."""

from typing import IO

import pyarrow as pa
import pyarrow.parquet as pq

from analytics.exports.fields import Type
from analytics.exports.lines import Line, Sheet
from analytics.tables import Row

LINES_A_GROUP = 50_000
_DECIMAL = pa.decimal128(38, 6)
ARROW = {
    Type.WORD: pa.dictionary(pa.int32(), pa.string()),
    Type.DATE: pa.date32(),
    Type.WHOLE: pa.int64(),
    Type.DECIMAL: _DECIMAL,
    Type.MONEY: _DECIMAL,
    Type.FLAG: pa.bool_(),
}


class Columnar:
    """Writes rows into a Parquet file, a group of lines at a time."""

    def __init__(self, file: IO[bytes], sheet: Sheet):
        self.sheet = sheet
        self.schema = pa.schema([(field.name, ARROW[field.type]) for field in sheet.fields])
        self._writer = pq.ParquetWriter(file, self.schema, compression="zstd")
        self._held: list[Line] = []

    def write(self, rows: list[Row]) -> None:
        """Add some rows."""
        self._held.extend(self.sheet.lines(rows))
        if len(self._held) >= LINES_A_GROUP:
            self._put()

    def close(self) -> None:
        """Write what is held, and the end of the file."""
        if self._held:
            self._put()
        self._writer.close()

    def _put(self) -> None:
        columns = zip(*self._held, strict=True)
        arrays = [pa.array(column, type=field.type) for field, column in zip(self.schema, columns, strict=True)]
        self._writer.write_table(pa.table(arrays, schema=self.schema))
        self._held = []
