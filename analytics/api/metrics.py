"""Metrics by any split, through the API: the same tables that pages show and exports hold."""

from uuid import UUID

from ninja import Query, Router

import campaigns.selectors
from analytics import selectors
from analytics.api.rows import ReachRows, Rows
from analytics.schemas import MetricsIn, MetricsRow, ReachRow, TableIn
from analytics.selectors import Scope
from analytics.tables import open_table
from integrations.types import Platform
from tenants import access, clock, pagination
from tenants.roles import Permission

router = Router(tags=["metrics"])


@router.get("/metrics", response=list[MetricsRow])
@access.operation(Permission.VIEW_CAMPAIGNS)
@pagination.paged
def list_metrics(request, query: Query[TableIn]):
    """Return metrics by up to three splits (`by=day&by=platform`), in the order of their keys; without figures no row.

    Money is integer micros of the currency beside it, rounded here only.
    """
    return Rows(open_table(query.spec(), now=clock.now()))


@router.get("/campaigns/{uuid:campaign_id}/metrics", response=list[MetricsRow])
@access.operation(Permission.VIEW_CAMPAIGNS)
@pagination.paged
def list_campaign_metrics(request, campaign_id: UUID, query: Query[MetricsIn]):
    """Return a campaign's metrics by up to three splits; as `/metrics` with that campaign."""
    return Rows(open_table(query.spec(campaigns=(campaign_id,)), now=clock.now()))


@router.get("/reach", response=list[ReachRow])
@access.operation(Permission.VIEW_CAMPAIGNS)
@pagination.paged
def list_reach(request, campaign: UUID | None = None, platform: Platform | None = None):
    """Return how many people each campaign reached on the last day, in 7 and in 28 days, as far as platforms say."""
    found = campaigns.selectors.get_campaign(campaign, deep=False) if campaign else None
    ids = [found.pk] if found else None
    return ReachRows(selectors.list_reach(Scope(campaign_ids=ids, platform=platform and platform.value)))
