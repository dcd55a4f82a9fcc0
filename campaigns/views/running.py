"""Changes of what runs: last day, bid, audience; single switches. The forms stand in dialogs (`asking`)."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods, require_POST

from campaigns import selectors, services
from campaigns.forms import BidForm, ScheduleForm, TargetingForm
from campaigns.forms.targeting import KINDS, Found, Spot, name_of
from campaigns.limits import channel_for
from campaigns.models import Campaign, ChangeSet, PlatformCampaign
from campaigns.services import aiming
from campaigns.services.words import of_value, platform_name
from campaigns.types import ChangeKind, TargetField, Wanted, Why, load
from campaigns.views.answers import done, told
from campaigns.views.asking import Question, ask, typed
from campaigns.views.notices import list_facts, list_notices
from campaigns.views.targets import FIND, asked_in, find
from integrations.types import Bid, Targeting
from tenants import access, clock
from tenants.errors import NotFound
from tenants.roles import Permission

FORM = require_http_methods(["GET", "POST"])


@FORM
@access.page(Permission.EDIT_CAMPAIGNS)
def change_schedule(request: HttpRequest, campaign_id: UUID) -> HttpResponse:
    """Move the last day of a campaign, or of the part that is named (`target`)."""
    campaign = selectors.get_campaign(campaign_id)
    part, is_named = _part(request, campaign)
    initial = {"target": part.uuid if is_named else None, "end_date": part.end_date or campaign.end_date}
    form = ScheduleForm(typed(request), initial=initial, use_required_attribute=False)
    title = f"Last day on {platform_name(part.platform)}" if is_named else f"Last day of {campaign.name}"
    wanted = [_wanted(part, ChangeKind.SCHEDULE, TargetField.END_DATE)]

    def send(form: Any) -> ChangeSet:
        asked = {name: form.cleaned_data[name] for name in ("end_date", "target")}
        return services.change_schedule(campaign=campaign, **asked, **by(request, form))

    was = initial["end_date"].isoformat() if initial["end_date"] else ""
    now_is, notices = of_value(was, TargetField.END_DATE, ""), list_notices(wanted, request.actor)
    return ask(
        request, Question(campaign, title, "Change the last day", form, send, was=was, now=now_is, notices=notices)
    )


@FORM
@access.page(Permission.EDIT_CAMPAIGNS)
def change_bid(request: HttpRequest, campaign_id: UUID) -> HttpResponse:
    """Change how a part bids."""
    campaign = selectors.get_campaign(campaign_id)
    part, is_named = _part(request, campaign)
    bid = load(Bid, part.bid) if part.bid else None
    form: Any = BidForm(typed(request), currency=part.currency, bid=bid, target=part.uuid if is_named else None)
    wanted = [_wanted(part, ChangeKind.BID, TargetField.BID)]

    def send(form: Any) -> ChangeSet:
        asked = {"bid": form.bid(), "target": form.cleaned_data["target"]}
        return services.change_bid(campaign=campaign, **asked, **by(request, form))

    question = Question(
        campaign, f"How to bid on {platform_name(part.platform)}", "Change the bid", form, send,
        fields="campaigns/ask/_bid.html", was=part.bid, now=of_value(part.bid, TargetField.BID, part.currency),
        notices=list_notices(wanted, request.actor), more={"part": part},
    )  # fmt: skip
    return ask(request, question)


@FORM
@access.page(Permission.EDIT_CAMPAIGNS)
def change_targeting(request: HttpRequest, ad_group_id: UUID) -> HttpResponse:
    """Change whom an ad group aims at."""
    group = selectors.get_ad_group(ad_group_id)
    part = group.platform_campaign
    spot = spot_of(part)
    found, is_search = searched(request, spot)
    form: Any = TargetingForm(typed(request), targeting=load(Targeting, group.targeting), spot=spot, found=found)
    wanted = [_wanted(group, ChangeKind.TARGETING, TargetField.TARGETING)]

    def send(form: Any) -> ChangeSet:
        return services.change_targeting(ad_group_id=ad_group_id, targeting=form.read(), **by(request, form))

    question = Question(
        part.campaign, f"Whom {group.name} aims at", "Change the audience", form, send,
        fields="campaigns/ask/_audience.html", was=group.targeting,
        now=of_value(group.targeting, TargetField.TARGETING, ""),
        notices=[*list_facts(aiming.explain_targeting(group)), *list_notices(wanted, request.actor)], is_search=is_search,
    )  # fmt: skip
    return ask(request, question)


@require_POST
@access.page(Permission.EDIT_CAMPAIGNS)
@told
def switch_ad_group(request: HttpRequest, ad_group_id: UUID) -> HttpResponse:
    """Switch one ad group on or off."""
    group, on = selectors.get_ad_group(ad_group_id), _is_on(request)
    change_set = services.switch_ad_group(ad_group_id=ad_group_id, on=on, actor=request.actor, now=clock.now())
    return done(request, group.platform_campaign.campaign, change_set, f"{change_set.label}: being changed.")


@require_POST
@access.page(Permission.EDIT_CAMPAIGNS)
@told
def switch_ad(request: HttpRequest, ad_id: UUID) -> HttpResponse:
    """Switch one ad on or off."""
    ad, on = selectors.get_ad(ad_id), _is_on(request)
    change_set = services.switch_ad(ad_id=ad_id, on=on, actor=request.actor, now=clock.now())
    campaign = ad.ad_group.platform_campaign.campaign
    return done(request, campaign, change_set, f"{change_set.label}: being changed.")


def by(request: HttpRequest, form: Any) -> dict:
    """Return who asks, when and why."""
    return {"actor": request.actor, "now": clock.now(), "why": Why(form.cleaned_data["reason"])}


def spot_of(part: PlatformCampaign) -> Spot:
    """Return where an audience of a part is: its ad account, and Google's channel."""
    return Spot(part.account, channel_for(part.platform, part.campaign.purpose, part.channel))


def searched(request: HttpRequest, spot: Spot) -> tuple[dict[str, Found], bool]:
    """Return what a form without script asked to search for (its Find button), and whether it did."""
    asked = asked_in(request, request.POST.get("go", ""))
    fields = {name_of(field, spot): field for field in KINDS}
    if not asked or asked[FIND] not in fields:
        return {}, False
    return {asked[FIND]: find(spot, fields[asked[FIND]], asked["words"])}, True


def _wanted(target: Any, kind: ChangeKind, field: TargetField) -> Wanted:
    return Wanted(target, kind, field, None, "")


def _part(request: HttpRequest, campaign: Campaign) -> tuple[PlatformCampaign, bool]:
    """Return the part that is meant, else the first, and whether it was named. Raises NotFound where there is none."""
    parts = list(campaign.platform_campaigns.all())
    if not parts:
        raise NotFound("There is no such part of a campaign here.")
    target = request.POST.get("target") or request.GET.get("target", "")
    named = [part for part in parts if str(part.uuid) == target]
    return (named[0], True) if named else (parts[0], False)


def _is_on(request: HttpRequest) -> bool:
    return request.POST.get("on") == "1"
