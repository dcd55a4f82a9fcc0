"""What is done with an ad account or a permission that is there."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from integrations import selectors, services
from integrations.forms import ChoosePresenceForm
from integrations.views.page import first_words, show
from tenants import access, clock
from tenants.errors import Invalid
from tenants.problem_pages import status_of
from tenants.roles import Permission


@require_POST
@access.page(Permission.MANAGE_CONNECTIONS)
def choose_presence(request: HttpRequest, account_id: UUID) -> HttpResponse:
    """Let an account's ads speak for another Page or identity, or count by another pixel or conversion."""
    account = selectors.get_ad_account(account_id)
    form = ChoosePresenceForm(request.POST)
    if not form.is_valid():
        return show(request, problem="Choose one of the list.", status=422)
    try:
        services.choose_presence(account=account, **form.cleaned_data, actor=request.actor, now=clock.now())
    except Invalid as error:
        return show(request, problem=first_words(error), status=status_of(error))
    messages.success(request, f"{account.name} is set. Ads that exist keep what they have.")
    return redirect("integrations:connections")


@require_POST
@access.page(Permission.MANAGE_CONNECTIONS)
def refresh_health(request: HttpRequest, account_id: UUID) -> HttpResponse:
    """Have the platform asked again how an account is."""
    account = selectors.get_ad_account(account_id)
    services.ask_for_health(request.tenant, account)
    messages.success(request, f"{account.name} is being looked at again. What is missing is updated within a minute.")
    return redirect("integrations:connections")


@require_POST
@access.page(Permission.MANAGE_CONNECTIONS)
def disconnect_account(request: HttpRequest, account_id: UUID) -> HttpResponse:
    """Let go of an ad account."""
    account = selectors.get_ad_account(account_id)
    services.disconnect_account(organization=request.tenant, account=account, actor=request.actor, now=clock.now())
    messages.success(request, f"{account.name} is disconnected. Its history stays, and its ads keep running.")
    return redirect("integrations:connections")


@require_POST
@access.page(Permission.MANAGE_CONNECTIONS)
def disconnect_connection(request: HttpRequest, connection_id: UUID) -> HttpResponse:
    """Give a permission back, with all its ad accounts."""
    connection = selectors.get_connection(connection_id)
    services.disconnect_connection(
        organization=request.tenant, connection=connection, actor=request.actor, now=clock.now()
    )
    messages.success(request, f"The permission of {connection.user_label} is forgotten.")
    return redirect("integrations:connections")
