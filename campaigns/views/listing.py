"""The list of campaigns: which one deserves attention."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

import analytics.selectors
import integrations.selectors
from analytics.panels.remarks import list_remarks
from analytics.periods import Choice
from analytics.selectors import Asked, Found
from analytics.sentences import when_words
from analytics.wording import Noun, Outcome
from campaigns import selectors
from campaigns.services.words import of_money
from campaigns.types.finding import COLUMNS
from campaigns.views import asked, numbers, period
from campaigns.views.branches import Tree, read_opened
from campaigns.views.narrowing import narrowing
from campaigns.views.numbers import Said
from campaigns.views.rows import Row
from campaigns.views.shown import list_sentence
from tenants import access, clock, formats, place
from tenants.place import Place
from tenants.roles import Permission

PAGE_SIZE = 25
SORTS = {"name": False, "budget": True, "spent": True, "clicks": True, "results": True, "cost": True, "value": True}
"""The columns, and whether they are numbers: those begin with the largest."""


@dataclass(frozen=True, slots=True)
class Listing:
    """What the page shows: the found campaigns' figures together, and the rows of one page of them."""

    choice: Choice
    found: Found
    page: Page
    rows: list[Row]
    maturing: Said


@require_GET
@access.page(Permission.VIEW_CAMPAIGNS)
def list_campaigns(request: HttpRequest) -> HttpResponse:
    """Show campaigns with what they spent in the period, and find some of them."""
    here, today = place.current(), place.today(clock.now())
    summary, accounts = selectors.summarize(here.zone, request.actor), _accounts()
    choice = period.choose(request, summary.first_launch, today)
    listing = _listing(request, choice, here, today, {account.pk: account.time_zone for account in accounts})
    context = {
        **_numbers(listing, here),
        **_links(request, listing),
        **narrowing(request, summary, [account for account in accounts if account.disconnected_at is None]),
        "sentence": list_sentence(summary.counts, listing.found.total, when_words(choice, here), here),
        "has_any": any(summary.counts.values()),
        "chosen": set(request.GET.getlist("campaign")),
        "can_edit": request.membership.may(Permission.EDIT_CAMPAIGNS),
        "can_launch": request.membership.may(Permission.LAUNCH_CAMPAIGNS),
        **_columns(request, listing.found.noun),
    }
    return render(request, "campaigns/list.html", context)


def _accounts() -> list[Any]:
    """Return every ad account, disconnected ones too: their figures stay."""
    return list(integrations.selectors.list_ad_accounts(include_disconnected=True))


def _listing(request: HttpRequest, choice: Choice, here: Place, today: date, zones: dict[int, str]) -> Listing:
    found = analytics.selectors.find_campaigns(
        asked.filters(request.GET), sort_of(request), choice.period, here.currency
    )
    page = Paginator(found.ids, PAGE_SIZE).get_page(request.GET.get("page"))
    question = Asked(choice.period, choice.before, today, here.currency, zones)
    shown, whole = analytics.selectors.read_campaigns(question, page.object_list, found.ranks, found.ids)
    tree = Tree(read_opened(request.GET.getlist("open")), question, found.noun, here)
    said = numbers.say(found.noun, found.total, whole, name="all", place=here)
    return Listing(choice, found, page, tree.campaigns(page.object_list, shown), said)


def sort_of(request: HttpRequest) -> str:
    """Return the order that is asked for."""
    name = request.GET.get("sort", "")
    return name if name.removeprefix("-") in analytics.selectors.ORDERS else "spent"


def _numbers(listing: Listing, here: Place) -> dict[str, Any]:
    found = listing.found
    one = formats.money(Decimal(1), found.total.currency or here.currency, here.locale)
    return {
        "rows": listing.rows,
        "page": listing.page,
        "noun": found.noun,
        "total": found.total,
        "total_budget": "\n".join(of_money(minor, currency) for currency, minor in found.budgets.items()),
        "total_money": numbers.write(found.noun, found.total, here),
        "maturing": listing.maturing,
        "compares": any(row.figures.is_compared for row in listing.rows),
        "remarks": list_remarks(found.total, found.total.conversion, [], here),
        "choice": listing.choice,
        "locale": str(here.locale).replace("_", "-"),
        "one_unit": one.replace(".00", ""),
        "counts_clicks": found.noun.outcome == Outcome.CLICKS,
        "is_applying": any(row.is_applying for row in listing.rows),
    }


def _columns(request: HttpRequest, noun: Noun) -> dict[str, Any]:
    """Return which columns are shown, and those that there are with their names."""
    labels = {
        "budget": "Budget a day", "clicks": "Clicks", "results": noun.many.capitalize(), "cost": f"Cost per {noun.one}",
        "value": "Value", "days": "14 days",
    }  # fmt: skip
    shown = asked.columns(request.GET)
    there = [name for name in COLUMNS if noun.outcome != Outcome.CLICKS or name not in ("results", "value")]
    return {
        "columns": [name for name in there if name in shown],
        "column_choices": [(name, labels[name], name in shown) for name in there],
        "kept_but_columns": {name: value for name, value in asked.kept(request).items() if name != "columns"},
    }


def _links(request: HttpRequest, listing: Listing) -> dict[str, Any]:
    sort = sort_of(request)
    name = sort.lstrip("-")
    is_ascending = sort.startswith("-") == SORTS.get(name, True)
    return {
        "sort": name,
        "order": "ascending" if is_ascending else "descending",
        "sorts": {column: asked.link(request, sort=f"-{column}" if sort == column else column) for column in SORTS},
        "periods": period.links(listing.choice, asked.query(request, period="", since="", until="")),
        "query": asked.query(request),
        "here": request.get_full_path(),
        "bulk_url": reverse("campaigns:bulk"),
        "opening": {str(row.uuid): _opening(request, row) for row in listing.rows if row.can_open},
    }


def _opening(request: HttpRequest, row: Row) -> str:
    return asked.opened(request, **({"but": str(row.uuid)} if row.is_open else {"also": str(row.uuid)}))
