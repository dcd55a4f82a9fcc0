"""How long numbers are kept, for programs."""

from django.http import HttpRequest
from ninja import Router

from analytics import selectors, services
from analytics.schemas.settings import RetentionIn, RetentionOut
from tenants import access, clock
from tenants.roles import Permission

router = Router(tags=["metrics"])


@router.get("/retention", response=RetentionOut)
@access.operation(Permission.VIEW_MEMBERS)
def get_retention(request: HttpRequest):
    """Return how long numbers are kept."""
    return selectors.get_retention()


@router.put("/retention", response=RetentionOut)
@access.operation(Permission.MANAGE_SETTINGS)
def change_retention(request: HttpRequest, body: RetentionIn):
    """Decide how long numbers are kept."""
    return services.change_retention(**body.dict(), actor=request.actor, now=clock.now())
