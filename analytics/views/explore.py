"""The analyst's page, and the hours of the week."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from analytics.panels import explore as panel
from analytics.panels.explore.asking import usual
from analytics.tables import read_spec
from analytics.types import SAVED_PAGE
from analytics.views.common import number_of, wrong_period
from tenants import access, clock, place
from tenants.errors import Invalid
from tenants.roles import Permission
from tenants.views.saved import offer_views

DAYS = {"period", "since", "until"}


@require_safe
@access.page(Permission.VIEW_CAMPAIGNS)
def explore(request: HttpRequest) -> HttpResponse:
    """Show any table of figures that the address asks for."""
    now, here = clock.now(), place.current()
    asked, wrong = dict(request.GET.lists()), {}
    try:
        found = panel.read_page(asked, read_spec(asked, **usual(here)), number_of(request), now=now, place=here)
    except Invalid as error:
        found, wrong = panel.refuse(asked, error.fields, place=here), _wrong_days(request, asked, error)
    context = {"found": found, "today": place.today(now), **wrong} | offer_views(request, SAVED_PAGE, found.spec.query)
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


def _wrong_days(request: HttpRequest, asked: dict[str, list[str]], error: Invalid) -> dict:
    """Return what lets other days be chosen where the days are what is wrong: their form, and the rest of the question."""
    if not DAYS & error.fields.keys():
        return {}
    kept = [(name, value) for name, values in asked.items() if name not in DAYS for value in values]
    return {"wrong": wrong_period(request, error), "kept": kept}
