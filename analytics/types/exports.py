"""The words of exports."""

from enum import StrEnum


class ExportFormat(StrEnum):
    """What a table can be written as; the word is the file name's ending too."""

    CSV = "csv"
    XLSX = "xlsx"
    PARQUET = "parquet"


class ExportState(StrEnum):
    """What became of an export."""

    PENDING = "pending"
    RUNNING = "running"
    READY = "ready"
    FAILED = "failed"
    GONE = "gone"
    """Its days are over: the file was removed."""
