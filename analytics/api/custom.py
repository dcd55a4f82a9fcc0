"""Own figures, for programs."""

from uuid import UUID

from django.http import HttpRequest
from ninja import Router

from analytics import services
from analytics.panels import custom as panel
from analytics.schemas.custom import CustomMetricIn, CustomMetricOut, CustomValueOut
from analytics.selectors import custom as selectors
from tenants import access, clock, idempotency, pagination, place
from tenants.errors import Invalid
from tenants.roles import Permission

router = Router(tags=["metrics"])


@router.get("/custom-metrics", response=list[CustomMetricOut])
@access.operation(Permission.VIEW_CAMPAIGNS)
@pagination.paged
def list_custom_metrics(request: HttpRequest):
    """List the own figures by name."""
    return selectors.list_custom_metrics()


@router.get("/custom-metrics/preview", response=CustomValueOut)
@access.operation(Permission.VIEW_CAMPAIGNS)
def preview_custom_metric(request: HttpRequest, expression: str):
    """Return what an expression comes to over the last seven whole days; nothing is stored."""
    here = place.current()
    found = panel.preview(expression, panel.read_week(now=clock.now(), place=here), here)
    if isinstance(found, panel.Refused):
        raise Invalid({"expression": found.error.message})
    return found.as_values()


@router.post("/custom-metrics", response={201: CustomMetricOut})
@access.operation(Permission.EDIT_CAMPAIGNS)
@idempotency.once
def create_custom_metric(request: HttpRequest, body: CustomMetricIn):
    """Make an own figure; 50 are the most."""
    return services.create_custom_metric(**body.dict(), actor=request.actor, now=clock.now())


@router.get("/custom-metrics/{uuid:metric_id}", response=CustomMetricOut)
@access.operation(Permission.VIEW_CAMPAIGNS)
def get_custom_metric(request: HttpRequest, metric_id: UUID):
    """Return an own figure."""
    return selectors.get_custom_metric(metric_id)


@router.put("/custom-metrics/{uuid:metric_id}", response=CustomMetricOut)
@access.operation(Permission.EDIT_CAMPAIGNS)
def change_custom_metric(request: HttpRequest, metric_id: UUID, body: CustomMetricIn):
    """Give an own figure another name or expression."""
    metric = selectors.get_custom_metric(metric_id)
    return services.change_custom_metric(metric=metric, **body.dict(), actor=request.actor, now=clock.now())


@router.delete("/custom-metrics/{uuid:metric_id}", response={204: None})
@access.operation(Permission.EDIT_CAMPAIGNS)
def delete_custom_metric(request: HttpRequest, metric_id: UUID):
    """Delete an own figure."""
    metric = selectors.get_custom_metric(metric_id)
    services.delete_custom_metric(metric=metric, actor=request.actor, now=clock.now())
