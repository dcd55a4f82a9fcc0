"""Reports and their editions, for pages and programs."""

from uuid import UUID

from django.db.models import QuerySet

from analytics.models import Edition, Report
from tenants.errors import NotFound


def list_editions(report: Report | None = None) -> QuerySet[Edition]:
    """Return editions without their documents, the newest days first."""
    found = Edition.objects.defer("document").select_related("report")
    return found.filter(report=report) if report else found


def get_edition(edition_id: UUID | str) -> Edition:
    """Return one edition with its document. Raises NotFound."""
    try:
        return Edition.objects.select_related("report").get(uuid=edition_id)
    except (Edition.DoesNotExist, ValueError) as error:
        raise NotFound("There is no such report here.") from error


def list_reports() -> QuerySet[Report]:
    """Return the standing reports by name."""
    return Report.objects.order_by("name", "id")


def get_report(report_id: UUID | str) -> Report:
    """Return one standing report. Raises NotFound."""
    try:
        return Report.objects.get(uuid=report_id)
    except (Report.DoesNotExist, ValueError) as error:
        raise NotFound("There is no such standing report here.") from error
