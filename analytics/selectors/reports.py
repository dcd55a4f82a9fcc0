"""Reports and their editions, for pages, programs and jobs."""

from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from analytics.models import Delivery, Edition, Report
from analytics.types.reports import DeliveryState, EditionState
from tenants.errors import NotFound

_OPEN = (DeliveryState.WAITING, DeliveryState.SENDING)


def list_editions(report: Report | None = None) -> QuerySet[Edition]:
    """Return editions without their documents, the newest days first."""
    found = Edition.objects.defer("document").select_related("report")
    return found.filter(report=report) if report else found


def get_edition(edition_id: UUID | str) -> Edition:
    """Return one edition with its document. Raises NotFound."""
    found = Edition.objects.select_related("report").filter(uuid=edition_id).first()
    if found is None:
        raise NotFound("There is no such report here.")
    return found


def list_reports() -> QuerySet[Report]:
    """Return the standing reports by name."""
    return Report.objects.order_by("name", "id")


def get_report(report_id: UUID | str) -> Report:
    """Return one standing report. Raises NotFound."""
    found = Report.objects.filter(uuid=report_id).first()
    if found is None:
        raise NotFound("There is no such standing report here.")
    return found


def list_deliveries(edition: Edition) -> QuerySet[Delivery]:
    """Return to whom an edition was, or is to be, sent."""
    return edition.deliveries.order_by("address", "id")


def get_delivery(edition_id: UUID, delivery_id: int) -> Delivery:
    """Return one delivery with its edition. Raises NotFound."""
    found = Delivery.objects.select_related("edition__report").filter(edition__uuid=edition_id, pk=delivery_id).first()
    if found is None:
        raise NotFound("There is no such message here.")
    return found


def list_open_editions(report_id: UUID | str) -> QuerySet[Edition]:
    """Return a standing report's editions of which something is still to be made or sent, the oldest first."""
    found = Edition.objects.filter(_is_open(), report__uuid=report_id).exclude(state=EditionState.FAILED)
    return found.order_by("until", "pk").distinct()


def list_due_reports(now: datetime) -> list[UUID]:
    """Return which standing reports have something to do."""
    due = Q(is_active=True, next_at__lte=now)
    unsent = Edition.objects.filter(_is_open(), report__isnull=False).exclude(state=EditionState.FAILED)
    return list(Report.objects.filter(due | Q(pk__in=unsent.values("report_id"))).values_list("uuid", flat=True))


def list_unmade_editions() -> list[UUID]:
    """Return the editions that were asked for by hand and are not made."""
    found = Edition.objects.filter(report=None, state=EditionState.PENDING)
    return list(found.values_list("uuid", flat=True))


def _is_open() -> Q:
    return Q(state=EditionState.PENDING) | Q(deliveries__state__in=_OPEN)
