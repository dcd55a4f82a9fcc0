"""Which campaign an ad group or an ad belongs to."""

from uuid import UUID

from campaigns.models import Campaign
from tenants.errors import NotFound


def campaign_of_ad(uuid: UUID) -> UUID:
    """Return the id of the campaign that an ad belongs to; raises NotFound."""
    return _only(Campaign.objects.filter(platform_campaigns__ad_groups__ads__uuid=uuid), "ad")


def campaign_of_ad_group(uuid: UUID) -> UUID:
    """Return the id of the campaign that an ad group belongs to; raises NotFound."""
    return _only(Campaign.objects.filter(platform_campaigns__ad_groups__uuid=uuid), "ad group")


def _only(found, noun: str) -> UUID:
    campaign = found.values_list("uuid", flat=True).first()
    if campaign is None:
        raise NotFound(f"There is no such {noun} here.")
    return campaign
