"""Views of pages that people keep, through the API."""

from uuid import UUID

from ninja import Router, Status

from tenants import access, clock, idempotency, schemas, selectors, services
from tenants.roles import Permission

router = Router(tags=["Organisation"])


@router.get("/saved-views", response=list[schemas.SavedViewOut])
@access.operation(Permission.VIEW_CAMPAIGNS)
def list_saved_views(request, page: str = ""):
    """List everybody's views and one's own: of a page (campaigns, explore), or of all."""
    if page:
        services.get_page(page)
    return list(selectors.list_saved_views(request.actor, page))


@router.post("/saved-views", response={201: schemas.SavedViewOut})
@access.operation(Permission.EDIT_CAMPAIGNS)
@idempotency.once
def create_saved_view(request, body: schemas.SavedViewIn):
    """Keep a page's parameters under a name."""
    given = body.model_dump(include={"page", "name", "query", "is_shared"})
    return Status(201, services.create_saved_view(**given, actor=request.actor, now=clock.now()))


@router.delete("/saved-views/{uuid:view_id}", response={204: None})
@access.operation(Permission.EDIT_CAMPAIGNS)
def delete_saved_view(request, view_id: UUID):
    """Delete one's own view, or a shared one."""
    services.delete_saved_view(view_id=view_id, actor=request.actor, now=clock.now())
    return Status(204, None)
