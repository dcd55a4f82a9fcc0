"""Writing a draft, and looking at what a launch would make."""

from uuid import UUID

from babel.numbers import get_currency_symbol
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

import creatives.selectors
import creatives.services
import integrations.selectors
from campaigns import selectors, services
from campaigns.forms import CampaignForm
from tenants import access, clock, place
from tenants.errors import Conflict, Invalid
from tenants.roles import Permission

LIBRARY_SHOWN = 12


@require_http_methods(["GET", "POST"])
@access.page(Permission.EDIT_CAMPAIGNS)
def create_campaign(request: HttpRequest) -> HttpResponse:
    """Make a first campaign: saved as a draft, then shown as what would be made."""
    accounts = list(integrations.selectors.list_ad_accounts())
    if request.method == "GET":
        form = CampaignForm(accounts=accounts, initial=CampaignForm.blank(accounts, _country()))
        return _show(request, form)
    form = _bound(request, accounts)
    try:
        draft, key = _complete(form), form.cleaned_data.get("token")
        campaign = services.create_draft(draft=draft, actor=request.actor, now=clock.now(), creation_key=key)
    except Invalid as error:
        form.show(error)
        return _show(request, form, status=422)
    return redirect("campaigns:preview", campaign.uuid)


@require_http_methods(["GET", "POST"])
@access.page(Permission.EDIT_CAMPAIGNS)
def update_campaign(request: HttpRequest, campaign_id: UUID) -> HttpResponse:
    """Edit a draft."""
    campaign = selectors.get_campaign(campaign_id)
    services.refuse_unless_editable(campaign=campaign)
    accounts = list(integrations.selectors.list_ad_accounts())
    if request.method == "GET":
        return _show(request, CampaignForm(accounts=accounts, initial=CampaignForm.filled(campaign)), campaign)
    form = _bound(request, accounts)
    try:
        draft, version = _complete(form), form.cleaned_data.get("version")
        services.update_draft(campaign=campaign, draft=draft, actor=request.actor, now=clock.now(), version=version)
    except Invalid as error:
        form.show(error)
        return _show(request, form, campaign, status=422)
    except Conflict as error:
        form.add_error(None, error.message)
        return _show(request, form, campaign, status=409)
    return redirect("campaigns:preview", campaign.uuid)


@require_GET
@access.page(Permission.VIEW_CAMPAIGNS)
def preview_campaign(request: HttpRequest, campaign_id: UUID) -> HttpResponse:
    """Show exactly what a launch would make, with each platform's verdict."""
    campaign = selectors.get_campaign(campaign_id)
    if campaign.status != "draft" or services.launch_under_way(campaign):
        return redirect("campaigns:detail", campaign.uuid)
    preview = services.preview_campaign(campaign=campaign, now=clock.now())
    ids = [ad.asset_id for part in preview.parts for group in part.part.ad_groups.all() for ad in group.ads.all()]
    assets = creatives.selectors.get_assets_by_id(ids)
    for ad in (ad for part in preview.parts for group in part.part.ad_groups.all() for ad in group.ads.all()):
        ad.asset = assets.get(ad.asset_id)
    can_launch = request.membership.may(Permission.LAUNCH_CAMPAIGNS)
    return render(
        request, "campaigns/preview.html", {"campaign": campaign, "preview": preview, "can_launch": can_launch}
    )


def _bound(request: HttpRequest, accounts: list) -> CampaignForm:
    """Return the form with what was sent; a picture that came along is kept, whatever else is wrong, and stays chosen."""
    data, problem = request.POST.copy(), None
    if file := request.FILES.get("image"):
        try:
            asset = creatives.services.add_image(
                file=file, label=file.name, byte_size=file.size, actor=request.actor, now=clock.now()
            )
            data["asset"] = str(asset.uuid)
        except Invalid as error:
            problem = error
    form = CampaignForm(data, request.FILES, accounts=accounts)
    form.is_valid()
    if problem:
        form.show(Invalid({"image": problem.fields.get("file", [problem.message])}))
    return form


def _complete(form: CampaignForm):
    """Return the draft; raise Invalid with all that is wrong where the form has errors already."""
    draft = form.draft()
    if form.errors:
        services.check(draft=draft, now=clock.now())
        raise Invalid({})
    return draft


def _show(request: HttpRequest, form: CampaignForm, campaign=None, *, status: int = 200) -> HttpResponse:
    chosen = str(form["asset"].value() or "")
    assets = list(creatives.selectors.list_assets()[:LIBRARY_SHOWN])
    if chosen and chosen not in {str(asset.uuid) for asset in assets}:
        assets = [*_chosen(chosen), *assets]
    symbol = _symbol(form)
    context = {
        "form": form,
        "campaign": campaign,
        "assets": assets,
        "chosen": chosen,
        "symbol": symbol,
        "countries": form.country_lists(_country()),
        "has_account": bool(form.accounts),
    }
    return render(request, "campaigns/form.html", context, status=status)


def _chosen(uuid: str) -> list:
    try:
        return list(creatives.selectors.get_assets_by_id([UUID(uuid)]).values())
    except ValueError:
        return []


def _symbol(form: CampaignForm) -> str:
    here = place.current()
    return get_currency_symbol(form.account.currency if form.account else here.currency, here.locale)


def _country() -> str:
    return place.current().locale.territory or ""
