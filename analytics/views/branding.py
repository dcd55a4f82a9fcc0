"""Settings: whose name, logo and colour reports carry."""

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from analytics import services
from analytics.forms_shares import BrandingForm
from analytics.models import Branding
from analytics.selectors.branding import get_own_branding, to_brand
from tenants import access, clock
from tenants.errors import Invalid
from tenants.forms import show_errors
from tenants.roles import Permission
from tenants.views.tabs import settings_tabs

TEXTS = ("name", "accent", "footer")


@require_safe
@access.page(Permission.MANAGE_SETTINGS)
def branding(request: HttpRequest) -> HttpResponse:
    """Show what reports carry, and the form that changes it."""
    own = get_own_branding()
    return _show(request, BrandingForm(initial={field: getattr(own, field) for field in TEXTS}), own)


@require_POST
@access.page(Permission.MANAGE_SETTINGS)
def change_branding(request: HttpRequest) -> HttpResponse:
    """Keep what was chosen."""
    form = BrandingForm(request.POST, request.FILES)
    if form.is_valid():
        try:
            kept = _keep(request, form.cleaned_data)
        except Invalid as error:
            show_errors(form, error)
        else:
            messages.success(request, _told(form.cleaned_data["accent"], kept))
            return redirect("analytics:branding")
    return _show(request, form, get_own_branding())


@require_safe
@access.page(Permission.MANAGE_SETTINGS)
def preview_branding(request: HttpRequest) -> HttpResponse:
    """Draw a report's head with what is being written."""
    own = get_own_branding()
    try:
        given = {field: request.GET.get(field, "") for field in TEXTS}
        values = services.check_branding(**given)
    except Invalid as error:
        wrong = [text for texts in error.fields.values() for text in texts]
        return render(request, "analytics/branding/_preview.html", {"brand": to_brand(own), "wrong": wrong})
    shown = Branding(**values, logo=own.logo)
    is_darker = bool(values["accent"]) and values["accent"] != given["accent"].strip().lower()
    return render(request, "analytics/branding/_preview.html", {"brand": to_brand(shown), "is_darker": is_darker})


@transaction.atomic
def _keep(request: HttpRequest, given: dict) -> Branding:
    """Keep all of it or, where one part is refused, nothing."""
    who = {"actor": request.actor, "now": clock.now()}
    kept = services.change_branding(**{field: given[field] for field in TEXTS}, **who)
    if given["logo"]:
        return services.put_logo(file=given["logo"], byte_size=given["logo"].size, **who)
    return services.remove_logo(**who) if given["remove_logo"] else kept


def _told(asked: str, kept: Branding) -> str:
    if asked and asked.strip().lower() != kept.accent:
        return f"Kept. {asked} is hard to see on paper, so reports use {kept.accent}, the nearest colour that is not."
    return "Kept. Every report carries it from now on, also those that are made already."


def _show(request: HttpRequest, form: BrandingForm, own: Branding) -> HttpResponse:
    context = {"form": form, "own": own, "brand": to_brand(own)}
    context["tabs"] = settings_tabs(request, "analytics:branding")
    return render(request, "analytics/branding/page.html", context, status=422 if form.errors else 200)
