"""Standing reports: made, changed, paused and deleted."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from analytics import services
from analytics.models import Report
from analytics.reporting_forms import ReportForm
from analytics.selectors import reports as selectors
from analytics.services.reporting import Wish
from tenants import access, clock
from tenants.errors import Conflict, Invalid
from tenants.forms import show_errors
from tenants.roles import Permission

KEPT = ("name", "rhythm", "send_hour", "campaigns")


@access.page(Permission.EDIT_CAMPAIGNS)
def create_report(request: HttpRequest) -> HttpResponse:
    """Make a standing report."""
    form = ReportForm(request.POST or None, initial={"name": "Weekly report", "rhythm": "weekly", "send_hour": 7})
    made = _kept(form, lambda wish: services.create_report(wish=wish, **_who(request)))
    if made:
        messages.success(request, f"“{made.name}” is sent from now on.")
        return redirect("analytics:reports")
    return render(request, "analytics/reports/standing.html", {"form": form}, status=422 if form.errors else 200)


@access.page(Permission.EDIT_CAMPAIGNS)
def update_report(request: HttpRequest, report_id: UUID) -> HttpResponse:
    """Change a standing report."""
    report = selectors.get_report(report_id)
    initial = {name: getattr(report, name) for name in KEPT} | {"recipients": "\n".join(report.recipients)}
    form = ReportForm(request.POST or None, initial=initial)
    if _kept(form, lambda wish: services.update_report(report=report, wish=wish, **_who(request))):
        messages.success(request, "It is kept. Reports that were made stay as they are.")
        return redirect("analytics:reports")
    context = {"form": form, "report": report}
    return render(request, "analytics/reports/standing.html", context, status=422 if form.errors else 200)


@require_POST
@access.page(Permission.EDIT_CAMPAIGNS)
def pause_report(request: HttpRequest, report_id: UUID) -> HttpResponse:
    """Make no more editions for now."""
    services.pause_report(report=selectors.get_report(report_id), **_who(request))
    return redirect("analytics:reports")


@require_POST
@access.page(Permission.EDIT_CAMPAIGNS)
def resume_report(request: HttpRequest, report_id: UUID) -> HttpResponse:
    """Make editions again."""
    services.resume_report(report=selectors.get_report(report_id), **_who(request))
    return redirect("analytics:reports")


@require_POST
@access.page(Permission.EDIT_CAMPAIGNS)
def delete_report(request: HttpRequest, report_id: UUID) -> HttpResponse:
    """Delete a standing report; what was made stays."""
    services.delete_report(report=selectors.get_report(report_id), **_who(request))
    messages.success(request, "It is not sent any more. What was made stays here.")
    return redirect("analytics:reports")


def _who(request: HttpRequest) -> dict:
    return {"actor": request.actor, "now": clock.now()}


def _kept(form: ReportForm, keep) -> Report | None:
    """Return what was kept; None where nothing was sent, or the form is not right and says so."""
    if not (form.is_bound and form.is_valid()):
        return None
    try:
        return keep(Wish(**form.cleaned_data))
    except Invalid as error:
        show_errors(form, error)
    except Conflict as error:
        form.add_error(None, error.message)
    return None
