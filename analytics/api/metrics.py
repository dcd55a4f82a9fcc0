"""Metrics by any split, through the API: the same selectors that the pages use."""

from typing import Any
from uuid import UUID

from ninja import Query, Router

import campaigns.selectors
import integrations.selectors
from analytics import periods, selectors
from analytics.api.common import today
from analytics.schemas import (
    CampaignSplit,
    MetricsOut,
    MetricsRow,
    PeriodIn,
    Split,
)
from analytics.selectors import Dimension, Scope
from tenants import access, clock, pagination
from tenants.roles import Permission

router = Router(tags=["metrics"])

DIMENSIONS = {
    "day": Dimension.DAY,
    "platform": Dimension.PLATFORM,
    "account": Dimension.ACCOUNT,
    "campaign": Dimension.CAMPAIGN,
    "platform_campaign": Dimension.PLATFORM_CAMPAIGN,
    "ad_group": Dimension.AD_GROUP,
    "ad": Dimension.AD,
}


@router.get("/metrics", response=list[MetricsRow])
@access.operation(Permission.VIEW_CAMPAIGNS)
@pagination.paged
def list_metrics(request, query: Query[PeriodIn], by: Split = Split.DAY, campaign: UUID | None = None):
    """Return metrics by day, platform, ad account or campaign; one campaign's only, when one is named."""
    found = campaigns.selectors.get_campaign(campaign, deep=False) if campaign else None
    return _rows(query, by, Scope(campaign_ids=[found.pk] if found else None), _names(by))


@router.get("/campaigns/{uuid:campaign_id}/metrics", response=list[MetricsRow])
@access.operation(Permission.VIEW_CAMPAIGNS)
@pagination.paged
def list_campaign_metrics(request, campaign_id: UUID, query: Query[PeriodIn], by: CampaignSplit = CampaignSplit.DAY):
    """Return a campaign's metrics by day, platform, or one of its parts."""
    campaign = campaigns.selectors.get_campaign(campaign_id)
    return _rows(query, by, Scope(campaign_ids=[campaign.pk]), _parts(campaign, by))


def _rows(query: PeriodIn, by: str, scope: Scope, names: dict[int, tuple[UUID, str]]) -> list[MetricsRow]:
    """Return the groups in the order of their keys; figures of what is not imported yet stand without id."""
    choice = periods.choose(query.model_dump(), today=today(clock.now()))
    found = selectors.sums(choice.period, DIMENSIONS[by], scope=scope)
    ordered = sorted(found.items(), key=lambda item: (item[0][0] is None, item[0][0]))
    return [_row(by, names.get(key, key) if names else key, metrics) for (key,), metrics in ordered]


def _row(by: str, key: Any, metrics) -> MetricsRow:
    out = MetricsOut.of(metrics)
    if by in ("day", "platform"):
        return MetricsRow(metrics=out, **{str(by): key})
    uuid, name = key if isinstance(key, tuple) else (None, None)
    return MetricsRow(metrics=out, id=uuid, name=name)


def _names(by: Split) -> dict[int, tuple[UUID, str]]:
    """Return what the internal ids of campaigns or ad accounts are called outside."""
    if by == Split.CAMPAIGN:
        return _outside(campaigns.selectors.list_campaigns(status="all", with_parts=False))
    if by == Split.ACCOUNT:
        return _outside(integrations.selectors.list_ad_accounts(include_disconnected=True))
    return {}


def _parts(campaign, by: CampaignSplit) -> dict[int, tuple[UUID, str]]:
    parts = list(campaign.platform_campaigns.all())
    groups = [group for part in parts for group in part.ad_groups.all()]
    ads = [ad for group in groups for ad in group.ads.all()]
    levels = {CampaignSplit.PLATFORM_CAMPAIGN: parts, CampaignSplit.AD_GROUP: groups, CampaignSplit.AD: ads}
    return _outside(levels.get(by, []))


def _outside(objects) -> dict[int, tuple[UUID, str]]:
    return {each.pk: (each.uuid, each.name) for each in objects}
