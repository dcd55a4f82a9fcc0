"""How a press is answered: by the page that it came from, with an undo, or with what stands against it."""

from collections.abc import Callable
from functools import wraps
from urllib.parse import urlsplit

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django_htmx.http import HttpResponseClientRedirect

from campaigns.models import Campaign, ChangeSet
from tenants.errors import Conflict, Invalid
from tenants.roles import Permission


def told(view: Callable) -> Callable:
    """Tell a conflict in a toast on the page that the press came from, instead of an error page."""

    @wraps(view)
    def guarded(request: HttpRequest, *args, **kwargs) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except (Conflict, Invalid) as error:
            texts = (
                [text for texts in error.fields.values() for text in texts]
                if isinstance(error, Invalid)
                else [error.message]
            )
            messages.error(request, " ".join(texts))
            return go(request, back(request, reverse("campaigns:list")))

    return guarded


def done(request: HttpRequest, campaign: Campaign, change_set: ChangeSet, text: str) -> HttpResponse:
    """Say what was begun, with an undo for those who may, and go back; of what was only proposed that it waits."""
    if waits_for_approval(change_set):
        return go_to_approval(request, change_set)
    can_undo = request.membership.may(Permission.LAUNCH_CAMPAIGNS)
    undo = f"undo:{reverse('campaigns:undo_change_set', args=[change_set.uuid])}" if can_undo else ""
    messages.success(request, text, extra_tags=undo)
    return go(request, back(request, reverse("campaigns:detail", args=[campaign.uuid])))


def waits_for_approval(change_set: ChangeSet) -> bool:
    """Return whether a set was only proposed, and nobody has decided yet."""
    return bool(change_set.approval_reason) and not change_set.decision


def go_to_approval(request: HttpRequest, change_set: ChangeSet) -> HttpResponse:
    """Say that it waits for somebody's yes, and show whose."""
    messages.success(request, f"{change_set.label}: asked for. Nothing changes before somebody approves it.")
    return go(request, reverse("campaigns:approval", args=[change_set.uuid]))


def go(request: HttpRequest, address: str) -> HttpResponse:
    """Send the browser to a page, also when HTMX asked (the toast's undo)."""
    return HttpResponseClientRedirect(address) if request.htmx else redirect(address)


def back(request: HttpRequest, default: str) -> str:
    """Return the page on this host that the press came from; never the very page that was asked for."""
    for address in (
        request.POST.get("next", ""),
        request.headers.get("HX-Current-URL", ""),
        request.headers.get("Referer", ""),
    ):
        if address and _is_here(request, address) and urlsplit(address).path != request.path:
            return address
    return default


def _is_here(request: HttpRequest, address: str) -> bool:
    return url_has_allowed_host_and_scheme(address, {request.get_host()}, require_https=request.is_secure())
