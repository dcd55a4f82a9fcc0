"""Settings: how long numbers are kept."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from analytics import selectors, services
from analytics.forms import RetentionForm
from tenants import access, clock
from tenants.errors import Invalid
from tenants.forms import show_errors
from tenants.roles import Permission
from tenants.views.tabs import settings_tabs


@require_safe
@access.page(Permission.VIEW_MEMBERS)
def retention(request: HttpRequest) -> HttpResponse:
    """Show how long numbers are kept; who may not change it sees it all the same."""
    kept = selectors.get_retention()
    form = RetentionForm(initial={field: getattr(kept, field) for field in RetentionForm.base_fields})
    return _show(request, form)


@require_POST
@access.page(Permission.MANAGE_SETTINGS)
def change_retention(request: HttpRequest) -> HttpResponse:
    """Decide how long numbers are kept."""
    form = RetentionForm(request.POST)
    if form.is_valid():
        try:
            services.change_retention(**form.cleaned_data, actor=request.actor, now=clock.now())
        except Invalid as error:
            show_errors(form, error)
        else:
            messages.success(request, "This is kept. What has run out by it is forgotten the next night.")
            return redirect("analytics:retention")
    return _show(request, form)


def _show(request: HttpRequest, form: RetentionForm) -> HttpResponse:
    may_change = request.membership.may(Permission.MANAGE_SETTINGS)
    for field in form.fields.values():
        field.disabled = not may_change
    context = {"form": form, "kept": selectors.get_retention(), "may_change": may_change}
    context["tabs"] = settings_tabs(request, "analytics:retention")
    return render(request, "analytics/retention.html", context, status=422 if form.errors else 200)
