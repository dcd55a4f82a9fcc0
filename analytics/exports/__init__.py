"""Tables of figures as files and streams: the same lines as CSV, XLSX and Parquet.

with open_writer(ExportFormat.XLSX, file, Sheet(table)) as writer:
    for rows in table.stretches(): writer.write(rows)

write_csv(Sheet(table))                       pieces of bytes, as the rows are read

One line a group; where its money is in several currencies, which cannot be added, one line a currency, each with the
counts of its own part. Names of columns are those of the API and stay as they are.
"""

from analytics.exports.files import open_writer
from analytics.exports.lines import Sheet
from analytics.exports.text import write_csv

__all__ = ["Sheet", "open_writer", "write_csv"]
