"""Campaigns through the API: one of them, writing drafts, launching them."""

from uuid import UUID

from ninja import Router, Status

from campaigns import schemas, selectors, services
from campaigns.api.common import ALL_PARTS, NO_REASON, ONE, accepted
from tenants import access, clock, idempotency
from tenants.roles import Permission

router = Router(tags=["campaigns"])


@router.post("/campaigns", response={201: schemas.CampaignDetailOut})
@access.operation(Permission.EDIT_CAMPAIGNS)
@idempotency.once
def create_draft(request, body: schemas.CampaignIn):
    """Make a draft. Nothing reaches a platform and nothing is spent before it is launched."""
    common = {"actor": request.actor, "now": clock.now(), "is_whole": body.is_whole}
    made = services.create_draft(draft=body.draft(), **common)
    return Status(201, selectors.get_campaign(made.uuid))


@router.get(ONE, response=schemas.CampaignDetailOut)
@access.operation(Permission.VIEW_CAMPAIGNS)
def get_campaign(request, campaign_id: UUID):
    """Return a campaign with its parts, ad groups and ads: what should be, and what the platform says."""
    return selectors.get_campaign(campaign_id)


@router.put(ONE, response=schemas.CampaignDetailOut)
@access.operation(Permission.EDIT_CAMPAIGNS)
def update_draft(request, campaign_id: UUID, body: schemas.CampaignIn):
    """Write a draft anew. With the `version` that was read, somebody's later edit is not overwritten: 409, which says
    who saved, when, and where what is kept differs from what was sent."""
    campaign = selectors.get_campaign(campaign_id)
    common = {"actor": request.actor, "now": clock.now(), "is_whole": body.is_whole}
    services.update_draft(campaign=campaign, draft=body.draft(), version=body.version, **common)
    return selectors.get_campaign(campaign_id)


@router.get(f"{ONE}/preview", response=schemas.PreviewOut)
@access.operation(Permission.VIEW_CAMPAIGNS)
def preview_campaign(request, campaign_id: UUID):
    """Return what a launch would make, with each platform's verdict. Makes nothing."""
    return services.preview_campaign(campaign=selectors.get_campaign(campaign_id), now=clock.now())


@router.post(f"{ONE}/launch", response={202: schemas.ChangeSetOut})
@access.operation(Permission.EDIT_CAMPAIGNS)
@idempotency.once
def launch_campaign(request, campaign_id: UUID, body: schemas.LaunchIn = ALL_PARTS):
    """Make a draft on its platforms and switch it on; after a launch that stopped, go on with it."""
    campaign, common = selectors.get_campaign(campaign_id), {"actor": request.actor, "now": clock.now()}
    return accepted(services.launch_campaign(campaign=campaign, reason=body.reason, only=body.parts, **common))


@router.post(f"{ONE}/launch/remove", response={202: schemas.ChangeSetOut})
@access.operation(Permission.LAUNCH_CAMPAIGNS)
@idempotency.once
def remove_launch(request, campaign_id: UUID, body: schemas.ReasonIn = NO_REASON):
    """Archive what an unfinished launch made; the draft stays."""
    campaign = selectors.get_campaign(campaign_id)
    return accepted(services.remove_launch(campaign=campaign, actor=request.actor, now=clock.now(), reason=body.reason))


@router.post(f"{ONE}/manage", response=schemas.CampaignDetailOut)
@access.operation(Permission.EDIT_CAMPAIGNS)
def manage_campaign(request, campaign_id: UUID):
    """Take over an imported campaign, which was only read until now. Writes nothing on its platform."""
    services.manage_campaign(campaign=selectors.get_campaign(campaign_id), actor=request.actor, now=clock.now())
    return selectors.get_campaign(campaign_id)
