"""Changing a budget, a day or in all: a form in a dialog."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from campaigns import selectors, services
from campaigns.forms import BudgetForm
from campaigns.models import AdGroup, Campaign, ChangeSet, PlatformCampaign
from campaigns.selectors.budgets import holders_of, live_parts
from campaigns.services.words import of_money, platform_name
from campaigns.types import ChangeKind, TargetField, Wanted
from campaigns.views.asking import Question, ask, typed
from campaigns.views.notices import list_notices
from campaigns.views.running import by
from tenants import access
from tenants.errors import NotFound
from tenants.formats import from_minor
from tenants.roles import Permission


@require_http_methods(["GET", "POST"])
@access.page(Permission.EDIT_CAMPAIGNS)
def change_budget(request: HttpRequest, campaign_id: UUID) -> HttpResponse:
    """Change a budget of a part, or of an ad group that has its own (`target`)."""
    campaign = selectors.get_campaign(campaign_id)
    part, holder, is_named = _holder(request, campaign)
    is_whole = holder.lifetime_budget_minor is not None
    minor = holder.lifetime_budget_minor if is_whole else holder.daily_budget_minor
    amount = f"{from_minor(minor, part.currency):f}" if minor is not None else ""
    initial = {"target": holder.uuid if is_named or minor is not None else None, "daily_budget": amount}
    form: Any = BudgetForm(typed(request), currency=part.currency, is_whole=is_whole, initial=initial)

    def send(form: Any) -> ChangeSet:
        return services.change_budget(
            campaign=campaign, **form.amount(), target=form.cleaned_data["target"], **by(request, form)
        )

    now_is = f"{of_money(minor, part.currency)} {'in all' if is_whole else 'a day'}" if minor is not None else "none"
    question = Question(
        campaign, _title(part, holder, form), "Change budget", form, send, fields="campaigns/ask/_budget.html",
        was=minor, now=now_is, notices=list_notices([_wanted(holder, is_whole)], request.actor), more={"part": part},
    )  # fmt: skip
    return ask(request, question)


def _title(part: PlatformCampaign, holder: PlatformCampaign | AdGroup, form: BudgetForm) -> str:
    whose = platform_name(part.platform) if holder is part else holder.name
    return f"{form.fields['daily_budget'].label} on {whose}"


def _wanted(holder: PlatformCampaign | AdGroup, is_whole: bool) -> Wanted:
    field = TargetField.LIFETIME_BUDGET if is_whole else TargetField.DAILY_BUDGET
    return Wanted(holder, ChangeKind.BUDGET, field, getattr(holder, field), "")


def _holder(request: HttpRequest, campaign: Campaign) -> tuple[PlatformCampaign, PlatformCampaign | AdGroup, bool]:
    """Return the budget that is meant with its part, else the first, and whether it was named. Raises NotFound."""
    pairs = [(part, holder) for part in live_parts(campaign) for holder in holders_of(part)]
    pairs = pairs or [(part, part) for part in campaign.platform_campaigns.all()]
    if not pairs:
        raise NotFound("There is no such part of a campaign here.")
    target = request.POST.get("target") or request.GET.get("target", "")
    named = [pair for pair in pairs if str(pair[1].uuid) == target]
    return (*named[0], True) if named else (*pairs[0], False)
