"""Asking for a launch, and taking back one that did not finish. The making itself is in `launching.py`, run by a job."""

from collections.abc import Collection, Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction

from campaigns.models import Campaign, ChangeSet, PlatformCampaign
from campaigns.selectors.standing import is_deleted, list_half_made
from campaigns.services import copies, drafts, gaps, ledger, plans, refusals, words
from campaigns.types import IN_FLIGHT, CampaignStatus, ChangeKind, ChangeState, TargetField, TargetKind, Wanted, Why
from tenants.errors import Conflict, Invalid
from tenants.types import Actor

LAUNCHABLE = (CampaignStatus.DRAFT, CampaignStatus.ACTIVE, CampaignStatus.PAUSED, CampaignStatus.PENDING_REVIEW)
"""A campaign that runs on one platform, or waits for approval there, may be launched on another of its parts later."""


def launch_campaign(
    *, campaign: Campaign, actor: Actor, now: datetime, reason: str = "", only: Collection[UUID] = ()
) -> ChangeSet:
    """Have a draft made on its platforms and switched on; return the change set that says how far it is.

    `only` names the parts to launch (their ids); the others stay drafts. All of them when it is empty.

    While a launch is under way, or waits for approval, the same change set is returned: pressing twice launches once.
    After a launch that did not finish, this goes on where it stopped. Raises Conflict or Invalid for what cannot be
    launched.
    """
    with transaction.atomic():
        ledger.lock_campaign(campaign)
        campaign.refresh_from_db()
        if under_way := launch_under_way(campaign) or _launch_that_waits(campaign, only):
            return under_way
        if campaign.changes.filter(state__in=IN_FLIGHT).exists():
            raise Conflict(f"{campaign.name} is being changed right now. Wait until that has finished.")
        parts = refuse_unless_launchable(campaign=campaign, now=now, only=only)
        for part in parts:
            if not drafts.is_half_made(part):
                refusals.readmit(part)
        wanted = [_launch(part) for part in parts]
        label = f"Launch {campaign.name}"
        why = Why(reason)
        return ledger.record_changes(
            campaign=campaign, wanted=wanted, label=label, action="campaign.launched", actor=actor, why=why, now=now
        )


def remove_launch(*, campaign: Campaign, actor: Actor, now: datetime, reason: str = "") -> ChangeSet:
    """Archive what an unfinished launch made on the platforms, and leave the campaign a draft that can be edited.

    Raises Conflict when nothing was left half-made, or while the launch is still under way.
    """
    with transaction.atomic():
        ledger.lock_campaign(campaign)
        half_made = [part for part in _drafts(campaign) if drafts.is_half_made(part)]
        if not half_made or launch_under_way(campaign):
            raise Conflict("There is nothing half-made to remove.")
        for part in half_made:
            refusals.readmit(copies.copy_as_draft(part))
        wanted = [_archive(part) for part in half_made]
        label = f"Remove what was made of {campaign.name}"
        return ledger.record_changes(
            campaign=campaign,
            wanted=wanted,
            label=label,
            action="launch.removed",
            actor=actor,
            why=Why(reason),
            now=now,
        )


def launched_accounts(*, change_set: ChangeSet) -> list[UUID]:
    """Return the ids of the ad accounts on which a set's launches were made."""
    launches = change_set.changes.filter(kind=ChangeKind.LAUNCH, state=ChangeState.APPLIED)
    return list(launches.values_list("platform_campaign__account__uuid", flat=True).distinct().order_by())


def launch_under_way(campaign: Campaign) -> ChangeSet | None:
    """Return the change set of the launch that is under way, if one is; not what is added to what runs."""
    launches = campaign.changes.filter(
        kind=ChangeKind.LAUNCH, target_kind=TargetKind.PLATFORM_CAMPAIGN, state__in=IN_FLIGHT
    )
    change = launches.select_related("change_set").first()
    return change.change_set if change else None


def _launch_that_waits(campaign: Campaign, only: Collection[UUID]) -> ChangeSet | None:
    """Return the set by which a launch was proposed, where nothing else of what is asked for is still a draft."""
    if any(not only or part.uuid in only for part in _drafts(campaign)):
        return None
    launches = campaign.changes.filter(
        kind=ChangeKind.LAUNCH, target_kind=TargetKind.PLATFORM_CAMPAIGN, state=ChangeState.PROPOSED
    )
    change = launches.select_related("change_set").first()
    return change.change_set if change else None


def refuse_unless_launchable(
    *, campaign: Campaign, now: datetime, only: Collection[UUID] = ()
) -> list[PlatformCampaign]:
    """Return the parts to launch, or raise what stands against it, as far as it is known without asking a platform."""
    parts = [part for part in _drafts(campaign) if not only or part.uuid in only]
    if only and len(parts) < len(set(only)):
        raise Invalid({"parts": "Name parts of this campaign that are still drafts."})
    is_all = not only and campaign.status == CampaignStatus.DRAFT
    refuse_parts(campaign, parts, now, is_all=is_all)
    return parts


def refuse_parts(
    campaign: Campaign,
    parts: Sequence[PlatformCampaign],
    now: datetime,
    *,
    is_all: bool,
    lacking: gaps.Gaps | None = None,
) -> None:
    """Raise what stands against launching these drafts of a campaign; `is_all`: nothing of it may be missing.

    `lacking` is what `gaps_of` said of the whole draft, where it was asked.
    """
    if campaign.status not in LAUNCHABLE or (not parts and campaign.status != CampaignStatus.DRAFT):
        raise Conflict(f"{campaign.name} is launched already.")
    half_made = list_half_made(parts)
    for part in parts:
        refuse_unless_writable(part)
        if part.pk in half_made:
            refuse_deleted(part)
        if lacks := part.account.blocking_needs:
            raise Conflict(f"{part.account.name} is not ready for ads: {' '.join(lacks)}")
        if plans.days_to_run(part=part, now=now) == 0:
            raise Invalid({"end_date": "Its last day is over. Edit the draft and choose a later end."})
    fresh = [part for part in parts if part.pk not in half_made]
    if fresh or not parts:  # what is half made is finished as it is; of the rest nothing may be missing
        gaps.refuse_gaps(campaign, [] if is_all else fresh, now, lacking if is_all else None)


def refuse_unless_writable(part: PlatformCampaign) -> None:
    """Raise Conflict for a part on an account that is gone, needs a new permission, or is only read."""
    if not part.is_managed and not part.account.disconnected_at:
        raise Conflict(f"{part.name} was made outside Adwright and is only read here. Press “Manage this” first.")
    refuse_unless_connected(part)


def refuse_unless_connected(part: PlatformCampaign) -> None:
    """Raise Conflict for a part on an account that is gone or needs a new permission."""
    account = part.account
    if account.disconnected_at:
        raise Conflict(f"{account.name} is not connected any more. Connect it again first.")
    if account.connection.status != "active":
        name = words.platform_name(part.platform)
        raise Conflict(f"The permission for {account.name} has ended. Connect {name} again, then repeat this.")


def refuse_deleted(part: PlatformCampaign) -> None:
    """Raise Conflict for a half-made part of which something that its launch made was deleted on the platform."""
    if is_deleted(part):
        name = words.platform_name(part.platform)
        raise Conflict(f"What the launch made was deleted on {name}. Remove what was made, then launch anew.")


def _drafts(campaign: Campaign) -> list[PlatformCampaign]:
    parts = PlatformCampaign.objects.filter(campaign=campaign, status=CampaignStatus.DRAFT, launched_at=None)
    return list(parts.select_related("campaign", "account__connection").prefetch_related("ad_groups__ads"))


def _launch(part: PlatformCampaign) -> Wanted:
    return Wanted(part, ChangeKind.LAUNCH, TargetField.STATUS, CampaignStatus.ACTIVE, label_of(part))


def _archive(part: PlatformCampaign) -> Wanted:
    return Wanted(part, ChangeKind.ARCHIVE, TargetField.STATUS, CampaignStatus.ARCHIVED, label_of(part))


def label_of(part: PlatformCampaign) -> str:
    """Return what people call a part: Christmas cakes, Meta."""
    return f"{part.campaign.name[:200]}, {words.platform_name(part.platform)}"
