"""Pausing, resuming, archiving: the everyday changes of what is on a platform."""

from datetime import datetime

from django.db import transaction

from campaigns.models import Campaign, ChangeSet, PlatformCampaign
from campaigns.services import ledger, statuses
from campaigns.services.drafts import HALF_MADE, is_half_made
from campaigns.services.launches import label_of, launch_under_way, refuse_unless_writable
from campaigns.types import CampaignStatus, ChangeKind, TargetField, Wanted, Why
from tenants import services as tenants
from tenants.errors import Conflict
from tenants.types import Actor

NO_REASON = Why()


def pause_campaign(*, campaign: Campaign, actor: Actor, now: datetime, why: Why = NO_REASON) -> ChangeSet:
    """Switch every running part off. Raises Conflict when none runs, or while it is being launched."""
    return _switch(campaign, CampaignStatus.ACTIVE, CampaignStatus.PAUSED, actor=actor, now=now, why=why)


def resume_campaign(*, campaign: Campaign, actor: Actor, now: datetime, why: Why = NO_REASON) -> ChangeSet:
    """Switch every paused part on. Raises Conflict when none is paused, or when its last day is over."""
    parts = list(campaign.platform_campaigns.select_related("account"))
    if statuses.has_ended(parts, now):
        raise Conflict(f"{campaign.name} has ended. Choose a later end first.")
    return _switch(campaign, CampaignStatus.PAUSED, CampaignStatus.ACTIVE, actor=actor, now=now, why=why)


def archive_campaign(*, campaign: Campaign, actor: Actor, now: datetime, why: Why = NO_REASON) -> ChangeSet | None:
    """Put a campaign away: archived on its platforms, which cannot be undone; a draft that is nowhere just goes.

    Returns None where nothing has to reach a platform. Raises Conflict while it is being launched or half-made.
    """
    with transaction.atomic():
        ledger.lock_campaign(campaign)
        refuse_while_launching(campaign)
        parts = [part for part in _parts(campaign) if part.status != CampaignStatus.ARCHIVED]
        if any(is_half_made(part) for part in parts):
            raise Conflict(HALF_MADE)
        there = [part for part in parts if part.external_id and not part.gone_at]
        elsewhere = [part.pk for part in parts if part not in there]
        PlatformCampaign.objects.filter(pk__in=elsewhere).update(status=CampaignStatus.ARCHIVED)
        if not there:
            _put_away(campaign, actor, now)
            return None
        for part in there:
            refuse_unless_writable(part)
        wanted = [
            Wanted(part, ChangeKind.ARCHIVE, TargetField.STATUS, CampaignStatus.ARCHIVED, label_of(part))
            for part in there
        ]
        label = f"Archive {campaign.name}"
        return ledger.record_changes(
            campaign=campaign, wanted=wanted, label=label, action="campaign.archived", actor=actor, why=why, now=now
        )


def refuse_while_launching(campaign: Campaign) -> None:
    """Raise Conflict while a launch is under way."""
    if launch_under_way(campaign):
        raise Conflict(f"{campaign.name} is being launched right now. Wait until that has finished.")


def _switch(
    campaign: Campaign, before: CampaignStatus, after: CampaignStatus, *, actor: Actor, now: datetime, why: Why
) -> ChangeSet:
    verb = "Pause" if after == CampaignStatus.PAUSED else "Resume"
    action = "campaign.paused" if verb == "Pause" else "campaign.resumed"
    with transaction.atomic():
        ledger.lock_campaign(campaign)
        refuse_while_launching(campaign)
        parts = [part for part in _parts(campaign) if part.status == before and is_there(part)]
        if not parts:
            raise Conflict(f"{campaign.name} {'does not run' if verb == 'Pause' else 'is not paused'}.")
        for part in parts:
            refuse_unless_writable(part)
        wanted = [Wanted(part, ChangeKind.STATUS, TargetField.STATUS, after, label_of(part)) for part in parts]
        return ledger.record_changes(
            campaign=campaign,
            wanted=wanted,
            label=f"{verb} {campaign.name}",
            action=action,
            actor=actor,
            why=why,
            now=now,
        )


def _parts(campaign: Campaign) -> list[PlatformCampaign]:
    return list(campaign.platform_campaigns.select_related("campaign", "account__connection"))


def is_there(part: PlatformCampaign) -> bool:
    """Return whether a part stands on its platform."""
    return bool(part.external_id) and part.launched_at is not None and part.gone_at is None


def _put_away(campaign: Campaign, actor: Actor, now: datetime) -> None:
    statuses.refresh_status(campaign=campaign, now=now)
    tenants.record_audit(action="campaign.archived", actor=actor, target=campaign, detail={}, now=now)
