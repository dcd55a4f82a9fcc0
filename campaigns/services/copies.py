"""Copies of what is, or was, on a platform, as something that can be made there anew."""

from campaigns.models import Campaign, PlatformCampaign
from campaigns.models.base import Observable
from campaigns.services.draft_parts import new_operation_id
from campaigns.types import CampaignStatus

OBSERVED = [field.name for field in Observable._meta.fields]


def copy_as_draft(part: PlatformCampaign) -> PlatformCampaign:
    """Make a fresh draft part with the same content and return it. The caller holds the transaction."""
    fresh = _anew(part, status=CampaignStatus.DRAFT, operation_id=new_operation_id(), launched_at=None)
    for group in part.ad_groups.all():
        fresh_group = _anew(group, platform_campaign=fresh)
        for ad in group.ads.all():
            _anew(ad, ad_group=fresh_group)
    _forget_document(part.campaign_id)
    return fresh


def drop_copies(part: PlatformCampaign) -> None:
    """Delete the fresh drafts that were made to take a part's place, since it stays. The caller holds the campaign."""
    others = PlatformCampaign.objects.filter(campaign_id=part.campaign_id, account_id=part.account_id).exclude(
        pk=part.pk
    )
    others.filter(status=CampaignStatus.DRAFT, launched_at=None, launch_steps=None, changes=None).delete()
    _forget_document(part.campaign_id)


def _forget_document(campaign_id: int) -> None:
    """What was written speaks of other rows now: the draft is read from its rows until it is saved again."""
    Campaign.objects.filter(pk=campaign_id).update(draft=None)


def _anew(row, **values):
    """Insert a copy of a row that knows nothing of a platform yet."""
    columns = {
        field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields if not field.primary_key
    }
    fresh = type(row)(**{name: value for name, value in columns.items() if name not in OBSERVED})
    for name, value in values.items():
        setattr(fresh, name, value)
    fresh.save(force_insert=True)
    return fresh
