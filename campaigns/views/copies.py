"""Copies: of a campaign for the same or other ad accounts, of an ad group or an ad into whatever takes it."""

from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

import integrations.selectors
from campaigns import selectors, services
from campaigns.forms.copies import CopyForm, DuplicateForm
from campaigns.models import AdGroup, Campaign, ChangeSet
from campaigns.services.words import platform_name
from campaigns.views.answers import done
from tenants import access, clock
from tenants.errors import Conflict, Invalid
from tenants.roles import Permission

SHOWN = 300


@require_http_methods(["GET", "POST"])
@access.page(Permission.EDIT_CAMPAIGNS)
def duplicate_campaign(request: HttpRequest, campaign_id: UUID) -> HttpResponse:
    """Copy a campaign into a new draft, and go there."""
    campaign = selectors.get_campaign(campaign_id)
    form = _campaign_form(request, campaign)
    if request.method == "POST" and form.is_valid():
        try:
            common = {"actor": request.actor, "now": clock.now()}
            made = services.duplicate_campaign(campaign=campaign, **form.asked(), **common)
        except Invalid as error:
            form.show(error)
        else:
            messages.success(request, f"{campaign.name} is copied. Nothing is spent before you launch it.")
            return redirect("campaigns:edit", made.uuid)
    return _show(request, form, campaign, campaign.name, "campaign")


@require_http_methods(["GET", "POST"])
@access.page(Permission.EDIT_CAMPAIGNS)
def duplicate_ad_group(request: HttpRequest, ad_group_id: UUID) -> HttpResponse:
    """Copy an ad group with its ads."""
    group = selectors.get_ad_group(ad_group_id)
    campaign = group.platform_campaign.campaign
    targets = [(str(one.uuid), _part_label(one)) for one in selectors.list_parts_to_copy_into()[:SHOWN]]
    form = _copy_form(request, targets, group.platform_campaign.uuid)
    if request.method == "POST" and form.is_valid():
        common = {"actor": request.actor, "now": clock.now(), **form.asked()}
        answer = _made(request, form, lambda: services.duplicate_ad_group(group_id=group.uuid, **common), group.name)
        if answer:
            return answer
    return _show(request, form, campaign, group.name, "ad group")


@require_http_methods(["GET", "POST"])
@access.page(Permission.EDIT_CAMPAIGNS)
def duplicate_ad(request: HttpRequest, ad_id: UUID) -> HttpResponse:
    """Copy an ad."""
    ad = selectors.get_ad(ad_id)
    campaign = ad.ad_group.platform_campaign.campaign
    targets = [(str(one.uuid), _group_label(one)) for one in selectors.list_groups_to_copy_into()[:SHOWN]]
    form = _copy_form(request, targets, ad.ad_group.uuid)
    if request.method == "POST" and form.is_valid():
        common = {"actor": request.actor, "now": clock.now(), **form.asked()}
        answer = _made(request, form, lambda: services.duplicate_ad(ad_id=ad.uuid, **common), ad.name)
        if answer:
            return answer
    return _show(request, form, campaign, ad.name, "ad")


def _made(request: HttpRequest, form: CopyForm, copy, name: str) -> HttpResponse | None:
    """Copy and go there; None when something stands against it, which the form then says."""
    try:
        made = copy()
    except Invalid as error:
        form.show(error)
        return None
    except Conflict as error:
        form.add_error(None, error.message)
        return None
    if isinstance(made, ChangeSet):
        return done(request, made.campaign, made, f"{name} is being made once more.")
    messages.success(request, f"{name} is copied into {made.name}.")
    return redirect("campaigns:edit", made.uuid)


def _campaign_form(request: HttpRequest, campaign: Campaign) -> DuplicateForm:
    accounts = [(str(one.uuid), _account_label(one)) for one in integrations.selectors.list_ad_accounts()]
    own = [str(part.account.uuid) for part in campaign.platform_campaigns.all() if part.status != "archived"]
    initial = {"token": uuid4(), "accounts": own}
    return DuplicateForm(request.POST or None, initial=initial, accounts=accounts)


def _copy_form(request: HttpRequest, targets: list[tuple[str, str]], own: UUID) -> CopyForm:
    return CopyForm(request.POST if request.method == "POST" else None, initial={"into": str(own)}, targets=targets)


def _show(request: HttpRequest, form, campaign: Campaign, name: str, kind: str) -> HttpResponse:
    context = {"form": form, "campaign": campaign, "name": name, "kind": kind}
    return render(request, "campaigns/duplicate.html", context, status=422 if form.errors else 200)


def _account_label(account) -> str:
    return f"{platform_name(account.platform)}, {account.name}"


def _part_label(part) -> str:
    return f"{part.campaign.name}, {platform_name(part.platform)}{_draft(part)}"


def _group_label(group: AdGroup) -> str:
    return f"{_part_label(group.platform_campaign)}: {group.name}"


def _draft(part) -> str:
    return " (draft)" if part.status == "draft" else ""
