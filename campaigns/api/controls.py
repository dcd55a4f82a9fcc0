"""Changes of what is on a platform: switches, budgets, bids, ads, declarations, the archive."""

from uuid import UUID

from ninja import Router, Status

import integrations.selectors
from campaigns import schemas, selectors, services
from campaigns.api.common import NO_REASON, ONE, accepted
from campaigns.types import Why
from tenants import access, clock, idempotency
from tenants.roles import Permission

router = Router(tags=["campaigns"])


@router.post(f"{ONE}/pause", response={202: schemas.ChangeSetOut})
@access.operation(Permission.EDIT_CAMPAIGNS)
@idempotency.once
def pause_campaign(request, campaign_id: UUID, body: schemas.ReasonIn = NO_REASON):
    """Switch a campaign off on all its platforms."""
    campaign, why = selectors.get_campaign(campaign_id), Why(body.reason)
    return accepted(services.pause_campaign(campaign=campaign, actor=request.actor, now=clock.now(), why=why))


@router.post(f"{ONE}/resume", response={202: schemas.ChangeSetOut})
@access.operation(Permission.EDIT_CAMPAIGNS)
@idempotency.once
def resume_campaign(request, campaign_id: UUID, body: schemas.ReasonIn = NO_REASON):
    """Switch a paused campaign on again."""
    campaign, why = selectors.get_campaign(campaign_id), Why(body.reason)
    return accepted(services.resume_campaign(campaign=campaign, actor=request.actor, now=clock.now(), why=why))


@router.post(f"{ONE}/budget", response={202: schemas.ChangeSetOut})
@access.operation(Permission.EDIT_CAMPAIGNS)
@idempotency.once
def change_budget(request, campaign_id: UUID, body: schemas.BudgetIn):
    """Set a budget, a day or in all; a budget keeps its kind."""
    campaign, asked = selectors.get_campaign(campaign_id), body.model_dump(exclude={"reason"})
    why = Why(body.reason)
    return accepted(services.change_budget(campaign=campaign, actor=request.actor, now=clock.now(), why=why, **asked))


@router.post(f"{ONE}/bid", response={202: schemas.ChangeSetOut})
@access.operation(Permission.EDIT_CAMPAIGNS)
@idempotency.once
def change_bid(request, campaign_id: UUID, body: schemas.BidIn):
    """Set how a part bids."""
    common = {"actor": request.actor, "now": clock.now(), "why": Why(body.reason)}
    campaign = selectors.get_campaign(campaign_id)
    return accepted(services.change_bid(campaign=campaign, bid=body.bid, target=body.target, **common))


@router.post("/ads/{uuid:ad_id}/creative", response={202: schemas.ChangeSetOut})
@access.operation(Permission.EDIT_CAMPAIGNS)
@idempotency.once
def change_creative(request, ad_id: UUID, body: schemas.CreativeIn):
    """Set what an ad says and shows; the platform looks at it anew."""
    common = {"actor": request.actor, "now": clock.now(), "why": Why(body.reason)}
    return accepted(services.change_creative(ad_id=ad_id, creative=body.creative, **common))


@router.post("/ad-accounts/{uuid:account_id}/declarations", response={202: list[schemas.ChangeSetOut]})
@access.operation(Permission.LAUNCH_CAMPAIGNS)
@idempotency.once
def declare_not_political(request, account_id: UUID, body: schemas.ReasonIn = NO_REASON):
    """Declare of an ad account's campaigns that they hold no EU political advertising, where Google wants that said."""
    account = integrations.selectors.get_ad_account(account_id)
    made = services.declare_not_political(account=account, actor=request.actor, now=clock.now(), reason=body.reason)
    return Status(202, [selectors.get_change_set(change_set.uuid) for change_set in made])


@router.post(f"{ONE}/archive", response={200: schemas.CampaignDetailOut, 202: schemas.ChangeSetOut})
@access.operation(Permission.LAUNCH_CAMPAIGNS)
@idempotency.once
def archive_campaign(request, campaign_id: UUID, body: schemas.ReasonIn = NO_REASON):
    """Put a campaign away; what is on a platform is archived there (202), a draft just goes (200). Cannot be undone."""
    campaign, why = selectors.get_campaign(campaign_id), Why(body.reason)
    change_set = services.archive_campaign(campaign=campaign, actor=request.actor, now=clock.now(), why=why)
    return accepted(change_set) if change_set else Status(200, selectors.get_campaign(campaign_id))
