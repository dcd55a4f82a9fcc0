"""Settings: the organisation's own storage, which all facts are copied to each night."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from analytics import services
from analytics.forms import WarehouseForm
from analytics.services.warehouse import COPY
from tenants import access, clock, queue
from tenants.errors import Invalid, NotFound
from tenants.forms import show_errors
from tenants.roles import Permission
from tenants.views.tabs import settings_tabs


@require_GET
@access.page(Permission.MANAGE_SETTINGS)
def warehouse(request: HttpRequest) -> HttpResponse:
    """Show where the copy goes and how it went, and take another place."""
    found = _found()
    initial = {name: getattr(found, name) for name in WarehouseForm.base_fields if hasattr(found, name)}
    return _show(request, WarehouseForm(initial=initial))


@require_POST
@access.page(Permission.MANAGE_SETTINGS)
def set_warehouse(request: HttpRequest) -> HttpResponse:
    """Keep where the copy goes, and try writing there."""
    form = WarehouseForm(request.POST)
    if form.is_valid():
        try:
            services.set_warehouse(**form.cleaned_data, actor=request.actor, now=clock.now())
        except Invalid as error:
            show_errors(form, error)
        else:
            return _checked(request)
    return _show(request, form)


@require_POST
@access.page(Permission.MANAGE_SETTINGS)
def check_warehouse(request: HttpRequest) -> HttpResponse:
    """Try writing there."""
    return _checked(request)


@require_POST
@access.page(Permission.MANAGE_SETTINGS)
def request_copy(request: HttpRequest) -> HttpResponse:
    """Copy now what changed."""
    services.request_copy(organization=request.tenant)
    return redirect("analytics:warehouse")


@require_POST
@access.page(Permission.MANAGE_SETTINGS)
def delete_warehouse(request: HttpRequest) -> HttpResponse:
    """Forget the storage and its key."""
    services.delete_warehouse(actor=request.actor, now=clock.now())
    messages.success(request, "The storage and its key are forgotten. What was copied stays there.")
    return redirect("analytics:warehouse")


def _checked(request: HttpRequest) -> HttpResponse:
    found = services.check_warehouse(now=clock.now())
    if found.error:
        messages.error(request, found.error)
    else:
        messages.success(request, "Writing there works.")
    return redirect("analytics:warehouse")


def _found():
    try:
        return services.get_warehouse()
    except NotFound:
        return None


def _show(request: HttpRequest, form: WarehouseForm) -> HttpResponse:
    jobs = queue.find_live_jobs(COPY, organization=request.tenant, keys=["warehouse"])
    context = {"form": form, "warehouse": _found(), "job": next(iter(jobs), None)}
    context["tabs"] = settings_tabs(request, "analytics:warehouse")
    return render(request, "analytics/exports/warehouse.html", context, status=422 if form.errors else 200)
