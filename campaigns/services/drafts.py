"""Making and editing a draft: a campaign with one part, one ad group and one ad. Nothing reaches a platform."""

import secrets
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from babel import Locale
from django.db import IntegrityError, transaction
from django.db.models import F

import integrations.selectors
from campaigns.models import Ad, AdGroup, Campaign, PlatformCampaign
from campaigns.models.base import actor_columns
from campaigns.selectors.campaigns import half_made_steps
from campaigns.services import ledger
from campaigns.services.checks import check_draft
from campaigns.types import IN_FLIGHT, CampaignStatus, Draft
from tenants import services as tenants
from tenants.errors import Conflict, Invalid, NotFound
from tenants.types import Actor

HALF_MADE = "A part of it is on the platform already. Finish the launch, or remove what was made first."
OPERATION_ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"


def create_draft(*, draft: Draft, actor: Actor, now: datetime, creation_key: UUID | None = None) -> Campaign:
    """Make a draft campaign and return it.

    With a `creation_key` (a form's token) the same key again returns the campaign that it made, unchanged. Raises
    Invalid with a text for every field that is wrong.
    """
    if creation_key and (made := Campaign.objects.filter(creation_key=creation_key).first()):
        return made
    account = _account(draft)
    draft = check_draft(draft, account=account, today=_today(account, now))
    try:
        with transaction.atomic():
            return _create(draft, account, actor=actor, now=now, creation_key=creation_key)
    except IntegrityError:  # the same form came in twice at once
        made = Campaign.objects.filter(creation_key=creation_key).first() if creation_key else None
        if made is None:
            raise
        return made


def check(*, draft: Draft, now: datetime) -> None:
    """Raise Invalid with everything that is wrong with a draft; makes nothing."""
    account = _account(draft)
    check_draft(draft, account=account, today=_today(account, now))


def update_draft(
    *, campaign: Campaign, draft: Draft, actor: Actor, now: datetime, version: int | None = None
) -> Campaign:
    """Write a draft anew and return it. One transaction, which locks the campaign.

    `version` is the one that was read: when somebody has saved since, Conflict is raised and nothing is overwritten.
    Raises Invalid for wrong fields, Conflict for what is launched or being launched.
    """
    account = _account(draft)
    draft = check_draft(draft, account=account, today=_today(account, now))
    with transaction.atomic():
        ledger.lock_campaign(campaign)
        campaign.refresh_from_db()
        refuse_unless_editable(campaign=campaign)
        if version is not None and version != campaign.version:
            raise Conflict(
                "Somebody saved this draft after you opened it. Open it again, so that nothing is overwritten."
            )
        part = draft_part(campaign)
        _write(campaign, draft, now)
        _write_part(part, draft, account)
        part.launch_steps.all().delete()
        Campaign.objects.filter(pk=campaign.pk).update(version=F("version") + 1)
        tenants.record_audit(action="campaign.edited", actor=actor, target=campaign, detail={}, now=now)
    campaign.refresh_from_db()
    return campaign


def draft_part(campaign: Campaign) -> PlatformCampaign:
    """Return the part of a draft that is not launched; raises Conflict when there is none."""
    part = campaign.platform_campaigns.filter(status=CampaignStatus.DRAFT, launched_at=None).first()
    if part is None:
        raise Conflict(f"{campaign.name} is no longer a draft.")
    return part


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


def new_operation_id() -> str:
    """Return a name for what one launch makes: short, unique, readable in a platform's own list."""
    return "aw" + "".join(secrets.choice(OPERATION_ALPHABET) for _ in range(10))


def describe_countries(countries: list[str] | tuple[str, ...]) -> str:
    """Write countries for people: "Ireland", "Ireland and Germany", "Ireland and 3 more"."""
    names = [Locale("en").territories.get(code, code) for code in countries]
    if len(names) > 2:
        return f"{names[0]} and {len(names) - 1} more"
    return " and ".join(names)


def _account(draft: Draft):
    if draft.ad_account is None:
        return None
    try:
        return integrations.selectors.get_ad_account(draft.ad_account)
    except NotFound as error:
        raise Invalid({"ad_account": "This ad account is not connected here. Choose another."}) from error


def _today(account, now: datetime):
    return now.astimezone(ZoneInfo(account.time_zone if account else "UTC")).date()


def _create(draft: Draft, account, *, actor: Actor, now: datetime, creation_key: UUID | None) -> Campaign:
    campaign = Campaign(creation_key=creation_key, created_at=now, **actor_columns(actor))
    _write(campaign, draft, now)
    part = PlatformCampaign(campaign=campaign, account=account, operation_id=new_operation_id())
    _write_part(part, draft, account)
    tenants.record_audit(action="campaign.created", actor=actor, target=campaign, detail={}, now=now)
    return campaign


def _write(campaign: Campaign, draft: Draft, now: datetime) -> None:
    campaign.name, campaign.purpose = draft.name, draft.purpose
    campaign.start_date, campaign.end_date = draft.start_date, draft.end_date
    campaign.updated_at = now
    campaign.save()


def _write_part(part: PlatformCampaign, draft: Draft, account) -> None:
    part.account, part.platform, part.currency = account, account.platform, account.currency
    part.name, part.daily_budget_minor = draft.name, draft.daily_budget_minor
    part.save()
    group = part.ad_groups.first() or AdGroup(platform_campaign=part)
    group.name, group.countries = describe_countries(draft.countries), list(draft.countries)
    group.age_min, group.age_max = draft.age_min, draft.age_max
    group.save()
    ad = group.ads.first() or Ad(ad_group=group)
    _write_ad(ad, draft)


def _write_ad(ad: Ad, draft: Draft) -> None:
    ad.name, ad.asset_id = draft.headline, draft.asset
    for field in ("link", "primary_text", "headline", "description", "call_to_action"):
        setattr(ad, field, getattr(draft, field))
    ad.save()
