"""The dashboard, and whether there is something newer than it shows."""

from datetime import datetime, timedelta
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django_htmx.http import HttpResponseClientRedirect

import integrations.selectors
from analytics import selectors
from analytics.panels import daily, home, setup
from analytics.views.common import page_behind, period_menu, read_period, wrong_period
from tenants import access, clock, place
from tenants.roles import Permission

FIRST_WAIT_S, LONGEST_WAIT_S = 180, 1_800


@access.page(Permission.VIEW_REPORTS)
def dashboard(request: HttpRequest) -> HttpResponse:
    """Answer what needs you, how we are doing and what changed; a client's home is the reports."""
    if not request.membership.may(Permission.VIEW_CAMPAIGNS):
        return redirect("analytics:reports")
    now, here = clock.now(), place.current()
    asked, error = read_period(request, now)
    read = home.read_home(asked, now=now, today=place.today(now), place=here)
    context = {"home": read, "poll": urlencode({"seen": now.isoformat(), "wait": FIRST_WAIT_S})}
    if not read.is_started:
        context |= {"setup": setup.make_setup(read, request.user)}
        context["may_invite"] = request.membership.may(Permission.MANAGE_MEMBERS)
        return render(request, "analytics/setup.html", context)
    context |= period_menu(request, read.choice) | {"wrong": wrong_period(request, error)}
    context["may_edit"] = request.membership.may(Permission.EDIT_CAMPAIGNS)
    return render(request, "analytics/dashboard.html", context, status=422 if error else 200)


@access.page(Permission.VIEW_CAMPAIGNS)
def days(request: HttpRequest) -> HttpResponse:
    """Show the dashboard's chart and the tables beside it; a part that the dashboard loads, or a page of its own."""
    now = clock.now()
    asked, error = read_period(request, now)
    read = daily.read_daily(asked, now=now, today=place.today(now), place=place.current())
    context = {"daily": read, "wrong": wrong_period(request, error), **period_menu(request, read.choice)}
    is_part = request.htmx and not request.htmx.boosted
    template = "analytics/_by_day.html" if is_part else "analytics/days.html"
    return render(request, template, context, status=422 if error else 200)


@access.page(Permission.VIEW_CAMPAIGNS)
def freshness(request: HttpRequest) -> HttpResponse:
    """Answer whether there are newer numbers than those on the page; ask again later and later while there are none."""
    try:
        seen = datetime.fromisoformat(request.GET.get("seen", ""))
        wait = min(max(int(request.GET.get("wait", FIRST_WAIT_S)), FIRST_WAIT_S), LONGEST_WAIT_S)
    except ValueError:
        return HttpResponse(status=204)
    if seen.utcoffset() != timedelta(0):  # pages say their moments in UTC
        return HttpResponse(status=204)
    is_newer = selectors.is_newer_than(seen)
    poll = urlencode({"seen": seen.isoformat(), "wait": min(wait * 3 // 2, LONGEST_WAIT_S)})
    context = {"is_newer": is_newer, "poll": poll, "wait": wait, "page": page_behind(request)}
    return render(request, "analytics/_refresh.html", context)


@access.page(Permission.VIEW_CAMPAIGNS)
def reading(request: HttpRequest) -> HttpResponse:
    """Show how far the first reading of the accounts is; when it is over, the page behind is shown again."""
    accounts = integrations.selectors.list_ad_accounts().values_list("pk", flat=True)
    done, total = selectors.count_history_days(list(accounts))
    if done < total or not request.htmx:
        return render(request, "analytics/_reading.html", {"done": done, "total": total})
    return HttpResponseClientRedirect(page_behind(request))
