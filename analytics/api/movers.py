"""What moved, through the API."""

from ninja import Query, Router

from analytics import periods
from analytics.movers import UNITS
from analytics.panels import moved
from analytics.schemas import comparison_out
from analytics.schemas.movers import MoverOut, MoversIn, MoversOut
from tenants import access, clock, place
from tenants.errors import Invalid
from tenants.place import today
from tenants.roles import Permission

router = Router(tags=["metrics"])


@router.get("/movers", response=MoversOut)
@access.operation(Permission.VIEW_CAMPAIGNS)
def list_movers(request, query: Query[MoversIn]):
    """Return what moved most between the period and the one that it is set against, and why."""
    if query.by not in moved.KINDS:
        raise Invalid({"by": f"Choose one of {', '.join(moved.KINDS)}."})
    now = clock.now()
    choice = periods.choose(query.model_dump(exclude={"by", "limit"}), today=today(now))
    here = place.current()
    panel = moved.read_moved(choice, now=now, today=today(now), place=here, by=query.by, limit=query.limit)
    return {
        **comparison_out(panel.moves.comparison, None),
        "measure": panel.moves.measure,
        "change": panel.moves.change / UNITS[panel.moves.measure],
        "moved": panel.moves.count,
        "apart": panel.moves.apart,
        "note": panel.note,
        "movers": [MoverOut.of(row) for row in panel.rows],
    }
