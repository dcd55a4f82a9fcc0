"""Budgets, bids and what ads say: changes of a value of something that is on a platform."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, cast
from uuid import UUID

from django.db import transaction

import creatives.selectors
from campaigns import selectors
from campaigns.limits import limits_for
from campaigns.models import Ad, AdGroup, Campaign, ChangeSet, PlatformCampaign
from campaigns.selectors.drift import ON_PLATFORM
from campaigns.services import checks, ledger, words
from campaigns.services.controls import NO_REASON, is_there
from campaigns.services.launches import label_of, refuse_unless_writable
from campaigns.types import CampaignStatus, ChangeKind, Creative, ObjectStatus, TargetField, Wanted, Why, dump
from integrations.types import Bid
from tenants.errors import Conflict, Invalid
from tenants.types import Actor


def change_budget(
    *,
    campaign: Campaign,
    daily_budget_minor: int | None = None,
    lifetime_budget_minor: int | None = None,
    actor: Actor,
    now: datetime,
    target: UUID | None = None,
    why: Why = NO_REASON,
) -> ChangeSet:
    """Set the daily budget, or the one in all, of a part or of an ad group that has its own (minor units).

    A budget keeps its kind: one a day stays one a day. `target` is the platform campaign's or ad group's id; it may be
    left out where there is only one budget. Raises Invalid for the field, Conflict when it is so already or is not on a
    platform.
    """
    is_whole = lifetime_budget_minor is not None
    field = TargetField.LIFETIME_BUDGET if is_whole else TargetField.DAILY_BUDGET
    after = lifetime_budget_minor if is_whole else daily_budget_minor
    unit = "in all" if is_whole else "a day"
    with transaction.atomic():
        ledger.lock_campaign(campaign)
        holder = _holder(selectors.get_campaign(campaign.uuid), target, field)
        part = ledger.part_of(holder)
        refuse_unless_launched(part)
        if not holder.external_id:
            raise Conflict(f"{holder.name} is not on its platform.")
        after = _checked(after, field, part, now)
        if after == getattr(holder, field):
            raise Conflict(f"It is {words.of_money(after, part.currency)} {unit} already.")
        label = label_of(part) if isinstance(holder, PlatformCampaign) else f"{label_of(part)}: {holder.name}"
        return ledger.record_changes(
            campaign=campaign,
            wanted=[Wanted(holder, ChangeKind.BUDGET, field, after, label)],
            label=f"{campaign.name}: {words.of_money(after, part.currency)} {unit}",
            action="campaign.budget_changed",
            actor=actor,
            why=why,
            now=now,
        )


def change_bid(
    *, campaign: Campaign, bid: Bid, actor: Actor, now: datetime, target: UUID | None = None, why: Why = NO_REASON
) -> ChangeSet:
    """Set how a part bids. `target` is the platform campaign's id; it may be left out where there is only one.

    Raises Invalid for an amount that is missing or absurd, Conflict when it is so already or is not on a platform.
    """
    with transaction.atomic():
        ledger.lock_campaign(campaign)
        parts = [part for part in selectors.get_campaign(campaign.uuid).platform_campaigns.all() if is_there(part)]
        part = _only(parts, target, f"{campaign.name} is not on a platform.")
        refuse_unless_launched(part)
        problems = checks.Problems()
        checks.check_bid(bid, payer=checks.payer_of(part.account), problems=problems)
        problems.raise_any()
        if dump(bid) == part.bid:
            raise Conflict(f"It bids for {words.of_bid(bid, part.currency)} already.")
        return ledger.record_changes(
            campaign=campaign,
            wanted=[Wanted(part, ChangeKind.BID, TargetField.BID, dump(bid), label_of(part))],
            label=f"{campaign.name}: bid for {words.of_bid(bid, part.currency)}",
            action="campaign.bid_changed",
            actor=actor,
            why=why,
            now=now,
        )


def change_creative(*, ad_id: UUID, creative: Creative, actor: Actor, now: datetime, why: Why = NO_REASON) -> ChangeSet:
    """Set what an ad says and shows. Platforms look at it anew, and may keep it from running until they have.

    An ad that was refused before it was made is made now, with the new words, or tried again with the same. Raises
    NotFound, Invalid with a text for every field that is wrong, Conflict when it is so already.
    """
    ad = selectors.get_ad(ad_id)
    part = ad.ad_group.platform_campaign
    with transaction.atomic():
        ledger.lock_campaign(part.campaign)
        ad.refresh_from_db()
        refuse_unless_launched(part)
        creative = checks.trim_creative(creative)
        _check_creative(creative, part)
        return ledger.record_changes(
            campaign=part.campaign,
            wanted=_saying(ad, creative, part),
            label=f"{part.campaign.name}: another ad, {words.of_creative(creative)}",
            action="campaign.creative_changed",
            actor=actor,
            why=why,
            now=now,
        )


def _saying(ad: Ad, creative: Creative, part: PlatformCampaign) -> list[Wanted]:
    """Return what another creative takes: the change itself, and making the ad where it was refused and never made."""
    label = f"{label_of(part)}: {ad.name}"
    is_same = dump(creative) == ad.creative
    if is_same and (ad.external_id or ad.status != ObjectStatus.REJECTED):
        raise Conflict("It says so already.")
    wanted = [] if is_same else [Wanted(ad, ChangeKind.CREATIVE, TargetField.CREATIVE, dump(creative), label)]
    if ad.external_id:
        return wanted
    if ad.status != ObjectStatus.REJECTED:
        raise Conflict("It is not on the platform yet. Wait until it is made, or try the failed change again.")
    group = ad.ad_group
    is_new = group.status != ObjectStatus.ACTIVE and not group.ads.exclude(external_id="").exists()
    missing: list[Ad | AdGroup] = [ad, group] if is_new else [ad]
    return wanted + [Wanted(one, ChangeKind.LAUNCH, TargetField.STATUS, ObjectStatus.ACTIVE, label) for one in missing]


def _holder(campaign: Campaign, target: UUID | None, field: TargetField) -> PlatformCampaign | AdGroup:
    holders = selectors.list_budget_holders(campaign)
    fitting = [holder for holder in holders if getattr(holder, field) is not None]
    if holders and not fitting:
        kind = "in all" if field == TargetField.DAILY_BUDGET else "a day"
        raise Invalid({field.value: f"Its budget is one {kind}; platforms keep a budget's kind."})
    return _only(fitting, target, f"{campaign.name} has no budget that could be changed here.")


def _only(rows: Sequence[Any], target: UUID | None, none: str) -> Any:
    chosen = [row for row in rows if target is None or row.uuid == target]
    if len(chosen) == 1:
        return chosen[0]
    if not rows:
        raise Conflict(none)
    choice = "; ".join(f"{row.name} ({row.uuid})" for row in rows[:10])
    raise Invalid({"target": f"Say whose: {choice}."})


def _checked(amount: int | None, field: TargetField, part: PlatformCampaign, now: datetime) -> int:
    """Return the amount; raise Invalid when it will not do."""
    problems = checks.Problems()
    checks.check_amount(amount, field, part=part, now=now, problems=problems)
    problems.raise_any()
    return cast(int, amount)


def _check_creative(creative: Creative, part: PlatformCampaign) -> None:
    problems = checks.Problems()
    assets = creatives.selectors.get_assets_by_id(creative.asset_ids)
    limits = limits_for(part.platform, part.channel)
    checks.check_creative(creative, limits, platform=part.platform, assets=assets, problems=problems)
    problems.raise_any()


def refuse_unless_launched(part: PlatformCampaign) -> None:
    if not is_there(part) or part.status not in ON_PLATFORM:
        is_draft = part.status == CampaignStatus.DRAFT
        raise Conflict("It is not on the platform; edit the draft instead." if is_draft else "It is not running.")
    refuse_unless_writable(part)


def refuse_unless_made(row: AdGroup | Ad) -> None:
    """Raise Conflict unless an ad group or an ad is on its platform, in a campaign that runs or is paused."""
    refuse_unless_launched(ledger.part_of(row))
    if not row.external_id or row.gone_at:
        raise Conflict(f"{row.name} is not on its platform.")
