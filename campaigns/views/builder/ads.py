"""The ads: all of them on one page, by platform and ad group; what can be done with each."""

from dataclasses import dataclass
from functools import partial
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from campaigns import services
from campaigns.forms.builder import edits
from campaigns.forms.builder.ads import GroupForm, LinkForm
from campaigns.models import Campaign
from campaigns.selectors.owners import campaign_of_ad_group
from campaigns.services.draft_parts import describe_targeting
from campaigns.types import Draft, DraftGroup
from campaigns.views import targets
from campaigns.views.builder import common, previews
from campaigns.views.builder.common import Page
from integrations.types import Targeting
from tenants import access, clock
from tenants.errors import AdwrightError, NotFound
from tenants.roles import Permission

ADDED = {"add-ad": edits.add_ad, "remove-ad": edits.remove_ad, "remove-group": edits.remove_group}


@dataclass(frozen=True, slots=True)
class AdRow:
    """One ad of the list: how it looks, and what is missing in it."""

    key: UUID
    name: str
    drawing: previews.Drawing
    gaps: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class GroupRow:
    """One ad group with its ads; `aim` says whom it aims at, `is_own` whether that is its own."""

    key: UUID
    name: str
    aim: str
    is_own: bool
    ads: tuple[AdRow, ...]


@dataclass(frozen=True, slots=True)
class PartRow:
    """One ad account with its ad groups."""

    account: object
    groups: tuple[GroupRow, ...]


def edit_ads(page: Page) -> HttpResponse:
    """All ads, where they lead, and what can be done with each."""
    parts = list_parts(page.draft, page.chosen, page.gaps.get("ads", {}))
    more = {"parts": parts, "has_others": sum(len(part.groups) for part in parts) > 1}
    return common.answer(page, LinkForm, "campaigns/builder/ads.html", partial(_then, page), **more)


@require_http_methods(["GET", "POST"])
@access.page(Permission.EDIT_CAMPAIGNS)
def edit_group(request: HttpRequest, ad_group_id: UUID) -> HttpResponse:
    """One ad group: its name, and whom it aims at."""
    page = common.open_page(request, campaign_of_ad_group(ad_group_id), "ads")
    group = edits.find_group(page.draft, ad_group_id)
    if group is None:
        raise NotFound("There is no such ad group in this draft.")
    page.title = group.name or "Ad group"
    part = edits.part_of(page.draft, ad_group_id)
    spot = next((spot for spot in page.spots if part and spot.key == str(part.ad_account)), None)
    found = targets.found_of(request, [spot] if spot else [])
    make = partial(GroupForm, group=group, shared=_shared(page.draft, ad_group_id), spot=spot, found=found)
    return common.answer(
        page, make, "campaigns/builder/group.html", partial(_after_group, request, group), enter="enter"
    )


def list_parts(draft: Draft, accounts: dict, gaps: dict[str, list[str]]) -> list[PartRow]:
    """Return the ads of a draft by platform and ad group, as the page lists them."""
    spots = list(edits.spots(draft))
    assets = previews.assets_of(spot.creative for spot in spots)
    rows: dict[UUID, list[AdRow]] = {}
    for spot in spots:
        if spot.part.ad_account in accounts and spot.group.key and spot.ad.key:
            account = accounts[spot.part.ad_account]
            channel = previews.channel_of(account, draft.purpose, spot.part.channel)
            drawing = previews.draw(account, channel, spot.creative, assets)[0]
            missing = tuple(text for path, texts in gaps.items() if path.startswith(spot.path) for text in texts)
            name = spot.ad.name or drawing.headline or drawing.text or "A new ad"
            rows.setdefault(spot.group.key, []).append(AdRow(spot.ad.key, name, drawing, missing))
    return [
        PartRow(accounts[part.ad_account], tuple(_group(draft, part, group, rows) for group in part.ad_groups))
        for part in draft.parts
        if part.ad_account in accounts
    ]


def _group(draft: Draft, part, group, rows: dict[UUID, list[AdRow]]) -> GroupRow:
    aim = group.targeting or part.targeting or draft.targeting or Targeting()
    said = describe_targeting(aim)
    return GroupRow(group.key, group.name or said, said, group.targeting is not None, tuple(rows.get(group.key, ())))


def _shared(draft: Draft, key: UUID) -> Targeting:
    part = edits.part_of(draft, key)
    return (part.targeting if part else None) or draft.targeting or Targeting()


def _after_group(request: HttpRequest, group: DraftGroup, campaign: Campaign) -> HttpResponse:
    """Show what was searched for, else all ads, or the step that was pressed."""
    go = request.POST.get("go", "ads")
    if (asked := targets.asked_in(request, go)) and group.key:
        return redirect(f"{reverse('campaigns:edit_group', args=[group.key])}?{urlencode(asked)}")
    return _back_to_ads(campaign) if go in ("ads", "enter", "next") else common.go_on(request, campaign, "ads")


def _then(page: Page, campaign: Campaign) -> HttpResponse:
    """Do what was pressed beside an ad, or go on."""
    act, _, rest = page.request.POST.get("do", "").partition(":")
    if not act:
        return common.go_on(page.request, campaign, "ads")
    first, _, second = rest.partition(":")
    key, into = common.as_uuid(first), common.as_uuid(second)
    if act == "edit-ad" and key:
        return redirect("campaigns:edit_ad", key)
    if act == "edit-group" and key:
        return redirect("campaigns:edit_group", key)
    if act == "copy-to" and key:
        return redirect("campaigns:duplicate_ad", key)
    if act == "variants":
        return redirect("campaigns:edit_variants", campaign.uuid)
    if key:
        _do(page.request, campaign, act, key, into)
    return _back_to_ads(campaign)


def _do(request: HttpRequest, campaign: Campaign, act: str, key: UUID, into: UUID | None) -> None:
    """Add, copy or remove; what stands against it is told on the page."""
    actor, now = request.actor, clock.now()
    try:
        if act in ADDED:
            draft = ADDED[act](services.read_draft(campaign), key)
            common_args = {"actor": actor, "now": now, "version": campaign.version, "is_whole": False}
            services.update_draft(campaign=campaign, draft=draft, **common_args)
        elif act == "copy-ad":
            services.duplicate_ad(ad_id=key, into=into, actor=actor, now=now)
        elif act == "copy-group":
            services.duplicate_ad_group(group_id=key, into=into, actor=actor, now=now)
    except AdwrightError as error:
        messages.error(request, error.message)


def _back_to_ads(campaign: Campaign) -> HttpResponse:
    return redirect("campaigns:edit_step", campaign.uuid, "ads")
