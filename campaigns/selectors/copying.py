"""Into what an ad group or an ad can be copied."""

from django.db.models import Q, QuerySet

from campaigns.models import AdGroup, PlatformCampaign
from campaigns.types import CampaignStatus

RUNS = (CampaignStatus.ACTIVE, CampaignStatus.PAUSED)


def list_parts_to_copy_into() -> QuerySet[PlatformCampaign]:
    """Return the platform campaigns that take another ad group: drafts, and those that run and are managed here."""
    draft = Q(status=CampaignStatus.DRAFT, campaign__status=CampaignStatus.DRAFT)
    runs = Q(status__in=RUNS, is_managed=True, launched_at__isnull=False, gone_at=None)
    found = PlatformCampaign.objects.filter(draft | runs, account__disconnected_at=None)
    return found.select_related("campaign", "account").order_by("-campaign__created_at", "platform", "pk")


def list_groups_to_copy_into() -> QuerySet[AdGroup]:
    """Return the ad groups that take another ad."""
    groups = AdGroup.objects.filter(platform_campaign__in=list_parts_to_copy_into().order_by(), gone_at=None)
    related = groups.select_related("platform_campaign__campaign", "platform_campaign__account")
    return related.order_by("-platform_campaign__campaign__created_at", "platform_campaign", "pk")
