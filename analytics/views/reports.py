"""Reports: those that were made, one of them as a page and as a PDF, and one by hand."""

from uuid import UUID

from django.core.paginator import Paginator
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from analytics import reports as drawing
from analytics import services
from analytics.models import Edition
from analytics.panels import reported
from analytics.reporting_forms import EditionForm
from analytics.reports.answers import answer_pdf
from analytics.rhythms import period_before
from analytics.selectors import reports as selectors
from analytics.selectors.branding import get_branding
from analytics.types.reports import EditionState, Rhythm
from tenants import access, clock, place, queue
from tenants.errors import Invalid
from tenants.forms import show_errors
from tenants.roles import Permission

PAGE_SIZE = 25


@require_GET
@access.page(Permission.VIEW_REPORTS)
def reports(request: HttpRequest) -> HttpResponse:
    """Show the reports that were made and those that are made again and again; a client's home."""
    may_edit, here = request.membership.may(Permission.EDIT_CAMPAIGNS), place.current()
    found = selectors.list_editions() if may_edit else selectors.list_editions().filter(state=EditionState.READY)
    page = Paginator(found, PAGE_SIZE).get_page(request.GET.get("page"))
    standing = [reported.describe(each, here) for each in selectors.list_reports()] if may_edit else []
    context = {"page": page, "standing": standing, "may_edit": may_edit}
    return render(request, "analytics/reports/list.html", context)


@access.page(Permission.EDIT_CAMPAIGNS)
def create_edition(request: HttpRequest) -> HttpResponse:
    """Ask for a report of any days; the month before is offered."""
    month = period_before(Rhythm.MONTHLY, place.today(clock.now()))
    offered = {"since": month.since.isoformat(), "until": month.until.isoformat(), **request.GET.dict()}
    form = EditionForm(request.POST or None, initial=offered)
    if request.method == "POST" and form.is_valid():
        given = dict(form.cleaned_data)
        about, who = given.pop("campaigns"), {"actor": request.actor, "now": clock.now()}
        try:
            made = services.create_edition(organization=request.tenant, about=about, **given, **who)
        except Invalid as error:
            show_errors(form, error)
        else:
            return redirect("analytics:report", made.uuid)
    return render(request, "analytics/reports/create.html", {"form": form}, status=422 if form.errors else 200)


@require_GET
@access.page(Permission.VIEW_REPORTS)
def report(request: HttpRequest, edition_id: UUID) -> HttpResponse:
    """Show one report from its document alone; while it is being made, how far that is."""
    edition, may_edit = selectors.get_edition(edition_id), request.membership.may(Permission.EDIT_CAMPAIGNS)
    if edition.state != EditionState.READY:
        jobs = queue.find_live_jobs("analytics.make_edition", organization=request.tenant, keys=[str(edition.uuid)])
        return render(request, "analytics/reports/waiting.html", {"edition": edition, "job": next(iter(jobs), None)})
    deliveries = selectors.list_deliveries(edition) if may_edit else []
    context = {"edition": edition, "report": _drawn(edition), "deliveries": deliveries, "may_edit": may_edit}
    context["brand"] = get_branding()
    return render(request, "analytics/reports/report.html", context)


@require_GET
@access.page(Permission.VIEW_REPORTS)
def report_pdf(request: HttpRequest, edition_id: UUID) -> FileResponse:
    """Send one report as a PDF."""
    edition = selectors.get_edition(edition_id)
    return answer_pdf(edition, services.print_edition(edition))


@require_POST
@access.page(Permission.EDIT_CAMPAIGNS)
def send_delivery_again(request: HttpRequest, edition_id: UUID, delivery_id: int) -> HttpResponse:
    """Let a message that could not be sent be sent once more."""
    delivery = selectors.get_delivery(edition_id, delivery_id)
    services.send_again(delivery=delivery, actor=request.actor, now=clock.now())
    return redirect("analytics:report", edition_id)


def _drawn(edition: Edition) -> drawing.Drawn:
    return drawing.draw(drawing.load(edition.document))
