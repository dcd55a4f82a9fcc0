"""Making and editing a draft: a campaign with a part for each ad account. Nothing reaches a platform."""

from datetime import date, datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import IntegrityError, transaction
from django.db.models import F

import integrations.selectors
from campaigns.models import Campaign, PlatformCampaign
from campaigns.models.base import actor_columns
from campaigns.selectors.campaigns import half_made_steps
from campaigns.services import draft_parts, ledger
from campaigns.services.checks import check_draft
from campaigns.types import IN_FLIGHT, CampaignStatus, Draft
from tenants import services as tenants
from tenants.errors import Conflict
from tenants.types import Actor

HALF_MADE = "A part of it is on the platform already. Finish the launch, or remove what was made first."


def create_draft(*, draft: Draft, actor: Actor, now: datetime, creation_key: UUID | None = None) -> Campaign:
    """Make a draft campaign and return it.

    With a `creation_key` (a form's token) the same key again returns the campaign that it made, unchanged. Raises
    Invalid with a text for every field that is wrong.
    """
    if creation_key and (made := Campaign.objects.filter(creation_key=creation_key).first()):
        return made
    accounts = _accounts(draft)
    draft = check_draft(draft, accounts=accounts, today=_today(accounts, now))
    try:
        with transaction.atomic():
            return _create(draft, accounts, actor=actor, now=now, creation_key=creation_key)
    except IntegrityError:  # the same form came in twice at once
        made = Campaign.objects.filter(creation_key=creation_key).first() if creation_key else None
        if made is None:
            raise
        return made


def check(*, draft: Draft, now: datetime) -> None:
    """Raise Invalid with everything that is wrong with a draft; makes nothing."""
    accounts = _accounts(draft)
    check_draft(draft, accounts=accounts, today=_today(accounts, now))


def update_draft(
    *, campaign: Campaign, draft: Draft, actor: Actor, now: datetime, version: int | None = None
) -> Campaign:
    """Write a draft anew and return it. One transaction, which locks the campaign.

    `version` is the one that was read: when somebody has saved since, Conflict is raised and nothing is overwritten.
    Raises Invalid for wrong fields, Conflict for what is launched or being launched.
    """
    accounts = _accounts(draft)
    draft = check_draft(draft, accounts=accounts, today=_today(accounts, now))
    with transaction.atomic():
        ledger.lock_campaign(campaign)
        campaign.refresh_from_db()
        refuse_unless_editable(campaign=campaign)
        if version is not None and version != campaign.version:
            raise Conflict(
                "Somebody saved this draft after you opened it. Open it again, so that nothing is overwritten."
            )
        _refuse_unless_draft(campaign)
        _write(campaign, draft, now)
        draft_parts.write_parts(campaign, draft, accounts)
        Campaign.objects.filter(pk=campaign.pk).update(version=F("version") + 1)
        tenants.record_audit(action="campaign.edited", actor=actor, target=campaign, detail={}, now=now)
    campaign.refresh_from_db()
    return campaign


def is_half_made(part: PlatformCampaign) -> bool:
    """Return whether a launch made an object on the platform, or may have, and did not finish."""
    return part.launched_at is None and half_made_steps(part).exists()


def refuse_unless_editable(*, campaign: Campaign) -> None:
    """Raise Conflict unless the campaign is a draft of which nothing is on a platform and nothing is under way."""
    if campaign.status != CampaignStatus.DRAFT:
        raise Conflict(f"{campaign.name} is {campaign.status.replace('_', ' ')}; only a draft can be edited here.")
    if campaign.changes.filter(state__in=IN_FLIGHT).exists():
        raise Conflict(f"{campaign.name} is being changed right now. Wait until that has finished.")
    if any(is_half_made(part) for part in campaign.platform_campaigns.exclude(status=CampaignStatus.ARCHIVED)):
        raise Conflict(HALF_MADE)


def _accounts(draft: Draft) -> dict[UUID, Any]:
    """Return the ad accounts of a draft's parts by id; the first part's first."""
    wanted = [part.ad_account for part in draft.whole_parts() if part.ad_account]
    found = {account.uuid: account for account in integrations.selectors.list_ad_accounts().filter(uuid__in=wanted)}
    return {uuid: found[uuid] for uuid in wanted if uuid in found}


def _today(accounts: dict[UUID, Any], now: datetime) -> date:
    first = next(iter(accounts.values()), None)
    return now.astimezone(ZoneInfo(first.time_zone if first else "UTC")).date()


def _create(draft: Draft, accounts: dict, *, actor: Actor, now: datetime, creation_key: UUID | None) -> Campaign:
    campaign = Campaign(creation_key=creation_key, created_at=now, **actor_columns(actor))
    _write(campaign, draft, now)
    draft_parts.write_parts(campaign, draft, accounts)
    tenants.record_audit(action="campaign.created", actor=actor, target=campaign, detail={}, now=now)
    return campaign


def _refuse_unless_draft(campaign: Campaign) -> None:
    if not campaign.platform_campaigns.filter(status=CampaignStatus.DRAFT, launched_at=None).exists():
        raise Conflict(f"{campaign.name} is no longer a draft.")


def _write(campaign: Campaign, draft: Draft, now: datetime) -> None:
    campaign.name, campaign.purpose = draft.name, draft.purpose
    campaign.start_date, campaign.end_date = draft.start_date, draft.end_date
    campaign.updated_at = now
    campaign.save()
