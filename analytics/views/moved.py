"""What moved: a part of the dashboard, and a page of its own."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from analytics import periods
from analytics.panels import moved
from analytics.types import Split
from analytics.views.common import period_menu, read_period, wrong_period
from tenants import access, clock, place
from tenants.roles import Permission

MOST_ON_PAGE = 25


@access.page(Permission.VIEW_CAMPAIGNS)
def movers(request: HttpRequest) -> HttpResponse:
    """Show which campaigns (`by`: platforms, ad groups, ads) moved most between the two periods, and why."""
    now = clock.now()
    asked, error = read_period(request, now)
    choice = asked or periods.named(periods.DEFAULT, place.today(now))
    by = Split(request.GET["by"]) if request.GET.get("by") in moved.KINDS else Split.CAMPAIGN
    limit = moved.MOST if request.htmx and not request.htmx.boosted else MOST_ON_PAGE
    panel = moved.read_moved(choice, now=now, today=place.today(now), place=place.current(), by=by, limit=limit)
    context = {"panel": panel, "by": by, "kinds": _kinds(choice, by), "wrong": wrong_period(request, error)}
    context |= {"today": place.today(now), **period_menu(request, choice, by=by)}
    is_part = request.htmx and not request.htmx.boosted
    template = "analytics/_moved.html" if is_part else "analytics/movers.html"
    return render(request, template, context, status=422 if error else 200)


def _kinds(choice: periods.Choice, by: Split) -> list[tuple[str, str, bool]]:
    names = {Split.PLATFORM: "Platforms", Split.CAMPAIGN: "Campaigns", Split.AD_GROUP: "Ad groups", Split.AD: "Ads"}
    return [(names[each], f"?{choice.query}&by={each}", each == by) for each in moved.KINDS]
