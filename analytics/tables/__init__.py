"""Any table of figures: one question, one answer, for the page, the API, an export and a report alike.

spec = read_spec(request.GET)                     what an address asks for; Invalid by field
spec.query                                        the address again, in one order: two equal questions have one
table = open_table(spec, now=now)
table.rows(offset=0, limit=50), table.count       a stretch of the rows, and how many there are
table.total()                                     the whole that the rows are parts of
"""

from analytics.tables.columns import COLUMNS, Column, Kind
from analytics.tables.reading import read_spec
from analytics.tables.spec import TableSpec
from analytics.tables.table import Label, Row, Table, open_table

__all__ = ["COLUMNS", "Column", "Kind", "Label", "Row", "Table", "TableSpec", "open_table", "read_spec"]
