"""What platforms offer to aim at, searched by name: for whoever has no JavaScript with the page, else by itself."""

from collections.abc import Iterable
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

import integrations.selectors
import integrations.services
from campaigns.forms.targeting import KINDS, Found, Spot, name_of, names_of, picker_of
from integrations.errors import PlatformError
from integrations.types import TargetingKind
from tenants import access
from tenants.roles import Permission

WORDS, FIND = "words_", "find"
WORDS_MOST = 100
NO_WORDS = "Write what to look for."


@require_GET
@access.page(Permission.EDIT_CAMPAIGNS)
def search_targets(request: HttpRequest, account_id: UUID, field: str) -> HttpResponse:
    """Show what is chosen of one kind, and what the platform offers for some words."""
    if field not in KINDS:
        raise Http404
    spot = Spot(integrations.selectors.get_ad_account(account_id))
    name = name_of(field, spot)
    found = find(spot, field, request.GET.get(f"{WORDS}{name}", ""))
    picker = picker_of(field, spot, dict.fromkeys(request.GET.getlist(name)), names_of([spot]), found)
    return render(request, "campaigns/targeting/_choices.html", {"picker": picker})


def find(spot: Spot, field: str, words: str) -> Found:
    """Return what a platform offers for some words; with none, the lists that are the account's own."""
    words, kind = words.replace("\x00", "").strip()[:WORDS_MOST], KINDS[field]
    if not words and kind != TargetingKind.AUDIENCE:
        return Found(problem=NO_WORDS)
    try:
        options = integrations.services.search_targeting(account=spot.account, kind=kind, query=words)
    except PlatformError as error:
        return Found(words, problem=error.message)
    return Found(words, tuple(options))


def found_of(request: HttpRequest, spots: Iterable[Spot]) -> dict[str, Found]:
    """Return what a page was asked to search for in its address, by the input's name."""
    asked, words = request.GET.get(FIND, ""), request.GET.get("words", "")
    named = {name_of(field, spot): (field, spot) for spot in spots for field in KINDS}
    if request.method != "GET" or asked not in named:
        return {}
    field, spot = named[asked]
    return {asked: find(spot, field, words)}


def asked_in(request: HttpRequest, go: str) -> dict[str, str]:
    """Return the address's question for what a form was sent to search for; {} where it was sent for something else.

    `go` is `find:<input>`, or `enter` where the first search that has words is meant.
    """
    act, _, name = go.partition(":")
    if go == "enter":
        typed = (key for key, value in request.POST.items() if key.startswith(WORDS) and value.strip())
        act, name = FIND, next(typed, "").removeprefix(WORDS)
    if act != FIND or not name:
        return {}
    return {FIND: name, "words": request.POST.get(f"{WORDS}{name}", "")}
