"""What waits for somebody's yes: the list, and one page a set that fits a phone."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from campaigns import selectors, services
from campaigns.models import ChangeSet
from campaigns.types import IN_FLIGHT
from campaigns.views.answers import back, go, go_to_approval, told, waits_for_approval
from tenants import access, clock
from tenants.errors import Invalid
from tenants.roles import Permission


@require_GET
@access.page(Permission.VIEW_CAMPAIGNS)
def list_approvals(request: HttpRequest) -> HttpResponse:
    """List what waits for me, what I asked for, and what waits for others."""
    every = list(selectors.list_proposals())
    waiting = selectors.list_waiting_for(request.actor, every)
    asked = selectors.list_asked_by(request.actor, every)
    known = {one.pk for one in (*waiting, *asked)}
    others = [one for one in every if one.pk not in known]
    asked = [one for one in asked if one not in waiting]
    return render(request, "campaigns/approvals.html", {"waiting": waiting, "asked": asked, "others": others})


@require_GET
@access.page(Permission.VIEW_CAMPAIGNS)
def count_approvals(request: HttpRequest) -> HttpResponse:
    """Draw how many sets wait for me, for the navigation; nothing where none does."""
    return render(request, "campaigns/_approvals_count.html", {"count": selectors.count_waiting_for(request.actor)})


@require_GET
@access.page(Permission.VIEW_CAMPAIGNS)
def list_waiting(request: HttpRequest, campaign_id: UUID) -> HttpResponse:
    """Show what of a campaign waits for approval; a part of the campaign's page, or a page of its own."""
    campaign = selectors.get_campaign_alone(campaign_id)
    sets = list(selectors.list_proposals(campaign=campaign))
    waiting = services.describe_approvals(change_sets=sets, actor=request.actor)
    is_part = request.htmx and not request.htmx.boosted
    template = "campaigns/_waiting_sets.html" if is_part else "campaigns/waiting.html"
    return render(request, template, {"campaign": campaign, "waiting": waiting})


@require_GET
@access.page(Permission.VIEW_CAMPAIGNS)
def show_approval(request: HttpRequest, change_set_id: UUID) -> HttpResponse:
    """Show what a set would change, who asks and why, with a yes and a no for who may decide; later what became of it."""
    change_set = selectors.get_change_set(change_set_id)
    approval = services.describe_approval(change_set=change_set, actor=request.actor)
    shown = change_set.proposed or list(change_set.changes.all())
    context = {
        "change_set": change_set,
        "approval": approval,
        "rows": [(change, approval.obstacles.get(change.uuid, "")) for change in shown],
        "is_under_way": any(change.state in IN_FLIGHT for change in change_set.changes.all()),
    }
    return render(request, "campaigns/approval.html", context)


@require_POST
@access.page(Permission.APPROVE_CHANGES)
@told
def approve_change_set(request: HttpRequest, change_set_id: UUID) -> HttpResponse:
    """Say yes, to all of it or to what is ticked."""
    only = _ticked(request) if "choose" in request.POST else []
    return _decide(request, change_set_id, services.approve_change_set, "Approved: {label}.", only=only)


@require_POST
@access.page(Permission.APPROVE_CHANGES)
@told
def reject_change_set(request: HttpRequest, change_set_id: UUID) -> HttpResponse:
    """Say no."""
    return _decide(request, change_set_id, services.reject_change_set, "Refused: {label}. Nothing was changed.")


@require_POST
@access.page(Permission.EDIT_CAMPAIGNS)
@told
def withdraw_change_set(request: HttpRequest, change_set_id: UUID) -> HttpResponse:
    """Take back what one asked for."""
    return _decide(request, change_set_id, services.withdraw_change_set, "Withdrawn: {label}. Nothing was changed.")


@require_POST
@access.page(Permission.EDIT_CAMPAIGNS)
@told
def retry_change_set(request: HttpRequest, change_set_id: UUID) -> HttpResponse:
    """Try again what failed."""
    change_set = selectors.get_change_set(change_set_id, deep=False)
    again = services.retry_change_set(change_set=change_set, actor=request.actor, now=clock.now())
    if waits_for_approval(again):
        return go_to_approval(request, again)
    messages.success(request, f"{again.label}: being tried again.")
    return go(request, back(request, reverse("campaigns:history")))


@require_POST
@access.page(Permission.EDIT_CAMPAIGNS)
@told
def drop_change_set(request: HttpRequest, change_set_id: UUID) -> HttpResponse:
    """Let go of what did not happen."""
    change_set = selectors.get_change_set(change_set_id, deep=False)
    services.drop_change_set(change_set=change_set, actor=request.actor, now=clock.now())
    messages.success(request, f"{change_set.label}: dropped.")
    return go(request, back(request, reverse("campaigns:history")))


def _decide(request: HttpRequest, change_set_id: UUID, decide: Callable, text: str, **more) -> HttpResponse:
    change_set = selectors.get_change_set(change_set_id, deep=False)
    note = request.POST.get("note", "")
    decided: ChangeSet = decide(change_set=change_set, actor=request.actor, now=clock.now(), note=note, **more)
    messages.success(request, text.format(label=decided.label))
    return redirect("campaigns:approval", decided.uuid)


def _ticked(request: HttpRequest) -> list[UUID]:
    try:
        found = [UUID(value) for value in request.POST.getlist("change")]
    except ValueError:
        found = []
    if not found:
        raise Invalid({"change": "Choose what to approve, or refuse it."})
    return found
