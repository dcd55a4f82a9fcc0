"""The organisation's own storage, for programs."""

from django.http import HttpRequest
from ninja import Router

from analytics import services
from analytics.schemas.warehouse import WarehouseIn, WarehouseOut
from tenants import access, clock, idempotency
from tenants.api_jobs import JobOut
from tenants.roles import Permission

router = Router(tags=["metrics"])


@router.get("/warehouse", response=WarehouseOut)
@access.operation(Permission.MANAGE_SETTINGS)
def get_warehouse(request: HttpRequest):
    """Return where the nightly copy goes; 404 where nothing is set up."""
    return services.get_warehouse()


@router.put("/warehouse", response=WarehouseOut)
@access.operation(Permission.MANAGE_SETTINGS)
def set_warehouse(request: HttpRequest, body: WarehouseIn):
    """Set where the nightly copy goes. Another place is filled from the beginning."""
    return services.set_warehouse(**body.dict(), actor=request.actor, now=clock.now())


@router.delete("/warehouse", response={204: None})
@access.operation(Permission.MANAGE_SETTINGS)
def delete_warehouse(request: HttpRequest):
    """Forget the storage and its key; what was copied stays there."""
    services.delete_warehouse(actor=request.actor, now=clock.now())


@router.post("/warehouse/check", response=WarehouseOut)
@access.operation(Permission.MANAGE_SETTINGS)
def check_warehouse(request: HttpRequest):
    """Write a small object there and remove it; `error` says what came of it."""
    return services.check_warehouse(now=clock.now())


@router.post("/warehouse/copy", response={202: JobOut})
@access.operation(Permission.MANAGE_SETTINGS)
@idempotency.once
def request_copy(request: HttpRequest):
    """Copy now what changed; answers the job that does it."""
    return services.request_copy(organization=request.tenant)
