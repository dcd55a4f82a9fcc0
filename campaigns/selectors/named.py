"""What campaigns, their parts, ad groups and ads are called: for tables that name many of them at once."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from campaigns.models import Ad, AdGroup, Campaign, PlatformCampaign


@dataclass(frozen=True, slots=True)
class Named:
    """An object's id outside, its name, and the id of the campaign that it belongs to (its own, of a campaign)."""

    uuid: UUID
    name: str
    campaign_uuid: UUID


def name_campaigns(ids: Collection[int]) -> dict[int, Named]:
    """Return what campaigns are called by their internal ids; one query."""
    return _named(Campaign, "uuid", ids)


def name_parts(ids: Collection[int]) -> dict[int, Named]:
    """Return what parts of campaigns are called by their internal ids; one query."""
    return _named(PlatformCampaign, "campaign__uuid", ids)


def name_ad_groups(ids: Collection[int]) -> dict[int, Named]:
    """Return what ad groups are called by their internal ids; one query."""
    return _named(AdGroup, "platform_campaign__campaign__uuid", ids)


def name_ads(ids: Collection[int]) -> dict[int, Named]:
    """Return what ads are called by their internal ids; one query."""
    return _named(Ad, "ad_group__platform_campaign__campaign__uuid", ids)


def _named(model: Any, campaign: str, ids: Collection[int]) -> dict[int, Named]:
    rows = model.objects.filter(pk__in=ids).values_list("pk", "uuid", "name", campaign)
    return {pk: Named(*rest) for pk, *rest in rows}
