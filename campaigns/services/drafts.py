"""Making and editing a draft: a campaign with a part for each ad account. Nothing reaches a platform."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import IntegrityError, transaction
from django.db.models import F

import integrations.selectors
from campaigns import drafting
from campaigns.models import Campaign, PlatformCampaign
from campaigns.models.base import actor_columns
from campaigns.selectors.drafts import SAVED_BY, saved_by
from campaigns.selectors.policy import get_policy
from campaigns.selectors.standing import list_half_made
from campaigns.services import draft_parts, draft_reading, ledger
from campaigns.services.checks import check_draft, check_storable, spell_out
from campaigns.services.stale import StaleDraft
from campaigns.types import IN_FLIGHT, CampaignStatus, Draft, dump
from integrations.types import Purpose
from tenants import services as tenants
from tenants.errors import Conflict
from tenants.types import Actor

HALF_MADE = "A part of it is on the platform already. Finish the launch, or remove what was made first."
UNNAMED = "New campaign"


def create_draft(
    *, draft: Draft, actor: Actor, now: datetime, creation_key: UUID | None = None, is_whole: bool = True
) -> Campaign:
    """Make a draft campaign and return it.

    With a `creation_key` (a form's token) the same key again returns the campaign that it made, unchanged. Raises
    Invalid with a text for every field that is wrong; without `is_whole` only for what could not be kept at all, and
    what is missing or wrong is told by `list_gaps`.
    """
    if creation_key and (made := Campaign.objects.filter(creation_key=creation_key).first()):
        return made
    draft = _checked(draft, now, is_whole=is_whole)
    try:
        with transaction.atomic():
            campaign = Campaign(creation_key=creation_key, created_at=now, **actor_columns(actor))
            _write(campaign, draft, actor=actor, now=now)
            tenants.record_audit(action="campaign.created", actor=actor, target=campaign, detail={}, now=now)
            return campaign
    except IntegrityError:  # the same form came in twice at once
        made = Campaign.objects.filter(creation_key=creation_key).first() if creation_key else None
        if made is None:
            raise
        return made


def update_draft(
    *,
    campaign: Campaign,
    draft: Draft,
    actor: Actor,
    now: datetime,
    version: int | None = None,
    is_whole: bool = True,
) -> Campaign:
    """Write a draft anew and return it. One transaction, which locks the campaign.

    `version` is the one that was read: when somebody has saved since, StaleDraft is raised, which says who, when and
    what differs, and nothing is overwritten. `is_whole` as in `create_draft`. Raises Invalid for wrong fields, Conflict
    for what is launched or being launched. Sent twice, the second finds what it would write and changes nothing.
    """
    draft = _checked(draft, now, is_whole=is_whole)
    with transaction.atomic():
        ledger.lock_campaign(campaign)
        campaign.refresh_from_db()
        refuse_unless_editable(campaign=campaign)
        kept = draft_reading.read_draft(campaign)
        if version is not None and version != campaign.version:
            return _same_or_stale(campaign, draft, kept)
        _refuse_unless_draft(campaign)
        is_news = is_whole or saved_by(campaign) != actor.label
        _write(campaign, draft, actor=actor, now=now, kept=kept)
        Campaign.objects.filter(pk=campaign.pk).update(version=F("version") + 1)
        if is_news:
            tenants.record_audit(action="campaign.edited", actor=actor, target=campaign, detail={}, now=now)
    campaign.refresh_from_db()
    return campaign


def is_half_made(part: PlatformCampaign) -> bool:
    """Return whether a launch made an object on the platform, or may have, and did not finish."""
    return part.launched_at is None and bool(list_half_made([part]))


def refuse_unless_editable(*, campaign: Campaign) -> None:
    """Raise Conflict unless the campaign is a draft of which nothing is on a platform and nothing is under way."""
    if campaign.status != CampaignStatus.DRAFT:
        raise Conflict(f"{campaign.name} is {campaign.status.replace('_', ' ')}; only a draft can be edited here.")
    if campaign.changes.filter(state__in=IN_FLIGHT).exists():
        raise Conflict(f"{campaign.name} is being changed right now. Wait until that has finished.")
    unlaunched = campaign.platform_campaigns.filter(launched_at=None)
    if list_half_made(unlaunched.exclude(status=CampaignStatus.ARCHIVED)):
        raise Conflict(HALF_MADE)


def accounts_of(draft: Draft, among: Iterable[Any] | None = None) -> dict[UUID, Any]:
    """Return the connected ad accounts of a draft's parts by id, the first part's first; `among` all, where they are known."""
    wanted = [part.ad_account for part in draft.whole_parts() if part.ad_account]
    there = integrations.selectors.list_ad_accounts().filter(uuid__in=wanted) if among is None else among
    found = {account.uuid: account for account in there}
    return {uuid: found[uuid] for uuid in wanted if uuid in found}


def today_of(accounts: dict[UUID, Any], now: datetime) -> date:
    """Return the day of the first of some ad accounts."""
    first = next(iter(accounts.values()), None)
    return now.astimezone(ZoneInfo(first.time_zone if first else "UTC")).date()


def _checked(draft: Draft, now: datetime, *, is_whole: bool) -> Draft:
    check_storable(draft)
    if not is_whole:
        return draft
    accounts = accounts_of(draft)
    return check_draft(draft, accounts=accounts, today=today_of(accounts, now))


def _same_or_stale(campaign: Campaign, draft: Draft, kept: Draft) -> Campaign:
    differences = drafting.compare(draft, kept)
    if differences:
        raise StaleDraft(campaign, differences)
    return campaign


def _refuse_unless_draft(campaign: Campaign) -> None:
    if not draft_parts.drafts_of(campaign).exists() and campaign.platform_campaigns.exists():
        raise Conflict(f"{campaign.name} is no longer a draft.")


def _write(campaign: Campaign, draft: Draft, *, actor: Actor, now: datetime, kept: Draft | None = None) -> None:
    kept = kept or drafting.normal(Draft("", ""))
    draft = drafting.with_keys(drafting.normal(draft, kept=kept), known=drafting.keys_of(kept))
    accounts = accounts_of(draft)
    starts, ends = draft.start_date, draft.end_date
    campaign.name = draft.name.strip() or UNNAMED
    campaign.purpose = draft.purpose if draft.purpose in set(Purpose) else ""
    campaign.start_date, campaign.end_date = starts, ends if not (starts and ends and ends < starts) else None
    campaign.utm_template = get_policy().utm_template if draft.utm_template is None else draft.utm_template
    campaign.draft = dump(draft) | {SAVED_BY: actor.label}
    campaign.updated_at = now
    campaign.save()
    draft_parts.write_parts(campaign, draft, spell_out(draft, accounts=accounts), accounts)
