"""One ad: its form, beside it the ad as the platform draws it, drawn anew while one types."""

from dataclasses import replace
from functools import partial
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from campaigns import services
from campaigns.forms.builder import edits
from campaigns.forms.builder.ad import AdForm
from campaigns.limits import limits_for
from campaigns.models import Campaign
from campaigns.selectors.owners import campaign_of_ad
from campaigns.types import Creative, Draft
from campaigns.views.builder import common, previews
from campaigns.views.builder.common import Page
from tenants import access, clock
from tenants.errors import NotFound
from tenants.roles import Permission

TEMPLATE = "campaigns/builder/ad.html"
MEDIA = ("images", "videos", "logos")


@require_http_methods(["GET", "POST"])
@access.page(Permission.EDIT_CAMPAIGNS)
def edit_ad(request: HttpRequest, ad_id: UUID) -> HttpResponse:
    """One ad of a draft."""
    page, spot, account, channel = _open(request, ad_id)
    make = partial(_form, spot=spot, account=account, channel=channel)
    shown = previews.assets_of([spot.creative])
    more = {
        "account": account, "spot": spot, "drawings": previews.draw(account, channel, spot.creative, shown),
        "others": _others(page.draft, ad_id),
    }  # fmt: skip
    if request.method == "GET" and "missing" in request.GET:
        form = make(draft=page.draft, version=page.version)
        form.show_gaps(_gaps_of(page, spot.path))
        return common.show(page, TEMPLATE, form, **more)
    return common.answer(page, make, TEMPLATE, partial(_then, page, ad_id), **more)


@require_POST
@access.page(Permission.EDIT_CAMPAIGNS)
def draw_ad(request: HttpRequest, ad_id: UUID) -> HttpResponse:
    """Draw an ad as it is typed so far; nothing is judged or kept."""
    page, spot, account, channel = _open(request, ad_id)
    form = _form(request.POST, draft=page.draft, version=page.version, spot=spot, account=account, channel=channel)
    creative = form.written() if form.is_valid() else spot.creative
    drawings = previews.draw(account, channel, creative, previews.assets_of([creative]))
    return render(request, "campaigns/builder/_drawings.html", {"drawings": drawings})


def _open(request: HttpRequest, key: UUID):
    page = common.open_page(request, campaign_of_ad(key), "ads")
    spot = edits.find_ad(page.draft, key)
    account = page.chosen.get(spot.part.ad_account) if spot else None
    if spot is None or account is None:
        raise NotFound("There is no such ad in this draft.")
    page.title = spot.ad.name or "Ad"
    return page, spot, account, previews.channel_of(account, page.draft.purpose, spot.part.channel)


def _form(data=None, files=None, *, draft: Draft, version, spot: edits.Spot, account, channel: str) -> AdForm:
    """Return the form with the library's newest, and what is chosen of it or was uploaded just now."""
    sent = [value for name in MEDIA if data is not None for value in data.getlist(name)]
    assets = common.list_assets(*spot.creative.asset_ids, *sent)
    limits = limits_for(account.platform, channel)
    said = {"ad": spot.ad, "creative": _led(spot.creative, draft), "platform": account.platform, "limits": limits}
    return AdForm(data, files, draft=draft, version=version, assets=assets, **said)


def _led(creative: Creative, draft: Draft) -> Creative:
    """An ad that does not say where it leads is offered where all do."""
    common_link = draft.creative.link if draft.creative else ""
    return creative if creative.link else replace(creative, link=common_link)


def _gaps_of(page: Page, path: str) -> dict[str, list[str]]:
    found = page.gaps.get("ads", {})
    return {name.removeprefix(path): texts for name, texts in found.items() if name.startswith(path)}


def _others(draft: Draft, key: UUID) -> list[UUID]:
    """Return the ad before and the ad behind this one."""
    keys = [spot.ad.key for spot in edits.spots(draft) if spot.ad.key]
    return keys[keys.index(key) + 1 :][:1]


def _then(page: Page, key: UUID, campaign: Campaign) -> HttpResponse:
    """Stay where something is missing, unless somebody wants away; else on to the next ad, or back to all."""
    go = page.request.POST.get("go", "done")
    draft = services.read_draft(campaign)
    spot = edits.find_ad(draft, key)
    gaps = services.list_gaps(campaign, clock.now()).get("ads", {})
    if go in ("done", "stay") and spot and any(name.startswith(spot.path) for name in gaps):
        answer = redirect("campaigns:edit_ad", key)
        answer["Location"] += "?missing=1"
        return answer
    following = _others(draft, key)
    if go == "stay":
        return redirect("campaigns:edit_ad", key)
    if go == "done" and following:
        return redirect("campaigns:edit_ad", following[0])
    if go in ("done", "ads"):
        return redirect("campaigns:edit_step", campaign.uuid, "ads")
    return common.go_on(page.request, campaign, "ads")
