"""One thing done to many campaigns, through the API."""

from ninja import Router, Status

from campaigns import schemas, selectors, services
from campaigns.types import Why
from tenants import access, clock, idempotency
from tenants.roles import Permission

router = Router(tags=["campaigns"])


@router.post("/campaigns/bulk/preview", response=schemas.BulkPreviewOut)
@access.operation(Permission.EDIT_CAMPAIGNS)
def preview_bulk(request, body: schemas.BulkIn):
    """Return every line of what would happen. Changes nothing."""
    return services.preview_bulk(bulk=body.bulk(), chosen=body.chosen(), actor=request.actor, now=clock.now())


@router.post("/campaigns/bulk", response={202: schemas.BulkOut})
@access.operation(Permission.EDIT_CAMPAIGNS)
@idempotency.once
def apply_bulk(request, body: schemas.BulkIn):
    """Pause, resume, change budgets, tag, label or archive many campaigns in one step; archiving needs the launching role."""
    result = services.apply_bulk(
        bulk=body.bulk(), chosen=body.chosen(), actor=request.actor, now=clock.now(), why=Why(body.reason),
        fingerprint=body.fingerprint,
    )  # fmt: skip
    made, preview = result.change_set, result.preview
    change_set = selectors.get_change_set(made.uuid) if made else None
    lines = {"changed": len(preview.changing), "refused": preview.refused}
    return Status(202, {"label": preview.label, "change_set": change_set, **lines})
