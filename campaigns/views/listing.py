"""The list of campaigns."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from urllib.parse import urlencode

from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

import analytics.selectors
from analytics.panels.remarks import list_remarks
from analytics.periods import Choice
from analytics.selectors import Dimension
from analytics.sentences import when_words
from analytics.types import Metrics, combine
from analytics.wording import Noun, Outcome, noun_for
from campaigns import selectors
from campaigns.models import Campaign
from campaigns.views import numbers, period
from campaigns.views.numbers import Figures, Said
from campaigns.views.shown import Row, list_sentence, make_row
from integrations.types import Platform, Purpose
from tenants import access, clock, formats, place
from tenants.place import Place
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
SORTS = ("spent", "clicks", "results", "cost", "name", "state")


@dataclass(frozen=True, slots=True)
class Listing:
    """What the page shows: the found campaigns' figures together, and the rows of one page of them."""

    choice: Choice
    noun: Noun
    total: Metrics
    page: Page
    rows: list[Row]
    maturing: Said


@require_GET
@access.page(Permission.VIEW_CAMPAIGNS)
def list_campaigns(request: HttpRequest) -> HttpResponse:
    """Show campaigns with what they spent in the period, and find some of them."""
    here, asked, sort = place.current(), _filters(request), request.GET.get("sort", "spent")
    counts, first_launch = selectors.summarize(here.zone)
    choice = period.choose(request, first_launch, clock.now().astimezone(here.zone).date())
    listing = _find(asked, sort, choice, request.GET.get("page"))
    context = {
        **_numbers(listing, here),
        **_links(request, listing, asked, sort),
        "sentence": list_sentence(counts, listing.total, when_words(choice, here), here),
        "has_any": any(counts.values()),
        "can_edit": request.membership.may(Permission.EDIT_CAMPAIGNS),
        "can_launch": request.membership.may(Permission.LAUNCH_CAMPAIGNS),
    }
    return render(request, "campaigns/list.html", context)


def _find(asked: dict[str, str], sort: str, choice: Choice, number: str | None) -> Listing:
    found = list(selectors.list_campaigns(**asked, with_parts=False).values_list("pk", "name", "purpose"))
    here, today = place.current(), clock.now().astimezone(place.current().zone).date()
    metrics = _by_campaign(choice, here)
    noun = noun_for({Purpose(purpose) for _, _, purpose in found if purpose}, combine(metrics.values()))
    page = Paginator(_sorted(found, metrics, noun, sort), PAGE_SIZE).get_page(number)
    total = combine(metrics[pk] for pk, *_ in found if pk in metrics)
    shown = [pk for pk, *_ in page]
    whole, estimates = numbers.read_estimates(choice.period, [pk for pk, *_ in found], shown, today)
    said = numbers.say(noun, total, whole, name="all", place=here)
    return Listing(choice, noun, total, page, _rows(shown, Figures(metrics, estimates.estimates), noun, here), said)


def _by_campaign(choice: Choice, here: Place) -> dict[int, Metrics]:
    """Return the period's figures by campaign, in the organisation's currency."""
    found = analytics.selectors.sums(choice.period, Dimension.CAMPAIGN, currency=here.currency)
    return {pk: metrics for (pk,), metrics in found.items() if pk}


def _numbers(listing: Listing, here: Place) -> dict:
    one = formats.money(Decimal(1), listing.total.currency or here.currency, here.locale)
    return {
        "rows": listing.rows,
        "page": listing.page,
        "noun": listing.noun,
        "total": listing.total,
        "maturing": listing.maturing,
        "remarks": list_remarks(listing.total, listing.total.conversion, [], here),
        "choice": listing.choice,
        "total_money": numbers.write(listing.noun, listing.total, here),
        "one_unit": one.replace(".00", ""),
        "counts_clicks": listing.noun.outcome == Outcome.CLICKS,
        "is_applying": any(row.is_applying for row in listing.rows),
    }


def _links(request: HttpRequest, listing: Listing, asked: dict[str, str], sort: str) -> dict:
    name = sort.lstrip("-")
    is_ascending = sort.startswith("-") != (name in ("name", "state"))
    return {
        "asked": asked,
        "sort": name,
        "order": "ascending" if is_ascending else "descending",
        "sorts": {column: _link(request, sort=_turned(column, sort)) for column in SORTS},
        "statuses": [(label, _link(request, status=word), word == asked["status"]) for word, label in STATUSES],
        "platforms": _platform_links(request, listing.rows, asked["platform"]),
        "periods": period.links(listing.choice, _query(request, period="", since="", until="")),
        "query": _query(request, page=""),
        "here": request.get_full_path(),
    }


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
        "spent": lambda m: numbers.weigh(m.spend_micros, [part.spend_micros for part in m.by_currency]),
        "clicks": lambda m: m.clicks,
        "results": noun.count,
        "cost": noun.cost_micros,
    }
    if name not in read:
        return found[::-1] if sort.startswith("-") else found
    known = [(row, read[name](metrics[row[0]])) for row in found if row[0] in metrics]
    known = sorted((pair for pair in known if pair[1]), key=lambda pair: pair[1], reverse=not sort.startswith("-"))
    first = [row for row, _ in known]
    sorted_in = set(first)
    return first + [row for row in found if row not in sorted_in]


def _rows(ids: list[int], figures: Figures, noun: Noun, here: Place) -> list[Row]:
    campaigns = {campaign.pk: campaign for campaign in selectors.list_campaigns(status="all").filter(pk__in=ids)}
    return [_row(campaigns[pk], figures, noun, here) for pk in ids if pk in campaigns]


def _row(campaign: Campaign, figures: Figures, noun: Noun, here: Place) -> Row:
    metrics, estimate = figures.of(campaign.pk), figures.estimates.get(campaign.pk)
    said = numbers.say(noun, metrics, estimate, name=f"of-{campaign.uuid}", place=here)
    return make_row(campaign, metrics, numbers.write(noun, metrics, here), said)


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
