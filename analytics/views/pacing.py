"""This month's budgets and where they are heading: a part of the dashboard, and a page of its own."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from analytics.panels.pacing import read_pacing
from tenants import access, clock, place
from tenants.roles import Permission


@access.page(Permission.VIEW_CAMPAIGNS)
def pacing(request: HttpRequest) -> HttpResponse:
    """Show what each campaign has spent of its month, and where it will end."""
    read = read_pacing(today=place.today(clock.now()), place=place.current())
    is_part = request.htmx and not request.htmx.boosted
    return render(request, "analytics/_month.html" if is_part else "analytics/pacing.html", {"month": read.month})
