"""Reports, for programs."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from ninja import Schema
from pydantic import Field

from analytics.types.reports import DeliveryState, EditionState, Rhythm


class EditionIn(Schema):
    """A report by hand: days of the ad accounts, both included, of all campaigns or of those named."""

    name: str = Field("", description="1 to 80 characters; empty: Advertising report")
    since: date
    until: date
    campaigns: list[UUID] = Field(default_factory=list, description="empty: all; 50 at most")


class EditionOut(Schema):
    """A report as it was made once."""

    id: UUID = Field(alias="uuid")
    name: str
    since: date
    until: date
    campaigns: list[UUID]
    state: EditionState
    error: str
    report: UUID | None = Field(description="the standing report it is an edition of; null: asked for by hand")
    created_at: datetime
    created_by: str = Field(alias="created_by_label")
    made_at: datetime | None

    @staticmethod
    def resolve_report(edition) -> UUID | None:
        """Return the standing report's id."""
        return edition.report.uuid if edition.report else None


class EditionWhole(EditionOut):
    """A report with everything that it says."""

    document: dict[str, Any] | None = Field(description="null until it is made; texts are in the organisation's locale")


class DeliveryOut(Schema):
    """A message with a report to one address."""

    id: int
    address: str
    state: DeliveryState
    sent_at: datetime | None
    error: str


class ReportIn(Schema):
    """A standing report."""

    name: str = Field(description="1 to 80 characters")
    rhythm: Rhythm = Rhythm.WEEKLY
    send_hour: int = Field(7, description="0 to 23, by the organisation's clock")
    recipients: list[str] = Field(description="1 to 20 e-mail addresses")
    campaigns: list[UUID] = Field(default_factory=list, description="empty: all, new ones too")


class ReportOut(ReportIn):
    """A standing report, and when its next edition is due."""

    id: UUID = Field(alias="uuid")
    is_active: bool
    next_at: datetime | None
    created_at: datetime
    created_by: str = Field(alias="created_by_label")
