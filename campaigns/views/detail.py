"""One campaign: does it work, and what was done to it."""

from datetime import date, datetime
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.text import get_text_list
from django.views.decorators.http import require_GET

import analytics.selectors
from analytics import periods, sentences
from analytics.panels.maturing import maturing_part
from analytics.wording import noun_for
from campaigns import selectors, services
from campaigns.forms import BudgetForm
from campaigns.models import Campaign, PlatformCampaign
from campaigns.selectors.budgets import live_parts
from campaigns.services.words import platform_name
from campaigns.types import CampaignStatus, ChangeState
from campaigns.views import period
from campaigns.views.numbers import read_parts
from campaigns.views.parts import budget_forms, list_ads, with_numbers
from campaigns.views.progress import live_of, progress_of
from campaigns.views.shown import detail_sentence, state_of
from integrations.types import Purpose
from tenants import access, clock, place
from tenants.roles import Permission

LEDGER_SHOWN = 8


@require_GET
@access.page(Permission.VIEW_CAMPAIGNS)
def show_campaign(request: HttpRequest, campaign_id: UUID) -> HttpResponse:
    """Show a campaign: its state, what moved, its numbers, parts, ads and ledger."""
    return render_campaign(request, selectors.get_campaign(campaign_id))


def render_campaign(
    request: HttpRequest, campaign: Campaign, *, budget_form: BudgetForm | None = None, status: int = 200
) -> HttpResponse:
    """Draw the campaign's page; with a budget form that has errors, its dialog is open."""
    now, here, parts = clock.now(), place.current(), live_parts(campaign)
    choice = period.choose(request, _launched_on(parts), now.astimezone(here.zone).date())
    half_made = [part for part in parts if services.is_half_made(part)]
    noun, sentence = _sentence(campaign, parts, half_made, choice, now)
    by_part, by_ad = read_parts(choice.period, campaign.pk, now.astimezone(here.zone).date())
    context = {
        **_state(campaign, half_made, now),
        **_ledger(campaign),
        "parts": with_numbers(parts, by_part, noun, choice),
        "ads": list_ads(parts, by_ad, noun),
        "budgets": budget_forms(parts, budget_form),
        "platforms": list(dict.fromkeys(part.platform for part in parts)),
        "noun": noun,
        "sentence": sentence,
        "choice": choice,
        "periods": period.links(choice),
        "can_edit": request.membership.may(Permission.EDIT_CAMPAIGNS),
        "can_launch": request.membership.may(Permission.LAUNCH_CAMPAIGNS),
    }
    return render(request, "campaigns/detail.html", context, status=status)


def _state(campaign: Campaign, half_made: list[PlatformCampaign], now: datetime) -> dict:
    return {
        "campaign": campaign,
        "state": state_of(campaign),
        "under_way": _under_way(campaign, now),
        "live": live_of(campaign),
        "half_made": bool(half_made),
        "standing": [(part, selectors.list_standing(part)) for part in half_made],
        "deleted": [part for part in half_made if selectors.is_deleted(part)],
        "may_run": [part for part in half_made if selectors.may_be_running(part)],
        "can_go_alone": sum(part.launched_at is None for part in live_parts(campaign)) > 1,
        "is_read_only": any(not part.is_managed for part in live_parts(campaign)),
        "drift": selectors.list_drift(campaign),
        "is_draft": campaign.status == CampaignStatus.DRAFT,
        "has_numbers": any(part.launched_at for part in campaign.platform_campaigns.all()),
    }


def _ledger(campaign: Campaign) -> dict:
    """Return the newest entries, how many there are, and the newest one when it failed."""
    found = selectors.list_changes(campaign=campaign)
    changes = list(found[:LEDGER_SHOWN])
    failed = changes[0] if changes and changes[0].state == ChangeState.FAILED else None
    return {"changes": changes, "change_count": found.count(), "failed": failed}


def _launched_on(parts: list[PlatformCampaign]) -> date | None:
    """Return the day on which the first part was launched."""
    days = [part.launched_at.astimezone(place.current().zone).date() for part in parts if part.launched_at]
    return min(days, default=None)


def _under_way(campaign: Campaign, now: datetime) -> dict | None:
    if not campaign.changes_in_flight:
        return None
    return progress_of(selectors.get_change_set(campaign.changes_in_flight[0].change_set.uuid), now)


def _sentence(campaign: Campaign, parts: list, half_made: list, choice: periods.Choice, now: datetime) -> tuple:
    here = place.current()
    today = now.astimezone(here.zone).date()
    overview = analytics.selectors.get_overview(
        choice, now=now, today=today, campaign_ids=[campaign.pk], currency=here.currency
    )
    current = overview.comparison.current
    noun = noun_for({Purpose(campaign.purpose)} if campaign.purpose else set(), current)
    live = [part for part in parts if part.status == CampaignStatus.ACTIVE] or parts
    names = list(dict.fromkeys(platform_name(part.platform) for part in live)) or ["its platform"]
    platforms = get_text_list(names, "and")
    if current.spend_micros and not campaign.changes_in_flight:
        return noun, sentences.performance(
            overview.comparison,
            choice=choice,
            noun=noun,
            maturing=maturing_part(overview),
            place=here,
            estimate=overview.estimate,
        )
    may_run = any(selectors.may_be_running(part) for part in half_made)
    return noun, detail_sentence(campaign, half_made=bool(half_made), may_run=may_run, platforms=platforms)
