"""Views of pages under a name: keeping, deleting, and what a page offers of them."""

from collections import defaultdict
from typing import Any
from urllib.parse import parse_qsl
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from tenants import access, clock, selectors, services
from tenants.errors import Conflict, Invalid
from tenants.roles import Permission

LONGEST_QUERY = 4000


@require_POST
@access.page(Permission.EDIT_CAMPAIGNS)
def create_saved_view(request: HttpRequest) -> HttpResponse:
    """Keep what a page shows under a name."""
    page, query = request.POST.get("page", ""), _query(request)
    try:
        view = services.create_saved_view(
            page=page, name=request.POST.get("name", ""), query=query, is_shared=bool(request.POST.get("shared")),
            actor=request.actor, now=clock.now(),
        )  # fmt: skip
    except (Conflict, Invalid) as error:
        texts = [text for each in getattr(error, "fields", {}).values() for text in each]
        messages.error(request, " ".join(texts) or error.message)
    else:
        messages.success(request, f"{view.name} is kept under Views.")
    return _back(page, query)


@require_POST
@access.page(Permission.EDIT_CAMPAIGNS)
def delete_saved_view(request: HttpRequest, view_id: UUID) -> HttpResponse:
    """Delete a view."""
    view = services.delete_saved_view(view_id=view_id, actor=request.actor, now=clock.now())
    messages.success(request, "The view is deleted.")
    return _back(view.page, {})


def offer_views(request: HttpRequest, page: str, query: str) -> dict[str, Any]:
    """Return what `tenants/_saved_views.html` takes; `query` is the address of what is shown. One query."""
    address = reverse(services.get_page(page).url_name)
    found = [
        (view, services.encode_query(page, view.query)) for view in selectors.list_saved_views(request.actor, page)
    ]
    return {
        "views": [{"view": view, "href": f"{address}?{kept}", "is_on": kept == query} for view, kept in found],
        "view_query": query,
        "view_page": page,
        "can_edit": request.membership.may(Permission.EDIT_CAMPAIGNS),
    }


def _query(request: HttpRequest) -> dict[str, list[str]]:
    """Return the parameters that were sent and that the page keeps; none where there is no such page."""
    page = services.PAGES.get(request.POST.get("page", ""))
    found: dict[str, list[str]] = defaultdict(list)
    for name, value in parse_qsl(request.POST.get("query", "").replace("\x00", "")[:LONGEST_QUERY]):
        if page and name in page.kept:
            found[name].append(value)
    return dict(found)


def _back(page: str, query: dict[str, list[str]]) -> HttpResponse:
    if page not in services.PAGES:
        return redirect("analytics:dashboard")
    kept = services.encode_query(page, query)
    return redirect(reverse(services.PAGES[page].url_name) + (f"?{kept}" if kept else ""))
