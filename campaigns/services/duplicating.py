"""Copies of campaigns, ad groups and ads, within and across accounts and platforms, and matrices of ads."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID

import integrations.selectors
from campaigns import drafting
from campaigns.models import Ad, AdGroup, Campaign, ChangeSet, PlatformCampaign
from campaigns.services import additions
from campaigns.services.draft_reading import read_draft
from campaigns.services.drafts import create_draft, today_of, update_draft
from campaigns.types import CampaignStatus, Draft, DraftAd, DraftGroup, DraftPart, LeftOut, Why
from integrations.types import BudgetLevel
from tenants.errors import Invalid, NotFound
from tenants.types import Actor

NOT_CONNECTED = "This ad account is not connected here. Choose another."
SAME_MOST = 1000


def duplicate_campaign(
    *,
    campaign: Campaign,
    actor: Actor,
    now: datetime,
    accounts: Sequence[UUID] = (),
    name: str = "",
    creation_key: UUID | None = None,
) -> Campaign:
    """Make a new draft like a campaign, on the same ad accounts or on `accounts`, and return it.

    What does not fit another account or platform is left for its owner to settle: `list_gaps` tells it. A first day
    that is over is left out. With a `creation_key` the same key again returns the copy that it made. Raises Invalid.
    """
    draft = read_draft(campaign)
    found = _accounts([*(part.ad_account for part in draft.parts if part.ad_account), *accounts])
    if missing := [place for place, uuid in enumerate(accounts) if uuid not in found]:
        raise Invalid({f"accounts.{place}": NOT_CONNECTED for place in missing})
    places = {uuid: _place(account, draft) for uuid, account in found.items()}
    targets = [places[uuid] for uuid in dict.fromkeys(accounts)]
    named = name.strip() or drafting.renamed(draft.name, _names_like(draft.name))
    copy = drafting.copy_to(draft, places, to=targets, name=named)
    if copy.start_date and copy.start_date < today_of(found, now):
        copy = replace(copy, start_date=None)
    return create_draft(draft=copy, actor=actor, now=now, creation_key=creation_key, is_whole=False)


def duplicate_ad_group(
    *, group_id: UUID, actor: Actor, now: datetime, into: UUID | None = None, name: str = "", why: Why | None = None
) -> Campaign | ChangeSet:
    """Copy an ad group with its ads into a platform campaign (`into`, its id); into its own when that is left out.

    Into a draft it is written, and the draft is returned; into what runs it is made there, as a change set that says how
    far it is. Raises NotFound, Conflict, and Invalid for what cannot run there as it is.
    """
    group = _find(AdGroup, group_id, "platform_campaign__campaign", "platform_campaign__account")
    source = group.platform_campaign
    target = source if into is None else _find(PlatformCampaign, into, "campaign", "account")
    original = _spelled_group(source, group.uuid)
    copy = _moved_group(original, source, target)
    names = set(target.ad_groups.values_list("name", flat=True))
    copy = replace(copy, name=name.strip() or drafting.renamed(original.name or group.name, names))
    if target.campaign.status != CampaignStatus.DRAFT:
        _refuse_left_out(copy.left_out)
        return additions.add_ad_group(part_id=target.uuid, group=copy, actor=actor, now=now, why=why or Why())
    return _edit(target, actor, now, lambda part: replace(part, ad_groups=(*part.ad_groups, copy)))


def duplicate_ad(
    *, ad_id: UUID, actor: Actor, now: datetime, into: UUID | None = None, name: str = "", why: Why | None = None
) -> Campaign | ChangeSet:
    """Copy an ad into an ad group (`into`, its id); into its own when that is left out. See `duplicate_ad_group`."""
    ad = _find(Ad, ad_id, "ad_group__platform_campaign__campaign", "ad_group__platform_campaign__account")
    group = ad.ad_group
    if into is not None:
        group = _find(AdGroup, into, "platform_campaign__campaign", "platform_campaign__account")
    source, target = ad.ad_group.platform_campaign, group.platform_campaign
    original = next((one for one in _spelled_group(source, ad.ad_group.uuid).ads if one.key == ad.uuid), None)
    if original is None:
        raise NotFound("This ad is not on its platform any more.")
    copy = drafting.move_ad(original, _place_of(source), _place_of(target), target.campaign.purpose)
    names = set(group.ads.values_list("name", flat=True))
    copy = replace(copy, name=name.strip() or drafting.renamed(original.name or ad.name, names))
    if target.campaign.status != CampaignStatus.DRAFT:
        return additions.add_ads(ad_group_id=group.uuid, ads=[copy], actor=actor, now=now, why=why or Why())
    return _edit(target, actor, now, lambda part: _with_ad(part, group.uuid, copy))


def _with_ad(part: DraftPart, key: UUID, ad: DraftAd) -> DraftPart:
    groups = [replace(group, ads=(*group.ads, ad)) if group.key == key else group for group in part.ad_groups]
    return replace(part, ad_groups=tuple(groups))


def _edit(target: PlatformCampaign, actor: Actor, now: datetime, change) -> Campaign:
    """Write one part of a draft anew; whoever saves in between is told (StaleDraft)."""
    campaign = target.campaign
    draft = read_draft(campaign)
    parts = tuple(change(part) if part.ad_account == target.account.uuid else part for part in draft.parts)
    edited: dict[str, Any] = {"draft": replace(draft, parts=parts), "version": campaign.version, "is_whole": False}
    return update_draft(campaign=campaign, actor=actor, now=now, **edited)


def _moved_group(group: DraftGroup, source: PlatformCampaign, target: PlatformCampaign) -> DraftGroup:
    moved = drafting.move_group(group, _place_of(source), _place_of(target), target.campaign.purpose)
    if target.budget_level == BudgetLevel.AD_GROUP:
        return moved
    return replace(moved, daily_budget_minor=None, lifetime_budget_minor=None)


def _spelled_group(part: PlatformCampaign, key: UUID) -> DraftGroup:
    """Return an ad group as it is now, with all that it has from its part and its campaign."""
    for whole in read_draft(part.campaign).whole_parts():
        for group in whole.ad_groups:
            if group.key == key:
                return group
    raise NotFound("This ad group is not on its platform any more.")


def _refuse_left_out(left_out: tuple[LeftOut, ...]) -> None:
    if left_out:
        raise Invalid({one.field: one.text for one in left_out})


def _find(model, uuid: UUID, *related: str):
    row = model.objects.select_related(*related).filter(uuid=uuid, gone_at=None).first()
    if row is None:
        names = {AdGroup: "ad group", Ad: "ad", PlatformCampaign: "platform campaign"}
        raise NotFound(f"There is no such {names[model]} here.")
    return row


def _accounts(uuids: Collection[UUID]) -> dict[UUID, Any]:
    return {account.uuid: account for account in integrations.selectors.list_ad_accounts().filter(uuid__in=uuids)}


def _place(account, draft: Draft) -> drafting.Place:
    channel = next((part.channel for part in draft.parts if part.ad_account == account.uuid), "")
    return drafting.Place(account.uuid, account.platform, account.currency, channel)


def _place_of(part: PlatformCampaign) -> drafting.Place:
    return drafting.Place(part.account.uuid, part.platform, part.currency, part.channel)


def _names_like(name: str) -> set[str]:
    """Return the names that a copy's could be mistaken for."""
    like = Campaign.objects.filter(name__startswith=drafting.plain_name(name)[:100])
    return set(like.values_list("name", flat=True)[:SAME_MOST])
