"""“Manage this”: what was imported is only read until somebody says so; until then what should be follows what is."""

from datetime import datetime

from django.db import transaction
from django.db.models import F, Q

from campaigns.models import Ad, AdGroup, Campaign, PlatformCampaign
from campaigns.services import ledger, observations, statuses
from campaigns.types import CampaignStatus
from tenants import services as tenants
from tenants.errors import Conflict
from tenants.types import Actor


def manage_campaign(*, campaign: Campaign, actor: Actor, now: datetime) -> Campaign:
    """Take over an imported campaign, as it is on its platform: from now on it can be changed here, and drift is shown.

    Nothing is written on the platform. Doing it twice is no error. Raises Conflict for what is gone there.
    """
    with transaction.atomic():
        ledger.lock_campaign(campaign)
        parts = PlatformCampaign.objects.filter(campaign=campaign, is_managed=False)
        if parts.filter(gone_at__isnull=False).exists():
            raise Conflict(f"{campaign.name} is no longer on its platform, so there is nothing to manage.")
        ids = list(parts.values_list("pk", flat=True))
        if ids:
            _follow(PlatformCampaign.objects.filter(pk__in=ids))
            PlatformCampaign.objects.filter(pk__in=ids).update(is_managed=True)
            statuses.refresh_status(campaign=campaign, now=now)
            tenants.record_audit(action="campaign.managed", actor=actor, target=campaign, detail={}, now=now)
    campaign.refresh_from_db()
    return campaign


def follow_unmanaged(*, account, now: datetime) -> None:
    """Let what should be follow what is, on everything of an account that is only read."""
    parts = PlatformCampaign.objects.filter(account=account, is_managed=False)
    with transaction.atomic():
        _follow(parts)
        same_end = Q(end_date=F("platform_campaigns__end_date")) | Q(end_date=None, platform_campaigns__end_date=None)
        same = Q(status=F("platform_campaigns__status")) & same_end
        moved = Campaign.objects.filter(~same, platform_campaigns__in=parts)
        for campaign in moved.exclude(status=CampaignStatus.COMPLETED).order_by("pk"):
            ledger.lock_campaign(campaign)
            statuses.refresh_status(campaign=campaign, now=now)


def _follow(parts) -> None:
    observations.follow(parts, budgets=True)
    observations.follow(AdGroup.objects.filter(platform_campaign__in=parts), budgets=True)
    observations.follow(Ad.objects.filter(ad_group__platform_campaign__in=parts), budgets=False)
