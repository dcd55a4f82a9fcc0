"""Settings: the organisation itself, and what was done in it."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from tenants import access, audit_words, clock, forms, selectors, services
from tenants.errors import Invalid
from tenants.roles import Permission
from tenants.views.tabs import settings_tabs

EVENTS_A_PAGE = 50


@require_GET
@access.page(Permission.VIEW_MEMBERS)
def settings(request: HttpRequest) -> HttpResponse:
    """Show the organisation's settings; who may not change them sees them all the same."""
    fields = ("name", "time_zone", "currency", "locale")
    form = forms.OrganizationForm(initial={field: getattr(request.tenant, field) for field in fields})
    return _settings(request, form)


@require_POST
@access.page(Permission.MANAGE_SETTINGS)
def update_organization(request: HttpRequest) -> HttpResponse:
    """Keep the settings."""
    form = forms.OrganizationForm(request.POST)
    if form.is_valid():
        try:
            services.update_organization(
                organization=request.tenant, actor=request.actor, now=clock.now(), **form.cleaned_data
            )
            messages.success(request, "The settings are kept.")
            return redirect("tenants:settings")
        except Invalid as error:
            forms.show_errors(form, error)
    return _settings(request, form)


def _settings(request: HttpRequest, form: forms.OrganizationForm) -> HttpResponse:
    may_change = request.membership.may(Permission.MANAGE_SETTINGS)
    for field in form.fields.values():
        field.disabled = not may_change
    context = {
        "form": form,
        "may_change": may_change,
        "zone_name": request.tenant.time_zone.split("/")[-1].replace("_", " "),
        "tabs": settings_tabs(request, "tenants:settings"),
    }
    return render(request, "tenants/settings.html", context, status=422 if form.errors else 200)


@require_GET
@access.page(Permission.VIEW_AUDIT)
def audit(request: HttpRequest) -> HttpResponse:
    """List what was done here, newest first."""
    page = Paginator(selectors.list_audit_events(), EVENTS_A_PAGE).get_page(request.GET.get("page"))
    entries = [audit_words.entry(event) for event in page]
    context = {"page": page, "entries": entries, "tabs": settings_tabs(request, "tenants:audit")}
    return render(request, "tenants/audit.html", context)
