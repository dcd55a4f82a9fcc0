"""Where this month's spending is heading, through the API."""

from calendar import monthrange

from ninja import Router

from analytics.panels.pacing import read_pacing
from analytics.schemas.pacing import PacingOut
from analytics.types import Period
from tenants import access, clock, place
from tenants.place import today
from tenants.roles import Permission

router = Router(tags=["metrics"])


@router.get("/pacing", response=PacingOut)
@access.operation(Permission.VIEW_CAMPAIGNS)
def get_pacing(request):
    """Return what this month's campaigns spent so far, and the range in which each and all will end."""
    day = today(clock.now())
    month = Period(day.replace(day=1), day.replace(day=monthrange(day.year, day.month)[1]))
    return PacingOut.of(read_pacing(today=day, place=place.current()), month)
