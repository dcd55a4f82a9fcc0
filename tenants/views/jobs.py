"""How far a job is."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET
from django_htmx.http import trigger_client_event

from tenants import access, queue
from tenants.roles import Permission


@require_GET
@access.page(Permission.USE_ACCOUNT)
def job(request: HttpRequest, job_id: UUID) -> HttpResponse:
    """Show a job's progress: as a part of the page that asks for it, or as a page of its own."""
    found = queue.get_job(organization=request.tenant, job_id=job_id)
    if not request.htmx or "whole" in request.GET:
        return render(request, "jobs/detail.html", {"job": found, "progress": queue.describe(found)})
    response = render(request, "jobs/_progress.html", {"job": found})
    if not found.is_live:
        trigger_client_event(response, "job-ended", {"job": str(found.uuid)})
    return response
