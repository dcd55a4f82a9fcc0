"""One campaign: does it work, and what was done to it."""

from datetime import date, datetime
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.text import get_text_list
from django.views.decorators.http import require_GET

import analytics.selectors
from analytics import periods
from analytics.panels.answer import tell_performance
from analytics.selectors import Overview
from analytics.types import Metrics
from analytics.views.common import read_period, wrong_period
from analytics.wording import noun_for
from campaigns import selectors
from campaigns.models import Campaign, PlatformCampaign
from campaigns.selectors.budgets import live_parts
from campaigns.services.words import platform_name
from campaigns.types import CampaignStatus
from campaigns.views import period
from campaigns.views.drift import lines_of
from campaigns.views.numbers import Figures, figures_of, part_cuts
from campaigns.views.parts import has_sections, list_ads, list_groups, mark_parts, with_numbers
from campaigns.views.progress import live_of, progress_of
from campaigns.views.shown import detail_sentence, state_of, switching
from campaigns.views.timeline import timeline
from integrations.types import Purpose
from tenants import access, clock, place
from tenants.roles import Permission


@require_GET
@access.page(Permission.VIEW_CAMPAIGNS)
def show_campaign(request: HttpRequest, campaign_id: UUID) -> HttpResponse:
    """Show a campaign: its state, what waits and what moved, its numbers, parts, ad groups, ads and ledger."""
    campaign = selectors.get_campaign(campaign_id)
    now, here, parts = clock.now(), place.current(), live_parts(campaign)
    today = now.astimezone(here.zone).date()
    choice = period.choose(request, _launched_on(parts), today)
    _, error = read_period(request, now)
    half_made = mark_parts(parts)
    overview = _read_overview(campaign, choice, now, today) if half_made or _launched_on(parts) else None
    by_part, by_ad = map(figures_of, overview.more) if overview else (Figures({}), Figures({}))
    may_run = [] if switching(campaign) else selectors.which_may_run(half_made)
    noun, sentence = _sentence(campaign, parts, (half_made, may_run), choice, overview)
    context = {
        **_state(campaign, half_made, may_run, now),
        **timeline(request, campaign, parts),
        "parts": with_numbers(parts, by_part, noun, choice),
        "groups": list_groups(parts),
        "has_sections": has_sections(parts),
        "ads": list_ads(parts, by_ad, noun),
        "platforms": list(dict.fromkeys(part.platform for part in parts)),
        "noun": noun,
        "sentence": sentence,
        "choice": choice,
        **period.menus(choice),
        "today": today,
        "wrong": wrong_period(request, error),
        "can_edit": request.membership.may(Permission.EDIT_CAMPAIGNS),
        "can_launch": request.membership.may(Permission.LAUNCH_CAMPAIGNS),
    }
    return render(request, "campaigns/detail.html", context, status=422 if error else 200)


def _state(campaign: Campaign, half_made: list, may_run: list[PlatformCampaign], now: datetime) -> dict:
    return {
        "campaign": campaign,
        "state": state_of(campaign),
        "under_way": _under_way(campaign, now),
        "live": live_of(campaign),
        "half_made": bool(half_made),
        "standing": selectors.list_standing(half_made) if half_made and not campaign.changes_in_flight else [],
        "deleted": [part for part in half_made if selectors.is_deleted(part)],
        "may_run": may_run,
        "can_go_alone": sum(part.launched_at is None for part in live_parts(campaign)) > 1,
        "is_read_only": any(not part.is_managed for part in live_parts(campaign)),
        "drift": lines_of(selectors.list_drift(campaign, in_flight=campaign.changes_in_flight)),
        "is_draft": campaign.status == CampaignStatus.DRAFT,
        "has_numbers": any(part.launched_at for part in campaign.platform_campaigns.all()),
    }


def _launched_on(parts: list[PlatformCampaign]) -> date | None:
    """Return the day on which the first part was launched."""
    days = [part.launched_at.astimezone(place.current().zone).date() for part in parts if part.launched_at]
    return min(days, default=None)


def _under_way(campaign: Campaign, now: datetime) -> dict | None:
    if not campaign.changes_in_flight:
        return None
    return progress_of(selectors.bring_changes(campaign.changes_in_flight[0].change_set), now)


def _read_overview(campaign: Campaign, choice: periods.Choice, now: datetime, today: date) -> Overview:
    """Read the campaign's figures, and with them those of its parts and ads."""
    return analytics.selectors.get_overview(
        choice,
        now=now,
        today=today,
        campaign_ids=[campaign.pk],
        currency=place.current().currency,
        zones={part.account_id: part.account.time_zone for part in campaign.platform_campaigns.all()},
        by_campaign=False,
        more=part_cuts(choice.period, campaign.pk, today),
    )


def _sentence(
    campaign: Campaign, parts: list, unfinished: tuple[list, list], choice: periods.Choice, overview: Overview | None
) -> tuple:
    current = overview.comparison.current if overview else Metrics()
    noun = noun_for({Purpose(campaign.purpose)} if campaign.purpose else set(), current)
    live = [part for part in parts if part.status == CampaignStatus.ACTIVE] or parts
    names = list(dict.fromkeys(platform_name(part.platform) for part in live)) or ["its platform"]
    platforms = get_text_list(names, "and")
    if overview and current.spend_micros and not switching(campaign):
        return noun, tell_performance(overview, choice=choice, noun=noun, place=place.current())
    half_made, may_run = map(bool, unfinished)
    return noun, detail_sentence(campaign, half_made=half_made, may_run=may_run, platforms=platforms)
