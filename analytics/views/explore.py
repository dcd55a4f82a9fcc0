"""The analyst's page, and the hours of the week."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from analytics.panels import explore as panel
from analytics.panels.explore.asking import usual
from analytics.tables import read_spec
from analytics.types import SAVED_PAGE
from tenants import access, clock, place
from tenants.errors import Invalid
from tenants.roles import Permission
from tenants.views.saved import offer_views


@require_safe
@access.page(Permission.VIEW_CAMPAIGNS)
def explore(request: HttpRequest) -> HttpResponse:
    """Show any table of figures that the address asks for."""
    now, here = clock.now(), place.current()
    asked = dict(request.GET.lists())
    try:
        found = panel.read_page(asked, read_spec(asked, **usual(here)), _number(request), now=now, place=here)
    except Invalid as error:
        found = panel.refuse(asked, error.fields, place=here)
    context = {"found": found, "today": place.today(now)} | offer_views(request, SAVED_PAGE, found.spec.query)
    response = render(request, "analytics/explore/page.html", context, status=200 if found.table else 422)
    if request.htmx and found.table:
        response["HX-Push-Url"] = f"{reverse('analytics:explore')}?{found.query}"
    return response


@require_safe
@access.page(Permission.VIEW_CAMPAIGNS)
def explore_hours(request: HttpRequest) -> HttpResponse:
    """Show at which hours of the week what happens."""
    now, here = clock.now(), place.current()
    asked = dict(request.GET.lists())
    settings = usual(here) | {"period": "14d"}
    try:
        found, error = panel.read_hours(read_spec(asked, **settings), now=now, place=here), None
    except Invalid as refused:
        plain = read_spec({}, **settings)
        found, error = panel.read_hours(plain, now=now, place=here), refused
    context = {"found": found, "problems": [text for texts in error.fields.values() for text in texts] if error else []}
    return render(request, "analytics/explore/hours.html", context, status=422 if error else 200)


def _number(request: HttpRequest) -> int:
    number = request.GET.get("page", "")
    return max(int(number), 1) if number.isascii() and number.isdecimal() and len(number) < 7 else 1
