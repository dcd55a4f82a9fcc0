"""A change's new value as adapters take it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from campaigns import days
from campaigns.models import Ad, AdGroup, Change, PlatformCampaign
from campaigns.models.changes import OWN_WAY
from campaigns.services import adding, plans, words
from campaigns.services.media import Library
from campaigns.types import Creative, TargetField, load
from integrations import types
from integrations.errors import InvalidRequest
from tenants.errors import Invalid

NO_BID = "A platform's own way of bidding cannot be chosen again by name. Choose how it should bid."


def of_change(change: Change, target, part: PlatformCampaign, now: datetime) -> Any:
    """Return a change's new value as adapters take it."""
    field = TargetField(change.field)
    makers: dict[TargetField, Callable[[], Any]] = {
        TargetField.STATUS: lambda: types.RunStatus(str(change.after)),
        TargetField.BID: lambda: _bid(change),
        TargetField.CREATIVE: lambda: _creative(change, target, part, now),
        TargetField.TARGETING: lambda: _targeting(change, target, part, now),
        TargetField.END_DATE: lambda: moment_of(change.after or "", part),
    }
    return makers[field]() if field in makers else change.after


def moment_of(day: str, part: PlatformCampaign) -> datetime | None:
    """Return the last second of a day (ISO text, "" none) in the account's time zone."""
    return days.end_of(date.fromisoformat(day), zone_of(part)) if day else None


def zone_of(part: PlatformCampaign) -> ZoneInfo:
    """Return the time zone of a part's account."""
    return ZoneInfo(part.account.time_zone)


def bid_of(change: Change) -> Any:
    """Return the bid that a change sets, as the ledger holds it: of an undo to a platform's own way, that way."""
    return change.after if change.after is not None else change.undo_of and change.undo_of.evidence.get(OWN_WAY)


def _bid(change: Change) -> types.Bid:
    if (bid := bid_of(change)) is None:
        raise InvalidRequest(NO_BID, fields={"bid": NO_BID})
    return load(types.Bid, bid)


def _creative(change: Change, ad: Ad, part: PlatformCampaign, now: datetime) -> types.CreativeChange:
    """Return the plan of that one ad with what it should say now, under the change's own operation id."""
    creative = load(Creative, change.after)
    try:
        planned = plans.ad_plan(ad, creative, Library.of([creative]))
    except Invalid as error:
        raise InvalidRequest(words.all_of(error)) from error
    aim = load(types.Targeting, ad.ad_group.targeting)
    group = _group_plan(ad.ad_group, aim, (planned,))
    return types.CreativeChange(_plan_of((group,), change, part, now), planned.key)


def _targeting(change: Change, group: AdGroup, part: PlatformCampaign, now: datetime) -> types.TargetingChange:
    """Return the plan of the part's ad groups with whom each should aim at now; ads, only the changed one's, have words alone."""
    ads = [(ad, load(Creative, ad.creative)) for ad in group.ads.exclude(external_id="")]
    planned = tuple(
        plans.ad_plan(ad, replace(said, images=(), logos=(), videos=(), cards=()), Library({})) for ad, said in ads
    )
    others = part.ad_groups.filter(gone_at=None).exclude(external_id="").exclude(pk=group.pk).order_by("pk")
    groups = (
        _group_plan(group, load(types.Targeting, change.after), planned),
        *(_group_plan(other, load(types.Targeting, other.targeting)) for other in others),
    )
    return types.TargetingChange(_plan_of(groups, change, part, now), str(group.uuid))


def _group_plan(group: AdGroup, aim: types.Targeting, ads: tuple[types.AdPlan, ...] = ()) -> types.AdGroupPlan:
    return types.AdGroupPlan(str(group.uuid), group.name, aim, ads)


def _plan_of(
    groups: tuple[types.AdGroupPlan, ...], change: Change, part: PlatformCampaign, now: datetime
) -> types.CampaignPlan:
    operation_id = adding.operation_id_of(change)
    return replace(plans.plan_with(part=part, ad_groups=groups, now=now, operation_id=operation_id), start_at=None)
