"""API keys."""

from datetime import datetime, time
from uuid import UUID
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from tenants import access, clock, forms, hosts, selectors, services
from tenants.errors import Forbidden, Invalid
from tenants.roles import Permission
from tenants.views.tabs import settings_tabs


@require_GET
@access.page(Permission.MANAGE_API_KEYS)
def api_keys(request: HttpRequest) -> HttpResponse:
    """List the keys and take a new one."""
    return _api_keys(request, forms.ApiKeyForm(granting_role=request.role))


@require_POST
@never_cache
@access.page(Permission.MANAGE_API_KEYS)
def create_api_key(request: HttpRequest) -> HttpResponse:
    """Make a key and show its secret, in this answer only."""
    form = forms.ApiKeyForm(request.POST, granting_role=request.role)
    if not form.is_valid():
        return _api_keys(request, form)
    data, secret = form.cleaned_data, ""
    try:
        _, secret = services.create_api_key(
            name=data["name"],
            role=data["role"],
            granting_role=request.role,
            expires_at=_end_of(data["expires_date"], request.tenant.time_zone),
            actor=request.actor,
            now=clock.now(),
        )
    except Invalid as error:
        forms.show_errors(
            form, Invalid({name.replace("expires_at", "expires_date"): e for name, e in error.fields.items()})
        )
    except Forbidden as error:
        form.add_error("role", error.message)
    return _api_keys(request, form if form.errors else forms.ApiKeyForm(granting_role=request.role), secret)


@require_POST
@access.page(Permission.MANAGE_API_KEYS)
def revoke_api_key(request: HttpRequest, key_id: UUID) -> HttpResponse:
    """Withdraw a key at once."""
    key = services.revoke_api_key(key=selectors.get_api_key(key_id), actor=request.actor, now=clock.now())
    messages.success(request, f"The key “{key.name}” no longer works.")
    return redirect("tenants:api_keys")


def _end_of(day, time_zone: str) -> datetime | None:
    """Return the last moment of a day of the organisation's."""
    return datetime.combine(day, time.max, ZoneInfo(time_zone)) if day else None


def _api_keys(request: HttpRequest, form: forms.ApiKeyForm, secret: str = "") -> HttpResponse:
    keys = list(selectors.list_api_keys())
    for key in keys:
        key.dialog, key.question = f"withdraw-{key.uuid}", f"Withdraw the key “{key.name}”?"
    context = {
        "form": form,
        "secret": secret,
        "keys": keys,
        "living": sum(key.is_living(clock.now()) for key in keys),
        "api_url": hosts.organization_url(request.tenant, "/api/v1/"),
        "tabs": settings_tabs(request, "tenants:api_keys"),
    }
    return render(request, "tenants/api_keys.html", context, status=422 if form.errors else 200)
