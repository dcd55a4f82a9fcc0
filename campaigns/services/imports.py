"""Taking over what is on an ad account already: an imported campaign is a campaign with one part, managed like ours."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet

import integrations.services
from campaigns import signals
from campaigns.models import Ad, AdGroup, Campaign, Change, LaunchStep, PlatformCampaign
from campaigns.models.base import actor_columns
from campaigns.selectors.drift import as_status
from campaigns.services import observations, statuses
from campaigns.services.drafts import describe_countries, new_operation_id
from campaigns.types import IN_FLIGHT, CallToAction, CampaignStatus, ObjectStatus, Origin, StepState
from integrations.types import (
    Delivery,
    ObjectKind,
    Observed,
    Purpose,
    RemoteAd,
    RemoteAdGroup,
    RemoteCampaign,
    RunStatus,
)
from tenants.types import Actor, ActorKind


def import_account(*, account, now: datetime) -> int:
    """Make rows for what the account holds and we do not know; return how many objects are new. Reads, never writes.

    May be repeated: what is known is left alone. A campaign that one of our launches is making at this moment, and
    whose answer has not come yet, is not taken for somebody else's. Each campaign is one transaction.
    """
    remote = list(integrations.services.list_remote_campaigns(account=account))
    made = sum(_import(account, campaign, now) for campaign in remote)
    if made:
        signals.objects_imported.send(PlatformCampaign, account=account, now=now)
    return made


def _import(account, remote: RemoteCampaign, now: datetime) -> int:
    with transaction.atomic():
        known = PlatformCampaign.objects.filter(account=account, external_id=remote.observed.ref.external_id)
        part = known.select_for_update(of=("self",)).first()
        if part is None and _is_being_made(account, remote):
            return 0
        new = 0 if part else 1
        part = part or _new_part(account, remote, now)
        if part.launched_at is None:  # ours, on its way: the launch stores what it makes
            return 0
        return new + sum(_import_group(part, group, now) for group in remote.ad_groups)


def _is_being_made(account, remote: RemoteCampaign) -> bool:
    """A launch writes its journal before it calls, and the name that it gives begins with ours."""
    name = remote.observed.name
    return any(name.startswith(" ".join(ours.split())[:100]) for ours in _names_being_made(account))


def _names_being_made(account) -> QuerySet:
    """Return the names under which a campaign may be there without our having heard of it."""
    tried = LaunchStep.objects.filter(platform_campaign=OuterRef("pk"), makes=ObjectKind.CAMPAIGN, attempts__gt=0)
    at_work = Exists(Change.objects.filter(platform_campaign=OuterRef("pk"), state__in=IN_FLIGHT))
    unknown = Exists(tried.filter(state=StepState.TRYING)) & ~Q(status=CampaignStatus.ARCHIVED)
    parts = PlatformCampaign.objects.filter(Exists(tried), Q(at_work) | Q(unknown), account=account, external_id="")
    return parts.values_list("name", flat=True)


def _new_part(account, remote: RemoteCampaign, now: datetime) -> PlatformCampaign:
    seen = remote.observed
    start_date, end_date = _days(seen, ZoneInfo(account.time_zone))
    campaign = Campaign.objects.create(
        name=seen.name[:255] or "Unnamed",
        purpose=Purpose(remote.purpose) if remote.purpose else "",
        status=as_status(seen.run_status),
        origin=Origin.IMPORTED,
        start_date=start_date,
        end_date=end_date,
        created_at=now,
        updated_at=now,
        **actor_columns(Actor(ActorKind.PLATFORM, None, account.name)),
    )
    part = PlatformCampaign(
        campaign=campaign,
        account=account,
        platform=account.platform,
        name=seen.name[:512],
        status=as_status(seen.run_status),
        currency=account.currency,
        budget_level=remote.budget_level,
        daily_budget_minor=seen.daily_budget_minor,
        lifetime_budget_minor=seen.lifetime_budget_minor,
        objective_word=remote.objective_word[:64],
        operation_id=new_operation_id(),
        launched_at=seen.start_at or now,
    )
    _save(part, seen, now)
    statuses.refresh_status(campaign=campaign, now=now)
    return part


def _import_group(part: PlatformCampaign, remote: RemoteAdGroup, now: datetime) -> int:
    group = part.ad_groups.filter(external_id=remote.observed.ref.external_id).first()
    if group:
        return sum(_import_ad(group, ad, now) for ad in remote.ads)
    seen = remote.observed
    ages = _ages(remote)
    group = AdGroup(
        platform_campaign=part,
        name=seen.name[:512] or describe_countries(remote.countries),
        status=_object_status(seen),
        daily_budget_minor=seen.daily_budget_minor,
        countries=list(remote.countries),
        age_min=ages[0],
        age_max=ages[1],
    )
    _save(group, seen, now)
    return 1 + sum(_import_ad(group, ad, now) for ad in remote.ads)


def _import_ad(group: AdGroup, remote: RemoteAd, now: datetime) -> int:
    seen = remote.observed
    if group.ads.filter(external_id=seen.ref.external_id).exists():
        return 0
    known_words = {word.value for word in CallToAction}
    ad = Ad(
        ad_group=group,
        name=seen.name[:512],
        status=_object_status(seen),
        link=remote.link[:2048],
        primary_text=remote.primary_text,
        headline=remote.headline[:512],
        description=remote.description[:512],
        call_to_action=remote.call_to_action if remote.call_to_action in known_words else "",
        image_url=remote.image_url[:2048],
    )
    _save(ad, seen, now)
    return 1


def _save(row: PlatformCampaign | AdGroup | Ad, seen: Observed, now: datetime) -> None:
    row.external_id = seen.ref.external_id
    observations.apply_observed(row, seen, now)
    row.save(force_insert=True)


def _object_status(seen: Observed) -> ObjectStatus:
    if seen.delivery == Delivery.REJECTED:
        return ObjectStatus.REJECTED
    return ObjectStatus.ACTIVE if seen.run_status == RunStatus.ACTIVE else ObjectStatus.PAUSED


def _days(seen: Observed, zone: ZoneInfo) -> tuple[date | None, date | None]:
    """Return the first and the last day; an end before the start (platforms allow it on what is switched off) is left out."""
    start, end = (moment and moment.astimezone(zone).date() for moment in (seen.start_at, seen.end_at))
    return start, end if not (start and end and end < start) else None


def _ages(remote: RemoteAdGroup) -> tuple[int | None, int | None]:
    least, most = remote.age_min, remote.age_max
    return (least, most) if not (least and most and most < least) else (None, None)
