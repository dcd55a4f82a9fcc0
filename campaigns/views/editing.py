"""Writing a draft, and looking at what a launch would make."""

from uuid import UUID

from babel.numbers import get_currency_symbol
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

import creatives.selectors
import integrations.selectors
import integrations.services
from campaigns import selectors, services
from campaigns.forms import CampaignForm
from campaigns.models import Campaign
from campaigns.views.totals import totals_of
from campaigns.views.uploads import keep_files
from creatives.types import AssetKind
from integrations.errors import PlatformError
from integrations.types import Purpose, TargetingKind
from tenants import access, clock, place
from tenants.errors import Conflict, Invalid
from tenants.roles import Permission

LIBRARY_SHOWN = 24


@require_http_methods(["GET", "POST"])
@access.page(Permission.EDIT_CAMPAIGNS)
def create_campaign(request: HttpRequest) -> HttpResponse:
    """Make a campaign: saved as a draft, then shown as what would be made."""
    if request.method == "GET":
        accounts = _accounts()
        return _show(request, _form(initial=CampaignForm.blank(accounts, _country()), accounts=accounts))
    form = _bound(request)
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
    if request.method == "GET":
        return _show(request, _form(initial=CampaignForm.filled(campaign)), campaign)
    form = _bound(request, campaign)
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


@require_POST
@access.page(Permission.EDIT_CAMPAIGNS)
def draw_form(request: HttpRequest) -> HttpResponse:
    """Draw the form anew for what is chosen so far; nothing is judged or kept. `campaign` names the draft it edits."""
    edited = _uuid(request.GET.get("campaign", ""))
    campaign = selectors.get_campaign(edited) if edited else None
    return _show(request, _form(initial=CampaignForm.typed(request.POST), campaign=campaign), campaign)


@require_GET
@access.page(Permission.VIEW_CAMPAIGNS)
def preview_campaign(request: HttpRequest, campaign_id: UUID) -> HttpResponse:
    """Show exactly what a launch would make, with each platform's verdict."""
    campaign = selectors.get_campaign(campaign_id)
    if campaign.status != "draft" or services.launch_under_way(campaign):
        return redirect("campaigns:detail", campaign.uuid)
    preview = services.preview_campaign(campaign=campaign, now=clock.now())
    ads = [ad for part in preview.parts for group in part.part.ad_groups.all() for ad in group.ads.all()]
    assets = creatives.selectors.get_assets_by_id([ad.asset_id for ad in ads if ad.asset_id])
    for ad in ads:
        ad.asset = assets.get(ad.asset_id)
    can_launch = request.membership.may(Permission.LAUNCH_CAMPAIGNS)
    context = {"campaign": campaign, "preview": preview, "totals": totals_of(preview.parts), "can_launch": can_launch}
    return render(request, "campaigns/preview.html", context)


def _accounts() -> list:
    return list(integrations.selectors.list_ad_accounts())


def _form(data=None, files=None, *, initial: dict | None = None, accounts=None, campaign=None) -> CampaignForm:
    """Return the form with the library's newest and what is chosen; audiences and towns are asked for where needed."""
    accounts = _accounts() if accounts is None else accounts
    values = initial or {}
    chosen = [value for name in ("asset", "m_video", "t_video", "g_logo") if (value := (data or values).get(name))]
    many = data.getlist("g_images") if data is not None else values.get("g_images") or []
    given = {"initial": values, "accounts": accounts, "assets": _assets([*chosen, *many]), "campaign": campaign}
    form = CampaignForm(data, files, **given)
    town = str(form["town"].value() or "").strip()
    if form.purpose == Purpose.RETARGETING:
        given["audiences"] = {str(one.uuid): _search(one, TargetingKind.AUDIENCE, "") for one in form.chosen}
    elif form.purpose == Purpose.STORE_VISITS and town:
        given["places"] = {str(one.uuid): _search(one, TargetingKind.PLACE, town[:100]) for one in form.chosen}
    else:
        return form
    return CampaignForm(data, files, **given)


def _assets(chosen: list) -> list:
    """Return the newest of the library and what is chosen of it, the chosen first."""
    newest = list(creatives.selectors.list_assets()[:LIBRARY_SHOWN])
    there = {str(asset.uuid) for asset in newest}
    missing = [uuid for value in chosen if (uuid := _uuid(value)) and str(uuid) not in there]
    return [*creatives.selectors.get_assets_by_id(missing).values(), *newest]


def _search(account, kind: TargetingKind, query: str) -> list:
    """Return what a platform offers to aim at; nothing where it does not say."""
    try:
        return integrations.services.search_targeting(account=account, kind=kind, query=query)
    except PlatformError:
        return []


def _bound(request: HttpRequest, campaign: Campaign | None = None) -> CampaignForm:
    """Return the form with what was sent; files that came along are kept, whatever else is wrong, and stay chosen."""
    data, problems = keep_files(request)
    form = _form(data, request.FILES, campaign=campaign)
    form.is_valid()
    if problems:
        form.show(Invalid(problems))
    return form


def _complete(form: CampaignForm):
    """Return the draft; raise Invalid with all that is wrong where the form has errors already."""
    draft = form.draft()
    if form.errors:
        services.check(draft=draft, now=clock.now())
        raise Invalid({})
    return draft


def _show(request: HttpRequest, form: CampaignForm, campaign=None, *, status: int = 200) -> HttpResponse:
    here = place.current()
    context = {
        "form": form,
        "campaign": campaign,
        "pictures": [asset for asset in form.assets if asset.kind != AssetKind.VIDEO],
        "videos": [asset for asset in form.assets if asset.kind == AssetKind.VIDEO],
        "symbol": get_currency_symbol(form.account.currency if form.account else here.currency, here.locale),
        "countries": form.country_lists(_country()),
        "has_account": bool(form.accounts),
        **_asked(form),
    }
    return render(request, "campaigns/form.html", context, status=status)


def _asked(form: CampaignForm) -> dict:
    """Return which sections the choices so far ask for."""
    google = form.limits("google") if "google" in form.platforms else None
    return {
        "on": {platform: [one for one in form.chosen if one.platform == platform] for platform in form.platforms},
        "google": google,
        "is_local": form.purpose == Purpose.STORE_VISITS,
        "is_app": form.purpose == Purpose.APP_INSTALLS,
        "is_lead": form.purpose == Purpose.LEAD_GENERATION,
        "is_again": form.purpose == Purpose.RETARGETING,
    }


def _uuid(value) -> UUID | None:
    try:
        return UUID(str(value))
    except ValueError:
        return None


def _country() -> str:
    return place.current().locale.territory or ""
