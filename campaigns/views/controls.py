"""What can be done with a campaign: each a POST, answered by the page it came from with an undo."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

import integrations.selectors
from campaigns import selectors, services
from campaigns.views.answers import back, done, go, go_to_approval, told, waits_for_approval
from tenants import access, clock
from tenants.errors import Conflict
from tenants.roles import Permission


@require_POST
@access.page(Permission.EDIT_CAMPAIGNS)
@told
def launch_campaign(request: HttpRequest, campaign_id: UUID) -> HttpResponse:
    """Launch a draft, or go on with a launch that stopped; all of it, or the named parts."""
    campaign = selectors.get_campaign(campaign_id)
    named, seen = request.POST.getlist("part"), request.POST.get("version", "")
    only = [part.uuid for part in campaign.platform_campaigns.all() if str(part.uuid) in named]
    is_stale = seen not in ("", str(campaign.version))  # somebody saved since the review was drawn
    if is_stale or len(only) < len(set(named)):  # never all of them because the one that was meant is gone
        raise Conflict(f"{campaign.name} was edited meanwhile. Look at it again, then launch it.")
    change_set = services.launch_campaign(campaign=campaign, actor=request.actor, now=clock.now(), only=only)
    if waits_for_approval(change_set):
        return go_to_approval(request, change_set)
    return redirect("campaigns:detail", campaign.uuid)


@require_POST
@access.page(Permission.LAUNCH_CAMPAIGNS)
@told
def remove_launch(request: HttpRequest, campaign_id: UUID) -> HttpResponse:
    """Take back what an unfinished launch made."""
    campaign = selectors.get_campaign(campaign_id)
    services.remove_launch(campaign=campaign, actor=request.actor, now=clock.now())
    messages.success(request, f"What was made of {campaign.name} is being removed. The draft stays.")
    return redirect("campaigns:detail", campaign.uuid)


@require_POST
@access.page(Permission.EDIT_CAMPAIGNS)
@told
def pause_campaign(request: HttpRequest, campaign_id: UUID) -> HttpResponse:
    """Pause a campaign everywhere."""
    campaign = selectors.get_campaign(campaign_id)
    change_set = services.pause_campaign(campaign=campaign, actor=request.actor, now=clock.now())
    return done(request, campaign, change_set, f"{campaign.name} is being paused. Spending stops within minutes.")


@require_POST
@access.page(Permission.EDIT_CAMPAIGNS)
@told
def resume_campaign(request: HttpRequest, campaign_id: UUID) -> HttpResponse:
    """Switch a paused campaign on again."""
    campaign = selectors.get_campaign(campaign_id)
    change_set = services.resume_campaign(campaign=campaign, actor=request.actor, now=clock.now())
    return done(request, campaign, change_set, f"{campaign.name} is being switched on.")


@require_POST
@access.page(Permission.EDIT_CAMPAIGNS)
@told
def manage_campaign(request: HttpRequest, campaign_id: UUID) -> HttpResponse:
    """Take over an imported campaign."""
    campaign = selectors.get_campaign(campaign_id)
    services.manage_campaign(campaign=campaign, actor=request.actor, now=clock.now())
    messages.success(request, f"{campaign.name} is managed here from now on. Nothing was changed on its platform.")
    return go(request, back(request, reverse("campaigns:detail", args=[campaign.uuid])))


@require_POST
@access.page(Permission.LAUNCH_CAMPAIGNS)
@told
def declare_not_political(request: HttpRequest, account_id: UUID) -> HttpResponse:
    """Declare that an account's campaigns hold no EU political advertising."""
    account = integrations.selectors.get_ad_account(account_id)
    made = services.declare_not_political(account=account, actor=request.actor, now=clock.now())
    count = "1 campaign is" if len(made) == 1 else f"{len(made)} campaigns are" if made else "Your campaigns are"
    messages.success(request, f"{count} being declared: no EU political advertising.")
    return go(request, back(request, reverse("integrations:connections")))


@require_POST
@access.page(Permission.LAUNCH_CAMPAIGNS)
@told
def archive_campaign(request: HttpRequest, campaign_id: UUID) -> HttpResponse:
    """Put a campaign away."""
    campaign = selectors.get_campaign(campaign_id)
    services.archive_campaign(campaign=campaign, actor=request.actor, now=clock.now())
    messages.success(request, f"{campaign.name} is put away. Its history stays.")
    return redirect("campaigns:list")


@require_POST
@access.page(Permission.LAUNCH_CAMPAIGNS)
@told
def undo_change(request: HttpRequest, change_id: UUID) -> HttpResponse:
    """Undo one change."""
    change = selectors.get_change(change_id)
    undo = services.undo_change(change=change, actor=request.actor, now=clock.now())
    if waits_for_approval(undo):
        return go_to_approval(request, undo)
    messages.success(request, f"{change.label}: being put back.")
    return go(request, back(request, reverse("campaigns:detail", args=[change.campaign.uuid])))


@require_POST
@access.page(Permission.LAUNCH_CAMPAIGNS)
@told
def undo_change_set(request: HttpRequest, change_set_id: UUID) -> HttpResponse:
    """Undo everything that was changed together."""
    change_set = selectors.get_change_set(change_set_id)
    undo = services.undo_change_set(change_set=change_set, actor=request.actor, now=clock.now())
    if waits_for_approval(undo):
        return go_to_approval(request, undo)
    messages.success(request, f"{change_set.label}: being put back.")
    return go(request, back(request, reverse("campaigns:history")))
