"""Finding campaigns through the API; labels and tags."""

from uuid import UUID

from ninja import Query, Router, Status

import analytics.selectors
from analytics import periods
from campaigns import schemas, selectors, services
from campaigns.api import campaigns
from tenants import access, clock, idempotency, pagination, place
from tenants.errors import Invalid
from tenants.roles import Permission

router = Router(tags=["campaigns"])
LABEL = "/labels/{uuid:label_id}"


@campaigns.router.get("/campaigns", response=list[schemas.CampaignOut])
@access.operation(Permission.VIEW_CAMPAIGNS)
@pagination.paged
def list_campaigns(request, wanted: Query[schemas.FiltersIn], sort: str = "", period: str = ""):
    """List campaigns: those that have not ended, or of one status, or "all". `search` looks into names and headlines.

    `needs`: approval, drift, failed, rejected. `sort`: state (running first; as it is unless said otherwise), name,
    created, end, budget, or a figure of the `period` (7d, 14d, 28d, 90d, month): spent, impressions, clicks, ctr, cpc, results,
    cost, value; with "-" before it the other way round.
    """
    found = selectors.list_campaigns(**wanted.filters().given)
    if not sort:
        return found
    if sort.removeprefix("-") not in analytics.selectors.ORDERS:
        raise Invalid({"sort": f"Choose one of {', '.join(analytics.selectors.ORDERS)}."})
    here = place.current()
    choice = periods.choose({"period": period}, today=clock.now().astimezone(here.zone).date())
    ids = analytics.selectors.find_campaigns(wanted.filters(), sort, choice.period, here.currency).ids
    return selectors.Ranked(ids)


@router.get("/labels", response=list[schemas.LabelOut])
@access.operation(Permission.VIEW_CAMPAIGNS)
def list_labels(request):
    """List the labels by name."""
    return list(selectors.list_labels())


@router.post("/labels", response={201: schemas.LabelOut})
@access.operation(Permission.EDIT_CAMPAIGNS)
@idempotency.once
def create_label(request, body: schemas.LabelIn):
    """Make a label: a drawer; a campaign lies in at most one."""
    made = services.create_label(name=body.name, actor=request.actor, now=clock.now())
    return Status(201, selectors.get_label(made.uuid))


@router.patch(LABEL, response=schemas.LabelOut)
@access.operation(Permission.EDIT_CAMPAIGNS)
def rename_label(request, label_id: UUID, body: schemas.LabelIn):
    """Give a label another name."""
    services.rename_label(label_id=label_id, name=body.name, actor=request.actor, now=clock.now())
    return selectors.get_label(label_id)


@router.delete(LABEL, response={204: None})
@access.operation(Permission.EDIT_CAMPAIGNS)
def delete_label(request, label_id: UUID):
    """Delete a label; its campaigns stay."""
    services.delete_label(label_id=label_id, actor=request.actor, now=clock.now())
    return Status(204, None)


@router.get("/tags", response=list[schemas.TagOut])
@access.operation(Permission.VIEW_CAMPAIGNS)
def list_tags(request):
    """List the tags that campaigns have."""
    return [{"tag": tag, "campaigns": count} for tag, count in selectors.list_tags()]
