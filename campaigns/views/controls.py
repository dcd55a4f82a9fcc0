"""What can be done with a campaign: each a POST, answered by the page it came from with an undo."""

from collections.abc import Callable
from functools import wraps
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST
from django_htmx.http import HttpResponseClientRedirect

import integrations.selectors
from campaigns import selectors, services
from campaigns.forms import BudgetForm
from campaigns.models import Campaign, ChangeSet
from campaigns.types import Why
from campaigns.views.detail import render_campaign
from tenants import access, clock
from tenants.errors import Conflict, Invalid, NotFound
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
            return _go(request, _back(request, reverse("campaigns:list")))

    return guarded


@require_POST
@access.page(Permission.LAUNCH_CAMPAIGNS)
@told
def launch_campaign(request: HttpRequest, campaign_id: UUID) -> HttpResponse:
    """Launch a draft, or go on with a launch that stopped."""
    campaign = selectors.get_campaign(campaign_id)
    services.launch_campaign(campaign=campaign, actor=request.actor, now=clock.now())
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
    return _done(request, campaign, change_set, f"{campaign.name} is being paused. Spending stops within minutes.")


@require_POST
@access.page(Permission.LAUNCH_CAMPAIGNS)
@told
def resume_campaign(request: HttpRequest, campaign_id: UUID) -> HttpResponse:
    """Switch a paused campaign on again."""
    campaign = selectors.get_campaign(campaign_id)
    change_set = services.resume_campaign(campaign=campaign, actor=request.actor, now=clock.now())
    return _done(request, campaign, change_set, f"{campaign.name} is being switched on.")


@require_POST
@access.page(Permission.LAUNCH_CAMPAIGNS)
def change_budget(request: HttpRequest, campaign_id: UUID) -> HttpResponse:
    """Change a daily budget; what is wrong stands beside the field."""
    campaign = selectors.get_campaign(campaign_id)
    currency, is_whole = _money(campaign, request.POST.get("target", ""))
    form = BudgetForm(request.POST, currency=currency, is_whole=is_whole)
    if form.is_valid():
        try:
            return _change_budget(request, campaign, form)
        except Invalid as error:
            form.show(error)
        except Conflict as error:
            form.add_error("daily_budget", error.message)
    return render_campaign(request, campaign, budget_form=form, status=422)


@require_POST
@access.page(Permission.EDIT_CAMPAIGNS)
@told
def manage_campaign(request: HttpRequest, campaign_id: UUID) -> HttpResponse:
    """Take over an imported campaign."""
    campaign = selectors.get_campaign(campaign_id)
    services.manage_campaign(campaign=campaign, actor=request.actor, now=clock.now())
    messages.success(request, f"{campaign.name} is managed here from now on. Nothing was changed on its platform.")
    return _go(request, _back(request, reverse("campaigns:detail", args=[campaign.uuid])))


@require_POST
@access.page(Permission.LAUNCH_CAMPAIGNS)
@told
def declare_not_political(request: HttpRequest, account_id: UUID) -> HttpResponse:
    """Declare that an account's campaigns hold no EU political advertising."""
    account = integrations.selectors.get_ad_account(account_id)
    made = services.declare_not_political(account=account, actor=request.actor, now=clock.now())
    count = "1 campaign is" if len(made) == 1 else f"{len(made)} campaigns are"
    messages.success(request, f"{count} being declared: no EU political advertising.")
    return _go(request, _back(request, reverse("integrations:connections")))


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
def keep_drift(request: HttpRequest, campaign_id: UUID) -> HttpResponse:
    """Keep what was changed on the platform."""
    campaign = selectors.get_campaign(campaign_id)
    services.keep_drift(campaign=campaign, actor=request.actor, now=clock.now())
    return redirect("campaigns:detail", campaign.uuid)


@require_POST
@access.page(Permission.LAUNCH_CAMPAIGNS)
@told
def put_back_drift(request: HttpRequest, campaign_id: UUID) -> HttpResponse:
    """Put our values back on the platform."""
    campaign = selectors.get_campaign(campaign_id)
    services.put_back_drift(campaign=campaign, actor=request.actor, now=clock.now())
    return redirect("campaigns:detail", campaign.uuid)


@require_POST
@access.page(Permission.LAUNCH_CAMPAIGNS)
@told
def undo_change(request: HttpRequest, change_id: UUID) -> HttpResponse:
    """Undo one change."""
    change = selectors.get_change(change_id)
    services.undo_change(change=change, actor=request.actor, now=clock.now())
    messages.success(request, f"{change.label}: being put back.")
    return _go(request, _back(request, reverse("campaigns:detail", args=[change.campaign.uuid])))


@require_POST
@access.page(Permission.LAUNCH_CAMPAIGNS)
@told
def undo_change_set(request: HttpRequest, change_set_id: UUID) -> HttpResponse:
    """Undo everything that was changed together."""
    change_set = selectors.get_change_set(change_set_id)
    services.undo_change_set(change_set=change_set, actor=request.actor, now=clock.now())
    messages.success(request, f"{change_set.label}: being put back.")
    return _go(request, _back(request, reverse("campaigns:history")))


def _change_budget(request: HttpRequest, campaign: Campaign, form: BudgetForm) -> HttpResponse:
    data = form.cleaned_data
    change_set = services.change_budget(
        campaign=campaign,
        **form.amount(),
        target=data["target"],
        why=Why(data["reason"]),
        actor=request.actor,
        now=clock.now(),
    )
    return _done(request, campaign, change_set, f"{change_set.label}: being changed.")


def _money(campaign: Campaign, target: str) -> tuple[str, bool]:
    """Return the currency of the budget that is meant, and whether it is one in all."""
    parts = list(campaign.platform_campaigns.all())
    if not parts:
        raise NotFound("There is no such part of a campaign here.")
    holders = [(part, holder) for part in parts for holder in (part, *part.ad_groups.all())]
    named = [pair for pair in holders if str(pair[1].uuid) == target] or [(part, part) for part in parts]
    part, holder = named[0]
    return part.currency, holder.lifetime_budget_minor is not None


def _done(request: HttpRequest, campaign: Campaign, change_set: ChangeSet, text: str) -> HttpResponse:
    can_undo = request.membership.may(Permission.LAUNCH_CAMPAIGNS)
    undo = f"undo:{reverse('campaigns:undo_change_set', args=[change_set.uuid])}" if can_undo else ""
    messages.success(request, text, extra_tags=undo)
    return _go(request, _back(request, reverse("campaigns:detail", args=[campaign.uuid])))


def _go(request: HttpRequest, address: str) -> HttpResponse:
    """Send the browser to a page, also when HTMX asked (the toast's undo)."""
    return HttpResponseClientRedirect(address) if request.htmx else redirect(address)


def _back(request: HttpRequest, default: str) -> str:
    """Return the page on this host that the press came from."""
    for address in (
        request.POST.get("next", ""),
        request.headers.get("HX-Current-URL", ""),
        request.headers.get("Referer", ""),
    ):
        if address and url_has_allowed_host_and_scheme(
            address, {request.get_host()}, require_https=request.is_secure()
        ):
            return address
    return default
