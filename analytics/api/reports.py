"""Reports, for programs: editions, standing reports, and what was sent."""

from uuid import UUID

from django.http import HttpRequest
from ninja import Router

from analytics import services
from analytics.reports.answers import answer_pdf
from analytics.schemas.reports import DeliveryOut, EditionIn, EditionOut, EditionWhole, ReportIn, ReportOut
from analytics.selectors import reports as selectors
from analytics.services.reporting import Wish
from tenants import access, clock, idempotency, pagination
from tenants.roles import Permission

router = Router(tags=["reports"])


@router.get("/editions", response=list[EditionOut])
@access.operation(Permission.VIEW_REPORTS)
@pagination.paged
def list_editions(request: HttpRequest):
    """List the reports that were made, those of the newest days first."""
    return selectors.list_editions()


@router.post("/editions", response={201: EditionOut})
@access.operation(Permission.EDIT_CAMPAIGNS)
@idempotency.once
def create_edition(request: HttpRequest, body: EditionIn):
    """Ask for a report of any days; a job makes it, and its `state` says when it is ready."""
    given = body.dict()
    about = given.pop("campaigns")
    return services.create_edition(
        organization=request.tenant, about=about, **given, actor=request.actor, now=clock.now()
    )


@router.get("/editions/{uuid:edition_id}", response=EditionWhole)
@access.operation(Permission.VIEW_REPORTS)
def get_edition(request: HttpRequest, edition_id: UUID):
    """Return a report with everything that it says."""
    return selectors.get_edition(edition_id)


@router.get("/editions/{uuid:edition_id}/report.pdf")
@access.operation(Permission.VIEW_REPORTS)
def get_edition_pdf(request: HttpRequest, edition_id: UUID):
    """Return a report as a PDF."""
    edition = selectors.get_edition(edition_id)
    return answer_pdf(edition, services.print_edition(edition))


@router.get("/editions/{uuid:edition_id}/deliveries", response=list[DeliveryOut])
@access.operation(Permission.EDIT_CAMPAIGNS)
@pagination.paged
def list_deliveries(request: HttpRequest, edition_id: UUID):
    """List to whom a report was, or is to be, sent."""
    return selectors.list_deliveries(selectors.get_edition(edition_id))


@router.post("/editions/{uuid:edition_id}/deliveries/{int:delivery_id}/send-again", response=DeliveryOut)
@access.operation(Permission.EDIT_CAMPAIGNS)
def send_delivery_again(request: HttpRequest, edition_id: UUID, delivery_id: int):
    """Let a message that failed be sent once more, as the same message."""
    delivery = selectors.get_delivery(edition_id, delivery_id)
    return services.send_again(delivery=delivery, actor=request.actor, now=clock.now())


@router.get("/reports", response=list[ReportOut])
@access.operation(Permission.EDIT_CAMPAIGNS)
@pagination.paged
def list_reports(request: HttpRequest):
    """List the standing reports by name."""
    return selectors.list_reports()


@router.post("/reports", response={201: ReportOut})
@access.operation(Permission.EDIT_CAMPAIGNS)
@idempotency.once
def create_report(request: HttpRequest, body: ReportIn):
    """Make a standing report; 50 are the most."""
    return services.create_report(wish=Wish(**body.dict()), actor=request.actor, now=clock.now())


@router.get("/reports/{uuid:report_id}", response=ReportOut)
@access.operation(Permission.EDIT_CAMPAIGNS)
def get_report(request: HttpRequest, report_id: UUID):
    """Return a standing report."""
    return selectors.get_report(report_id)


@router.put("/reports/{uuid:report_id}", response=ReportOut)
@access.operation(Permission.EDIT_CAMPAIGNS)
def update_report(request: HttpRequest, report_id: UUID, body: ReportIn):
    """Change a standing report; what was made stays as it is."""
    report, wish = selectors.get_report(report_id), Wish(**body.dict())
    return services.update_report(report=report, wish=wish, actor=request.actor, now=clock.now())


@router.post("/reports/{uuid:report_id}/pause", response=ReportOut)
@access.operation(Permission.EDIT_CAMPAIGNS)
def pause_report(request: HttpRequest, report_id: UUID):
    """Make no more editions for now."""
    return services.pause_report(report=selectors.get_report(report_id), actor=request.actor, now=clock.now())


@router.post("/reports/{uuid:report_id}/resume", response=ReportOut)
@access.operation(Permission.EDIT_CAMPAIGNS)
def resume_report(request: HttpRequest, report_id: UUID):
    """Make editions again, from the next Monday, or 1st, on."""
    return services.resume_report(report=selectors.get_report(report_id), actor=request.actor, now=clock.now())


@router.delete("/reports/{uuid:report_id}", response={204: None})
@access.operation(Permission.EDIT_CAMPAIGNS)
def delete_report(request: HttpRequest, report_id: UUID):
    """Delete a standing report; what was made stays."""
    services.delete_report(report=selectors.get_report(report_id), actor=request.actor, now=clock.now())
