"""Pages of numbers."""

from datetime import date, datetime
from urllib.parse import urlencode, urlsplit, urlunsplit
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django_htmx.http import HttpResponseClientRedirect

import integrations.selectors
from analytics import periods, selectors
from analytics.panels import campaign, home, setup
from tenants import access, clock, place
from tenants.errors import Invalid
from tenants.roles import Permission

FIRST_WAIT_S, LONGEST_WAIT_S = 180, 1_800


@access.page(Permission.VIEW_REPORTS)
def dashboard(request: HttpRequest) -> HttpResponse:
    """Answer what needs you, how we are doing and what changed; a client's home is the reports."""
    if not request.membership.may(Permission.VIEW_CAMPAIGNS):
        return redirect("analytics:reports")
    now, here = clock.now(), place.current()
    asked, error = _asked(request, now)
    read = home.read_home(asked, now=now, today=_today(now), place=here)
    context = {"home": read, "poll": urlencode({"seen": now.isoformat(), "wait": FIRST_WAIT_S})}
    if not read.is_started:
        context |= {"setup": setup.make_setup(read, request.user)}
        context["may_invite"] = request.membership.may(Permission.MANAGE_MEMBERS)
        return render(request, "analytics/setup.html", context)
    context |= {"options": _options(request, read.choice), "error": error}
    context["may_edit"] = request.membership.may(Permission.EDIT_CAMPAIGNS)
    return render(request, "analytics/dashboard.html", context, status=422 if error else 200)


@access.page(Permission.VIEW_CAMPAIGNS)
def freshness(request: HttpRequest) -> HttpResponse:
    """Answer whether there are newer numbers than those on the page; ask again later and later while there are none."""
    try:
        seen = datetime.fromisoformat(request.GET.get("seen", ""))
        wait = min(max(int(request.GET.get("wait", FIRST_WAIT_S)), FIRST_WAIT_S), LONGEST_WAIT_S)
    except ValueError:
        return HttpResponse(status=204)
    if seen.tzinfo is None:
        return HttpResponse(status=204)
    is_newer = selectors.is_newer_than(seen)
    poll = urlencode({"seen": seen.isoformat(), "wait": min(wait * 3 // 2, LONGEST_WAIT_S)})
    context = {"is_newer": is_newer, "poll": poll, "wait": wait, "page": _page_behind(request)}
    return render(request, "analytics/_refresh.html", context)


@access.page(Permission.VIEW_CAMPAIGNS)
def reading(request: HttpRequest) -> HttpResponse:
    """Show how far the first reading of the accounts is; when it is over, the page behind is shown again."""
    accounts = integrations.selectors.list_ad_accounts().values_list("pk", flat=True)
    done, total = selectors.count_history_days(list(accounts))
    if done < total or not request.htmx:
        return render(request, "analytics/_reading.html", {"done": done, "total": total})
    return HttpResponseClientRedirect(_page_behind(request))


@access.page(Permission.VIEW_CAMPAIGNS)
def campaign_numbers(request: HttpRequest, campaign_id: UUID) -> HttpResponse:
    """Show a campaign's figures and one of them over the days; a part of the campaign's page, or a page of its own."""
    now = clock.now()
    asked, error = _asked(request, now)
    panel = campaign.read_panel(
        campaign_id,
        asked=asked,
        metric=request.GET.get("metric", ""),
        now=now,
        today=_today(now),
        place=place.current(),
    )
    template = "analytics/_campaign_numbers.html" if request.htmx else "analytics/campaign_numbers.html"
    context = {"panel": panel, "options": _options(request, panel.choice), "error": error, "today": _today(now)}
    return render(request, template, context, status=422 if error else 200)


@access.page(Permission.VIEW_REPORTS)
def reports(request: HttpRequest) -> HttpResponse:
    """Show the reports that were shared; there are none yet."""
    return render(request, "analytics/reports.html")


def _asked(request: HttpRequest, now: datetime) -> tuple[periods.Choice | None, Invalid | None]:
    """Return the period that the address asks for, None where it asks for none, and what is wrong with the address."""
    if not {"period", "since", "until"} & request.GET.keys():
        return None, None
    try:
        return periods.choose(request.GET, today=_today(now)), None
    except Invalid as error:
        return None, error


def _options(request: HttpRequest, choice: periods.Choice) -> list[tuple[str, str, bool]]:
    kept = {"metric": request.GET["metric"]} if "metric" in request.GET else {}
    named = [key for key in periods.LABELS if key != "custom"]
    return [(periods.LABELS[key], f"?{urlencode({'period': key, **kept})}", key == choice.key) for key in named]


def _page_behind(request: HttpRequest) -> str:
    """Return the page that asked by HTMX, without its host."""
    parts = urlsplit(request.headers.get("HX-Current-URL", ""))
    return urlunsplit(("", "", parts.path or "/", parts.query, ""))


def _today(now: datetime) -> date:
    return now.astimezone(place.current().zone).date()
