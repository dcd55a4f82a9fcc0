"""What ads say, and more of them: other words, another ad, another ad group. The forms stand in dialogs (`asking`)."""

from functools import partial
from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from campaigns import selectors, services
from campaigns.forms import AdForm, AdGroupForm, CreativeForm
from campaigns.limits import channel_for, limits_for
from campaigns.models import Ad, AdGroup, ChangeSet, PlatformCampaign
from campaigns.services.words import of_creative, platform_name
from campaigns.types import ChangeKind, Creative, DraftGroup, ObjectStatus, TargetField, Wanted, load
from campaigns.views.answers import back, go, told
from campaigns.views.asking import Question, ask, typed
from campaigns.views.builder.common import list_assets
from campaigns.views.notices import list_notices, why_refused
from campaigns.views.running import by, searched, spot_of
from campaigns.views.uploads import CHOOSES, keep_files
from integrations.types import BudgetLevel, Targeting
from tenants import access, clock
from tenants.roles import Permission

FORM = require_http_methods(["GET", "POST"])
AD, GROUP = "campaigns/ask/_ad.html", "campaigns/ask/_group.html"
LAUNCH = partial(Wanted, kind=ChangeKind.LAUNCH, field=TargetField.STATUS, after=ObjectStatus.ACTIVE, label="")


@FORM
@access.page(Permission.EDIT_CAMPAIGNS)
def change_creative(request: HttpRequest, ad_id: UUID) -> HttpResponse:
    """Change what an ad says; one that was refused is made, or looked at, anew."""
    ad = selectors.get_ad(ad_id)
    part, said = ad.ad_group.platform_campaign, load(Creative, ad.creative)
    data, problems = _sent(request)
    form: Any = CreativeForm(data, **_given(part, said, data))
    wanted = [Wanted(ad, ChangeKind.CREATIVE, TargetField.CREATIVE, None, "")]
    wanted += [] if ad.external_id else [LAUNCH(ad)]
    refused = why_refused(ad)

    def send(form: Any) -> ChangeSet:
        return services.change_creative(ad_id=ad_id, creative=form.written(), **by(request, form))

    question = Question(
        part.campaign, f"{'Fix' if refused else 'Change'} {ad.name}", "Send it again" if refused else "Change the ad",
        form, send, fields=AD, was=ad.creative, now=of_creative(said), problems=problems,
        notices=[*refused, *list_notices(wanted, request.actor)],
    )  # fmt: skip
    return ask(request, question)


@FORM
@access.page(Permission.EDIT_CAMPAIGNS)
def add_ads(request: HttpRequest, ad_group_id: UUID) -> HttpResponse:
    """Add an ad to an ad group that runs; it begins as the one that is named (`like`), or leads where the others lead."""
    group = selectors.get_ad_group(ad_group_id)
    part = group.platform_campaign
    data, problems = _sent(request)
    form: Any = AdForm(data, **_given(part, _model(request, group), data))
    form.initial["key"] = uuid4()

    def send(form: Any) -> ChangeSet:
        return services.add_ads(ad_group_id=ad_group_id, ads=[form.draft_ad()], **by(request, form))

    question = Question(
        part.campaign, f"A new ad in {group.name}", "Add the ad", form, send, fields=AD, problems=problems,
        notices=list_notices([LAUNCH(group)], request.actor),
    )  # fmt: skip
    return ask(request, question)


@FORM
@access.page(Permission.EDIT_CAMPAIGNS)
def add_ad_group(request: HttpRequest, part_id: UUID) -> HttpResponse:
    """Add an ad group with its first ad to a part that runs; it begins with the audience of the first."""
    part = selectors.get_part(part_id)
    first = part.ad_groups.filter(gone_at=None).first()
    aim = load(Targeting, first.targeting) if first else Targeting()
    data, problems = _sent(request)
    given = _given(part, _model(request, first), data)
    spot = spot_of(part)
    found, is_search = searched(request, spot)
    form: Any = AdGroupForm(data, targeting=aim, currency=part.currency, spot=spot, found=found, **given)
    form.initial["key"] = uuid4()
    has_budget = part.budget_level == BudgetLevel.AD_GROUP
    more = {"part": part, "has_budget": has_budget}

    def send(form: Any) -> ChangeSet:
        return services.add_ad_group(part_id=part_id, group=_group(form), **by(request, form))

    title = f"A new ad group on {platform_name(part.platform)}"
    notices = list_notices([LAUNCH(first or part)], request.actor)
    question = Question(
        part.campaign, title, "Add the ad group", form, send, fields=GROUP, problems=problems, notices=notices, more=more,
        is_search=is_search,
    )  # fmt: skip
    return ask(request, question)


@require_POST
@access.page(Permission.EDIT_CAMPAIGNS)
@told
def discard_ad(request: HttpRequest, ad_id: UUID) -> HttpResponse:
    """Let go of an ad that was refused before it was made."""
    ad = selectors.get_ad(ad_id)
    services.discard_ad(ad_id=ad_id, actor=request.actor, now=clock.now())
    messages.success(request, f"{ad.name} is put away.")
    campaign = ad.ad_group.platform_campaign.campaign
    return go(request, back(request, reverse("campaigns:detail", args=[campaign.uuid])))


def _group(form: Any) -> DraftGroup:
    data = form.cleaned_data
    return DraftGroup(
        data["key"], data["group_name"].strip(), form.read(), data["daily_budget"], None, (form.first_ad(),)
    )


def _sent(request: HttpRequest) -> tuple[Any, dict[str, list[str]]]:
    """Return what was sent with what was uploaded chosen in it, and what is wrong with the uploads."""
    return keep_files(request) if request.method == "POST" else (typed(request), {})


def _given(part: PlatformCampaign, said: Creative, data: Any) -> dict[str, Any]:
    """Return what an ad's form needs to know of its platform and of the library."""
    sent = [value for name in CHOOSES.values() if data is not None for value in data.getlist(name)]
    limits = limits_for(part.platform, channel_for(part.platform, part.campaign.purpose, part.channel))
    return {
        "creative": said,
        "platform": part.platform,
        "limits": limits,
        "assets": list_assets(*said.asset_ids, *sent),
    }


def _model(request: HttpRequest, group: AdGroup | None) -> Creative:
    """Return what a new ad begins with: all of the one it is to be like, else where the others lead."""
    ads = {str(ad.uuid): ad for ad in group.ads.filter(gone_at=None)} if group else {}
    like = request.POST.get("like") or request.GET.get("like", "")
    if like:
        found: Ad = ads.get(like) or selectors.get_ad(like)
        return load(Creative, found.creative)
    first = load(Creative, next(iter(ads.values())).creative) if ads else Creative()
    return Creative(
        link=first.link, call_to_action=first.call_to_action, business_name=first.business_name, logos=first.logos
    )
