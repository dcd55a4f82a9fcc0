"""Changes of what runs: end, bid, audience, single switches, words, more ads. Each a POST, answered by the page it came from."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_POST

from campaigns import selectors, services
from campaigns.forms import AdForm, AdGroupForm, BidForm, CreativeForm, ScheduleForm, TargetingForm
from campaigns.models import Ad, Campaign, ChangeSet
from campaigns.types import Creative, DraftAd, DraftGroup, Why, load
from campaigns.views.answers import back, done, go, told
from integrations.types import Targeting
from tenants import access, clock
from tenants.errors import Invalid
from tenants.roles import Permission


@require_POST
@access.page(Permission.EDIT_CAMPAIGNS)
@told
def change_schedule(request: HttpRequest, campaign_id: UUID) -> HttpResponse:
    """Move the last day."""
    campaign, form = selectors.get_campaign(campaign_id), _checked(ScheduleForm(request.POST))
    asked = {"end_date": form.cleaned_data["end_date"], "target": form.cleaned_data["target"]}
    return _answer(request, services.change_schedule(campaign=campaign, **asked, **_by(request, form)), campaign)


@require_POST
@access.page(Permission.EDIT_CAMPAIGNS)
@told
def change_bid(request: HttpRequest, campaign_id: UUID) -> HttpResponse:
    """Change how a part bids."""
    campaign = selectors.get_campaign(campaign_id)
    parts = list(campaign.platform_campaigns.all())
    named = [part for part in parts if str(part.uuid) == request.POST.get("target")] or parts
    form: Any = _checked(BidForm(request.POST, currency=named[0].currency if named else ""))
    asked = {"bid": form.bid(), "target": form.cleaned_data["target"]}
    return _answer(request, services.change_bid(campaign=campaign, **asked, **_by(request, form)), campaign)


@require_POST
@access.page(Permission.EDIT_CAMPAIGNS)
@told
def change_targeting(request: HttpRequest, ad_group_id: UUID) -> HttpResponse:
    """Change whom an ad group aims at."""
    group, form = selectors.get_ad_group(ad_group_id), _checked(TargetingForm(request.POST))
    aim = form.targeting(load(Targeting, group.targeting))
    change_set = services.change_targeting(ad_group_id=ad_group_id, targeting=aim, **_by(request, form))
    return _answer(request, change_set, group.platform_campaign.campaign)


@require_POST
@access.page(Permission.EDIT_CAMPAIGNS)
@told
def switch_ad_group(request: HttpRequest, ad_group_id: UUID) -> HttpResponse:
    """Switch one ad group on or off."""
    group, on = selectors.get_ad_group(ad_group_id), _is_on(request)
    change_set = services.switch_ad_group(ad_group_id=ad_group_id, on=on, actor=request.actor, now=clock.now())
    return _answer(request, change_set, group.platform_campaign.campaign)


@require_POST
@access.page(Permission.EDIT_CAMPAIGNS)
@told
def switch_ad(request: HttpRequest, ad_id: UUID) -> HttpResponse:
    """Switch one ad on or off."""
    ad, on = selectors.get_ad(ad_id), _is_on(request)
    change_set = services.switch_ad(ad_id=ad_id, on=on, actor=request.actor, now=clock.now())
    return _answer(request, change_set, _campaign_of(ad))


@require_POST
@access.page(Permission.EDIT_CAMPAIGNS)
@told
def change_creative(request: HttpRequest, ad_id: UUID) -> HttpResponse:
    """Change what an ad says; one that was refused is made, or looked at, anew."""
    ad, form = selectors.get_ad(ad_id), _checked(CreativeForm(request.POST))
    creative = form.creative(load(Creative, ad.creative))
    change_set = services.change_creative(ad_id=ad_id, creative=creative, **_by(request, form))
    return _answer(request, change_set, _campaign_of(ad))


@require_POST
@access.page(Permission.EDIT_CAMPAIGNS)
@told
def discard_ad(request: HttpRequest, ad_id: UUID) -> HttpResponse:
    """Let go of an ad that was refused before it was made."""
    ad = selectors.get_ad(ad_id)
    services.discard_ad(ad_id=ad_id, actor=request.actor, now=clock.now())
    messages.success(request, f"{ad.name} is put away.")
    return go(request, back(request, reverse("campaigns:detail", args=[_campaign_of(ad).uuid])))


@require_POST
@access.page(Permission.EDIT_CAMPAIGNS)
@told
def add_ads(request: HttpRequest, ad_group_id: UUID) -> HttpResponse:
    """Add an ad to an ad group that runs."""
    group, form = selectors.get_ad_group(ad_group_id), _checked(AdForm(request.POST))
    change_set = services.add_ads(ad_group_id=ad_group_id, ads=[_ad(form)], **_by(request, form))
    return _answer(request, change_set, group.platform_campaign.campaign)


@require_POST
@access.page(Permission.EDIT_CAMPAIGNS)
@told
def add_ad_group(request: HttpRequest, part_id: UUID) -> HttpResponse:
    """Add an ad group with its first ad to a part that runs."""
    part = selectors.get_part(part_id)
    form: Any = _checked(AdGroupForm(request.POST, currency=part.currency))
    data = form.cleaned_data
    aim, ads = form.targeting(Targeting()), (_ad(form),)
    group = DraftGroup(data["key"], data["group_name"], aim, data["daily_budget"], None, ads)
    change_set = services.add_ad_group(part_id=part_id, group=group, **_by(request, form))
    return _answer(request, change_set, part.campaign)


def _ad(form: Any) -> DraftAd:
    """Return the new ad; like another where one is named."""
    like, key = form.cleaned_data["like"], form.cleaned_data["key"]
    was = load(Creative, selectors.get_ad(like).creative) if like else Creative()
    is_of_group = isinstance(form, AdGroupForm)
    return DraftAd(None if is_of_group else key, form.cleaned_data["name"], form.creative(was))


def _checked(form: Any) -> Any:
    """Return a form that is in order; raises Invalid with its errors."""
    if not form.is_valid():
        raise Invalid({name: list(texts) for name, texts in form.errors.items()})
    return form


def _by(request: HttpRequest, form: forms.Form) -> dict:
    return {"actor": request.actor, "now": clock.now(), "why": Why(form.cleaned_data["reason"])}


def _is_on(request: HttpRequest) -> bool:
    return request.POST.get("on") == "1"


def _answer(request: HttpRequest, change_set: ChangeSet, campaign: Campaign) -> HttpResponse:
    return done(request, campaign, change_set, f"{change_set.label}: being changed.")


def _campaign_of(ad: Ad) -> Campaign:
    return ad.ad_group.platform_campaign.campaign
