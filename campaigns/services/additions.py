"""Asking for more in a campaign that runs: ads in an ad group, or an ad group with its ads. Made by `adding.py`, in a job."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction

from campaigns import selectors
from campaigns.models import Ad, AdGroup, Change, ChangeSet, PlatformCampaign
from campaigns.services import addition_checks, checks, ledger
from campaigns.services.changing import refuse_unless_launched
from campaigns.services.controls import NO_REASON
from campaigns.services.draft_parts import describe_targeting
from campaigns.services.launches import label_of
from campaigns.types import (
    LIVE,
    ChangeKind,
    DraftAd,
    DraftGroup,
    ObjectStatus,
    TargetField,
    Wanted,
    Why,
    dump,
)
from integrations.types import Targeting
from tenants import services as tenants
from tenants.errors import Conflict
from tenants.ids import new_id
from tenants.types import Actor


def add_ads(
    *, ad_group_id: UUID, ads: Sequence[DraftAd], actor: Actor, now: datetime, why: Why = NO_REASON
) -> ChangeSet:
    """Have ads made in an ad group that is on its platform, and switched on; one change for each, so that one may fail alone.

    With `key`s that were sent before, the change set of the first time is returned. Raises NotFound, Invalid with a text
    for every field that is wrong (`ads.0.headlines`), Conflict when the campaign is not on its platform.
    """
    group = selectors.get_ad_group(ad_group_id)
    part = group.platform_campaign
    with transaction.atomic():
        ledger.lock_campaign(part.campaign)
        if earlier := _earlier(Ad, [ad.key for ad in ads]):
            return earlier
        refuse_unless_launched(part)
        _refuse_unless_there(group)
        ads = [_trimmed(ad) for ad in ads]
        addition_checks.check_ads(part, ads, group.ads.filter(gone_at=None).count())
        rows = [_ad_row(group, ad) for ad in ads]
        Ad.objects.bulk_create(rows)
        wanted = [_launch(row, f"{label_of(part)}: {row.name}") for row in rows]
        count = "an ad" if len(rows) == 1 else f"{len(rows)} ads"
        return ledger.record_changes(
            campaign=part.campaign,
            wanted=wanted,
            label=f"{part.campaign.name}: {count} more",
            action="ad.added",
            actor=actor,
            why=why,
            now=now,
        )


def add_ad_group(*, part_id: UUID, group: DraftGroup, actor: Actor, now: datetime, why: Why = NO_REASON) -> ChangeSet:
    """Have an ad group with its ads made in a platform campaign that runs, and switched on.

    A budget only where the part keeps budgets at its ad groups. With a `key` that was sent before, the change set of the
    first time is returned. Raises NotFound, Invalid with a text for every field that is wrong, Conflict when the campaign
    is not on its platform or its purpose is not known.
    """
    part = selectors.get_part(part_id)
    with transaction.atomic():
        ledger.lock_campaign(part.campaign)
        if earlier := _earlier(AdGroup, [group.key]):
            return earlier
        refuse_unless_launched(part)
        if not part.campaign.purpose:
            raise Conflict(f"What {part.campaign.name} is for is not known here. Add the ad group on its platform.")
        ads = [_trimmed(ad) for ad in group.ads]
        addition_checks.check_group(part, group, ads, now)
        row = _group_row(part, group)
        row.save()
        Ad.objects.bulk_create([_ad_row(row, ad, ObjectStatus.ACTIVE) for ad in ads])
        return ledger.record_changes(
            campaign=part.campaign,
            wanted=[_launch(row, f"{label_of(part)}: {row.name}")],
            label=f"{part.campaign.name}: another ad group, {row.name}",
            action="ad_group.added",
            actor=actor,
            why=why,
            now=now,
        )


def discard_ad(*, ad_id: UUID, actor: Actor, now: datetime) -> None:
    """Take an ad out of sight that was refused, or not made, in a campaign that runs. Nothing reaches a platform.

    Doing it twice is no error. Raises NotFound, and Conflict for what is on its platform or is being made.
    """
    ad = selectors.get_ad(ad_id)
    part = ad.ad_group.platform_campaign
    with transaction.atomic():
        ledger.lock_campaign(part.campaign)
        ad.refresh_from_db(fields=["external_id", "gone_at"])
        if ad.external_id:
            raise Conflict("It is on its platform. Switch it off instead.")
        if part.launched_at is None or Change.objects.filter(target_id=ad.uuid, state__in=LIVE).exists():
            raise Conflict("It is being made, or is part of a draft. Wait, or edit the draft.")
        if ad.gone_at is None:
            Ad.objects.filter(pk=ad.pk).update(gone_at=now)
            detail = {"ad": ad.name}
            tenants.record_audit(action="ad.discarded", actor=actor, target=part.campaign, detail=detail, now=now)


def _launch(row: Ad | AdGroup, label: str) -> Wanted:
    return Wanted(row, ChangeKind.LAUNCH, TargetField.STATUS, ObjectStatus.ACTIVE, label)


def _earlier(model: type[Ad] | type[AdGroup], keys: Sequence[UUID | None]) -> ChangeSet | None:
    """Return the change set that made rows of these keys, if they were sent before."""
    found = set(model.objects.filter(uuid__in=[key for key in keys if key]).values_list("uuid", flat=True))
    if not found:
        return None
    change = Change.objects.filter(target_id__in=found, kind=ChangeKind.LAUNCH).order_by("pk").first()
    if change is None or found != set(keys):
        raise Conflict("A key of these was used before. Send new ones for what is new.")
    return change.change_set


def _refuse_unless_there(group: AdGroup) -> None:
    if not group.external_id or group.gone_at:
        raise Conflict(f"{group.name} is not on its platform. Add another ad group instead.")
    if addition_checks.limits_of(group.platform_campaign).ads == 1:
        raise Conflict("Here an ad group holds one ad. Add another ad group instead.")


def _group_row(part: PlatformCampaign, group: DraftGroup) -> AdGroup:
    aim = group.targeting or Targeting()
    if not addition_checks.limits_of(part).needs_keywords:
        aim = Targeting(**{name: getattr(aim, name) for name in Targeting.__slots__ if "keywords" not in name})
    return AdGroup(
        uuid=group.key or new_id(),
        platform_campaign=part,
        name=(group.name or describe_targeting(aim))[:512],
        status=ObjectStatus.PAUSED,
        targeting=dump(aim),
        daily_budget_minor=group.daily_budget_minor,
        lifetime_budget_minor=group.lifetime_budget_minor,
    )


def _ad_row(group: AdGroup, ad: DraftAd, status: ObjectStatus = ObjectStatus.PAUSED) -> Ad:
    said = addition_checks.said_by(ad)
    name = ad.name or (*said.headlines, *said.primary_texts, group.name)[0]
    return Ad(uuid=ad.key or new_id(), ad_group=group, name=name[:512], status=status, creative=dump(said))


def _trimmed(ad: DraftAd) -> DraftAd:
    return DraftAd(ad.key, ad.name.strip(), checks.trim_creative(addition_checks.said_by(ad)))
