"""A campaign's numbers."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from analytics.panels import campaign
from analytics.views.common import period_menu, read_period, wrong_period
from tenants import access, clock, place
from tenants.roles import Permission


@access.page(Permission.VIEW_CAMPAIGNS)
def campaign_numbers(request: HttpRequest, campaign_id: UUID) -> HttpResponse:
    """Show a campaign's figures and one of them over the days; a part of the campaign's page, or a page of its own."""
    now = clock.now()
    asked, error = read_period(request, now)
    panel = campaign.read_panel(
        campaign_id,
        asked=asked,
        metric=request.GET.get("metric", ""),
        now=now,
        today=place.today(now),
        place=place.current(),
    )
    template = "analytics/_campaign_numbers.html" if request.htmx else "analytics/campaign_numbers.html"
    context = {
        "panel": panel,
        **period_menu(request, panel.choice),
        "wrong": wrong_period(request, error),
        "today": place.today(now),
    }
    return render(request, template, context, status=422 if error else 200)
