"""What moved on the platforms: to be kept, or put back; one campaign's values or several campaigns'."""

from uuid import UUID

from ninja import Body, Router

from campaigns import schemas, selectors, services
from campaigns.api.common import ONE, accepted
from tenants import access, clock, idempotency
from tenants.roles import Permission

router = Router(tags=["campaigns"])
ALL = Body(schemas.DriftIn())


@router.get(f"{ONE}/drift", response=list[schemas.DriftOut])
@access.operation(Permission.VIEW_CAMPAIGNS)
def list_drift(request, campaign_id: UUID):
    """List what differs on the platforms from what was set here, with both values and who set ours last."""
    return selectors.list_drift(selectors.get_campaign(campaign_id))


@router.post(f"{ONE}/drift/keep", response={202: schemas.ChangeSetOut})
@access.operation(Permission.EDIT_CAMPAIGNS)
@idempotency.once
def keep_drift(request, campaign_id: UUID, body: schemas.DriftIn = ALL):
    """Take over what was changed on the platform: everything, or the values named in `only`."""
    campaign, asked = selectors.get_campaign(campaign_id), {"only": body.only, "reason": body.reason}
    return accepted(services.keep_drift(campaign=campaign, actor=request.actor, now=clock.now(), **asked))


@router.post(f"{ONE}/drift/put-back", response={202: schemas.ChangeSetOut})
@access.operation(Permission.EDIT_CAMPAIGNS)
@idempotency.once
def put_back_drift(request, campaign_id: UUID, body: schemas.DriftIn = ALL):
    """Put our values back where the platform's were changed: everywhere, or the values named in `only`."""
    campaign, asked = selectors.get_campaign(campaign_id), {"only": body.only, "reason": body.reason}
    return accepted(services.put_back_drift(campaign=campaign, actor=request.actor, now=clock.now(), **asked))


@router.post("/drift/settle", response={202: schemas.ChangeSetOut})
@access.operation(Permission.EDIT_CAMPAIGNS)
@idempotency.once
def settle_drift(request, body: schemas.SettleIn):
    """Keep or put back whatever moved of several campaigns, in one change set."""
    campaigns = [selectors.get_campaign(uuid) for uuid in dict.fromkeys(body.campaigns)]
    asked = {"keep": body.keep, "reason": body.reason}
    return accepted(services.settle_drift(campaigns=campaigns, actor=request.actor, now=clock.now(), **asked))
