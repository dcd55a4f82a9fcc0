"""What moved on the platforms: kept, or put back; all of a campaign's values, single ones, or several campaigns'."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from campaigns import selectors, services
from campaigns.selectors.drift import Drift
from campaigns.services.words import of_value
from campaigns.templatetags.changes import STATUS_WORDS
from campaigns.types import TargetField
from campaigns.views.answers import back, go, go_to_approval, told, waits_for_approval
from tenants import access, clock
from tenants.errors import Conflict
from tenants.roles import Permission

LABELS = {
    TargetField.STATUS: "switch",
    TargetField.DAILY_BUDGET: "budget a day",
    TargetField.LIFETIME_BUDGET: "budget in all",
    TargetField.BID: "bid",
    TargetField.END_DATE: "last day",
}


@dataclass(frozen=True, slots=True)
class Line:
    """One value that moved, as the page shows it: ours and theirs written for people."""

    drift: Drift
    what: str
    ours: str
    theirs: str


def lines_of(drift: list[Drift]) -> list[Line]:
    """Return what moved, each with both values."""
    return [Line(one, LABELS[one.field], _written(one, one.desired), _written(one, one.observed)) for one in drift]


@require_POST
@access.page(Permission.EDIT_CAMPAIGNS)
@told
def keep_drift(request: HttpRequest, campaign_id: UUID) -> HttpResponse:
    """Keep what was changed on the platform."""
    return _settle(request, campaign_id, services.keep_drift)


@require_POST
@access.page(Permission.EDIT_CAMPAIGNS)
@told
def put_back_drift(request: HttpRequest, campaign_id: UUID) -> HttpResponse:
    """Put our values back on the platform."""
    return _settle(request, campaign_id, services.put_back_drift)


@require_POST
@access.page(Permission.EDIT_CAMPAIGNS)
@told
def settle_drift(request: HttpRequest) -> HttpResponse:
    """Keep or put back what moved of the campaigns that are named."""
    named = list(dict.fromkeys(request.POST.getlist("campaign")))
    if not named:
        raise Conflict("Choose at least one campaign.")
    campaigns, keep = [selectors.get_campaign(uuid) for uuid in named], request.POST.get("keep") == "1"
    change_set = services.settle_drift(campaigns=campaigns, keep=keep, actor=request.actor, now=clock.now())
    if waits_for_approval(change_set):
        return go_to_approval(request, change_set)
    messages.success(request, f"{change_set.label}: being settled.")
    return go(request, back(request, reverse("campaigns:list")))


def _written(one: Drift, value: Any) -> str:
    if one.field == TargetField.STATUS:
        return STATUS_WORDS.get(value, value)
    return of_value(value, one.field, one.part.currency)


def _settle(request: HttpRequest, campaign_id: UUID, service: Callable) -> HttpResponse:
    """Settle everything, or the values that are named (`only`)."""
    campaign, only = selectors.get_campaign(campaign_id), request.POST.getlist("only")
    change_set = service(campaign=campaign, actor=request.actor, now=clock.now(), only=only)
    if waits_for_approval(change_set):
        return go_to_approval(request, change_set)
    return redirect("campaigns:detail", campaign.uuid)
