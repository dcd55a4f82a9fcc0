"""The page of reports: what was made, and what is made again and again, in words."""

from dataclasses import dataclass

from analytics.models import Report
from analytics.types.reports import Rhythm
from tenants import formats
from tenants.place import Place


@dataclass(frozen=True, slots=True)
class Standing:
    """A standing report in words."""

    report: Report
    rhythm: str
    next: str
    readers: str


def describe(report: Report, place: Place) -> Standing:
    """Return a standing report in words."""
    hour = f"{report.send_hour:02}:00"
    rhythm = f"Mondays at {hour}" if report.rhythm == Rhythm.WEEKLY else f"On the 1st at {hour}"
    first, others = report.recipients[0], len(report.recipients) - 1
    return Standing(
        report=report,
        rhythm=rhythm,
        next=formats.moment(report.next_at, place.zone, place.locale) if report.next_at else "",
        readers=f"{first} and {others} more" if others else first,
    )
