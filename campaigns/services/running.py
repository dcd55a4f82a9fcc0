"""Changes of what runs: its last day, and the switches of single ad groups and ads."""

from datetime import date, datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import transaction

from campaigns import selectors
from campaigns.models import Ad, AdGroup, Campaign, ChangeSet, PlatformCampaign
from campaigns.selectors.drift import ON_PLATFORM, desired_value
from campaigns.services import ledger, words
from campaigns.services.changing import refuse_unless_launched, refuse_unless_made
from campaigns.services.controls import NO_REASON, is_there
from campaigns.services.launches import label_of
from campaigns.types import ChangeKind, ObjectStatus, TargetField, Wanted, Why
from tenants.errors import Conflict, Invalid
from tenants.types import Actor


def change_schedule(
    *,
    campaign: Campaign,
    end_date: date | None,
    actor: Actor,
    now: datetime,
    target: UUID | None = None,
    why: Why = NO_REASON,
) -> ChangeSet:
    """Move the last day of a campaign's parts, or of one part (`target`, its id); None: without an end.

    Days are each account's own. Raises Invalid for a day that is over, before the start, or missing where a budget in all
    needs one; Conflict when it ends then already or is not on a platform.
    """
    with transaction.atomic():
        ledger.lock_campaign(campaign)
        fresh = selectors.get_campaign(campaign.uuid)
        day = end_date.isoformat() if end_date else ""
        parts = _parts(fresh, target)
        for part in parts:
            refuse_unless_launched(part)
            _check_end(part, end_date, now)
        moved = [part for part in parts if desired_value(part, TargetField.END_DATE) != day]
        told = words.of_value(day, TargetField.END_DATE, "")
        if not moved:
            raise Conflict(f"Its last day is {told} already." if day else "It has no last day already.")
        return ledger.record_changes(
            campaign=fresh,
            wanted=[Wanted(part, ChangeKind.SCHEDULE, TargetField.END_DATE, day, label_of(part)) for part in moved],
            label=f"{fresh.name}: last day {told}" if day else f"{fresh.name}: no last day",
            action="campaign.schedule_changed",
            actor=actor,
            why=why,
            now=now,
        )


def switch_ad_group(*, ad_group_id: UUID, on: bool, actor: Actor, now: datetime, why: Why = NO_REASON) -> ChangeSet:
    """Switch one ad group on or off, with all its ads. Raises NotFound; Conflict when it is so already or not there."""
    return _switch(selectors.get_ad_group(ad_group_id), on, "ad_group", actor=actor, now=now, why=why)


def switch_ad(*, ad_id: UUID, on: bool, actor: Actor, now: datetime, why: Why = NO_REASON) -> ChangeSet:
    """Switch one ad on or off. Raises NotFound; Conflict when it is so already, not there, or rejected."""
    return _switch(selectors.get_ad(ad_id), on, "ad", actor=actor, now=now, why=why)


def _switch(row: AdGroup | Ad, on: bool, noun: str, *, actor: Actor, now: datetime, why: Why) -> ChangeSet:
    part, verb = ledger.part_of(row), "Resume" if on else "Pause"
    after = ObjectStatus.ACTIVE if on else ObjectStatus.PAUSED
    with transaction.atomic():
        ledger.lock_campaign(part.campaign)
        row.refresh_from_db(fields=["status", "external_id", "gone_at"])
        refuse_unless_made(row)
        if row.status == ObjectStatus.REJECTED:
            raise Conflict("The platform rejected this ad. Change what it says; then it runs.")
        if row.status == after:
            raise Conflict(f"{row.name} {'runs' if on else 'is paused'} already.")
        return ledger.record_changes(
            campaign=part.campaign,
            wanted=[Wanted(row, ChangeKind.STATUS, TargetField.STATUS, after, f"{label_of(part)}: {row.name}")],
            label=f"{verb} {row.name[:120]} in {part.campaign.name}",
            action=f"{noun}.{'resumed' if on else 'paused'}",
            actor=actor,
            why=why,
            now=now,
        )


def _parts(campaign: Campaign, target: UUID | None) -> list[PlatformCampaign]:
    there = [part for part in campaign.platform_campaigns.all() if is_there(part) and part.status in ON_PLATFORM]
    chosen = [part for part in there if target in (None, part.uuid)]
    if not chosen and target:
        raise Invalid({"target": "Name a part of this campaign that is on its platform."})
    if not chosen:
        raise Conflict(f"{campaign.name} is not on a platform. Edit the draft instead.")
    return chosen


def _check_end(part: PlatformCampaign, end_date: date | None, now: datetime) -> None:
    if end_date is None:
        holders: list[Any] = [part, *part.ad_groups.all()]
        if any(holder.lifetime_budget_minor is not None for holder in holders):
            raise Invalid({"end_date": "A budget in all needs a last day. Choose a later one instead."})
        return
    today, start = now.astimezone(ZoneInfo(part.account.time_zone)).date(), part.campaign.start_date
    if end_date < today:
        raise Invalid({"end_date": "That day is over. Choose today or a later day; to stop now, pause the campaign."})
    if start and end_date < start:
        raise Invalid({"end_date": "That is before its first day. Choose a later day."})
