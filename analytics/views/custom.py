"""Settings: the organisation's own figures."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from analytics import services
from analytics.expressions import FIGURES
from analytics.forms import CustomMetricForm
from analytics.models import CustomMetric
from analytics.panels import custom as panel
from analytics.selectors import custom as selectors
from tenants import access, clock, place
from tenants.errors import Conflict, Invalid
from tenants.forms import show_errors
from tenants.roles import Permission
from tenants.views.tabs import settings_tabs


@require_GET
@access.page(Permission.VIEW_CAMPAIGNS)
def custom_metrics(request: HttpRequest) -> HttpResponse:
    """List the own figures with what they come to, and take a new one."""
    return _show(request, CustomMetricForm())


@require_POST
@access.page(Permission.EDIT_CAMPAIGNS)
def create_custom_metric(request: HttpRequest) -> HttpResponse:
    """Make an own figure."""
    form = CustomMetricForm(request.POST)
    if made := _kept(form, lambda values: services.create_custom_metric(**values, **_who(request))):
        messages.success(request, f"“{made.name}” is among your figures.")
        return redirect("analytics:custom_metrics")
    return _show(request, form)


@require_GET
@access.page(Permission.EDIT_CAMPAIGNS)
def edit_custom_metric(request: HttpRequest, metric_id: UUID) -> HttpResponse:
    """Show one own figure to be changed."""
    metric = selectors.get_custom_metric(metric_id)
    return _show(
        request,
        CustomMetricForm(initial={name: getattr(metric, name) for name in CustomMetricForm.base_fields}),
        metric,
    )


@require_POST
@access.page(Permission.EDIT_CAMPAIGNS)
def change_custom_metric(request: HttpRequest, metric_id: UUID) -> HttpResponse:
    """Give an own figure another name or expression."""
    metric, form = selectors.get_custom_metric(metric_id), CustomMetricForm(request.POST)
    changed = _kept(form, lambda values: services.change_custom_metric(metric=metric, **values, **_who(request)))
    if changed:
        messages.success(request, f"“{changed.name}” is kept, for earlier days as well.")
        return redirect("analytics:custom_metrics")
    return _show(request, form, metric)


@require_POST
@access.page(Permission.EDIT_CAMPAIGNS)
def delete_custom_metric(request: HttpRequest, metric_id: UUID) -> HttpResponse:
    """Delete an own figure."""
    metric = selectors.get_custom_metric(metric_id)
    services.delete_custom_metric(metric=metric, **_who(request))
    messages.success(request, f"“{metric.name}” is deleted.")
    return redirect("analytics:custom_metrics")


@require_GET
@access.page(Permission.VIEW_CAMPAIGNS)
def preview_custom_metric(request: HttpRequest) -> HttpResponse:
    """Show what an expression that is being written comes to."""
    text, here = request.GET.get("expression", ""), place.current()
    week, percent = panel.read_week(now=clock.now(), place=here), "is_percent" in request.GET
    found = panel.preview(text, week, here, is_percent=percent) if text.strip() else None
    return render(request, "analytics/_custom_preview.html", {"preview": found})


def _kept(form: CustomMetricForm, keep) -> CustomMetric | None:
    """Return what was kept; None where the form is not right, and says so."""
    if not form.is_valid():
        return None
    try:
        return keep(form.cleaned_data)
    except Invalid as error:
        show_errors(form, error)
    except Conflict as error:
        form.add_error(None, error.message)
    return None


def _who(request: HttpRequest) -> dict:
    return {"actor": request.actor, "now": clock.now()}


def _show(request: HttpRequest, form: CustomMetricForm, metric: CustomMetric | None = None) -> HttpResponse:
    here = place.current()
    week = panel.read_week(now=clock.now(), place=here)
    given = form.data or form.initial
    written, percent = given.get("expression", ""), bool(given.get("is_percent"))
    context = {
        "form": form,
        "metric": metric,
        "rows": panel.list_rows(week, here),
        "week": week,
        "figures": FIGURES,
        "preview": panel.preview(written, week, here, is_percent=percent) if written.strip() else None,
        "may_edit": request.membership.may(Permission.EDIT_CAMPAIGNS),
        "tabs": settings_tabs(request, "analytics:custom_metrics"),
    }
    return render(request, "analytics/custom_metrics.html", context, status=422 if form.errors else 200)
