"""The ledger through the API: changes and change sets, undo."""

from datetime import date
from uuid import UUID

from ninja import Router

from campaigns import schemas, selectors, services
from campaigns.api.common import NO_REASON, accepted
from tenants import access, clock, idempotency, pagination, place
from tenants.roles import Permission

router = Router(tags=["campaigns"])


@router.get("/changes", response=list[schemas.ChangeOut])
@access.operation(Permission.VIEW_CAMPAIGNS)
@pagination.paged
def list_changes(
    request, campaign: UUID | None = None, target: UUID | None = None, actor: str = "", kind: str = "", state: str = "", search: str = "",
    since: date | None = None, until: date | None = None,
):  # fmt: skip
    """List the ledger, newest first. `since` and `until` are days of the organisation, both included.

    `target` is the id of one object, for its timeline: a campaign, its part on an account, an ad group or an ad.
    """
    found = selectors.get_campaign(campaign, deep=False) if campaign else None
    words = {"actor_kind": actor, "kind": kind, "state": state, "search": search}
    clean = {name: value.replace("\x00", "") for name, value in words.items()}
    return selectors.list_changes(
        campaign=found, target=target, since=since, until=until, zone=place.current().zone, **clean
    )


@router.get("/changes/{uuid:change_id}", response=schemas.ChangeOut)
@access.operation(Permission.VIEW_CAMPAIGNS)
def get_change(request, change_id: UUID):
    """Return one change."""
    return selectors.get_change(change_id)


@router.post("/changes/{uuid:change_id}/undo", response={202: schemas.ChangeSetOut})
@access.operation(Permission.LAUNCH_CAMPAIGNS)
@idempotency.once
def undo_change(request, change_id: UUID, body: schemas.ReasonIn = NO_REASON):
    """Put back what one change changed; 409 with both values when it was changed since."""
    change = selectors.get_change(change_id)
    return accepted(services.undo_change(change=change, actor=request.actor, now=clock.now(), reason=body.reason))


@router.get("/change-sets/{uuid:change_set_id}", response=schemas.ChangeSetOut)
@access.operation(Permission.VIEW_CAMPAIGNS)
def get_change_set(request, change_set_id: UUID):
    """Return a change set: how far it is, and what became of each change."""
    return selectors.get_change_set(change_set_id)


@router.post("/change-sets/{uuid:change_set_id}/undo", response={202: schemas.ChangeSetOut})
@access.operation(Permission.LAUNCH_CAMPAIGNS)
@idempotency.once
def undo_change_set(request, change_set_id: UUID, body: schemas.ReasonIn = NO_REASON):
    """Put back everything that was changed together, or nothing."""
    change_set = selectors.get_change_set(change_set_id)
    undone = services.undo_change_set(change_set=change_set, actor=request.actor, now=clock.now(), reason=body.reason)
    return accepted(undone)
