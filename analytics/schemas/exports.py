"""Exports, for programs."""

from datetime import datetime
from uuid import UUID

from ninja import Schema
from pydantic import Field

from analytics.schemas.metrics import TableIn
from analytics.types.exports import ExportFormat, ExportState


class StreamIn(TableIn):
    """What `/metrics` takes, and which columns of figures to write."""

    column: list[str] = Field([], description="which columns of a CSV, as spend and ctr; empty: the usual ones")


class ExportIn(Schema):
    """A table, as its page's address says it, and a format."""

    query: str = Field(
        max_length=4000,
        description="the table's address after the question mark, such as `by=campaign&by=day&period=28d&column=spend`; "
        "what `/metrics` takes, with column and sort",
    )
    format: ExportFormat


class ExportOut(Schema):
    """A file of a table. Ask again while its state is pending or running; then download it until it expires."""

    id: UUID = Field(alias="uuid")
    query: str
    title: str
    format: ExportFormat
    state: ExportState
    asked_at: datetime
    rows_done: int = Field(alias="done_count")
    rows: int | None = Field(alias="row_count", description="null until it is known")
    byte_size: int | None
    error: str = Field(description="why there is no file; empty where nothing went wrong")
    expires_at: datetime
    created_by: str = Field(alias="created_by_label")
