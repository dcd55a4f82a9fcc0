"""Settings: what counts as a conversion on each account."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

import integrations.selectors
from analytics import services
from analytics.selectors.countable import list_account_actions
from analytics.selectors.counting import get_action, shown_period
from tenants import access, clock, place
from tenants.roles import Permission
from tenants.views.tabs import settings_tabs


@require_GET
@access.page(Permission.VIEW_CAMPAIGNS)
def counted_actions(request: HttpRequest) -> HttpResponse:
    """Show what could count on each account, with its numbers of the last 28 days."""
    today = place.today(clock.now())
    accounts = list_account_actions(today)
    context = {
        "accounts": accounts,
        "chosen": sum(each.chosen is not None for each in accounts),
        "period": shown_period(today),
        "may_edit": request.membership.may(Permission.MANAGE_SETTINGS),
        "tabs": settings_tabs(request, "analytics:counted_actions"),
    }
    return render(request, "analytics/sales/conversions.html", context)


@require_POST
@access.page(Permission.MANAGE_SETTINGS)
def choose_counted_action(request: HttpRequest, account_id: UUID) -> HttpResponse:
    """Let one action count on an account; none: what the platform counts."""
    account, chosen = integrations.selectors.get_ad_account(account_id), request.POST.get("action", "")
    action = get_action(account.pk, chosen) if chosen else None
    services.choose_counted_action(account=account, action=action, actor=request.actor, now=clock.now())
    what = f"“{action.name}” counts" if action else "What the platform counts, counts"
    messages.success(request, f"{what} on {account.name}, on every page and for earlier days too.")
    return redirect("analytics:counted_actions")
