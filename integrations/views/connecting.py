"""Out to a platform's consent page, and back by the public host."""

import secrets
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST
from django_tenants.utils import get_tenant_model

from integrations import presenting, selectors, services
from integrations.forms import ChooseAccountsForm
from integrations.services.attempts import FOREIGN, CannotConnect, read_destination
from integrations.types import Platform
from integrations.views.page import first_words, show
from tenants import access, clock, hosts
from tenants.errors import AdwrightError, Conflict, Invalid
from tenants.problem_pages import status_of
from tenants.roles import Permission

BINDING = "connect_binding"
PASSED_ON = ("code", "auth_code", "state", "error", "error_reason")


@require_POST
@access.page(Permission.MANAGE_CONNECTIONS)
def begin(request: HttpRequest, platform: Platform) -> HttpResponse:
    """Go to the platform's consent page."""
    binding = request.session.setdefault(BINDING, secrets.token_urlsafe(32))
    try:
        departure = services.begin_connection(
            organization=request.tenant, platform=platform, binding=binding, actor=request.actor, now=clock.now()
        )
    except (Conflict, Invalid) as error:
        return show(request, problem=first_words(error), status=status_of(error))
    return HttpResponseRedirect(departure.authorize_url)


@require_GET
@access.page(Permission.MANAGE_CONNECTIONS)
def finish(request: HttpRequest, platform: Platform) -> HttpResponse:
    """Come back from the consent page, and go on to choosing accounts; or say why not."""
    if "error" in request.GET:
        name = presenting.NAMES[platform]
        return show(request, problem=f"You did not allow it on {name}, so nothing was connected. Nothing has changed.")
    try:
        connection = services.finish_connection(
            organization=request.tenant,
            platform=platform,
            code=request.GET.get("auth_code") or request.GET.get("code", ""),
            state=request.GET.get("state", ""),
            binding=request.session.get(BINDING, ""),
            actor=request.actor,
            now=clock.now(),
        )
    except AdwrightError as error:
        return show(request, problem=error.message, status=status_of(error))
    return redirect("integrations:accounts", connection.uuid)


@require_http_methods(["GET", "HEAD", "POST"])
@access.page(Permission.MANAGE_CONNECTIONS)
def accounts(request: HttpRequest, connection_id: UUID) -> HttpResponse:
    """Choose which ad accounts to work with."""
    connection = selectors.get_connection(connection_id)
    form = ChooseAccountsForm(request.POST if request.method == "POST" else None, offered=connection.offered)
    if form.is_valid():
        try:
            chosen = services.choose_accounts(
                organization=request.tenant,
                connection=connection,
                external_ids=form.cleaned_data["external_ids"],
                actor=request.actor,
                now=clock.now(),
            )
        except Invalid as error:
            form.add_error("external_ids", error.fields["external_ids"])
        else:
            messages.success(request, _welcome(chosen))
            return redirect("integrations:connections")
    holders = selectors.list_holders(connection.platform)
    context = {
        "connection": connection,
        "form": form,
        "rows": presenting.present_offer(connection, holders),
        "picked": form.data.getlist("external_ids") if form.is_bound else holders,
    }
    return render(request, "integrations/accounts.html", context, status=422 if form.errors else 200)


@require_GET
@access.public_page
def callback(request: HttpRequest, platform: Platform) -> HttpResponse:
    """Take people who come back from a platform on to their organisation's own host."""
    try:
        organization_id, meant = read_destination(request.GET.get("state", ""))
        organization = get_tenant_model().objects.filter(uuid=organization_id, is_active=True).first()
        if organization is None or meant != platform:
            raise CannotConnect(FOREIGN)
    except CannotConnect as error:
        return render(
            request, "integrations/callback_problem.html", {"message": error.message, "status": 400}, status=400
        )
    path = reverse("integrations:finish", urlconf=settings.ROOT_URLCONF, args=[platform])
    passed_on = {name: request.GET[name] for name in PASSED_ON if name in request.GET}
    return HttpResponseRedirect(hosts.organization_url(organization, path, **passed_on))


def _welcome(chosen) -> str:
    names = ", ".join(account.name for account in chosen)
    return f"{names} {'is' if len(chosen) == 1 else 'are'} connected. Campaigns and numbers are being read now."
