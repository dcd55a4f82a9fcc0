"""The list of campaigns."""

from collections.abc import Callable
from decimal import Decimal
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

import analytics.selectors
from analytics.types import Metrics, combine
from analytics.wording import Noun, Outcome, noun_for
from campaigns import selectors
from campaigns.views import period
from campaigns.views.shown import list_sentence, make_row, value_per_unit
from integrations.types import Platform, Purpose
from tenants import access, clock, formats, place
from tenants.roles import Permission

PAGE_SIZE = 25
STATUSES = [
    ("", "Not ended"),
    ("active", "Running"),
    ("paused", "Paused"),
    ("draft", "Drafts"),
    ("completed", "Ended"),
    ("all", "All"),
]
KEPT = ("search", "status", "platform", "sort", "period", "since", "until")
SORTS = {
    "spent": "Spent",
    "clicks": "Clicks",
    "results": "Results",
    "cost": "Cost",
    "name": "Campaign",
    "state": "State",
}


@require_GET
@access.page(Permission.VIEW_CAMPAIGNS)
def list_campaigns(request: HttpRequest) -> HttpResponse:
    """Show campaigns with what they spent in the period, and find some of them."""
    here, now = place.current(), clock.now()
    counts, first_launch = selectors.summarize(here.zone)
    choice = period.choose(request, first_launch, now.astimezone(here.zone).date())
    asked = _filters(request)
    found = list(selectors.list_campaigns(**asked, with_parts=False).values_list("pk", "name", "purpose"))
    metrics = analytics.selectors.by_campaign(choice.period)
    noun = noun_for({Purpose(purpose) for _, _, purpose in found if purpose}, combine(metrics.values()))
    sort = request.GET.get("sort", "spent")
    page = Paginator(_sorted(found, metrics, noun, sort), PAGE_SIZE).get_page(request.GET.get("page"))
    rows = _rows([pk for pk, *_ in page], metrics)
    total = combine(metrics[pk] for pk, *_ in found if pk in metrics)
    context = {
        "rows": rows, "page": page, "noun": noun, "total": total, "choice": choice, "asked": asked, "sort": sort.lstrip("-"),
        "order": "ascending" if sort.startswith("-") or sort in ("name", "state") else "descending",
        "counts_clicks": noun.outcome == Outcome.CLICKS, "periods": period.links(choice, _query(request, period="", since="", until="")),
        "sentence": list_sentence(counts, total, choice.label, here), "has_any": any(counts.values()),
        "total_value": value_per_unit(total, here),
        "one_unit": formats.money(Decimal(1), total.currency or here.currency, here.locale).replace(".00", ""),
        "statuses": [(label, _link(request, status=word), word == asked["status"]) for word, label in STATUSES],
        "platforms": _platform_links(request, rows, asked["platform"]),
        "sorts": {name: _link(request, sort=_turned(name, sort)) for name in SORTS}, "query": _query(request, page=""),
        "is_applying": any(row.is_applying for row in rows), "can_edit": request.membership.may(Permission.EDIT_CAMPAIGNS),
        "can_launch": request.membership.may(Permission.LAUNCH_CAMPAIGNS), "here": request.get_full_path(),
    }  # fmt: skip
    return render(request, "campaigns/list.html", context)


def _filters(request: HttpRequest) -> dict[str, str]:
    return {
        "search": request.GET.get("search", "").replace("\x00", "")[:100],
        "status": request.GET.get("status", "").replace("\x00", "")[:20],
        "platform": request.GET.get("platform", "").replace("\x00", "")[:20],
    }


def _sorted(found: list[tuple], metrics: dict[int, Metrics], noun: Noun, sort: str) -> list[tuple]:
    """Sort by a figure, most first, or by name; what has no figure comes last, in the list's own order."""
    name = sort.lstrip("-")
    if name == "name":
        return sorted(found, key=lambda row: row[1].casefold(), reverse=sort.startswith("-"))
    read: dict[str, Callable] = {
        "spent": lambda m: m.spend_micros, "clicks": lambda m: m.clicks, "results": noun.count, "cost": noun.cost_micros,
    }  # fmt: skip
    if name not in read:
        return found[::-1] if sort.startswith("-") else found
    known = [(row, read[name](metrics[row[0]])) for row in found if row[0] in metrics]
    known = sorted((pair for pair in known if pair[1]), key=lambda pair: pair[1], reverse=not sort.startswith("-"))
    first = [row for row, _ in known]
    return first + [row for row in found if row not in set(first)]


def _rows(ids: list[int], metrics: dict[int, Metrics]) -> list:
    campaigns = {campaign.pk: campaign for campaign in selectors.list_campaigns(status="all").filter(pk__in=ids)}
    return [make_row(campaigns[pk], metrics.get(pk, Metrics()), place.current()) for pk in ids if pk in campaigns]


def _platform_links(request: HttpRequest, rows: list, asked: str) -> list[tuple[str, str, bool]]:
    """Return a filter for each platform that is there; the chosen one's takes the choice away."""
    there = {platform for row in rows for platform in row.platforms} | {asked}
    found = [platform.value for platform in Platform if platform in there]
    return [(name, _link(request, platform="" if name == asked else name), name == asked) for name in found]


def _turned(name: str, sort: str) -> str:
    return f"-{name}" if sort == name else name


def _query(request: HttpRequest, **changes: str) -> str:
    kept = {name: value for name, value in request.GET.items() if name in KEPT}
    merged = {name: value for name, value in {**kept, **changes}.items() if value}
    return urlencode(merged) + "&" if merged else ""


def _link(request: HttpRequest, **changes: str) -> str:
    return "?" + _query(request, **changes).rstrip("&")
