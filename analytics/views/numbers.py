"""The page "Numbers", and reading an account again."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

import integrations.selectors
from analytics import services
from analytics.panels import numbers as panel
from tenants import access, clock, place
from tenants.roles import Permission


@require_safe
@access.page(Permission.VIEW_CONNECTIONS)
def numbers(request: HttpRequest) -> HttpResponse:
    """Is every number here, how old is it, and how do conversions arrive?"""
    now = clock.now()
    asked = {"account": request.GET.get("account", ""), "action": request.GET.get("action", "")}
    read = panel.read_numbers(**asked, now=now, today=place.today(now), place=place.current())
    context = {"numbers": read, "may_manage": request.membership.may(Permission.MANAGE_CONNECTIONS)}
    if read.chosen:
        context["job"] = services.find_reread(account=read.chosen.account, organization=request.tenant)
    return render(request, "analytics/numbers.html", context)


@require_POST
@access.page(Permission.MANAGE_CONNECTIONS)
def read_again(request: HttpRequest, account_id: UUID) -> HttpResponse:
    """Have an account's missing days, or all of its last ninety, read; HTMX gets the progress, others its page."""
    account = integrations.selectors.get_ad_account(account_id)
    only_missing = request.POST.get("days") != "all"
    job = services.request_reread(
        account=account, organization=request.tenant, only_missing=only_missing, now=clock.now()
    )
    if request.htmx:
        context = {"job": job, "back": f"{reverse('analytics:numbers')}?account={account.uuid}"}
        return render(request, "analytics/_read_again.html", context)
    return redirect("tenants:job", job.uuid)
