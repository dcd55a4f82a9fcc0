"""Files of tables: asking for one, seeing how far it is, taking it."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from analytics import services
from analytics.exports.sending import send_export
from analytics.services.exporting.making import MAKE_EXPORT
from analytics.types.exports import ExportFormat
from tenants import access, clock, queue
from tenants.errors import Conflict, Invalid
from tenants.roles import Permission

PAGE_SIZE = 25


@require_GET
@access.page(Permission.VIEW_CAMPAIGNS)
def exports(request: HttpRequest) -> HttpResponse:
    """List the files that were asked for, with how far each is."""
    page = Paginator(services.list_exports(), PAGE_SIZE).get_page(request.GET.get("page"))
    keys = [str(export.uuid) for export in page]
    jobs = {job.key: job for job in queue.find_live_jobs(MAKE_EXPORT, organization=request.tenant, keys=keys)}
    rows = [(export, jobs.get(str(export.uuid))) for export in page]
    return render(request, "analytics/exports/list.html", {"page": page, "rows": rows, "making": len(jobs)})


@require_POST
@access.page(Permission.VIEW_CAMPAIGNS)
def create_export(request: HttpRequest) -> HttpResponse:
    """Ask for the file of the table that the address in the form names."""
    asked = {"query": request.POST.get("query", "")[:4000], "format": request.POST.get("format", ExportFormat.CSV)}
    try:
        made = services.create_export(**asked, organization=request.tenant, actor=request.actor, now=clock.now())
    except (Invalid, Conflict) as error:
        texts = [text for each in getattr(error, "fields", {}).values() for text in each]
        messages.error(request, " ".join(texts) or error.message)
    else:
        messages.success(request, f"“{made.title}” is being written. You can leave this page.")
    return redirect("analytics:exports")


@require_GET
@access.page(Permission.VIEW_CAMPAIGNS)
def download_export(request: HttpRequest, export_id: UUID) -> FileResponse:
    """Hand an export's file out."""
    return send_export(services.get_export(export_id))


@require_POST
@access.page(Permission.VIEW_CAMPAIGNS)
def delete_export(request: HttpRequest, export_id: UUID) -> HttpResponse:
    """Delete an export with its file."""
    export = services.get_export(export_id)
    services.delete_export(export=export, actor=request.actor, now=clock.now())
    messages.success(request, f"“{export.title}” is deleted.")
    return redirect("analytics:exports")
