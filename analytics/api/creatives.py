"""Ads' wear, and how long videos are watched, through the API; what pictures and words brought is in `/metrics`."""

from uuid import UUID

from ninja import Query, Router

from analytics import periods
from analytics.panels.creatives import read_watching, read_worn
from analytics.schemas import PeriodIn
from analytics.schemas.creatives import FatigueRow, WatchingRow
from tenants import access, clock, pagination, place
from tenants.roles import Permission

router = Router(tags=["metrics"])


@router.get("/fatigue", response=list[FatigueRow])
@access.operation(Permission.VIEW_CAMPAIGNS)
@pagination.paged
def list_fatigue(request, campaign: UUID | None = None):
    """Return whether the ads that run are tired: those that were shown most in the last seven days, at most 200."""
    worn = read_worn(today=place.today(clock.now()), place=place.current(), campaign_id=campaign)
    return [FatigueRow.of(each) for each in worn.ads]


@router.get("/watching", response=list[WatchingRow])
@access.operation(Permission.VIEW_CAMPAIGNS)
@pagination.paged
def list_watching(request, query: Query[PeriodIn]):
    """Return how long videos were watched in a period, those that were played most first."""
    choice = periods.choose(query.model_dump(), today=place.today(clock.now()))
    watching = read_watching(choice, place=place.current())
    return [WatchingRow.of(each, watching.usual) for each in watching.films]
