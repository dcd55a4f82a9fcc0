"""Changing a budget, a day or in all; what is wrong stands beside the field."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

from campaigns import selectors, services
from campaigns.forms import BudgetForm
from campaigns.models import Campaign
from campaigns.types import Why
from campaigns.views.answers import done
from campaigns.views.detail import render_campaign
from tenants import access, clock
from tenants.errors import Conflict, Invalid, NotFound
from tenants.roles import Permission


@require_POST
@access.page(Permission.EDIT_CAMPAIGNS)
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
    return done(request, campaign, change_set, f"{change_set.label}: being changed.")


def _money(campaign: Campaign, target: str) -> tuple[str, bool]:
    """Return the currency of the budget that is meant, and whether it is one in all."""
    parts = list(campaign.platform_campaigns.all())
    if not parts:
        raise NotFound("There is no such part of a campaign here.")
    holders = [(part, holder) for part in parts for holder in (part, *part.ad_groups.all())]
    named = [pair for pair in holders if str(pair[1].uuid) == target] or [(part, part) for part in parts]
    part, holder = named[0]
    return part.currency, holder.lifetime_budget_minor is not None
