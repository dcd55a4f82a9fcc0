"""Approvals through the API: what waits, yes, no, never mind; and trying again or dropping what did not get through."""

from uuid import UUID

from ninja import Body, Router

from campaigns import schemas, selectors, services
from campaigns.api.common import NO_REASON, accepted
from tenants import access, clock, idempotency, pagination
from tenants.roles import Permission

router = Router(tags=["campaigns"])
ONE_SET = "/change-sets/{uuid:change_set_id}"
NO_NOTE = Body(schemas.NoteIn())
ALL_OF_IT = Body(schemas.ApproveIn())


@router.get("/approvals", response=list[schemas.ChangeSetOut])
@access.operation(Permission.VIEW_CAMPAIGNS)
@pagination.paged
def list_approvals(request, mine: bool = False):
    """List the change sets that wait for approval, the longest waiting first; `mine`: only those that you may decide."""
    return selectors.list_waiting_for(request.actor) if mine else selectors.list_proposals()


@router.get("/approvals/{uuid:change_set_id}", response=schemas.ApprovalOut)
@access.operation(Permission.VIEW_CAMPAIGNS)
def get_approval(request, change_set_id: UUID):
    """Return a set as you see it who may have to decide it: may you, and what stands against it now."""
    return services.describe_approval(change_set=selectors.get_change_set(change_set_id), actor=request.actor)


@router.post(f"{ONE_SET}/approve", response={202: schemas.ChangeSetOut})
@access.operation(Permission.APPROVE_CHANGES)
@idempotency.once
def approve_change_set(request, change_set_id: UUID, body: schemas.ApproveIn = ALL_OF_IT):
    """Say yes to what was proposed; 409 with both values when one of them moved since. `only` names changes: the others are refused."""
    asked = {"change_set": selectors.get_change_set(change_set_id, deep=False), "note": body.note, "only": body.only}
    return accepted(services.approve_change_set(**asked, actor=request.actor, now=clock.now()))


@router.post(f"{ONE_SET}/reject", response=schemas.ChangeSetOut)
@access.operation(Permission.APPROVE_CHANGES)
def reject_change_set(request, change_set_id: UUID, body: schemas.NoteIn = NO_NOTE):
    """Say no to what was proposed; nothing moves."""
    return _settled(services.reject_change_set, request, change_set_id, body)


@router.post(f"{ONE_SET}/withdraw", response=schemas.ChangeSetOut)
@access.operation(Permission.EDIT_CAMPAIGNS)
def withdraw_change_set(request, change_set_id: UUID, body: schemas.NoteIn = NO_NOTE):
    """Take back what you proposed."""
    return _settled(services.withdraw_change_set, request, change_set_id, body)


@router.post(f"{ONE_SET}/drop", response=schemas.ChangeSetOut)
@access.operation(Permission.EDIT_CAMPAIGNS)
def drop_change_set(request, change_set_id: UUID, body: schemas.NoteIn = NO_NOTE):
    """Let go of what did not happen: withdraws, refuses or stops what waits, and puts away what failed."""
    return _settled(services.drop_change_set, request, change_set_id, body)


@router.post(f"{ONE_SET}/retry", response={202: schemas.ChangeSetOut})
@access.operation(Permission.EDIT_CAMPAIGNS)
@idempotency.once
def retry_change_set(request, change_set_id: UUID, body: schemas.ReasonIn = NO_REASON):
    """Try again what of a set failed; answers with the new set."""
    found = selectors.get_change_set(change_set_id, deep=False)
    again = services.retry_change_set(change_set=found, actor=request.actor, now=clock.now(), reason=body.reason)
    return accepted(again)


def _settled(decide, request, change_set_id: UUID, body: schemas.NoteIn):
    found = selectors.get_change_set(change_set_id, deep=False)
    decide(change_set=found, actor=request.actor, now=clock.now(), note=body.note)
    return selectors.get_change_set(change_set_id)
