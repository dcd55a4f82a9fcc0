"""What pictures and words brought, which ads are tired, and how long videos are watched."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from analytics import periods
from analytics.panels import creatives as panel
from analytics.panels.creatives.telling import KINDS
from analytics.panels.needs import need_of_worn
from analytics.types import Split
from analytics.views.common import number_of, period_menu, read_period, wrong_period
from tenants import access, clock, place
from tenants.errors import Invalid, NotFound
from tenants.roles import Permission

USUAL = "28d"


@require_safe
@access.page(Permission.VIEW_CAMPAIGNS)
def creative_results(request: HttpRequest) -> HttpResponse:
    """Show what each picture, video, headline, call to action or tag brought."""
    by, here, now = _kind(request), place.current(), clock.now()
    asked, error = dict(request.GET.lists()), None
    try:
        found = panel.read_results(asked, by, number_of(request), now=now, place=here)
    except Invalid as refused:
        found, error = panel.read_results({}, by, 1, now=now, place=here), refused
    context = _context(request, found.choice, error, by=by) | {"found": found}
    return render(request, "analytics/creatives/results.html", context, status=422 if error else 200)


@require_safe
@access.page(Permission.VIEW_CAMPAIGNS)
def creative_ads(request: HttpRequest) -> HttpResponse:
    """Show the ads that use one picture, video, headline, call to action or tag (`key`)."""
    by, key, here, now = _kind(request), request.GET.get("key", ""), place.current(), clock.now()
    if not key:
        return redirect("analytics:creative_results")
    asked, error = dict(request.GET.lists()), None
    try:
        found = panel.read_using(asked, by, key, number_of(request), now=now, place=here)
    except Invalid as refused:
        found, error = panel.read_using({}, by, key, 1, now=now, place=here), refused
    context = _context(request, found.choice, error, by=by, key=key) | {"found": found}
    return render(request, "analytics/creatives/ads.html", context, status=422 if error else 200)


@require_safe
@access.page(Permission.VIEW_CAMPAIGNS)
def tired_ads(request: HttpRequest) -> HttpResponse:
    """Show the ads that are tired (`campaign`: of one campaign); a part of other pages, or a page of its own."""
    is_part = request.htmx and not request.htmx.boosted
    campaign = _campaign(request)
    worn = panel.read_worn(today=place.today(clock.now()), place=place.current(), campaign_id=campaign, drawn=True)
    context = {"worn": worn, "may_edit": request.membership.may(Permission.EDIT_CAMPAIGNS), "is_part": is_part}
    template = "analytics/creatives/_tired.html" if is_part else "analytics/creatives/tired.html"
    return render(request, template, context)


@require_safe
@access.page(Permission.VIEW_CAMPAIGNS)
def tired_need(request: HttpRequest) -> HttpResponse:
    """Say on Home that ads are tired; nothing is answered while none is."""
    others = request.GET.get("others", "")
    context = {
        "need": need_of_worn(panel.name_tired(place.today(clock.now()))),
        "others": int(others) if others.isascii() and others.isdecimal() and len(others) < 7 else 0,
    }
    return render(request, "analytics/creatives/_need.html", context)


@require_safe
@access.page(Permission.VIEW_CAMPAIGNS)
def video_watching(request: HttpRequest) -> HttpResponse:
    """Show how long videos are watched; a part of the videos' results, or a page of its own."""
    asked, error = read_period(request, clock.now())
    choice = asked or periods.named(USUAL, place.today(clock.now()))
    context = _context(request, choice, error) | {"watching": panel.read_watching(choice, place=place.current())}
    is_part = request.htmx and not request.htmx.boosted
    template = "analytics/creatives/_watching.html" if is_part else "analytics/creatives/watching.html"
    return render(request, template, context, status=422 if error else 200)


def _kind(request: HttpRequest) -> Split:
    asked = request.GET.get("by", "")
    return Split(asked) if asked in KINDS else Split.IMAGE


def _campaign(request: HttpRequest) -> UUID | None:
    try:
        return UUID(request.GET["campaign"]) if request.GET.get("campaign") else None
    except ValueError as error:
        raise NotFound("There is no such campaign here.") from error


def _context(request: HttpRequest, choice: periods.Choice, error: Invalid | None, **kept: str) -> dict[str, Any]:
    """Return what the pages share; other days keep what is asked beside them, and the order."""
    kept |= {"sort": request.GET["sort"]} if request.GET.get("sort") and error is None else {}
    menu = period_menu(request, choice, **kept)
    pairs = [*kept.items(), ("compare", choice.compare)]
    return {**menu, "wrong": wrong_period(request, error), "today": place.today(clock.now()), "pairs": pairs}
