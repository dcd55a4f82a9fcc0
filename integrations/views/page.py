"""The connections page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from integrations import presenting, selectors
from tenants import access, clock
from tenants.errors import AdwrightError, Invalid
from tenants.roles import Permission


@require_GET
@access.page(Permission.VIEW_CONNECTIONS)
def connections(request: HttpRequest) -> HttpResponse:
    """Is everything connected, and what may Adwright do?"""
    return show(request)


def show(request: HttpRequest, *, problem: str = "", status: int = 200) -> HttpResponse:
    """Answer with the page, and with what went wrong."""
    page = presenting.present(
        selectors.list_ad_accounts(),
        selectors.list_connections(),
        book=selectors.get_quota_book(clock.now()),
        held=selectors.list_held_elsewhere(),
    )
    may_manage = request.membership.may(Permission.MANAGE_CONNECTIONS)
    context = {"page": page, "may_manage": may_manage, "problem": problem}
    return render(request, "integrations/connections.html", context, status=status)


def first_words(error: AdwrightError) -> str:
    """Return what an error says first."""
    return next(iter(error.fields.values()))[0] if isinstance(error, Invalid) else error.message
